"""Every view in every language: reviewed as a whole, with no English of ours left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_stability.language import find_catalog, say, shipped_languages, speaking
from api_stability.model.policy import Policy
from api_stability.policies import load_policy, shipped_policies
from api_stability.renderers.context import NO_CONTEXT
from api_stability.renderers.documents import render_document
from api_stability.renderers.text import render_feature, render_notice, render_table
from api_stability.views import (
    TABLES,
    TableOptions,
    parse_options,
    view_badges,
    view_feature,
    view_level_notice,
    view_notices,
    view_policy_tables,
    view_registry,
)
from tests.support.golden import Golden
from tests.views.inventories import CASES, read_cases, sample_index

LANGUAGES = shipped_languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view(language: str, golden: Golden) -> None:
    with speaking(find_catalog(language)):
        golden("\n".join(spell_views(policy("default"))), f"golden/said-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_policy(language: str, golden: Golden) -> None:
    with speaking(find_catalog(language)):
        parts = [spell_policy(policy(name)) for name in shipped_policies()]
        golden("\n".join(parts), f"golden/policies-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left(language: str) -> None:
    catalog = find_catalog(language)
    assert catalog is not None
    foreign = {
        text
        for text, forms in catalog.messages.items()
        if text not in forms and re.fullmatch(r"[A-Z][a-z]+( [a-z]+)+\.?", text)
    }
    with speaking(catalog):
        said = "\n".join([*spell_views(policy("default")), spell_policy(policy("default"))])
    assert len(foreign) > 30
    assert [text for text in foreign if text in said] == []


def policy(name: str) -> Policy:
    return load_policy(name, base=CASES, translate=say)


def spell_views(known: Policy) -> Iterator[str]:
    index = sample_index()
    for case in read_cases("tables.toml")["case"]:
        table = TABLES[case["table"]](index, known, parse_options(case.get("options", {})))
        yield render_table(table, NO_CONTEXT)
    for symbol in index.inventory.symbols:
        for notice in view_notices(symbol, index, known):
            yield render_notice(notice, NO_CONTEXT)
        for badge in view_badges(symbol, known):
            yield f"[{badge.label}] {badge.title}\n"
    for feature in index.inventory.features:
        yield render_feature(view_feature(feature, index, known), NO_CONTEXT)
    notice = view_level_notice("beta", known, since="1.2", reason="r", opt_in="pass `--x`")
    yield render_notice(notice, NO_CONTEXT)
    notice = view_level_notice("deprecated", known, since="1.2", removal="with the next major")
    yield render_notice(notice, NO_CONTEXT)
    yield render_document(view_registry(index, known, TableOptions()), "text")


def spell_policy(known: Policy) -> str:
    tables = (render_table(table, NO_CONTEXT) for table in view_policy_tables(known))
    return f"== {known.name}\n\n" + "\n".join(tables)


def test_words_of_the_project_are_its_own(tmp_path: Path) -> None:
    own = {
        "extends": "default",
        "levels": {"beta": {"label": "Preview", "commitment": "None"}},
    }
    with speaking(find_catalog("de")):
        made = load_policy(own, base=tmp_path, translate=say)
    beta, stable = made.level("beta"), made.level("stable")
    assert beta is not None
    assert stable is not None
    # "Preview" and "None" are words of shipped policies, but here they are configuration
    assert (beta.appearance.label, beta.commitment) == ("Preview", "None")
    assert beta.breaking_changes == "Mit Vorankündigung"
    assert (stable.appearance.label, made.deprecated.label) == ("Stabil", "Veraltet")


def test_nothing_but_texts_is_translated(tmp_path: Path) -> None:
    with speaking(find_catalog("ja")):
        for name in shipped_policies():
            said, written = (
                load_policy(name, base=tmp_path, translate=say),
                load_policy(name, base=tmp_path),
            )
            assert said != written
            assert (said.ladder, said.title, said.reference) == (
                written.ladder,
                written.title,
                written.reference,
            )
            assert [level.aliases for level in said.levels] == [
                level.aliases for level in written.levels
            ]
            code = [each.marking for each in written.conventions if each.marking[0] in "#@/v"]
            assert set(code) <= {each.marking for each in said.conventions}
