"""Classes of pydantic-settings: each field is a variable."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from api_stability.readers.cli.collected import Deprecated, Place
from api_stability.readers.env.classes import Classes, FoundClass
from api_stability.readers.env.mentions import Findings, Mention
from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.env.texts import Texts
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.folding import Given, source_of
from api_stability.readers.python.folding import Place as FoldPlace
from api_stability.readers.python.modules import END

_BASES: Final = frozenset(
    {
        "pydantic_settings.BaseSettings",
        "pydantic_settings.main.BaseSettings",
        "pydantic.BaseSettings",
        "pydantic.v1.BaseSettings",
    }
)
_MODELS: Final = frozenset(
    {"pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.v1.BaseModel"}
)
_MAX_DEPTH: Final = 8
_MAX_NESTED: Final = 4
_ALIASES: Final = ("validation_alias", "alias", "env")
_CHOICES: Final = frozenset({"AliasChoices"})
_NO_FIELDS: Final = ("ClassVar", "PrivateAttr")


class _Options(msgspec.Struct, frozen=True):
    """What a class and those that it extends say about the names of its variables."""

    prefix: str = ""
    unknown: str | None = None
    """The source text of a prefix that is not known."""
    delimiter: str | None = None
    """Between the name of a field and those of the fields in it."""
    keeps_case: bool = False


class _Field(NamedTuple):
    owner: FoundClass
    node: ast.AnnAssign
    name: str


class Settings:
    """Finds the variables of settings classes of one project."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._classes: Classes = texts.classes

    def read(self, node: ast.ClassDef, facts: ModuleFacts) -> Findings:
        """One mention for each variable of *node*, if it is a settings class."""
        found = Findings()
        whole = FoundClass(facts, node)
        if not self._extends(whole, _BASES, 0):
            return found
        options = self._options(whole, 0)
        for field in self._fields(whole, 0).values():
            place = Place(facts.file, field.node.lineno)
            if field.owner.node is not node:
                if self._is_said_above(field.owner, options):
                    continue
                place = Place(facts.file, node.lineno)
            self._read_field(field, options, place, found)
        return found

    def _is_said_above(self, owner: FoundClass, options: _Options) -> bool:
        """Whether a field is a variable by the same name in the class that it is inherited from."""
        return self._extends(owner, _BASES, 0) and self._options(owner, 0) == options

    def _read_field(self, field: _Field, options: _Options, place: Place, found: Findings) -> None:
        spec = _spec(field.node)
        aliases = self._aliases(spec, field.owner.facts)
        if aliases is None or (not aliases and options.unknown is not None):
            said = options.unknown if aliases is not None else None
            text = (
                f"{said} + {field.name!r}"
                if said
                else source_of(field.node.value or field.node.target)
            )
            found.computed.append((text, place))
            return
        own = aliases or [options.prefix + field.name]
        for name in own:
            spelled = name if options.keeps_case else name.upper()
            found.mentions.append(_mention(spelled, place, field.node.value, spec))
        if options.delimiter:
            for name in self._nested(field, own, options.delimiter, _MAX_NESTED):
                found.mentions.append(Mention(name if options.keeps_case else name.upper(), place))

    def _nested(self, field: _Field, above: list[str], delimiter: str, depth: int) -> Iterator[str]:
        """The variables of the fields of a model that a field holds."""
        for path in _annotated(field.node.annotation, field.owner.facts, self._classes):
            found = self._classes.find(path)
            if found is None or depth <= 0 or not self._extends(found, _MODELS | _BASES, 0):
                continue
            for inner in self._fields(found, 0).values():
                names = self._aliases(_spec(inner.node), inner.owner.facts) or [inner.name]
                spelled = [first + delimiter + name for first in above for name in names]
                yield from spelled
                yield from self._nested(inner, spelled, delimiter, depth - 1)

    def _bases(self, found: FoundClass) -> Iterator[tuple[str, FoundClass | None]]:
        for base in found.node.bases:
            path = self._classes.path_of(found.facts, base)
            yield path, self._classes.find(path)

    def _extends(self, found: FoundClass, what: frozenset[str], depth: int) -> bool:
        return depth < _MAX_DEPTH and any(
            path in what or (base is not None and self._extends(base, what, depth + 1))
            for path, base in self._bases(found)
        )

    def _fields(self, found: FoundClass, depth: int) -> dict[str, _Field]:
        """By name, with those of the classes that it extends."""
        fields: dict[str, _Field] = {}
        if depth < _MAX_DEPTH:
            for _, base in reversed([*self._bases(found)]):
                if base is not None:
                    fields |= self._fields(base, depth + 1)
        for each in found.node.body:
            match each:
                case ast.AnnAssign(target=ast.Name(id=name)) if _is_field(name, each):
                    fields[name] = _Field(found, each, name)
        return fields

    def _options(self, found: FoundClass, depth: int) -> _Options:
        options = _Options()
        if depth < _MAX_DEPTH:
            for path, base in reversed([*self._bases(found)]):
                if base is not None and path not in _BASES:
                    options = self._options(base, depth + 1)
        for given in self._configs(found):
            options = self._with(options, given)
        return options

    def _configs(self, found: FoundClass) -> Iterator[Given]:
        """The expressions that a class is configured with."""
        place = FoldPlace(found.facts, END)
        if found.node.keywords:
            yield Given(ast.Call(ast.Name("dict"), [], found.node.keywords), place)
        for each in found.node.body:
            match each:
                case (
                    ast.Assign(targets=[ast.Name(id="model_config")], value=value)
                    | ast.AnnAssign(target=ast.Name(id="model_config"), value=ast.expr() as value)
                ):
                    yield Given(value, place)
                case ast.ClassDef(name="Config", body=body):
                    pairs = [
                        ast.keyword(target.id, inner.value)
                        for inner in body
                        if isinstance(inner, ast.Assign)
                        for target in inner.targets
                        if isinstance(target, ast.Name)
                    ]
                    yield Given(ast.Call(ast.Name("dict"), [], pairs), place)

    def _with(self, options: _Options, given: Given) -> _Options:
        """*options* with what a configuration says: a call, a map, or what a function returns."""
        call = given.node
        if isinstance(call, ast.Call) and not _is_plain(call.func):
            returned = self._texts.returned(call, Scope(given.place.facts))
            if len(returned) != 1:
                return msgspec.structs.replace(options, unknown=source_of(call))
            given = returned[0]
        said = _pairs(given.node)
        prefix = said.get("env_prefix")
        if prefix is not None:
            text = self._texts.fold_text(Given(prefix, given.place))
            options = msgspec.structs.replace(
                options, prefix=text or "", unknown=source_of(prefix) if text is None else None
            )
        delimiter = said.get("env_nested_delimiter")
        if delimiter is not None:
            text = self._texts.fold_text(Given(delimiter, given.place))
            options = msgspec.structs.replace(options, delimiter=text)
        case = said.get("case_sensitive")
        if isinstance(case, ast.Constant):
            options = msgspec.structs.replace(options, keeps_case=bool(case.value))
        return options

    def _aliases(self, spec: dict[str, ast.expr], facts: ModuleFacts) -> list[str] | None:
        """Names that a field is given instead of its own; ``None``: not known which."""
        for key in _ALIASES:
            value = spec.get(key)
            if value is None or (isinstance(value, ast.Constant) and value.value is None):
                continue
            found: list[str] = []
            for part in _parts(value):
                texts = self._texts.of(part, Scope(facts))
                if texts is None:
                    return None
                found += texts
            return found
        return []


def _parts(value: ast.expr) -> list[ast.expr]:
    """The names in ``AliasChoices("A", AliasPath("B", 0))``: of a path its first step."""
    if isinstance(value, (ast.List, ast.Tuple)):
        return value.elts
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else ""
        name = value.func.id if isinstance(value.func, ast.Name) else name
        if name in _CHOICES:
            return [part for each in value.args for part in _parts(each)]
        if name == "AliasPath":
            return value.args[:1]
    return [value]


def _is_plain(node: ast.expr) -> bool:
    """Whether a call of it only holds its arguments, as the type of configurations does."""
    name = node.attr if isinstance(node, ast.Attribute) else ""
    name = node.id if isinstance(node, ast.Name) else name
    return name == "dict" or name.endswith("ConfigDict")


def _is_field(name: str, node: ast.AnnAssign) -> bool:
    annotation = ast.unparse(node.annotation)
    if name == "model_config" or name.startswith("_"):
        return False
    return not any(each in annotation for each in _NO_FIELDS)


def _annotated(node: ast.expr, facts: ModuleFacts, classes: Classes) -> Iterator[str]:
    """The paths of the classes in an annotation: of ``A | None`` that of ``A``."""
    match node:
        case ast.BinOp(left=left, right=right):
            yield from _annotated(left, facts, classes)
            yield from _annotated(right, facts, classes)
        case ast.Subscript(value=ast.Name(id="Optional" | "Union" | "Annotated"), slice=inner):
            for each in inner.elts if isinstance(inner, ast.Tuple) else [inner]:
                yield from _annotated(each, facts, classes)
        case ast.Name() | ast.Attribute():
            yield classes.path_of(facts, node)


def _pairs(node: ast.expr) -> dict[str, ast.expr]:
    if isinstance(node, ast.Call):
        return {each.arg: each.value for each in node.keywords if each.arg}
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {text: value for key, value in pairs if (text := _text(key)) is not None}
    return {}


def _spec(node: ast.AnnAssign) -> dict[str, ast.expr]:
    """What ``Field(…)`` says, as the value or in ``Annotated[…]``."""
    found: dict[str, ast.expr] = {}
    match node.annotation:
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[_, *parts])):
            for each in parts:
                found |= _pairs(each)
    if isinstance(node.value, ast.Call):
        found |= _pairs(node.value)
    return found


def _mention(name: str, place: Place, value: ast.expr | None, spec: dict[str, ast.expr]) -> Mention:
    found = Mention(name, place, text=_text(spec.get("description")))
    deprecated = spec.get("deprecated")
    if isinstance(deprecated, ast.Constant) and deprecated.value:
        found.deprecated = Deprecated("pydantic.Field", reason=_text(deprecated))
    first = value.args[0] if isinstance(value, ast.Call) and value.args else None
    default = value if isinstance(value, ast.Constant) else spec.get("default", first)
    if isinstance(default, ast.Constant) and default.value not in {None, "", ...}:
        found.default = str(default.value)
    return found


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
