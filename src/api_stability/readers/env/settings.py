"""Classes of pydantic-settings: each field is a variable."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Final

from api_stability.readers.cli.collected import Deprecated, Place
from api_stability.readers.env.mentions import Mention
from api_stability.readers.python.modules import END
from api_stability.readers.python.projects import Project
from api_stability.readers.python.statements import dotted_name

_BASES: Final = frozenset(
    {
        "pydantic_settings.BaseSettings",
        "pydantic_settings.main.BaseSettings",
        "pydantic.BaseSettings",
        "pydantic.v1.BaseSettings",
    }
)
_MAX_DEPTH: Final = 8
_ALIASES: Final = ("validation_alias", "alias", "env")


class Settings:
    """Finds the variables of settings classes of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def mentions(
        self, node: ast.ClassDef, file: str, path_of: Callable[[ast.expr], str]
    ) -> Iterator[Mention]:
        """One for each field of *node*, if it is a settings class."""
        prefix = self._prefix(node, path_of, 0)
        if prefix is None:
            return
        for statement in node.body:
            if not isinstance(statement, ast.AnnAssign):
                continue
            if not isinstance(statement.target, ast.Name) or _is_no_field(statement):
                continue
            place = Place(file, statement.lineno)
            for name in _names(statement, prefix):
                yield _mention(name, place, statement.value)

    def _prefix(
        self, node: ast.ClassDef, path_of: Callable[[ast.expr], str], depth: int
    ) -> str | None:
        """What the names begin with; ``None`` where it is no settings class."""
        inherited: str | None = None
        for base in node.bases:
            path = path_of(base)
            if path in _BASES:
                inherited = inherited or ""
            elif depth < _MAX_DEPTH:
                above = self._class_at(path)
                if above is not None:
                    found = self._prefix(above[0], above[1], depth + 1)
                    inherited = found if found is not None else inherited
        if inherited is None:
            return None
        own = _own_prefix(node)
        return own if own is not None else inherited

    def _class_at(self, path: str) -> tuple[ast.ClassDef, Callable[[ast.expr], str]] | None:
        world = self._project.world
        split = world.split(path)
        tree = self._project.tree(split[0].name) if split is not None else None
        if split is None or tree is None or not split[0].files:
            return None
        facts = split[0].files[0]
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name == split[1]:
                return node, lambda base: world.resolve(facts, dotted_name(base), END)[-1]
        return None


def _is_no_field(statement: ast.AnnAssign) -> bool:
    name = statement.target.id if isinstance(statement.target, ast.Name) else "_"
    return (
        name == "model_config"
        or name.startswith("_")
        or "ClassVar" in ast.unparse(statement.annotation)
    )


def _own_prefix(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="model_config")], value=value)
                | ast.AnnAssign(target=ast.Name(id="model_config"), value=value)
            ):
                return _in_config(value)
            case ast.ClassDef(name="Config", body=body):
                for inner in body:
                    match inner:
                        case ast.Assign(targets=[ast.Name(id="env_prefix")], value=value):
                            return _text(value)
    return None


def _in_config(value: ast.expr | None) -> str | None:
    if isinstance(value, ast.Call):
        return next((_text(k.value) for k in value.keywords if k.arg == "env_prefix"), None)
    if isinstance(value, ast.Dict):
        for key, each in zip(value.keys, value.values, strict=True):
            if key is not None and _text(key) == "env_prefix":
                return _text(each)
    return None


def _names(statement: ast.AnnAssign, prefix: str) -> list[str]:
    keywords = _keywords(statement.value)
    for key in _ALIASES:
        value = keywords.get(key)
        if value is not None:
            parts = value.args if isinstance(value, ast.Call) else [value]
            if isinstance(value, (ast.List, ast.Tuple)):
                parts = value.elts
            return [text.upper() for text in map(_text, parts) if text]
    assert isinstance(statement.target, ast.Name)  # noqa: S101 - asked for before
    return [f"{prefix}{statement.target.id}".upper()]


def _mention(name: str, place: Place, value: ast.expr | None) -> Mention:
    keywords = _keywords(value)
    text = _text(keywords.get("description"))
    found = Mention(name, place, text=text)
    deprecated = keywords.get("deprecated")
    if isinstance(deprecated, ast.Constant) and deprecated.value:
        found.deprecated = Deprecated("pydantic.Field", reason=_text(deprecated))
    default = value if isinstance(value, ast.Constant) else keywords.get("default")
    if isinstance(default, ast.Constant) and default.value not in {None, "", ...}:
        found.default = str(default.value)
    return found


def _keywords(value: ast.expr | None) -> dict[str, ast.expr]:
    if not isinstance(value, ast.Call):
        return {}
    return {each.arg: each.value for each in value.keywords if each.arg}


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
