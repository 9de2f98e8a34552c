"""Help of cobra and pflag: ``-o, --output string``, and kubectl's ``--all=false:``."""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.cli.help_family import Family, keep_lines

COBRA: Final = Family(
    name="cobra",
    signs=(
        re.compile(
            r"^(?:Available |Management |[A-Z ]+)?C(?:ommands|OMMANDS)(?: \(.*\))?:?$", re.MULTILINE
        ),
        re.compile(r"^(?:Global |Local )?(?:Flags:|FLAGS|INHERITED FLAGS)$", re.MULTILINE),
        re.compile(
            r"^Usage:\s{0,2}(?:\n\s*)?[\w-]+ (?:[\w-]+ )*(?:COMMAND|\[flags\]|\[command\])",
            re.MULTILINE,
        ),
        re.compile(
            r"^ +-\w, --[\w-]+ (?:string|strings|int|duration|stringArray|list)\b", re.MULTILINE
        ),
        re.compile(r"^ {4}(?:-\w, )?--[\w-]+=\S*:$", re.MULTILINE),
        re.compile(r'^(?:Use|Run) ["\'][\w .<>\[\]-]+--help["\'] for more', re.MULTILINE),
        re.compile(r"^#{2,6} `[\w-]+ ", re.MULTILINE),
    ),
    arrange=keep_lines,
)
