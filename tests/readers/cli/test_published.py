"""A published distribution's command lines, compared whole with its parsers as they run."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from api_stability.model.symbols import Declaration
from tests.readers.cli.reading import read_programs
from tests.support.wheels import PublishedWheel, get_or_skip

PROGRAMS = {"dynamo-frontend": "dynamo/frontend", "dynamo-mocker": "dynamo/mocker"}
COUNTS = {"dynamo-frontend": 102, "dynamo-mocker": 106}
CONDITIONAL = {
    # a second parser takes these where the first one has chosen a processor
    "dynamo-frontend": {"--tool-call-parser", "--reasoning-parser", "--chat-template"},
    "dynamo-mocker": set[str](),
}
POLICY = "in --router-policy-config"
PARAMETER = f"in the default policy parameters {POLICY}"
DEPRECATED = {
    "--load-aware": f"the load-only policy and router tracking settings {POLICY}",
    "--router-kv-overlap-score-credit": f"overlap_score_credit {PARAMETER}",
    "--router-kv-overlap-score-credit-decay": (f"overlap_score_credit_decay {PARAMETER}"),
    "--router-kv-overlap-score-weight": f"prefill_load_scale {PARAMETER}",
    "--router-prefill-load-scale": f"prefill_load_scale {PARAMETER}",
    "--router-decode-active-request-weight": (f"decode_active_request_weight {PARAMETER}"),
    "--router-temperature": f"router_temperature {PARAMETER}",
    "--router-queue-threshold": f"policy_classes[].prefill_busy_threshold_frac {POLICY}",
    "--router-prefill-policy": f"worker_selection.prefill {POLICY}",
    "--router-decode-policy": f"worker_selection.decode {POLICY}",
    "--router-queue-policy": f"policy_classes[].queue_policy {POLICY}",
    "--shared-cache-multiplier": f"shared_cache_multiplier {PARAMETER}",
}
"""Every call with ``deprecated=``, read in the source by hand: flag and replacement."""
IN_PROSE = {
    "dynamo-frontend": {"--enforce-disagg"},
    "dynamo-mocker": {"--is-prefill-worker", "--is-decode-worker", "--sglang-page-size"},
}
"""Deprecated by the words of the help text."""


@pytest.fixture(scope="module")
def found(unpacked_wheel: PublishedWheel) -> Mapping[str, dict[str, Declaration]]:
    root = get_or_skip(unpacked_wheel, "ai-dynamo", "1.6.1")
    reading = read_programs(root, PROGRAMS)
    assert [each for each in reading.diagnostics if each.grade == "incomplete"] == []
    return {
        program: {
            each.id.removeprefix(f"cli:{program} "): each
            for each in reading.declarations
            if each.id.startswith(f"cli:{program} ")
        }
        for program in PROGRAMS
    }


def expected(shared_data: Path, program: str) -> list[dict[str, Any]]:
    text = (shared_data / "help" / f"{program}.actions.json").read_text(encoding="utf-8")
    actions: list[dict[str, Any]] = json.loads(text)
    return actions


def spellings(each: Declaration) -> frozenset[str]:
    return frozenset(symbol.rpartition(" ")[2] for symbol in (each.id, *each.aliases))


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_option_and_no_other(
    found: Mapping[str, dict[str, Declaration]], program: str, shared_data: Path
) -> None:
    actions = expected(shared_data, program)
    options = found[program]
    always = {spellings(each) for name, each in options.items() if not each.requires}
    assert always == {frozenset(action["opts"]) for action in actions}
    assert len(always) == len(actions) == COUNTS[program]
    assert {name for name, each in options.items() if each.requires} == CONDITIONAL[program]


@pytest.mark.parametrize("program", PROGRAMS)
def test_help_and_hidden(
    found: Mapping[str, dict[str, Declaration]], program: str, shared_data: Path
) -> None:
    options = {spellings(each): each for each in found[program].values()}
    for action in expected(shared_data, program):
        each = options[frozenset(action["opts"])]
        assert each.public is not action["hidden"], each.id
        said = " ".join((action["help"] or "").split())
        if "{" in (each.summary or "") and each.id.endswith("--endpoint"):
            assert "dyn://{DYN_NAMESPACE}.backend.generate" in (each.summary or "")
            continue
        assert said == shown_help(each, action["help"] or ""), each.id


def shown_help(each: Declaration, shown: str) -> str:
    """The help text as the project's helper puts it together from what was read."""
    text = each.summary or ""
    if each.facts.get("hidden") or "\nenv var: " not in shown or text.endswith("DYN_INTERACTIVE"):
        return text
    default = each.facts.get("default", "[]" if "| default: []" in shown else "None")
    text += f" env var: {each.facts['env']} | default: {default}"
    if "obsolete" in each.facts:
        old = [flag for flag in each.facts["obsolete"].split(", ") if not flag.startswith("--no-")]
        text += f" deprecating flag: {old[0]}"
    for mark in each.marks:
        if mark.form == "call":
            flag = each.id.rpartition(" ")[2]
            said = f"{flag} is deprecated and will be removed in {mark.removal}"
            text = f"{said}; use {mark.alternatives[0]}. {text}"
    return text


@pytest.mark.parametrize("program", PROGRAMS)
def test_deprecations(found: Mapping[str, dict[str, Declaration]], program: str) -> None:
    marked = {
        name: mark
        for name, each in found[program].items()
        for mark in each.marks
        if mark.deprecates and mark.form == "call"
    }
    assert {name: mark.alternatives for name, mark in marked.items()} == {
        name: (text,) for name, text in DEPRECATED.items()
    }
    assert {mark.removal for mark in marked.values()} == {"v1.7"}
    prose = {
        name
        for name, each in found[program].items()
        if any(mark.deprecates and mark.form == "help" for mark in each.marks)
    }
    assert prose == IN_PROSE[program]


@pytest.mark.parametrize("program", PROGRAMS)
def test_levels_are_those_of_the_labels(
    found: Mapping[str, dict[str, Declaration]], program: str, shared_data: Path
) -> None:
    labelled = {
        frozenset(action["opts"])
        for action in expected(shared_data, program)
        if "[EXPERIMENTAL]" in (action["help"] or "")
    }
    levels = {
        spellings(each): mark.raw_level
        for each in found[program].values()
        for mark in each.marks
        if mark.raw_level
    }
    assert levels == dict.fromkeys(labelled, "experimental")
