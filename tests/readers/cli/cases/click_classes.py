"""Commands and options of classes that derive from click's."""

from functools import update_wrapper
from typing import cast

import click
from plugins import manager


class LogOption(click.Option):
    def __init__(self, *args, **kwargs):
        self.help_group = kwargs.pop("help_group", "Logging")
        super().__init__(args, callback=self.check, **kwargs)

    def check(self, ctx, value):
        return value


class LoggedCommand(click.Command):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.params.extend((
            LogOption("--logfile", "-f", help="Where."),
            LogOption("--old-log", help="[DEPRECATED] use --logfile"),
        ))


def with_context(f):
    def decorator(*args, **kwargs):
        return f(*args, **kwargs)

    return update_wrapper(decorator, f)


class Group(click.Group):
    def __init__(self, add_defaults=True, **extra):
        params = list(extra.pop("params", None) or ())
        params.append(click.Option(["--app"], help="(beta) Which application."))
        extra.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(params=params, **extra)
        if add_defaults:
            self.add_command(routes)

    def command(self, *args, **kwargs):
        def decorator(f):
            f = with_context(f)
            return cast("click.Command", click.Group.command(self, *args, **kwargs)(f))

        return decorator

    def get_command(self, ctx, name):
        return super().get_command(ctx, name) or self.load(name)


@click.command("routes", cls=LoggedCommand)
@click.option("--all", is_flag=True, help="All of them.")
def routes(all):
    """Show routes."""


def add_options(*options):
    def inner(f):
        for option in reversed(options):
            f = option(f)
        return f

    return inner


def quiet(f):
    return click.option("-q", "--quiet", is_flag=True)(f)


cli = Group(name="tool", help="The tool.")


@cli.command("run")
@add_options(quiet)
def run(quiet):
    """[EXPERIMENTAL] Run it."""


manager.register(cli)
