"""What docstrings say of a deprecation in sections of their own.

griffe has a section of numpydoc's for it, which no template of mkdocstrings draws; of Google style
it makes an admonition, and so does the extension griffe-warnings-deprecated of a decorator. What
our admonition says already is left out, all else is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from griffe import (
    DocstringSection,
    DocstringSectionAdmonition,
    DocstringSectionDeprecated,
)

from api_stability.griffe.naming import Documented
from api_stability.model.policy import Policy
from api_stability.model.symbols import Deprecation
from api_stability.model.views import Notice, plain_text
from api_stability.renderers.html import ADMONITIONS
from api_stability.renderers.markdown import escape
from api_stability.views.badges import say_since

_DEPRECATED: Final = "deprecated"
_SIGN: Final = re.compile("deprecated", re.IGNORECASE)


def speaks_of_deprecation(documented: Documented) -> bool:
    """Whether *documented* may have such a section: most docstrings need not be parsed for it."""
    if documented.deprecated:
        return True
    docstring = documented.docstring
    return docstring is not None and _SIGN.search(docstring.value) is not None


def settle_sections(
    documented: Documented, notices: Iterable[Notice], policy: Policy, *, is_told: bool
) -> None:
    """Have *documented*'s docstring show its sections about a deprecation, each where it says more
    than *notices*.

    *is_told*: our admonition is about this very deprecation, here or around the object.
    """
    docstring = documented.docstring
    # most docstrings say nothing of the kind, and are not to be parsed sooner than they are drawn
    if docstring is None or not speaks_of_deprecation(documented):
        return
    said = {word for notice in notices for word in _words_of(notice)}
    sections = docstring.parsed
    for position in reversed(range(len(sections))):
        section = sections[position]
        if not _is_deprecation(section, documented):
            continue
        if is_told and (_is_decorator(section, documented) or _words(section) <= said):
            del sections[position]
        elif isinstance(section, DocstringSectionDeprecated):
            sections[position] = _make_admonition(section, policy)


def settle_labels(documented: Documented) -> None:
    """Have *documented* not show griffe-warnings-deprecated's label beside our badge."""
    if isinstance(documented.deprecated, str):
        documented.labels.discard(_DEPRECATED)


def _is_deprecation(section: DocstringSection, documented: Documented) -> bool:
    if isinstance(section, DocstringSectionDeprecated) or _is_decorator(section, documented):
        return True
    return isinstance(section, DocstringSectionAdmonition) and section.value.kind == _DEPRECATED


def _is_decorator(section: DocstringSection, documented: Documented) -> bool:
    """Whether griffe-warnings-deprecated made the section of the decorator's message."""
    message = documented.deprecated
    return (
        isinstance(section, DocstringSectionAdmonition)
        and isinstance(message, str)
        and message in (section.value.contents, section.title)
    )


def _make_admonition(
    section: DocstringSectionDeprecated, policy: Policy
) -> DocstringSectionAdmonition:
    look = policy.deprecated
    since = say_since(Deprecation(since=str(section.value.annotation or "")))
    title = escape(f"{look.label}{since}")
    kind = ADMONITIONS[look.tone]
    return DocstringSectionAdmonition(kind=kind, text=section.value.description, title=title)


def _words(section: DocstringSection) -> set[str]:
    value = section.value
    version = value.annotation if isinstance(section, DocstringSectionDeprecated) else ""
    text = value.contents if isinstance(section, DocstringSectionAdmonition) else value.description
    return set(_split(f"{section.title or ''} {version} {text}"))


def _words_of(notice: Notice) -> list[str]:
    return _split(" ".join(map(plain_text, (notice.title, *notice.lines))))


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
