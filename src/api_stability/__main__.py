"""``python -m api_stability``: the same as the command ``api-stability``."""

from __future__ import annotations

import sys

from api_stability.cli import main

if __name__ == "__main__":
    sys.exit(main())
