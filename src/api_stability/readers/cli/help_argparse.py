"""Help of argparse and optparse: ``usage: prog [-h]``, entries with a column of texts."""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.cli.help_family import Family, keep_lines

ARGPARSE: Final = Family(
    name="argparse",
    signs=(
        re.compile(r"^usage: ", re.MULTILINE),
        re.compile(r"^(?:options|optional arguments|positional arguments):$", re.MULTILINE),
        re.compile(r"show this help message and exit|show help and exit", re.IGNORECASE),
        re.compile(r"^  \{[^}\s]+\}", re.MULTILINE),
    ),
    arrange=keep_lines,
)
