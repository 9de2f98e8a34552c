"""Reads environment variables for tests."""

from pathlib import Path

from api_stability.model.inventory import Reading
from api_stability.readers.env.source import ENV, EnvSource
from api_stability.readers.registry import silent
from tests.readers.cli.reading import make_context


def read_variables(root: Path, *paths: str, **options: object) -> Reading:
    """Plan and read, as the pipeline does."""
    source = EnvSource(paths=paths or (".",), **options)  # type: ignore[arg-type]
    request = ENV.plan(source, make_context(root))
    assert all(path.is_file() for path in ENV.find_files(request))
    reading = ENV.read(request, silent)
    assert isinstance(reading, Reading)
    return reading
