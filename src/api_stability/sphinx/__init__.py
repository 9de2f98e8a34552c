"""The Sphinx extension: ``extensions = ["api_stability.sphinx"]`` in ``conf.py``."""

from __future__ import annotations

from api_stability.sphinx.extension import setup

__all__ = ["setup"]
