"""The Feature Stability Policy's own module and usage example, as they stand in the document."""

import re
from pathlib import Path

import pytest

from tests.readers.python.requests import by_id, read_files
from tests.support.requirements import Requirement, report_absent


@pytest.fixture
def policy_blocks(shared_data: Path) -> list[str]:
    document = shared_data.parent / "policy" / "feature-stability-policy.txt"
    if not document.is_file():
        report_absent(Requirement.SHARED_DATA, f"there is no {document.name}")
    section = document.read_text(encoding="utf-8").split("### 2. Python Marking Implementation")[1]
    return re.findall(r"```python\n(.*?)```", section.split("\n### 3.")[0], re.DOTALL)


def test_module_and_usage_of_the_policy(policy_blocks: list[str], tmp_path: Path) -> None:
    module, usage = policy_blocks
    reading = read_files(
        tmp_path,
        {
            "dynamo/__init__.py": "",
            "dynamo/utils/__init__.py": "",
            "dynamo/utils/stability.py": module,
            "dynamo/frontend/api.py": usage,
        },
        "dynamo",
    )
    assert reading.diagnostics == ()
    marked = {name: each.marks for name, each in by_id(reading).items() if each.marks}
    found = {
        name: [
            (m.name, m.raw_level, m.deprecates, m.reason, m.removal, m.alternatives, m.unresolved)
            for m in marks
        ]
        for name, marks in marked.items()
    }
    assert found == {
        "dynamo.frontend.api.configure_multinode": [
            (
                "dynamo.utils.stability.experimental",
                "experimental",
                None,
                "Multi-node inference is under active development",
                None,
                (),
                (),
            )
        ],
        "dynamo.frontend.api.enable_prefix_caching": [
            (
                "dynamo.utils.stability.beta",
                "beta",
                None,
                "Prefix caching API may change based on performance feedback",
                None,
                (),
                (),
            )
        ],
        "dynamo.frontend.api.set_static_endpoint": [
            (
                "dynamo.utils.stability.deprecated",
                "deprecated",
                True,
                "Static endpoint mode is deprecated",
                "1.0",
                ("Use dynamic service discovery",),
                (),
            )
        ],
    }
