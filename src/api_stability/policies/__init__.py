"""Policies as TOML data, and their loader."""

from __future__ import annotations

from api_stability.policies.loader import load_policy, shipped_policies

__all__ = ["load_policy", "shipped_policies"]
