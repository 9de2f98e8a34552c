"""The guide says of each option what its declaration says, and its examples are right."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import yaml

from api_stability.griffe.settings import Settings
from api_stability.site_settings import read_settings

PAGE = (Path(__file__).parents[2] / "example_docs/mkdocstrings.md").read_text("utf-8")


def test_options() -> None:
    rows = [
        f"| `{field.name}` | `{field.default!r}` | {field.type.__metadata__[0].description} |"
        for field in msgspec.structs.fields(Settings)
    ]
    assert "\n".join(["| option | default | |", "|---|---|---|", *rows, ""]) in PAGE


def test_examples() -> None:
    found = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    whole, chosen, linked, plugin = map(yaml.safe_load, found)
    assert '"extensions": ["api_stability.griffe"]' in json.dumps(whole)
    options = (
        chosen["extensions"][0]["api_stability.griffe"],
        linked,
        plugin["plugins"][0]["api_stability"]["griffe"],
    )
    for given in options:
        assert given
        assert read_settings(Settings, given)[1] == ()
