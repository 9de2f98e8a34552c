"""The words of a warning (Feature Stability Policy, section 2)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def end_sentence(text: str) -> str:
    """`text` with a full stop, unless it has an end already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def say_alternative(alternative: str) -> str:
    """``Use ALTERNATIVE instead.``; one that is such a sentence already stays as it is."""
    alternative = alternative.strip()
    verb, _, rest = alternative.partition(" ")
    if verb.lower() == "use" and rest:
        return end_sentence(f"Use {rest}")
    return f"Use {alternative.rstrip('.')} instead."


def say_deprecation(attributes: Mapping[str, Any]) -> str:
    """Why, what instead, and until when; what PEP 702 keeps in ``__deprecated__``."""
    reason: str = (attributes.get("__deprecated_reason__") or "").strip()
    following: list[str] = []
    if attributes.get("__alternative__"):
        following.append(say_alternative(attributes["__alternative__"]))
    if attributes.get("__removal_version__"):
        following.append(f"Will be removed in version {attributes['__removal_version__']}.")
    # A reason that nothing follows stays exactly as it was written.
    first = [end_sentence(reason) if following else reason] if reason else []
    return " ".join(first + following)


def say_deprecated(name: str, attributes: Mapping[str, Any]) -> str:
    """The whole warning about a deprecated thing."""
    return f"{name} is DEPRECATED. {say_deprecation(attributes)}".rstrip()


def say_experimental(name: str, attributes: Mapping[str, Any]) -> str:
    """The whole warning about an experimental thing."""
    reason: str = attributes.get("__stability_reason__") or ""
    return f"{name} is EXPERIMENTAL and may change without notice. {reason.strip()}".rstrip()
