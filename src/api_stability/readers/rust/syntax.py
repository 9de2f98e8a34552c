"""The tree-sitter parser for Rust, and its words for kinds of nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from api_stability.model.errors import UserError

if TYPE_CHECKING:
    from tree_sitter import Language, Parser

EXTRA: Final = "rust"
_MISSING: Final = (
    "Rust is read with tree-sitter, which is not installed; run: "
    f"pip install 'api-stability[{EXTRA}]'"
)


def check_installed() -> None:
    """Raise `UserError`, naming the extra, where the parser is not installed."""
    from importlib.util import find_spec

    if find_spec("tree_sitter") is None or find_spec("tree_sitter_rust") is None:
        raise UserError(_MISSING)


@lru_cache(maxsize=1)
def load_language() -> Language:
    """The grammar; raises `UserError` where it is not installed."""
    check_installed()
    import tree_sitter
    import tree_sitter_rust

    return tree_sitter.Language(tree_sitter_rust.language())


def make_parser() -> Parser:
    """A parser of Rust."""
    from tree_sitter import Parser

    return Parser(load_language())


class Kinds:
    """Numbers of the kinds of nodes: compared faster than names."""

    def __init__(self, language: Language) -> None:
        def named(name: str) -> int:
            return language.id_for_node_kind(name, True) or -1  # noqa: FBT003 - tree-sitter's

        self.line_comment: Final = named("line_comment")
        self.block_comment: Final = named("block_comment")
        self.attribute: Final = named("attribute_item")
        self.inner_attribute: Final = named("inner_attribute_item")
        self.kept: Final = frozenset(
            {self.line_comment, self.block_comment, self.attribute, self.inner_attribute}
        )
        """What belongs to something else."""
        self.visibility: Final = named("visibility_modifier")
        self.expression_statement: Final = named("expression_statement")
        self.macro_invocation: Final = named("macro_invocation")
        self.token_tree: Final = named("token_tree")
        self.foreign_mod: Final = named("foreign_mod_item")
        self.error: Final = 0xFFFF
        self.items: Final[dict[int, str]] = {
            named(name): name
            for name in (
                "function_item",
                "function_signature_item",
                "const_item",
                "static_item",
                "type_item",
                "associated_type",
                "struct_item",
                "union_item",
                "enum_item",
                "trait_item",
                "impl_item",
                "mod_item",
                "use_declaration",
                "extern_crate_declaration",
                "macro_definition",
            )
        }
