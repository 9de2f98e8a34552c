"""The end of a page: its engine is left, and a strict build of Zensical's stops at what is raised.

MkDocs and ProperDocs count warnings; Zensical counts none of an extension.
"""

from __future__ import annotations

from typing import Final

from markdown.postprocessors import Postprocessor

from api_stability.markdown.blocks import Conversion
from api_stability.markdown.engines import leave_engine


class StrictError(Exception):
    """Something on a page was warned of, and the build is strict."""


class EndPage(Postprocessor):
    """When all of the page is converted, and all its warnings are told; may raise `StrictError`."""

    PRIORITY: Final = -100

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion

    def run(self, text: str) -> str:
        """The text as it is."""
        engine = self.conversion.page.engine
        leave_engine(self.md)
        if engine.must_raise and engine.warned:
            raise StrictError(f"{engine.file}: strict, and warned: {'; '.join(engine.warned)}")
        return text
