"""Where the program begins."""

from .cli import main

main()
