"""Marker sets: data files that describe whose decorators, attributes and names mean what."""

from __future__ import annotations

from api_stability.markers.loader import load_marker_set, shipped_marker_sets
from api_stability.markers.model import (
    ROLES,
    Argument,
    DecoratorMarker,
    MarkerSet,
    Parameter,
    Role,
)

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."

__all__ = [
    "ROLES",
    "Argument",
    "DecoratorMarker",
    "MarkerSet",
    "Parameter",
    "Role",
    "load_marker_set",
    "shipped_marker_sets",
]
