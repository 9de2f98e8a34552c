"""What the Python reader has to say besides symbols: each with file and line."""

from __future__ import annotations

from collections.abc import Iterable

from api_stability.model.inventory import Diagnostic, Grade
from api_stability.model.symbols import Mark
from api_stability.readers.python.dynamic import Unread
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import is_excluded_file
from api_stability.readers.python.names import Cut, Module
from api_stability.readers.request import PythonRequest


class Reports:
    """Collects the diagnostics of one reading."""

    def __init__(self, request: PythonRequest) -> None:
        self._request = request
        self.diagnostics: list[Diagnostic] = []

    def unresolved(self, mark: Mark, symbol: str) -> None:
        """Values of *mark* that only running the source would tell."""
        for each in mark.unresolved:
            message = f"what {mark.name} says cannot be known without running it ({each})"
            self._report(
                "unresolved", "unresolved-argument", message, mark.file, mark.line, symbol=symbol
            )

    def exports(self, module: Module, *, computed: bool, unbound: Iterable[str]) -> None:
        """An ``__all__`` that is not what it says."""
        file = next((facts.file for facts in module.files), None)
        if computed:
            message = (
                f"__all__ of {module.name} is computed: names without an underscore are public"
            )
            self.note("computed-exports", message, file)
        names = list(unbound)
        if names:
            shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
            message = (
                f"__all__ of {module.name} names what no statement binds: {shown}; "
                "import it under TYPE_CHECKING to show where it is from"
            )
            self.note("unbound-export", message, file)

    def stray(self, path: str, mark: Mark) -> None:
        """A mark on something that is not defined in the packages."""
        message = f"{mark.name} is set on {path}, which is not defined there: mark it where it is"
        self.note("mark-without-symbol", message, mark.file, mark.line)

    def hidden(self, name: str, file: str, line: int) -> None:
        """A definition that a module of its name hides."""
        message = f"{name} has the name of a module beside it: it has no path of its own"
        self.note("hidden-by-module", message, file, line)

    def unread(self, each: Unread) -> None:
        """A ``__getattr__`` whose deprecated names are computed."""
        message = (
            "the names that this module's __getattr__ deprecates are not all written in a table "
            "beside it: those that are not are missing; annotate them"
        )
        self.note("computed-getattr", message, each.file, each.line)

    def cut(self, each: Cut) -> None:
        """Something that was followed only so far."""
        excluded = is_excluded_file(self._request, each.module)
        grade: Grade = "note" if excluded else each.grade
        self._report(grade, each.code, each.message, each.file, each.line)

    def warned(self, facts: ModuleFacts) -> None:
        """Bodies that warn, which marks nothing."""
        for each in facts.warned:
            symbol = f"{facts.module}.{each.function}"
            message = (
                f"{symbol} warns of {each.category} in its body, which marks nothing: "
                "it may be about an argument"
            )
            self.note("warning-in-body", message, facts.file, each.line)

    def note(self, code: str, message: str, file: str | None, line: int | None = None) -> None:
        """Something for information."""
        self._report("note", code, message, file, line)

    def _report(
        self,
        grade: Grade,
        code: str,
        message: str,
        file: str | None,
        line: int | None,
        *,
        symbol: str | None = None,
    ) -> None:
        self.diagnostics.append(
            Diagnostic(
                source=self._request.source_id,
                grade=grade,
                code=code,
                message=message,
                file=file,
                line=line,
                symbol=symbol,
            )
        )
