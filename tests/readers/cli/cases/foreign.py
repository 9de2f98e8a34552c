"""A parser of another distribution, and one that others add options to."""

import argparse

import argcomplete
from engine import EngineArgs
from engine.utils import FlexibleArgumentParser
from parsers import CompatParser


class Parser(FlexibleArgumentParser):
    """One of ours, made of one of theirs."""


def main():
    parser = FlexibleArgumentParser(description="[BETA] Runs.")
    parser.add_argument("--model", help="Which.")
    EngineArgs.add_cli_args(parser)
    argcomplete.autocomplete(parser)
    mine = Parser(add_help=False)
    mine.add_argument("--mine", help="Deprecated: use --model.")
    unknown = CompatParser()
    unknown.add_argument("--not-seen")
    parser.parse_args()
    mine.parse_known_args()


main()
