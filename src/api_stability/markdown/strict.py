"""Strict builds of an engine that counts no warnings: Zensical's, which stop at what is raised."""

from __future__ import annotations

from typing import Final

from markdown.postprocessors import Postprocessor

from api_stability.markdown.blocks import Conversion


class StrictError(Exception):
    """Something on a page was warned of, and the build is strict."""


class FailStrictly(Postprocessor):
    """Raise `StrictError` when all of the page is converted, and all its warnings are told."""

    PRIORITY: Final = -100

    def __init__(self, conversion: Conversion) -> None:
        super().__init__(conversion.markdown)
        self.conversion = conversion

    def run(self, text: str) -> str:
        """The text as it is."""
        engine = self.conversion.page.engine
        if engine.must_raise and engine.warned:
            raise StrictError(f"{engine.file}: strict, and warned: {'; '.join(engine.warned)}")
        return text
