"""Crates of Debian's source packages, fetched with its own client and kept under ``build``."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.support.requirements import Requirement, report_absent

HOME = Path(__file__).resolve().parents[3] / "build" / "debian-crates"
REGISTRY = Path("usr/share/cargo/registry")


def fetch_crate(name: str, version: str) -> Path:
    """The folder that holds ``NAME-VERSION``; skips the test where it cannot be had."""
    home = HOME / REGISTRY
    if (home / f"{name}-{version}").is_dir():
        return home
    for program in ("apt-get", "dpkg-deb"):
        if shutil.which(program) is None:
            report_absent(Requirement.PROGRAM, program)
    package = f"librust-{name}-dev"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["apt-get", "download", package],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        archives = sorted(Path(folder).glob("*.deb"))
        if done.returncode or not archives:
            report_absent(Requirement.PACKAGE_INDEX, f"no Debian package {package}")
        HOME.mkdir(parents=True, exist_ok=True)
        subprocess.run(["dpkg-deb", "-x", archives[0], HOME], check=True)
    if not (home / f"{name}-{version}").is_dir():
        report_absent(Requirement.PACKAGE_INDEX, f"{package} has another version than {version}")
    return home
