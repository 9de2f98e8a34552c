"""The extension's settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api_stability.model.errors import UserError
from api_stability.site_settings import SiteSettings, make_asked
from api_stability.site_settings import read_settings as read_site_settings

__all__ = ["Settings", "make_asked", "read_settings"]


class Settings(SiteSettings, frozen=True, kw_only=True):
    """What ``mkdocs.yml``, ``zensical.toml`` or a call of Python-Markdown says."""


def read_settings(given: Mapping[str, Any]) -> tuple[Settings, tuple[UserError, ...]]:
    """*given* as settings, and what is wrong in it: a wrong value counts as its default."""
    return read_site_settings(Settings, given)
