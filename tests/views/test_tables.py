"""Tables: rows, columns, groups and order."""

import random

import msgspec
import pytest

from api_stability.model.errors import UserError
from api_stability.model.index import Index
from api_stability.views import (
    TABLES as VIEWS,
)
from api_stability.views import (
    TableOptions,
    parse_options,
    valid_columns,
    view_stability_table,
)
from api_stability.views.options import GROUPINGS, SORTINGS
from tests.support.golden import Golden
from tests.views.inventories import default_policy, read_cases, sample_index, spell_table

CASES = read_cases("tables.toml")["case"]


def test_tables(golden: Golden) -> None:
    parts = []
    for case in CASES:
        options = parse_options(case.get("options", {}))
        table = VIEWS[case["table"]](sample_index(), default_policy(), options)
        told = ", ".join(f"{key}={value}" for key, value in case.get("options", {}).items())
        parts.append(f"# {case['name']} ({told})\n\n{spell_table(table)}\n")
    golden("\n".join(parts), "golden/tables.txt")


@pytest.mark.parametrize("sort", SORTINGS)
@pytest.mark.parametrize("group", [None, *GROUPINGS])
def test_the_order_of_the_inventory_does_not_matter(sort: str, group: str | None) -> None:
    inventory = sample_index().inventory
    shuffled = list(inventory.symbols)
    random.Random(1).shuffle(shuffled)
    other = Index(msgspec.structs.replace(inventory, symbols=tuple(shuffled)))
    for view in VIEWS.values():
        for subject in ("symbols", "features"):
            options = TableOptions(sort=sort, group_by=group, subject=subject)
            expected = view(sample_index(), default_policy(), options)
            assert view(other, default_policy(), options) == expected


@pytest.mark.parametrize("subject", ["symbols", "features"])
def test_every_column_can_be_shown(subject: str) -> None:
    options = TableOptions(subject=subject)  # type: ignore[arg-type]
    options = msgspec.structs.replace(options, columns=valid_columns(options))
    table = view_stability_table(sample_index(), default_policy(), options)
    assert tuple(column.key for column in table.columns) == options.columns
    for number in range(len(options.columns)):
        filled = [row for row in table.rows if row.cells[number]]
        assert filled or options.columns[number] == "requires"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (TableOptions(level=("betta",)), "level: unknown level 'betta'; did you mean 'beta'?"),
        (
            TableOptions(surface=("pyton",)),
            "surface: unknown value 'pyton'; did you mean 'python'?",
        ),
        (
            TableOptions(feature=("kv-disag",)),
            "feature: unknown value 'kv-disag'; did you mean 'kv-disagg'?",
        ),
        (
            TableOptions(project=("demmo",)),
            "project: unknown value 'demmo'; did you mean 'demo'?",
        ),
        (
            TableOptions(columns=("nam",)),
            "columns: unknown value 'nam'; did you mean 'name'?",
        ),
        (
            TableOptions(group_by="modul"),
            "group-by: unknown value 'modul'; did you mean 'module'?",
        ),
        (TableOptions(sort="nmae"), "sort: unknown value 'nmae'; did you mean 'name'?"),
        (TableOptions(limit=0), "limit: must be 1 or more"),
    ],
)
def test_unknown_values_name_the_nearest_valid_one(options: TableOptions, message: str) -> None:
    with pytest.raises(UserError) as raised:
        view_stability_table(sample_index(), default_policy(), options)
    assert str(raised.value) == message
