"""What an application calls to serve a model."""

from typing import overload

from typing_extensions import deprecated as pep_702_deprecated

from api_stability import beta, deprecated, experimental, removal


def serve(model: str, port: int = 8000) -> None:
    """Serve a model over HTTP.

    Nothing marks this function, so it is stable.
    """


@experimental("Multi-node inference is under active development", since="0.8")
def configure_multinode(node_count: int) -> None:
    """Spread one model over several machines with MPI."""


@beta("Its options may change with what users measure", feature="prefix-caching", since="0.8")
def enable_prefix_caching(max_cache_size: int) -> None:
    """Keep the KV cache of prompts that begin alike."""


@deprecated(
    "Static endpoint mode is deprecated",
    since="0.8",
    removal="1.0",
    alternative="Use dynamic service discovery",
)
def set_static_endpoint(endpoint: str) -> None:
    """Set the one backend to send requests to."""


@experimental("Only the mocker engine honours it", parameter="priority")
def submit(prompt: str, priority: int = 0) -> str:
    """Queue a prompt and return its request id."""
    return f"{priority}:{prompt}"


@overload
@removal("1.0", alternative="Use text, decoded by the caller")
@pep_702_deprecated("Bytes will no longer be decoded")
def tokenize(text: bytes) -> list[int]: ...
@overload
def tokenize(text: str) -> list[int]: ...
def tokenize(text: str | bytes) -> list[int]:
    """Split a text into token ids."""
    return list(text.encode() if isinstance(text, str) else text)
