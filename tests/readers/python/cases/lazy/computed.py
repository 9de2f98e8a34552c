import warnings

_old = {"x": 1}
_old.update(y=2)


def __getattr__(name: str) -> object:
    if name in _old:
        warnings.warn("deprecated", DeprecationWarning)
    raise AttributeError(name)
