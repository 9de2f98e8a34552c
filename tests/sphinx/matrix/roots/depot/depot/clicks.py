"""A program of click."""

import click


@click.group()
@click.option("--old", envvar="DEPOT_EXPERIMENTAL_OLD", help="[EXPERIMENTAL] The old way.")
@click.option("--new", help="The new way.")
def main(old, new):
    """Keep things."""


@main.command()
@click.argument("place")
@click.option("--fast", help="[BETA] Be fast.")
@click.option("--slow", help="Be slow.")
def serve(place, fast, slow):
    """Serve."""


@main.command(help="[EXPERIMENTAL] Probe.")
def probe():
    """Probe."""


@main.command()
def stop():
    """Stop."""
