"""Which calls of frameworks are followed, by the path that they are imported from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from api_stability.readers.cli.argparse_objects import PARSER_PATHS, make_parser
from api_stability.readers.cli.click_objects import CLICK
from api_stability.readers.cli.frames import Site
from api_stability.readers.cli.helpers import label_action
from api_stability.readers.cli.signature_options import CYCLOPTS, TYPER
from api_stability.readers.cli.values import Arguments, Value

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

Factory: TypeAlias = "Callable[[Interpreter, Arguments, Site], Value]"

_LABEL: Final = (
    "api_stability.label",
    "api_stability.runtime.label",
    "api_stability.runtime.arguments.label",
)
FACTORIES: Final[dict[str, Factory]] = {
    **dict.fromkeys(PARSER_PATHS, make_parser),
    **dict.fromkeys(_LABEL, label_action),
    **CLICK,
    **TYPER,
    **CYCLOPTS,
}
