"""A project of forty pages that is edited at random: sources, configuration and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

MODULES = 8
FUNCTIONS = 4
MARKS = (
    "",
    "@beta()\n",
    "@experimental()\n",
    '@experimental("Still *moving*.", feature="moving")\n',
    '@deprecated("Too slow.", alternative="pkg.m0.f1", removal="3.0")\n',
    '@beta(parameter="x")\n',
)
DIRECTIVES = (
    "stability-table::",
    "stability-table::\n   :level: experimental",
    "stability-table::\n   :prefix: pkg.m1\n   :group-by: level",
    "stability-table::\n   :subject: features",
    "deprecation-table::",
    "migration-table::",
    "stability-feature:: moving",
    "stability-policy::",
    "stability:: beta",
)
REFERENCES = (
    ":stability:`pkg.m0.f0`",
    ":stability:`beta`",
    ":stability-feature:`moving`",
    ":stability:symbol:`pkg.m2.f2`",
    ":any:`moving`",
    ":any:`experimental`",
)


@dataclass
class EditedProject:
    """What the files have; `write` writes those that changed."""

    folder: Path
    random: Random
    marks: dict[tuple[int, str], str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)
    version: str = "2.0"
    settings: dict[str, Any] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the first state."""
        for module in range(MODULES):
            for number in range(FUNCTIONS):
                self.marks[module, f"f{number}"] = self.random.choice(MARKS)
        for module in range(MODULES):
            self.pages[f"m{module}"] = self._document_module(module)
        while len(self.pages) < 40:
            self.pages[f"page{len(self.pages)}"] = self._make_page()

    def edit(self) -> None:
        """One to three edits."""
        edits: list[Callable[[], str]] = [
            self._mark,
            self._mark,
            self._add_function,
            self._remove_function,
            self._annotate,
            self._change_version,
            self._change_setting,
            self._add_page,
            self._edit_page,
            self._rename_page,
            self._remove_page,
        ]
        for _ in range(self.random.randint(1, 3)):
            self.history.append(self.random.choice(edits)())

    def write(self) -> Path:
        """Write what changed, remove what is gone; the folder of the documentation."""
        files = self._make_files()
        for name in self.written.keys() - files.keys():
            (self.folder / name).unlink()
        for name, text in files.items():
            if self.written.get(name) != text:
                path = self.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.written = files
        return self.folder / "docs"

    def _make_files(self) -> dict[str, str]:
        files = {
            "pkg/__init__.py": "",
            "api-stability.toml": self._make_configuration(),
            "docs/conf.py": 'project = "pkg"\nextensions = ["api_stability.sphinx"]\n'
            "suppress_warnings = ['ref', 'api_stability', 'toc']\n",
        }
        for module in range(MODULES):
            lines = ["from api_stability import beta, deprecated, experimental\n"]
            for (where, name), mark in sorted(self.marks.items()):
                if where == module:
                    lines.append(f"\n\n{mark}def {name}(x=1):\n    ...\n")
            files[f"pkg/m{module}.py"] = "".join(lines)
        for name, text in self.pages.items():
            # no toctree: Sphinx would write the pages again that have one
            orphan = "" if name == "m0" else ":orphan:\n\n"
            files[f"docs/{name}.rst"] = f"{orphan}{name}\n{'=' * len(name)}\n\n{text}\n"
        files["docs/index.rst"] = "Home\n====\n"
        return files

    def _make_configuration(self) -> str:
        lines = [
            f'name = "pkg"\nversion = "{self.version}"\n',
            '[[sources]]\nsurface = "python"\npackages = ["pkg"]\n',
            '[[features]]\nid = "moving"\ntitle = "Moving"\nsymbols = ["python:pkg.m1.**"]\n',
        ]
        for symbol, level in sorted(self.annotations.items()):
            lines.append(f'[[annotations]]\nid = "{symbol}"\nlevel = "{level}"\nreason = "So."\n')
        return "\n".join(lines)

    def _document_module(self, module: int) -> str:
        names = sorted(name for where, name in self.marks if where == module)
        return "\n".join(
            [
                f".. py:module:: pkg.m{module}\n",
                *(f".. py:function:: {name}(x)\n" for name in names),
            ]
        )

    def _make_page(self) -> str:
        parts = [f".. {self.random.choice(DIRECTIVES)}\n"]
        parts += [f"See {self.random.choice(REFERENCES)}.\n" for _ in range(2)]
        self.random.shuffle(parts)
        return "\n".join(parts)

    def _mark(self) -> str:
        key = self.random.choice(sorted(self.marks))
        self.marks[key] = self.random.choice(MARKS)
        return f"mark {key} {self.marks[key]!r}"

    def _add_function(self) -> str:
        key = self.random.randrange(MODULES), f"g{self.random.randrange(20)}"
        self.marks[key] = self.random.choice(MARKS)
        return f"add {key} {self.marks[key]!r}"

    def _remove_function(self) -> str:
        key = self.random.choice(sorted(self.marks))
        del self.marks[key]
        return f"remove {key}"

    def _annotate(self) -> str:
        module, name = self.random.choice(sorted(self.marks))
        symbol = f"python:pkg.m{module}.{name}"
        if symbol in self.annotations:
            del self.annotations[symbol]
            return f"annotate no more {symbol}"
        self.annotations[symbol] = self.random.choice(["beta", "stable", "experimental"])
        return f"annotate {symbol} {self.annotations[symbol]}"

    def _change_version(self) -> str:
        self.version = f"2.{self.random.randrange(9)}"
        return f"version {self.version}"

    def _change_setting(self) -> str:
        name = f"api_stability_{self.random.choice(['badges', 'admonitions'])}"
        self.settings[name] = not self.settings.get(name, True)
        return f"{name} {self.settings[name]}"

    def _add_page(self) -> str:
        name = f"page{self.random.randrange(100, 999)}"
        self.pages[name] = self._make_page()
        return f"add page {name}"

    def _edit_page(self) -> str:
        name = self.random.choice(sorted(self.pages))
        module = name.removeprefix("m")
        is_module = module.isdigit()
        self.pages[name] = self._document_module(int(module)) if is_module else self._make_page()
        return f"edit page {name}"

    def _rename_page(self) -> str:
        name = self.random.choice([name for name in sorted(self.pages) if "page" in name])
        renamed = f"{name}x"
        self.pages[renamed] = self.pages.pop(name)
        return f"rename page {name}"

    def _remove_page(self) -> str:
        name = self.random.choice([name for name in sorted(self.pages) if "page" in name])
        del self.pages[name]
        return f"remove page {name}"
