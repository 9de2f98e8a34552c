from compat._marks import dep, mod, own

from compat import _marks


@dep("through a name")
def through_name(): ...


@mod.deprecated("through a module")
def through_module(): ...


@_marks.own.beta("through two modules")
def through_two(): ...
