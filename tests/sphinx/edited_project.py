"""A project of forty pages that is edited at random: all that what it shows is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.sphinx.edited_pages import (
    OPTIONS,
    VARIABLES,
    document_module,
    document_options,
    document_variables,
    make_page,
)
from tests.sphinx.edited_surroundings import Surroundings, make_object_inventory

MODULES = 8
FUNCTIONS = 4
PAGES = 40
MARKS = (
    "",
    "@beta()\n",
    "@experimental()\n",
    '@experimental("Still *moving*.", feature="moving")\n',
    '@deprecated("Too slow.", alternative="pkg.m0.f1", removal="3.0")\n',
    '@deprecated("Theirs.", alternative="other.f1")\n',
    '@beta(parameter="x")\n',
)
LABELS = ("", "[BETA] ", "[EXPERIMENTAL] ")
PATTERNS = ("python:pkg.m1.**", "python:pkg.*.f1", "env:PKG_*", "cli:pkg-arg **", "python:no.x")
CONF = """\
project = "pkg"
extensions = ["sphinx.ext.intersphinx", "myst_parser", "api_stability.sphinx"]
suppress_warnings = ["ref", "api_stability", "toc", "myst", "std", "intersphinx"]
intersphinx_mapping = {"other": ("../other", None)}
"""
SETTINGS: dict[str, tuple[Any, ...]] = {
    "api_stability_badges": (True, False),
    "api_stability_admonitions": ("all", "outermost", "none"),
    "api_stability_badges_in": (
        ("summaries", "parameters"),
        ("contents",),
        ("references", "parameters"),
        (),
    ),
}


@dataclass
class EditedProject:
    """What the files have; `write` writes those that changed."""

    folder: Path
    random: Random
    marks: dict[tuple[int, str], str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """Option to how its help begins."""
    pages: dict[str, str] = field(default_factory=dict)
    """File name to text."""
    annotations: dict[str, str] = field(default_factory=dict)
    features: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id to title and pattern."""
    version: str = "2.0"
    chosen: dict[str, Any] = field(default_factory=dict)
    """What is set in ``conf.py``, beside where the other project is."""
    history: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the first state."""
        self.around = Surroundings(self.random)
        self.features["moving"] = "Moving", PATTERNS[0]
        for module in range(MODULES):
            for number in range(FUNCTIONS):
                self.marks[module, f"f{number}"] = self.random.choice(MARKS)
        for module in range(MODULES):
            self.pages[f"m{module}.rst"] = self._document_module(module)
        self.pages["variables.rst"] = document_variables(self.random)
        self.pages["options.rst"] = document_options(self.random)
        while len(self.pages) < PAGES:
            self._add_page()

    @property
    def docnames(self) -> list[str]:
        """The names of the pages as documents."""
        return sorted(name.rpartition(".")[0] for name in self.pages)

    def settings(self, server: str) -> dict[str, Any]:
        """The values of ``conf.py``; *server* is the address of the other project."""
        place = {"nowhere": None, "path": "../other", "server": server}[self.around.place]
        inventories = {"other": (place, None)} if place else None
        limit = {"api_stability_inventory_cache_limit": 0}
        return {**self.chosen, **limit, "api_stability_inventories": inventories}

    def edit(self) -> None:
        """One to three edits."""
        edits: list[Callable[[], str]] = [
            self._mark,
            self._mark,
            self._label,
            self._add_function,
            self._remove_function,
            self._annotate,
            self._edit_feature,
            self._change_version,
            self._change_setting,
            self._add_page,
            self._edit_page,
            self._move_page,
            self._remove_page,
            lambda: self.around.edit_ledger(self._symbols()),
            lambda: self.around.edit_ledger(self._symbols()),
            self.around.edit_policy,
            self.around.edit_other,
            self.around.move_other,
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
        (self.folder / "other/objects.inv").write_bytes(make_object_inventory())
        self.written = files
        return self.folder / "docs"

    def _symbols(self) -> list[str]:
        functions = [f"python:pkg.m{module}.{name}" for module, name in sorted(self.marks)]
        options = [f"cli:pkg-arg {option}" for option in OPTIONS]
        return [*functions, *(f"env:{name}" for name in VARIABLES), *options]

    def _make_files(self) -> dict[str, str]:
        files = {
            "pkg/__init__.py": "",
            "pkg/settings.py": "import os\n"
            + "".join(f'{name} = os.environ.get("{name}")\n' for name in VARIABLES),
            "pkg/arg.py": self._make_program(),
            "api-stability.toml": self._make_configuration(),
            "other/stability.json": self.around.write_inventory(),
            "docs/conf.py": CONF,
            # no toctree: Sphinx would write the pages again that have one
            "docs/index.rst": "Home\n====\n",
        }
        if self.around.ledger is not None:
            files["ledger.json"] = self.around.write_ledger()
        for module in range(MODULES):
            lines = ["from api_stability import beta, deprecated, experimental\n"]
            for (where, name), mark in sorted(self.marks.items()):
                if where == module:
                    lines.append(f"\n\n{mark}def {name}(x=1):\n    ...\n")
            files[f"pkg/m{module}.py"] = "".join(lines)
        return files | {f"docs/{name}": text for name, text in self.pages.items()}

    def _make_program(self) -> str:
        options = "".join(
            f'parser.add_argument("{option}", help="{self.labels.get(option, "")}What.")\n'
            for option in OPTIONS
        )
        return f'import argparse\n\nparser = argparse.ArgumentParser("pkg-arg")\n{options}'

    def _make_configuration(self) -> str:
        policy = self.around.policy
        lines = [
            f'name = "pkg"\nversion = "{self.version}"\n',
            'ledger-file = "ledger.json"\n' if self.around.ledger is not None else "",
            policy if policy.startswith("policy") else "",
            '[[sources]]\nsurface = "python"\npackages = ["pkg"]\n',
            '[[sources]]\nsurface = "env"\npaths = ["pkg"]\n',
            '[[sources]]\nsurface = "cli"\nprograms = { pkg-arg = "pkg/arg.py" }\n',
            policy if policy.startswith("[") else "",
        ]
        for name, (title, pattern) in sorted(self.features.items()):
            lines.append(
                f'[[features]]\nid = "{name}"\ntitle = "{title}"\nsymbols = ["{pattern}"]\n'
            )
        for symbol, level in sorted(self.annotations.items()):
            lines.append(f'[[annotations]]\nid = "{symbol}"\nlevel = "{level}"\nreason = "So."\n')
        return "\n".join(lines)

    def _document_module(self, module: int) -> str:
        functions = sorted(name for where, name in self.marks if where == module)
        return document_module(f"m{module}", functions, orphan=module > 0)

    def _mark(self) -> str:
        key = self.random.choice(sorted(self.marks))
        self.marks[key] = self.random.choice(MARKS)
        return f"mark {key} {self.marks[key]!r}"

    def _label(self) -> str:
        option = self.random.choice(OPTIONS)
        self.labels[option] = self.random.choice(LABELS)
        return f"label {option} {self.labels[option]!r}"

    def _add_function(self) -> str:
        key = self.random.randrange(MODULES), f"g{self.random.randrange(20)}"
        self.marks[key] = self.random.choice(MARKS)
        return f"add {key} {self.marks[key]!r}"

    def _remove_function(self) -> str:
        key = self.random.choice(sorted(self.marks))
        del self.marks[key]
        return f"remove {key}"

    def _annotate(self) -> str:
        symbol = self.random.choice(self._symbols())
        if symbol in self.annotations:
            del self.annotations[symbol]
            return f"annotate no more {symbol}"
        self.annotations[symbol] = self.random.choice(["beta", "stable", "experimental"])
        return f"annotate {symbol} {self.annotations[symbol]}"

    def _edit_feature(self) -> str:
        name = self.random.choice(["moving", "still"])
        if name in self.features and self.random.random() < 0.3:
            del self.features[name]
            return f"remove feature {name}"
        title = f"{name.title()} {self.random.randrange(3)}"
        self.features[name] = title, self.random.choice(PATTERNS)
        return f"feature {name} {self.features[name]}"

    def _change_version(self) -> str:
        self.version = f"2.{self.random.randrange(9)}"
        return f"version {self.version}"

    def _change_setting(self) -> str:
        name = self.random.choice(sorted(SETTINGS))
        self.chosen[name] = self.random.choice(SETTINGS[name])
        return f"{name} {self.chosen[name]}"

    def _add_page(self) -> str:
        folder = self.random.choice(["", "", "sub/"])
        suffix = self.random.choice([".rst", ".rst", ".md"])
        name = f"{folder}page{self.random.randrange(100, 999)}{suffix}"
        if any(name.rpartition(".")[0] == other.rpartition(".")[0] for other in self.pages):
            return f"page {name} is there"
        self.pages[name] = make_page(name.rpartition("/")[2], self.random)
        return f"add page {name}"

    def _edit_page(self) -> str:
        name = self._choose_page()
        kind = name.rpartition("/")[2]
        if kind.startswith("variables"):
            self.pages[name] = document_variables(self.random)
        elif kind.startswith("options"):
            self.pages[name] = document_options(self.random)
        elif kind.startswith("page"):
            self.pages[name] = make_page(kind, self.random)
        else:
            self.pages[name] = self._document_module(int(kind[1]))
        return f"edit page {name}"

    def _move_page(self) -> str:
        name = self._choose_page()
        folder, _, file = name.rpartition("/")
        moved = file if folder else f"moved/{file}"
        if moved in self.pages:
            return f"page {moved} is there"
        self.pages[moved] = self.pages.pop(name)
        return f"move page {name} to {moved}"

    def _choose_page(self) -> str:
        """Any, and half of the time one that documents something."""
        names = sorted(self.pages)
        documenting = [name for name in names if "page" not in name]
        return self.random.choice(documenting if self.random.random() < 0.5 else names)

    def _remove_page(self) -> str:
        name = self.random.choice([name for name in sorted(self.pages) if "page" in name])
        del self.pages[name]
        return f"remove page {name}"
