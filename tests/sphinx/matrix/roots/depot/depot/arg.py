"""A program of argparse."""

import argparse


def make_parser():
    """Its parser."""
    parser = argparse.ArgumentParser("depot-arg", description="Keeps things.")
    parser.add_argument("--old", "-o", help="[EXPERIMENTAL] The old way.")
    parser.add_argument("--new", help="The new way.")
    parser.add_argument("place", help="[EXPERIMENTAL] Where.")
    commands = parser.add_subparsers()
    serve = commands.add_parser("serve", help="Serve.", description="Serve.")
    serve.add_argument("--fast", help="[BETA] Be fast.")
    serve.add_argument("--slow", help="Be slow.")
    commands.add_parser("probe", help="[EXPERIMENTAL] Probe.", description="Probe.")
    commands.add_parser("stop", help="Stop.", description="Stop.")
    return parser


if __name__ == "__main__":
    make_parser().parse_args()
