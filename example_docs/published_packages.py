"""Makes the pages about published packages, from their wheels, and the inventories that they show.

The wheels are fetched by pip, once, and never imported. Where they cannot be fetched, a page says
so. What is read of a wheel is its Python packages, unless a configuration of its name stands beside
the pages (published/NAME.toml). A file is written only when its content changes, so that an
unchanged page is not built again.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import api_stability

PAGES = {
    "published-packages": {"langchain-core": "1.8.1", "anyio": "4.16.0"},
    "ai-dynamo": {"ai-dynamo": "1.6.1"},
}
"""The releases that each page shows."""
PATIENCE = 60
"""Seconds for each package; a documentation build does not wait longer for a network."""


class UnavailableError(Exception):
    """A wheel could not be fetched; the message is the last line of the reason."""


def prepare(docs: Path) -> None:
    """Write the pages in the folder *docs*, below ``_generated``, and what they show."""
    for page in PAGES:
        prepare_page(docs, page)


def prepare_page(docs: Path, page: str) -> None:
    """Write one page and its inventories, or the page that says why there is nothing on it."""
    cache = docs.parent / "build" / "published-packages"
    template = page
    try:
        for name, version in PAGES[page].items():
            config = docs / "published" / f"{name}.toml"
            write_inventory(cache, name, version, config if config.is_file() else None)
    except UnavailableError as error:
        print(f"published packages: {error}", file=sys.stderr)
        for name in PAGES[page]:
            (cache / f"{name}.json").unlink(missing_ok=True)
        template = f"{page}-not-fetched"
    text = (docs / "published" / f"{template}.md").read_text(encoding="utf-8")
    replace_if_changed(docs / "_generated" / f"{page}.md", text.encode())


def write_inventory(cache: Path, name: str, version: str, config: Path | None) -> None:
    """Write the inventory of one release, unless it is there and what reads it is unchanged."""
    wheel = fetch_wheel(cache, name, version)
    inventory = cache / f"{name}.json"
    stamp = cache / f"{name}.scanned"
    asked = wheel.name + (config.read_text(encoding="utf-8") if config else "")
    if inventory.is_file() and is_newest(stamp, asked):
        return
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        new = Path(folder) / "inventory.json"
        source = unpack(wheel, config, Path(folder) / "unpacked") if config else wheel
        run("-m", "api_stability", "scan", str(source), "--format", "json", "-o", str(new))
        replace_if_changed(inventory, new.read_bytes())
    stamp.write_text(asked, encoding="utf-8")


def unpack(wheel: Path, config: Path, folder: Path) -> Path:
    """Unpack *wheel* in *folder*, with *config* as its configuration."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    shutil.copy(config, folder / "api-stability.toml")
    return folder


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
