"""Directives that were found, as lines of text to compare."""

from __future__ import annotations

from api_stability.directives.fences import Fence


def show_fences(fences: list[Fence]) -> str:
    """One block for each."""
    return "\n".join(map(_show, fences)) or "(none)\n"


def _show(fence: Fence) -> str:
    written = fence.written
    lines = [f"{fence.first + 1}-{fence.last + 1} {fence.before!r} {written.name}"]
    if written.argument:
        lines[0] += f" ({written.argument})"
    lines += [f"  {name} = {value!r}" for name, value in written.options]
    if fence.content:
        lines.append(f"  content from {fence.content_line + 1}:")
        lines += [f"  | {line}".rstrip() for line in fence.content]
    if not fence.is_closed:
        lines.append("  not closed")
    if fence.error is not None:
        lines.append(f"  error: {fence.error.message}")
    return "\n".join(lines) + "\n"
