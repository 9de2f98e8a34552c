"""Names that are public elsewhere than they are defined."""

from exposed import _hidden as beta
from exposed._impl import everywhere as everywhere
