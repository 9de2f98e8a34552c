"""Plain assignments."""

from enum import Enum

__stability__ = "beta"
__stability_reason__ = "The whole module."


class Level(str, Enum):
    EARLY = "experimental"


def function(): ...


function.__stability__ = "experimental"
function.__stability_reason__ = "Plain."
function.__stability_since__ = "1.1"


def old(): ...


old.__stability__ = "deprecated"
old.__stability_level__ = "beta"
old.__deprecated_reason__ = "Old."
old.__removal_version__ = "2.0"
old.__alternative__ = "function"


class Class:
    __stability__ = "experimental"

    def method(self): ...

    def inside(self): ...

    inside.__stability__ = "beta"

    def by_enum(self): ...


Class.method.__stability__ = "beta"
Class.by_enum.__stability__ = Level.EARLY.value
setattr(Class.inside, "__stability_reason__", "By setattr, later.")


def unknown(): ...


unknown.__stability__ = input()
Class.inherited.__stability__ = "beta"


def only_alternative(): ...


only_alternative.__alternative__ = "nothing else is said"
