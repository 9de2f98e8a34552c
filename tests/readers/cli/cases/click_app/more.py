import click
from .cli import sub_group, cli
@sub_group.command(deprecated=True, hidden=True)
@click.option("--x")
def extra_command(x):
    """[DEPRECATED] extra"""
@click.command()
def later(): "Later. This command is experimental."
cli.add_command(later, name="later-on")
