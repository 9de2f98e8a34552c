"""Markers of one short name, by every way of importing them."""

from .marks import *
from .uses import *
