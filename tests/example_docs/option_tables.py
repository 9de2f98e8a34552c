"""Tables of options and rules as the guide must show them, made from their declarations."""

from __future__ import annotations

import json
import types
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from api_stability.config import (
    AnnotationTable,
    Config,
    DeprecatedTable,
    FeatureTable,
    RulesTable,
    VersionFrom,
    WaiverTable,
)
from api_stability.markdown.settings import Settings as ExtensionSettings
from api_stability.readers.cli.source import CliSource
from api_stability.readers.crd.source import CrdSource
from api_stability.readers.env.source import EnvSource
from api_stability.readers.http.source import HttpSource
from api_stability.readers.listed import ListedSource
from api_stability.readers.python.source import PythonSource
from api_stability.readers.rust.source import RustSource
from api_stability.rules.registry import find_rules
from api_stability.sphinx.settings import PREFIX, Settings
from api_stability.views import TableOptions, option_specs, valid_columns

TABLES: dict[str, type[msgspec.Struct]] = {
    "Top level": Config,
    "`version = {…}`": VersionFrom,
    '`[[sources]]` with `surface = "python"`': PythonSource,
    '`[[sources]]` with `surface = "cli"`': CliSource,
    '`[[sources]]` with `surface = "env"`': EnvSource,
    '`[[sources]]` with `surface = "rust"`': RustSource,
    '`[[sources]]` with `surface = "crd"`': CrdSource,
    '`[[sources]]` with `surface = "http"`': HttpSource,
    '`[[sources]]` with `surface = "helm"`, `"metric"` or `"feature-gate"`': ListedSource,
    "`[[features]]`": FeatureTable,
    "`[[annotations]]`": AnnotationTable,
    "`deprecated = {…}` in an annotation": DeprecatedTable,
    "`[[waivers]]`": WaiverTable,
    "`[rules]`": RulesTable,
}


def render_options(struct: type[msgspec.Struct]) -> str:
    """The options of *struct* as a Markdown table, in declared order."""
    lines = ["| option | value | meaning |", "|---|---|---|"]
    hints = msgspec.inspect.type_info(struct)
    assert isinstance(hints, msgspec.inspect.StructType)
    annotations = {field.name: field for field in msgspec.structs.fields(struct)}
    for field in hints.fields:
        written = annotations[field.name].type
        needed = "; required" if field.required else ""
        lines.append(
            f"| `{field.encode_name}` | {describe_type(written)}{needed} | {describe(written)} |"
        )
    return "\n".join(lines)


def describe(written: Any) -> str:
    """The help text of an annotated type, as Markdown."""
    text = next(each.description for each in written.__metadata__ if isinstance(each, Meta))
    return escape(str(text))


def describe_type(written: Any) -> str:
    """A type in the words of TOML."""
    if hasattr(written, "__metadata__"):
        return describe_type(get_args(written)[0])
    origin, arguments = get_origin(written), get_args(written)
    if origin in (Union, types.UnionType):
        kinds = [describe_type(each) for each in arguments if each is not type(None)]
        return " or ".join(dict.fromkeys(kinds))
    if origin is Literal:
        return " or ".join(f"`{each}`" for each in arguments)
    if origin is tuple:
        inner = describe_type(arguments[0])
        return f"list of {inner}s"
    if written is bool:
        return "`true` or `false`"
    return "text" if written is str else "table"


def render_table_options() -> str:
    """The options of the tables of symbols and features."""
    lines = ["| option | meaning |", "|---|---|"]
    for spec in option_specs():
        valid = ""
        if spec.valid and spec.name != "surface":  # those are many, and not all are read yet
            valid = f" One of: {', '.join(f'`{value}`' for value in spec.valid)}."
        value = f" {spec.metavar}" if spec.metavar else ""
        lines.append(f"| `:{spec.name}:{value}` | {escape(spec.help)}{valid} |")
    return "\n".join(lines)


def render_columns(subject: Literal["symbols", "features"]) -> str:
    """The columns that a table can have."""
    columns = valid_columns(TableOptions(subject=subject))
    return ", ".join(f"`{column}`" for column in columns)


def render_settings() -> str:
    """The values for ``conf.py``."""
    lines = ["| value | default | meaning |", "|---|---|---|"]
    for field in msgspec.structs.fields(Settings):
        name = f"{PREFIX}{field.name}"
        lines.append(f"| `{name}` | `{field.default!r}` | {describe(field.type)} |")
    return "\n".join(lines)


def render_extension_settings() -> str:
    """The settings of the Markdown extension, in the words of YAML and TOML."""
    lines = ["| setting | default | meaning |", "|---|---|---|"]
    for field in msgspec.structs.fields(ExtensionSettings):
        default = json.dumps(field.default) if field.default else "none"
        lines.append(f"| `{field.name}` | `{default}` | {describe(field.type)} |")
    return "\n".join(lines)


def render_rules() -> str:
    """The rules, without the heading of their table."""
    return "\n".join(f"| `{rule.id}` ({rule.severity}) | {rule.title} |" for rule in find_rules())


def escape(text: str) -> str:
    """Plain text as Markdown."""
    return text.replace("_", "\\_").replace("*", "\\*")
