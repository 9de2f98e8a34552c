"""Build the example documentation with every engine, and print the pages to open.

Run from the project's folder, inside its virtual environment.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.engines import ENGINES, Engine, run_engine
from tools.environments import UnavailableError
from tools.locking import locked

SOURCE = Path("example_docs")
ASSETS = SOURCE / "_generated"
BUILD = Path("build") / "docs"
OUTPUT = BUILD / "sphinx"
DOCTREES = BUILD / "sphinx-doctrees"


def sphinx_command() -> list[str]:
    """The build: every warning counts, dangling references included, and all are shown."""
    strict = ["-W", "-n", "--keep-going"]
    # Progress is for who is watching; a log has only the warnings.
    quiet = [] if sys.stdout.isatty() else ["-q"]
    folders = ["-d", str(DOCTREES), str(SOURCE), str(OUTPUT)]
    return [sys.executable, "-m", "sphinx", "-b", "html", "-j", "auto", *quiet, *strict, *folders]


def build_with_sphinx() -> bool:
    """Build the guide and its pages of the API; whether nothing was wrong."""
    code = subprocess.run(sphinx_command(), check=False, stdin=subprocess.DEVNULL).returncode
    if code:
        # A page that was read is not read again while it is unchanged, and its warnings are
        # not repeated: kept, these would let the next build pass.
        shutil.rmtree(DOCTREES, ignore_errors=True)
        return False
    say_page("Sphinx", OUTPUT)
    return True


def write_assets() -> None:
    """Write style sheet and script, for the engine that no plugin of ours gives them to."""
    command = [sys.executable, "-m", "api_stability", "assets", str(ASSETS)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def build_with(engine: Engine) -> bool:
    """Build the guide with a Markdown engine, where it can be had; whether nothing was wrong."""
    try:
        python = engine.find_python()
    except UnavailableError as error:
        print(f"{engine.title}: skipped, because it could not be installed: {error}", flush=True)
        return True
    output = BUILD / engine.name
    command = engine.make_command(python, Path(engine.config), output.resolve())
    code, said = run_engine(command, Path())
    if code or said:
        print(f"{engine.title}:\n{said}", flush=True)
        return False
    say_page(engine.title, output)
    return True


def say_page(title: str, output: Path) -> None:
    """Say where a built site begins."""
    print(f"{title}: open {(output / 'index.html').resolve().as_uri()}", flush=True)


def main() -> int:
    """Build with all, even when one fails; 1 when any did."""
    if not (SOURCE / "conf.py").is_file():
        print(f"There is no {SOURCE / 'conf.py'}: run this in the project's folder.")
        return 2
    with locked(BUILD.with_name("docs.lock"), waiting_for="another build of the documentation"):
        # Sphinx first: its configuration makes pages that all show.
        passed = [build_with_sphinx()]
        write_assets()
        passed += [build_with(engine) for engine in ENGINES]
    if not all(passed):
        print("The documentation has warnings or errors: they are listed above.")
    return int(not all(passed))


if __name__ == "__main__":
    sys.exit(main())
