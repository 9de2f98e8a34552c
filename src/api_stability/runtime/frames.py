"""Whose line a warning names."""

from __future__ import annotations

import sys
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from types import CodeType, FrameType

# Between the line that uses a marked thing and the thing itself there may be an event loop, a
# context manager, a metaclass of `enum`, a dispatcher …: code that nobody would look for a use in.
MACHINERY = {
    "_py_warnings",
    "abc",
    "argparse",
    "asyncio",
    "contextlib",
    "copy",
    "copyreg",
    "dataclasses",
    "enum",
    "functools",
    "types",
    "typing",
    "typing_extensions",
    "warnings",
}
# Modules of this package add themselves: in the vendored file they have another name.
OWN_MODULES = {__name__}


def is_machinery(frame: FrameType, codes: Collection[CodeType]) -> bool:
    """Whether the frame only passes a use on."""
    module = frame.f_globals.get("__name__") or ""
    return module in OWN_MODULES or module.partition(".")[0] in MACHINERY or frame.f_code in codes


def find_caller(codes: Collection[CodeType] = ()) -> FrameType:
    """The innermost frame of somebody's own code, `codes` taken for machinery too.

    Where there is none, as in a thread that runs nothing but an event loop, the outermost frame.
    """
    frame = sys._getframe(1)  # noqa: SLF001 (the documented way to a frame without `inspect`)
    while is_machinery(frame, codes) and frame.f_back is not None:
        frame = frame.f_back
    return frame


def warn_caller(text: str, category: type[Warning], codes: Collection[CodeType] = ()) -> None:
    """Warn at the line of `find_caller`.

    As `warnings.warn` does, but with a frame instead of a number of frames: how many there are
    depends on how a coroutine is run or a class is made, and `skip_file_prefixes` is 3.12.
    """
    frame = find_caller(codes)
    warnings.warn_explicit(
        text,
        category,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=frame.f_globals.get("__name__") or "<string>",
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )
