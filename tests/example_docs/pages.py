"""The pages of the guide as text: their code blocks, and what a shell makes of those."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "example_docs"
GUIDE = sorted(DOCS.glob("*.md"))
PAGES = [PROJECT / "README.md", *GUIDE, *sorted((DOCS / "published").glob("*.md"))]

_FENCE = re.compile(
    r"(?ms)^(?P<fence>`{3,})(?P<word>[^\s`]*)[^\n`]*\n(?P<body>.*?)^(?P=fence)[ ]*$"
)
MARK = "@@@"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One fenced block of a page."""

    page: str
    line: int
    """Of its first line of content."""
    word: str
    """The language, or a directive in braces."""
    body: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def find_blocks(path: Path, *words: str) -> list[Block]:
    """The blocks of a page whose word is one of *words*, in order."""
    text = path.read_text(encoding="utf-8")
    return [
        Block(
            page=path.name,
            line=text.count("\n", 0, found.start("body")) + 1,
            word=found["word"],
            body=found["body"],
        )
        for found in _FENCE.finditer(text)
        if found["word"] in words
    ]


def find_all_blocks(*words: str) -> list[Block]:
    """The blocks of all pages."""
    return [block for page in PAGES for block in find_blocks(page, *words)]


def split_console(body: str) -> list[tuple[str, str]]:
    """Command and output of each ``$`` line of a console block."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)
    assert not parts[0], "a console block begins with a command"
    pairs = (part.partition("\n") for part in parts[1:])
    return [(command, output) for command, _, output in pairs]


def run_console(commands: list[str], folder: Path) -> list[str]:
    """What each command prints, on both streams, in one shell whose folder is *folder*."""
    # the mark leaves the exit code of the command before it as it is
    script = "".join(f"{command}\ns=$?; printf '{MARK}\\n'; (exit $s)\n" for command in commands)
    variables = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONWARNINGS": "default",
    }
    answer = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=variables,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=120,
    )
    return answer.stdout.split(f"{MARK}\n")[:-1]


def fits(shown: str, real: str) -> bool:
    """Whether *real* is what is *shown*.

    In *shown*, a line that is ``…`` stands for any lines, and a line that ends in ``…`` for one
    that only begins like it.
    """
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        elif line.endswith("…"):
            pattern += re.escape(line[:-1].rstrip()) + r"[^\n]*\n"
        else:
            pattern += re.escape(line.rstrip()) + r"[ ]*\n"
    return re.fullmatch(pattern, real) is not None
