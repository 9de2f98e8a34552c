"""Fixtures for every test: see the modules of `tests/support`."""

pytest_plugins = [
    "pytester",
    "tests.support.requirements",
    "tests.support.shared_data",
    "tests.support.wheels",
    "tests.support.golden",
    "tests.support.execution",
    "tests.support.browser",
    "tests.support.npm",
]
