import reexports
from reexports import aliased, listed


def first(): ...


def second(): ...
