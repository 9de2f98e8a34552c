"""Collects what one marker says, role by role, into marks."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field

from api_stability.markers.model import Role
from api_stability.model.symbols import Form, Mark
from api_stability.readers.python.operations import Value


@dataclass(slots=True)
class Collected:
    """Everything that one marker says about one object, before it becomes marks."""

    words: list[str] = field(default_factory=list)
    texts: dict[Role, list[str]] = field(default_factory=dict)
    appended: dict[Role, list[str]] = field(default_factory=dict)
    """What follows the texts of a role."""
    parameters: list[str] | None = None
    """Names of parameters that it is about; ``None``: about the object."""
    members: bool = False
    """Whether those are names of members, not of parameters."""
    unresolved: list[str] = field(default_factory=list)
    elsewhere: bool = False
    """The marker is about something else than what it is written on."""

    def add(self, role: Role, value: Value, *, source: str, append: bool = False) -> None:
        """Take a known value; ``None``, ``False`` and empty texts say nothing."""
        if role == "other":
            self.elsewhere = self.elsewhere or bool(value)
            return
        if role in {"alternative", "parameter"} and isinstance(value, tuple):
            for each in value:
                self.add(role, each, source=source)
            return
        if value is None or isinstance(value, bool) or value == "":
            return
        if isinstance(value, tuple):
            self.unknown(role, source)
            return
        text = inspect.cleandoc(str(value)).strip()
        if role == "level":
            self.words.append(text)
        elif role == "parameter":
            self._add_parameter(text.lstrip("*"), source)
        elif append:
            self.appended.setdefault(role, []).append(text)
        else:
            self.texts.setdefault(role, []).append(text)

    def _add_parameter(self, name: str, source: str) -> None:
        if not name.isidentifier():
            self.unknown("parameter", source)
            return
        self.parameters = [*(self.parameters or ()), name]

    def unknown(self, role: str, source: str) -> None:
        """Note a value that cannot be known, with its source text."""
        self.unresolved.append(f"{role}: {shorten(source)}")
        if role == "parameter" and self.parameters is None:
            # about one parameter, of which nobody knows the name: not about the object
            self.parameters = []

    def mark(
        self,
        *,
        source: str,
        form: Form,
        name: str,
        deprecating: frozenset[str],
        deprecates: bool = False,
        level: str | None = None,
        file: str | None = None,
        line: int | None = None,
    ) -> Mark | None:
        """The mark, or ``None`` when nothing is said about level or deprecation."""
        if self.elsewhere:
            return None
        words = list(dict.fromkeys(self.words or ([level] if level else [])))
        levels = [word for word in words if word not in deprecating]
        deprecates = deprecates or len(levels) < len(words)
        raw = self._word(levels) if levels else next(iter(words), None)
        if raw is None and not levels and deprecates:
            raw = "deprecated"
        if raw is None and not deprecates and not self.unresolved:
            return None
        return Mark(
            source=source,
            form=form,
            name=name,
            raw_level=raw,
            deprecates=True if deprecates else None,
            reason=self.text("reason"),
            since=self.text("since"),
            removal=self.text("removal"),
            alternatives=tuple(dict.fromkeys(self.texts.get("alternative", ()))),
            gate=self.text("gate"),
            issue=self.text("issue"),
            feature=self.text("feature"),
            unresolved=tuple(dict.fromkeys(self.unresolved)),
            file=file,
            line=line,
        )

    def _word(self, levels: list[str]) -> str | None:
        """The level's word; two of them are none."""
        if len(levels) > 1:
            self.unknown("level", " | ".join(levels))
            return None
        return levels[0]

    def text(self, role: Role) -> str | None:
        """The first text of a role, with what follows it."""
        parts = [*self.texts.get(role, ())[:1], *self.appended.get(role, ())]
        return (" " if role == "reason" else ".").join(parts) or None


def shorten(text: str, width: int = 200) -> str:
    """Source text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
