"""One file to facts, in one pass over its syntax tree, which does not outlive it."""

from __future__ import annotations

import ast

from api_stability.markers.signature import parameters_of
from api_stability.readers.python.decoding import UnreadableSourceError
from api_stability.readers.python.definitions import Definitions
from api_stability.readers.python.factories import find_factories
from api_stability.readers.python.facts import Lookup, ModuleFacts, Table
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.lookups import find_lookups
from api_stability.readers.python.statements import Statements, global_names
from api_stability.readers.python.syntax import parse_source
from api_stability.readers.python.templates import find_templates
from api_stability.readers.python.texts import Text
from api_stability.readers.python.vocabulary import Vocabulary
from api_stability.readers.python.walking import forget_tree
from api_stability.readers.python.warned import find_warned


def parse_module(file: ModuleFile, source: str, vocabulary: Vocabulary) -> ModuleFacts:
    """What *source* says; raises `UnreadableSourceError` where it is no Python."""
    return parse_both(file, source, vocabulary)[0]


def parse_both(
    file: ModuleFile, source: str, vocabulary: Vocabulary
) -> tuple[ModuleFacts, ast.Module]:
    """What *source* says, and its tree for who looks for more; raises as `parse_module`."""
    try:
        tree = parse_source(source)
        return _read(file, source, tree, vocabulary), tree
    except SyntaxError as error:
        message = (
            f"is no Python that this interpreter knows: {error.msg}; "
            "correct or exclude it, or read it with a newer Python"
        )
        raise UnreadableSourceError("syntax-error", message, max(1, error.lineno or 1)) from None
    except (RecursionError, MemoryError):
        message = "holds something that is nested too deeply: divide it, or exclude the file"
        raise UnreadableSourceError("too-deep", message) from None
    except UnreadableSourceError:
        raise
    except Exception as error:  # noqa: BLE001 - one odd file must not cost the others
        message = f"cannot be analysed: {type(error).__name__}: {error}; report this, or exclude it"
        raise UnreadableSourceError("analysis-failed", message) from None
    finally:
        forget_tree()


def _read(file: ModuleFile, source: str, tree: ast.Module, vocabulary: Vocabulary) -> ModuleFacts:
    text = Text(source)
    vocabulary = vocabulary.spelled_in(source)
    attributes = dict(vocabulary.attributes)
    names = frozenset(vocabulary.names)
    found = Statements(
        file.module, file.package, text, frozenset(attributes), names, stub=file.stub
    )
    found.collect(tree)
    if "global " in source:
        found.rebound |= global_names(tree)
    makers = found.makers if any(name in source for name in attributes) else []
    lookups: tuple[Lookup, ...] = ()
    tables: tuple[Table, ...] = ()
    if vocabulary.getattr and "__getattr__" in source:
        lookups, tables = find_lookups(tree, text)
    definitions = Definitions(text, vocabulary)
    summary, docs = definitions.docstring(tree)
    return ModuleFacts(
        module=file.module,
        file=file.file,
        package=file.package,
        summary=summary,
        definitions=tuple(sorted(definitions.find(tree), key=lambda each: each.line)),
        bindings=tuple(found.bindings),
        wildcards=tuple(found.wildcards),
        exports=None if found.exports is None else tuple(dict.fromkeys(found.exports)),
        exports_known=found.exports_known,
        rebound=tuple(sorted(found.rebound)),
        assignments=tuple(found.assignments),
        templates=find_templates(makers, attributes, text),
        docs=docs,
        lookups=lookups,
        tables=tables,
        warned=tuple(find_warned(tree, source)) if vocabulary.warned else (),
        factories=find_factories(found.makers, found.bindings, names, text),
        statements=tuple(found.calls),
        makers=tuple(
            (name, tuple(each.name for each in parameters_of(node.args, text.of)))
            for name, node in makers
            if not isinstance(node, ast.ClassDef)
        ),
    )
