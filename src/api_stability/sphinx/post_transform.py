"""The post-transform that has placeholders filled, when a page is written."""

from __future__ import annotations

from typing import Any

from sphinx.transforms.post_transforms import SphinxPostTransform


class FillPlaceholders(SphinxPostTransform):
    """Put badges, notices and tables where placeholders stand; remove those that stay empty.

    After `ReferencesResolver` (10), so that Sphinx sees no reference of ours: links are made here,
    to what is documented, and a name from code that is not is no missing reference. After ``only``
    is decided (50), so that what is left out is not filled either. Before the transforms that
    prepare a finished document for its writer (from 100 on).
    """

    default_priority = 60

    def run(self, **_options: Any) -> None:
        """Fill one document."""
        from api_stability.sphinx.fill import fill_page  # a build may have no page to write

        fill_page(self.document, self.env)
