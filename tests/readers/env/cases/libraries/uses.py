"""Uses an object of another module; a map of its own that has the same name reads nothing."""

from .objects import env

HOST = env("USES_HOST")


def other(config: dict[str, str]) -> None:
    config.get("NOT_READ")
