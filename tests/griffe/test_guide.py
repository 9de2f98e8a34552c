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
    assert len(found) == 3
    for example in map(yaml.safe_load, found):
        text = json.dumps(example)
        if "plugins" in example:
            assert '"extensions": ["api_stability.griffe"]' in text
        else:
            extensions = example.get("extensions", [{"api_stability.griffe": example}])
            assert read_settings(Settings, extensions[0]["api_stability.griffe"])[1] == ()
