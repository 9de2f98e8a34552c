"""Requirement: metrics of lists, and of Python and Rust code where the name is literal."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.readers.metric.rust_tokens import Token, read_tokens
from tests.readers.listed_sources import read_source, show
from tests.support.golden import Golden

CASES = Path(__file__).with_name("cases")
FILES = {
    "lists.yaml": ["lists.yaml"],
    "collector.yaml": ["collector.yaml"],
    "python_code.py": ["python_code.py"],
    "python_aliases.py": ["python_aliases.py", "python_names.py"],
    "rust_code.rs": ["rust_code.rs"],
    "rust_options.rs": ["rust_options.rs"],
}


@pytest.mark.parametrize("name", FILES)
def test_a_case_reads_as_reviewed(name: str, golden: Golden) -> None:
    golden(show(read_source("metric", CASES, *FILES[name])), f"cases/{name}.expected.txt")


def test_what_internal_means_is_no_question_of_levels() -> None:
    assert read_source("metric", CASES, "lists.yaml").not_levels == ("INTERNAL",)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.py", "import prometheus_client\ndef f(:\n", "syntax-error"),
        ("a.py", "import prometheus_client\nx = '\0'\n", "null-bytes"),
        ("a.py", "import prometheus_client\nx = " + "(" * 5000 + ")" * 5000, "syntax-error"),
        ("a.py", "import prometheus_client\nx = " + "-" * 200_000 + "1", "too-deep"),
        ("a.yaml", "- name: [", "syntax-error"),
        ("a.json", '[{"name": ', "syntax-error"),
    ],
)
def test_a_broken_file_is_one_diagnostic(tmp_path: Path, name: str, text: str, code: str) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "good.yaml").write_text("- {name: fine, type: Gauge, stabilityLevel: BETA}\n")
    reading = read_source("metric", tmp_path, "*")
    assert [each.id for each in reading.declarations] == ["metric:fine"]
    assert [(each.grade, each.file) for each in reading.diagnostics] == [("incomplete", name)]
    assert {each.code for each in reading.diagnostics} <= {code, "too-deep"}


def test_all_of_the_published_excerpt(shared_data: Path) -> None:
    name = "metrics-documentation-list.excerpt.yaml"
    reading = read_source("metric", shared_data / "kubernetes", name)
    assert reading.diagnostics == ()
    found = {
        each.id: (each.kind, *((mark.raw_level, mark.since) for mark in each.marks))
        for each in reading.declarations
    }
    prefix = "metric:node_collector_evictions_"
    assert found == {
        "metric:etcd_version_info": ("gauge", ("ALPHA", None)),
        f"{prefix}number": ("counter", ("ALPHA", None), (None, "1.24.0")),
        f"{prefix}total": ("counter", ("STABLE", None)),
        "metric:attachdetach_controller_forced_detaches": ("counter", ("ALPHA", None)),
        "metric:kubelet_certificate_manager_client_expiration_renew_errors": (
            "counter",
            ("ALPHA", None),
        ),
        "metric:kube_proxy_network_programming_duration_seconds": ("histogram", ("BETA", None)),
        "metric:test_const_label": ("timingratiohistogram", ("BETA", None)),
    }
    old = next(each for each in reading.declarations if each.id == f"{prefix}number")
    assert old.marks[1].alternatives == ("node_collector_evictions_total",)


def test_tokens_of_rust() -> None:
    code = """a("x\\n\\u{41}\\
        y", b"z", r##"q"#"##, 'c', '\\u{1F600}', 'static, 1.5) // "no"\n/* /* */ "no" */ r#fn"""
    texts = [token for token in read_tokens(code) if token.kind == "text"]
    assert texts == [Token("text", "x\nAy", 1), Token("text", "z", 2), Token("text", 'q"#', 2)]
    assert [token.text for token in read_tokens(code) if token.kind == "name"] == ["a", "r#fn"]


@pytest.mark.parametrize(
    "code", ['"' + "x" * 1_000_000, "/*" * 300_000, '"\\' * 300_000, "'" * 300_000, 'r#"' * 200_000]
)
def test_rust_that_never_closes_takes_no_time(code: str) -> None:
    assert sum(1 for _ in read_tokens(code)) <= len(code)
