"""Variables that lost their level's word, one after the other: one row of the migration table."""

from api_stability.model.facts import Facts
from api_stability.model.index import Index
from api_stability.model.symbols import Declaration, Mark
from api_stability.model.views import Table, plain_text
from api_stability.policies import load_policy
from api_stability.views.options import TableOptions
from api_stability.views.tables import view_deprecation_table, view_migration_table
from tests.support.inventories import make_inventory


def variable(name: str, became: str = "", newest: str = "") -> Declaration:
    mark = Mark(source="env:.", form="call", name="x", deprecates=True, alternatives=(newest,))
    return Declaration(
        id=f"env:{name}",
        surface="env",
        kind="variable",
        project="demo",
        marks=(mark,) if became else (),
        facts=Facts({"became": became} if became else {}),
    )


def rows(table: Table) -> list[tuple[str, str]]:
    found = [row for group in table.groups for row in group.rows]
    keys = [column.key for column in table.columns]
    place = keys.index("alternative")
    return [(plain_text(row.cells[0]), plain_text(row.cells[place])) for row in found]


def view(*declarations: Declaration) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    from pathlib import Path

    index = Index(make_inventory(*declarations))
    policy = load_policy("default", base=Path())
    options = TableOptions()
    return (
        rows(view_migration_table(index, policy, options)),
        rows(view_deprecation_table(index, policy, options)),
    )


def test_three_steps_are_one_row() -> None:
    migration, deprecation = view(
        variable("DYN_EXPERIMENTAL_PREFIX_CACHING", "DYN_BETA_PREFIX_CACHING", "env:DYN_P"),
        variable("DYN_BETA_PREFIX_CACHING", "DYN_P", "env:DYN_P"),
        variable("DYN_P"),
    )
    assert migration == [("DYN_EXPERIMENTAL_PREFIX_CACHING", "DYN_BETA_PREFIX_CACHING → DYN_P")]
    assert deprecation == [
        ("DYN_BETA_PREFIX_CACHING", "DYN_P"),
        ("DYN_EXPERIMENTAL_PREFIX_CACHING", "DYN_P"),
    ]


def test_a_circle_keeps_its_rows() -> None:
    migration, _ = view(variable("A", "B", "env:B"), variable("B", "A", "env:A"))
    assert [name for name, _ in migration] == ["A", "B"]


def test_names_that_were_renamed_one_at_a_time_end_at_the_last() -> None:
    migration, _ = view(
        variable("A", "B", "env:B"), variable("B", "C", "env:C"), variable("C", "D", "env:D")
    )
    assert migration == [("A", "B → C → D")]


def test_a_way_into_a_circle_says_what_the_name_itself_says() -> None:
    migration, _ = view(
        variable("A", "B", "env:B"), variable("B", "C", "env:C"), variable("C", "B", "env:B")
    )
    assert migration == [("A", "B"), ("B", "C"), ("C", "B")]


def test_two_names_that_became_one_have_a_row_each() -> None:
    migration, _ = view(variable("A", "C", "env:C"), variable("B", "C", "env:C"), variable("C"))
    assert migration == [("A", "C"), ("B", "C")]
