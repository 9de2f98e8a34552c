import click
from functools import wraps
def verbose(f):
    f = click.option("-v", "--verbose", is_flag=True, help="(beta) talk")(f)
    return f
_opts = [click.option("--one", envvar="ONE"), click.option("--two", hidden=True)]
def add_options(options):
    def _add(func):
        for option in reversed(options):
            func = option(func)
        return func
    return _add
@click.group(context_settings={"auto_envvar_prefix": "TOOL"})
@click.version_option("1.0")
def cli():
    """The tool."""
@cli.command("run")
@verbose
@add_options(_opts)
@click.option("--shout/--no-shout", default=False, help="[EXPERIMENTAL] loud")
@click.option("--old", deprecated="use --new", default=3)
@click.argument("path")
@click.pass_context
def run_it(ctx, shout, path):
    """Run it.

    More."""
@cli.group()
def sub_group():
    pass
def main():
    cli(prog_name="x")
from . import more
