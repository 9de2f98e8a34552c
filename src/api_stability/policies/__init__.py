"""Policies as TOML data, and their loader."""

from __future__ import annotations

from api_stability.policies.loader import load_policy, shipped_policies

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."

__all__ = ["load_policy", "shipped_policies"]
