"""``render``: pages with our directives, or with regions of ours, as Markdown or MDX."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from api_stability.cli.diagnostics import print_diagnostics
from api_stability.cli.exit_codes import FOUND, INCOMPLETE, WRONG_USAGE
from api_stability.cli.inputs import Input, Subject, open_subject
from api_stability.cli.options import (
    NearestChoice,
    check_option,
    config_option,
    examples,
    input_options,
    quiet_option,
)
from api_stability.cli.output import is_stdout, write_data
from api_stability.cli.page_files import STDIN, open_pages, place_outputs
from api_stability.cli.stale import is_written, require_file, tell_difference, tell_stale
from api_stability.directives.site import Site
from api_stability.model.errors import UserError
from api_stability.pages.page_set import Page, PageSet
from api_stability.pages.rewriting import Rewritten, rewrite
from api_stability.renderers.printable import printable, printable_name


@click.command(
    "render",
    short_help="Write pages with our directives resolved, or renew regions of them.",
    epilog=examples(
        "api-stability render --write README.md",
        "api-stability render --check README.md docs/*.mdx",
        "api-stability render docs/stability.md -o build/stability.md",
        "api-stability render docs/*.mdx -o build/pages/",
        "cat notes.md | api-stability render - --inventory stability.json",
    ),
)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--write", "writes", is_flag=True, help="Renew the regions of the pages, in the files."
)
@check_option
@input_options
@config_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write the whole page; a folder for several. - is standard output, the default.",
)
@click.option(
    "--format",
    "format",
    type=NearestChoice(["markdown", "mdx"]),
    help="What the pages are written in. Default: what their names end in.",
)
@quiet_option
@click.pass_context
def render_command(
    context: click.Context,
    /,
    pages: tuple[str, ...],
    dist: str | None,
    path: Path | None,
    wheel: Path | None,
    inventory: Path | None,
    config: Path | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    *,
    writes: bool,
    checks: bool,
    quiet: bool,
) -> None:
    """Write pages of Markdown or MDX with everything resolved; - is standard input.

    Each directive and role of ours becomes what it shows. With --write, only what stands between
    two comments, in the file itself: <!-- stability:begin stability-table :level: beta --> and
    <!-- stability:end -->, each on a line of its own; in MDX {/* stability:begin … */} and
    {/* stability:end */}.
    """
    _check_usage(pages, output, writes=writes, checks=checks)
    opened = open_pages(pages, format)
    whole = not writes and (not checks or output is not None)
    places = place_outputs(opened, output) if whole else {}
    if not whole:
        _require_regions(opened)
    subject = open_subject(
        Input(config=config, dist=dist, path=path, target=wheel, inventory=inventory)
    )
    print_diagnostics(subject, quiet=quiet)
    together = PageSet(opened, whole)
    site = _make_site(subject, together)
    done = [(page, rewrite(page, together, site)) for page in opened]
    if _tell_mistakes(done):
        context.exit(WRONG_USAGE)
    is_complete = subject.inventory.complete
    if not is_complete and (writes or checks or not all(map(is_stdout, places.values()))):
        click.echo(
            "nothing was written or compared: what could not be read would be missing", err=True
        )
    elif checks:
        command = _spell_write(context.params)
        told = [_tell_stale(page, new, places, command) for page, new in done]
        context.exit(FOUND if any(told) else 0)
    else:
        for page, new in done:
            _write(page, new, places, quiet=quiet)
    context.exit(0 if is_complete else INCOMPLETE)


def _check_usage(pages: Sequence[str], output: str | None, *, writes: bool, checks: bool) -> None:
    if writes and checks:
        raise UserError("--check writes nothing; give one of --write and --check")
    if writes and output is not None:
        raise UserError("--write renews the pages themselves; give one of --write and -o")
    if checks and output is not None:
        require_file(output)
    if writes and STDIN in pages:
        raise UserError("--write renews files, and standard input is none")


def _require_regions(pages: Sequence[Page]) -> None:
    """Raise `UserError` where no page has what the command is asked to look at."""
    if not any(page.survey.regions or page.survey.region_mistakes for page in pages):
        raise UserError(
            "there is no region: write a comment with stability:begin NAME, and one with "
            "stability:end, into the page",
            where=pages[0].where,
        )


def _make_site(subject: Subject, pages: PageSet) -> Site:
    projects = sorted(subject.projects)
    if len(projects) > 1:
        raise UserError(
            f"the inventory is about {', '.join(projects)}, and pages are about one project: name "
            "that in a configuration, and say --config"
        )
    return Site(
        index=subject.index,
        policy=subject.policy,
        project="".join(projects),
        root=subject.located.root,
        pages=pages,
    )


def _tell_mistakes(done: Sequence[tuple[Page, Rewritten]]) -> bool:
    """Print all mistakes; whether there is one."""
    for page, new in done:
        for each in new.mistakes:
            where = f"{printable_name(page.where)}:{each.line}"
            click.echo(f"{where}: {printable(each.message)} [{each.code}]", err=True)
    return any(new.mistakes for _, new in done)


def _write(page: Page, new: Rewritten, places: Mapping[str, str | None], *, quiet: bool) -> None:
    """Write the whole page to its place, or its regions to the file; not what is there already."""
    text = page.survey.text
    place = places[page.name] if places else str(page.file)
    if not places and new.text == text.text:
        return
    data = text.encode(new.text)
    if place is None or not is_written(data, place):
        write_data(data, place)
        if not places and not quiet:
            click.echo(f"{printable_name(page.where)}: written", err=True)


def _tell_stale(page: Page, new: Rewritten, places: Mapping[str, str | None], command: str) -> bool:
    """Whether the file is stale; told if so."""
    if places:
        data = page.survey.text.encode(new.text)
        return tell_stale(data, str(places[page.name]), "run the same command without --check")
    mend = f"run: {command} {shlex.quote(page.where)}"
    if page.file is None:
        mend = "it came from standard input, and is to be made anew there"
    told = [
        tell_difference(
            region.old,
            region.new,
            page.where,
            region.line + 1,
            f"`{region.name}` shows something else now; {mend}",
        )
        for region in new.regions
    ]
    return any(told)


def _spell_write(given: Mapping[str, Any]) -> str:
    """The command that writes what a check with the *given* parameters compares."""
    words = ["api-stability", "render"]
    for name in ("dist", "path", "wheel", "inventory", "config", "format"):
        if given[name] is not None:
            words += [f"--{name}", str(given[name])]
    return shlex.join([*words, "--write"])
