"""What the command ends with; 0 says that nothing is wrong."""

from __future__ import annotations

from typing import Final

FOUND: Final = 1
"""Something was found that is as severe as ``--fail-on`` says, or a file is not current."""
WRONG_USAGE: Final = 2
"""Of the command, or in the configuration."""
INCOMPLETE: Final = 3
"""A source could not be read completely: more than `FOUND`, and not to be waived."""
OUR_MISTAKE: Final = 70
"""As in ``sysexits.h``; the 1 that Python gives would say that something was found."""
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
"""As a shell reports the signals for these."""
