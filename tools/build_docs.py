"""Build the example documentation, and print the page to open.

Run from the project's folder, inside its virtual environment.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.locking import locked

SOURCE = Path("example_docs")
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


def main() -> int:
    """Build, and return the builder's exit code."""
    if not (SOURCE / "conf.py").is_file():
        print(f"There is no {SOURCE / 'conf.py'}: run this in the project's folder.")
        return 2
    with locked(BUILD.with_name("docs.lock"), waiting_for="another build of the documentation"):
        code = subprocess.run(sphinx_command(), check=False, stdin=subprocess.DEVNULL).returncode
        if code:
            # A page that was read is not read again while it is unchanged, and its warnings are
            # not repeated: kept, these would let the next build pass.
            shutil.rmtree(DOCTREES, ignore_errors=True)
            print("The documentation has warnings or errors: they are listed above.")
            return code
    print(f"Open {(OUTPUT / 'index.html').resolve().as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
