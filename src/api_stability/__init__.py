"""How stable each feature is, said once, in code.

A project's own code imports this and nothing else of the package:

===================================  ==========================================================
`experimental`, `beta`               mark the level of a function, class, property, parameter
`deprecated`                         deprecates one, with a warning on every use
`removal`                            says when, beside `warnings.deprecated` of PEP 702
`env`                                reads an environment variable that has had other names
`label`                              labels an argument of `argparse`
===================================  ==========================================================

Standard library only; a name is loaded when it is first asked for, so that importing another part
of the package costs nothing here.
"""

from __future__ import annotations

# Known to type checkers by its name. Importing it would load all of `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from api_stability.runtime.arguments import label
    from api_stability.runtime.environment import env
    from api_stability.runtime.marks import beta, deprecated, experimental, removal

__version__ = "0.1.0"
__all__ = ["beta", "deprecated", "env", "experimental", "label", "removal"]


def __getattr__(name: str) -> object:
    """Load a public name, once (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from api_stability import runtime

    value: object = getattr(runtime, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
