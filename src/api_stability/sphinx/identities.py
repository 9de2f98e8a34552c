"""Which symbol a signature documents, in each of the domains that document symbols."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sphinx import addnodes
from sphinx.environment import BuildEnvironment


def read_id(
    domain: str, objtype: str, node: addnodes.desc_signature, env: BuildEnvironment
) -> str | None:
    """The symbol id of what *node* documents; ``None`` where there is none or nobody can tell.

    What of its spellings an inventory has as the id and what as an alias makes no difference.
    """
    if domain == "py":
        return read_python_id(node)
    read = _READERS.get((domain, objtype)) or _READERS.get((domain, ""))
    return read(node, env) if read is not None else None


def documents_symbols(domain: str, objtype: str) -> bool:
    """Whether objects of that type are on one of the surfaces."""
    return domain == "py" or (domain, objtype) in _READERS or (domain, "") in _READERS


def read_python_id(node: addnodes.desc_signature) -> str | None:
    """The id of a Python object; ``None`` where the signature was not understood."""
    attributes = node.attributes  # asked of every object: the node's own look-ups take longer
    if "fullname" not in attributes:
        return None
    module, name = attributes.get("module"), attributes["fullname"]
    return f"python:{module}.{name}" if module else f"python:{name}"


def _option(node: addnodes.desc_signature, env: BuildEnvironment) -> str | None:
    """An option of the program that ``program`` named; of which it is otherwise, nobody knows."""
    program, names = env.ref_context.get("std:program"), node.get("allnames")
    return f"cli:{program} {names[0]}" if program and names else None


def _variable(node: addnodes.desc_signature, _env: BuildEnvironment) -> str | None:
    # "NAME=value" documents NAME
    name = node.astext().partition("=")[0].strip()
    return f"env:{name}" if name and not any(map(str.isspace, name)) else None


def _rust(node: addnodes.desc_signature, _env: BuildEnvironment) -> str | None:
    """Of sphinxcontrib-rust, which keeps the path's parts on the node."""
    path = getattr(node, "path", None)
    return "rust:" + "::".join(path) if isinstance(path, tuple) and path else None


def _operation(node: addnodes.desc_signature, _env: BuildEnvironment) -> str | None:
    """Of sphinxcontrib-httpdomain."""
    method, path = node.get("method"), node.get("path")
    return f"http:{method.upper()} {path}" if method and path else None


def identify_object(domain: str, objtype: str, name: str) -> str | None:
    """The symbol id of what *domain* lists under *name*; as `read_id` has it for its signature.

    Options are not among them: a domain lists them without telling program and option apart.
    """
    match domain:
        case "py":
            return f"python:{name}"
        case "rust":
            return f"rust:{name}"
        case "http":
            return f"http:{objtype.upper()} {name}"
        case "std" if objtype == "envvar":
            return f"env:{name}"
        case _:
            return None


_READERS: Final[dict[tuple[str, str], Callable[..., str | None]]] = {
    ("std", "option"): _option,
    ("std", "cmdoption"): _option,
    ("std", "envvar"): _variable,
    ("rust", ""): _rust,
    ("http", ""): _operation,
}
"""By domain and type of object; no type: all of the domain's."""
