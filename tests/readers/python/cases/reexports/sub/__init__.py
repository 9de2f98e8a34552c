from reexports._impl import unmarked
from reexports.sub.deep import first, second

__all__ = ["first", "unmarked"]
