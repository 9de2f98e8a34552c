"""What to show: words, order, columns and tone, without markup. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.views import Table
from api_stability.views.badges import view_badges
from api_stability.views.changes import view_changes
from api_stability.views.editions import Edition, edition_of_inventory, edition_of_release
from api_stability.views.features import view_feature
from api_stability.views.notices import view_level_notice, view_notices
from api_stability.views.options import (
    OptionSpec,
    TableOptions,
    option_specs,
    parse_options,
)
from api_stability.views.overview import view_overview, view_overview_table
from api_stability.views.policy_tables import view_policy_tables
from api_stability.views.registry import view_registry
from api_stability.views.tables import (
    valid_columns,
    view_deprecation_table,
    view_migration_table,
    view_removals_table,
    view_stability_table,
)
from api_stability.views.timeline import view_timeline

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."

TABLES: Final[dict[str, Callable[[Index, Policy, TableOptions], Table]]] = {
    "stability": view_stability_table,
    "deprecation": view_deprecation_table,
    "migration": view_migration_table,
    "removals": view_removals_table,
    "timeline": view_timeline,
    "overview": view_overview_table,
}
"""Every table that is made from an inventory, by name: for a directive or a command each."""

__all__ = [
    "TABLES",
    "Edition",
    "OptionSpec",
    "TableOptions",
    "edition_of_inventory",
    "edition_of_release",
    "option_specs",
    "parse_options",
    "valid_columns",
    "view_badges",
    "view_changes",
    "view_deprecation_table",
    "view_feature",
    "view_level_notice",
    "view_migration_table",
    "view_notices",
    "view_overview",
    "view_overview_table",
    "view_policy_tables",
    "view_registry",
    "view_removals_table",
    "view_stability_table",
    "view_timeline",
]
