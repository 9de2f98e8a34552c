"""Convert texts by Python-Markdown, in the test's process, and say what was warned of."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from markdown import Markdown

from api_stability.markdown.reporting import forget_told

NAME: Final = "api_stability"
LIBRARY: Final = Path(__file__).parents[1] / "sphinx/roots/library"
"""A small project, which the tests of Sphinx document as well."""
HELD: Final = re.compile("[\x02\x03]")
"""What no page has in it: the signs that placeholders are known by."""


@dataclass
class Converted:
    """A page."""

    html: str
    warnings: list[str] = field(default_factory=list)
    toc: Sequence[Mapping[str, Any]] = ()


def convert(
    text: str,
    *extensions: Any,
    config: Path = LIBRARY / "api-stability.toml",
    configs: Mapping[str, Mapping[str, Any]] | None = None,
    **settings: Any,
) -> Converted:
    """*text* with *extensions* and ours, which stands where it is named, else behind them."""
    names = extensions if NAME in extensions else (*extensions, NAME)
    markdown = Markdown(
        extensions=list(names),
        extension_configs={
            NAME: {"config": str(config), **settings},
            **{name: dict(values) for name, values in (configs or {}).items()},
        },
    )
    with listening("api_stability") as warnings:
        html = markdown.convert(text)
    assert not HELD.search(html), html
    return Converted(html, warnings, getattr(markdown, "toc_tokens", ()))


@contextmanager
def listening(name: str) -> Iterator[list[str]]:
    """What the logger called *name*, and those below it, warn of meanwhile."""
    handler = _Messages()
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    forget_told()
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
