"""Help of clap: ``-p, --python <PYTHON>``, ``[env: X=]``, texts on lines of their own."""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.cli.help_family import Family, keep_lines

CLAP: Final = Family(
    name="clap",
    signs=(
        re.compile(r"^ +(?:-\w, )?--[\w-]+ <[A-Z_|=]+>", re.MULTILINE),
        re.compile(r"\[(?:possible values|env): "),
        re.compile(r"^ +-h, --help +Print help|^ +-V, --version +Print version", re.MULTILINE),
        re.compile(r"^Usage: \S.*\[OPTIONS\]", re.MULTILINE),
        re.compile(r"Print help(?: \(see|$)", re.MULTILINE),
    ),
    arrange=keep_lines,
)
