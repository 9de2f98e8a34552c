"""``render``: pages with our directives, or with regions of ours, as Markdown or MDX."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

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
from api_stability.cli.stale import require_file, tell_difference, tell_stale
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
    if not whole and not any(_has_regions(page) for page in opened):
        raise UserError("there is no region: write a comment with stability:begin NAME, and one "
                        "with stability:end, into the page", where=opened[0].where)  # fmt: skip
    subject = open_subject(
        Input(config=config, dist=dist, path=path, target=wheel, inventory=inventory)
    )
    print_diagnostics(subject, quiet=quiet)
    together = PageSet(opened, whole)
    site = _make_site(subject, together)
    done = [rewrite(page, together, site) for page in opened]
    if _tell_mistakes(opened, done):
        context.exit(WRONG_USAGE)
    complete = subject.inventory.complete
    if not complete and (writes or checks or not all(map(is_stdout, places.values()))):
        click.echo(
            "nothing was written or compared: what could not be read would be missing", err=True
        )
        context.exit(INCOMPLETE)
    if checks:
        told = [_check(page, new, places) for page, new in zip(opened, done, strict=True)]
        context.exit(FOUND if any(told) else 0)
    for page, new in zip(opened, done, strict=True):
        if whole:
            write_data(page.survey.text.encode(new.text), places[page.name])
        elif new.text != page.survey.text.text:
            write_data(page.survey.text.encode(new.text), str(page.file))
            click.echo(f"{printable_name(page.where)}: written", err=True)
    if not complete:
        context.exit(INCOMPLETE)


def _check_usage(pages: Sequence[str], output: str | None, *, writes: bool, checks: bool) -> None:
    if writes and checks:
        raise UserError("--check writes nothing; give one of --write and --check")
    if writes and output is not None:
        raise UserError("--write renews the pages themselves; give one of --write and -o")
    if checks and output is not None:
        require_file(output)
    if writes and STDIN in pages:
        raise UserError("--write renews files, and standard input is none")


def _has_regions(page: Page) -> bool:
    return bool(page.survey.regions or page.survey.region_mistakes)


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


def _tell_mistakes(pages: Sequence[Page], done: Sequence[Rewritten]) -> bool:
    """Print all mistakes; whether there is one."""
    for page, rewritten in zip(pages, done, strict=True):
        for each in rewritten.mistakes:
            where = f"{printable_name(page.where)}:{each.line}"
            click.echo(f"{where}: {printable(each.message)} [{each.code}]", err=True)
    return any(rewritten.mistakes for rewritten in done)


def _check(page: Page, new: Rewritten, places: dict[str, str | None]) -> bool:
    """Whether the file is stale; told if so."""
    if places:
        data = page.survey.text.encode(new.text)
        return tell_stale(data, str(places[page.name]), "run the same command without --check")
    command = f"api-stability render --write {shlex.quote(page.where)}"
    told = [
        tell_difference(
            region.old, region.new, page.where, region.line + 1,
            f"`{region.name}` shows something else now; run: {command}",
        )
        for region in new.regions
    ]  # fmt: skip
    return any(told)
