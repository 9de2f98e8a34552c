"""Reads descriptions of APIs for tests, with levels resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from api_stability.config import Config, LocatedConfig
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Symbol
from api_stability.pipeline import make_workspace, scan


def read_files(root: Path, files: Sequence[str], **options: object) -> Inventory:
    """The inventory of *files*, which are relative to *root*."""
    source = {"surface": "http", "files": list(files), **options}
    config = Config(name="demo", sources=(source,))
    located = LocatedConfig(config=config, file=None, root=root, pyproject=None)
    return scan(make_workspace(located)).inventory


def read_texts(root: Path, texts: Mapping[str, str], **options: object) -> Inventory:
    """The inventory of files with these *texts*, written to *root*."""
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_files(root, tuple(texts), **options)


def read_paths(root: Path, paths: str, **options: object) -> Inventory:
    """The inventory of a description with these ``paths`` (YAML, indented by two)."""
    text = f"openapi: 3.1.0\ninfo: {{title: demo, version: '1'}}\npaths:\n{paths}"
    return read_texts(root, {"api.yaml": text}, **options)


def spell(symbol: Symbol) -> str:
    """Level and deprecation in one line."""
    words = [symbol.level]
    if symbol.deprecation is not None:
        words.append("deprecated")
        if symbol.deprecation.removal:
            words.append(f"removal {symbol.deprecation.removal}")
    return ", ".join(words)


def spell_marked(inventory: Inventory) -> dict[str, str]:
    """What something speaks about: id without its surface, and level and deprecation."""
    return {
        symbol.id.removeprefix("http:"): spell(symbol)
        for symbol in inventory.symbols
        if symbol.marked
    }


def spell_diagnostics(inventory: Inventory) -> list[str]:
    """Code and line of each diagnostic."""
    return [f"{each.code}, line {each.line}" for each in inventory.diagnostics]


def find(inventory: Inventory, name: str) -> Symbol:
    """The symbol ``http:NAME``."""
    return next(symbol for symbol in inventory.symbols if symbol.id == f"http:{name}")
