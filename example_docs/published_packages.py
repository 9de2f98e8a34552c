"""Makes the page about published packages, from their wheels, and the inventories that it shows.

The wheels are fetched by pip, once, and never imported. Where they cannot be fetched, the page says
so. A file is written only when its content changes, so that an unchanged page is not built again.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import api_stability

PACKAGES = {"langchain-core": "1.8.1", "anyio": "4.16.0"}
PATIENCE = 60
"""Seconds for each package; a documentation build does not wait longer for a network."""


class UnavailableError(Exception):
    """A wheel could not be fetched; the message is the last line of the reason."""


def prepare(docs: Path) -> None:
    """Write ``_generated/published-packages.md`` in the folder *docs*, and what it shows."""
    cache = docs.parent / "build" / "published-packages"
    try:
        for name, version in PACKAGES.items():
            write_inventory(cache, name, version)
    except UnavailableError as error:
        print(f"published packages: {error}", file=sys.stderr)
        for name in PACKAGES:
            (cache / f"{name}.json").unlink(missing_ok=True)
        page = "not-fetched.md"
    else:
        page = "fetched.md"
    text = (docs / "published" / page).read_text(encoding="utf-8")
    replace_if_changed(docs / "_generated" / "published-packages.md", text.encode())


def write_inventory(cache: Path, name: str, version: str) -> None:
    """Write the inventory of one release, unless it is there and what reads it is unchanged."""
    wheel = fetch_wheel(cache, name, version)
    inventory = cache / f"{name}.json"
    stamp = cache / f"{name}.scanned"
    if inventory.is_file() and is_newest(stamp, wheel.name):
        return
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        new = Path(folder) / "inventory.json"
        run("-m", "api_stability", "scan", str(wheel), "--format", "json", "-o", str(new))
        replace_if_changed(inventory, new.read_bytes())
    stamp.write_text(wheel.name, encoding="utf-8")


def fetch_wheel(cache: Path, name: str, version: str) -> Path:
    """The path of a wheel, downloaded when it is not in the cache. Raises `UnavailableError`."""
    home = cache / f"{name}-{version}"
    if not home.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            new = Path(folder) / "wheel"
            download(f"{name}=={version}", new)
            new.rename(home)
    return next(home.glob("*.whl"))


def download(release: str, folder: Path) -> None:
    """Put the wheel of *release* in *folder*; raise `UnavailableError`."""
    quiet = ["--disable-pip-version-check", "--no-input", "--quiet"]
    patience = ["--retries", "1", "--timeout", "10"]
    what = ["--no-deps", "--only-binary", ":all:", "--dest", str(folder), release]
    try:
        run("-m", "pip", *quiet, *patience, "download", *what)
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip().splitlines() or [f"exit code {error.returncode}"]
        raise UnavailableError(reason[-1]) from None
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"{release}: no answer within {PATIENCE} seconds") from None


def run(*arguments: str) -> None:
    """Run Python; raise `subprocess.SubprocessError` when that fails or takes too long."""
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
    )


def is_newest(stamp: Path, text: str) -> bool:
    """Whether *stamp* holds *text* and is newer than every file of api-stability."""
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != text:
        return False
    package = Path(api_stability.__file__).parent
    files = (file for file in package.rglob("*") if file.suffix in {".py", ".toml"})
    return stamp.stat().st_mtime_ns > max(file.stat().st_mtime_ns for file in files)


def replace_if_changed(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and not when it holds *content* already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    shutil.move(new, path)
