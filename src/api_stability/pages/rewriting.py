"""A page with everything resolved: what directives, roles and regions show, in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

import msgspec

from api_stability.directives.anchors import feature_anchor
from api_stability.directives.fences import Container
from api_stability.directives.present import present
from api_stability.directives.shown import Problem, Shown
from api_stability.directives.site import Site
from api_stability.directives.uses import DirectiveUse, FeatureUse, RoleUse
from api_stability.pages.mistakes import Mistake
from api_stability.pages.page_set import Page, PageSet
from api_stability.pages.spelling import spell_anchor, spell_block, spell_inline
from api_stability.pages.survey import AskedBlock, AskedRegion, AskedRole, Survey
from api_stability.pages.text import Edit
from api_stability.renderers.context import Context

_ITEM: Final = re.compile(r"[^>\s]")


class RegionText(msgspec.Struct, frozen=True):
    """What stands in a region, and what should."""

    line: int
    """Of its first comment, counted from 1."""
    name: str
    """The directive."""
    old: str
    new: str


class Rewritten(msgspec.Struct, frozen=True):
    """A page as it should be, or why it cannot be."""

    text: str
    regions: tuple[RegionText, ...]
    mistakes: tuple[Mistake, ...]
    """With one of them, the text is nothing to write."""


def rewrite(page: Page, pages: PageSet, site: Site) -> Rewritten:
    """*page* as one of *pages*: whole, or only its regions, as these say."""
    survey = page.survey
    writer = _Writer(page, pages, site)
    mistakes = [*survey.region_mistakes, *(survey.mistakes if pages.whole else ())]
    edits = [writer.fill_region(asked) for asked in survey.regions]
    regions = tuple(
        RegionText(
            line=asked.region.begin.first + 1,
            name=asked.region.written.name,
            old=survey.text.text[edit.start : edit.end],
            new=edit.text.replace("\n", survey.text.newline),
        )
        for asked, edit in zip(survey.regions, edits, strict=True)
    )
    if pages.whole:
        edits += writer.resolve(survey)
    mistakes += writer.mistakes
    return Rewritten(survey.text.edit(edits), regions, tuple(sorted(mistakes)))


@dataclass
class _Writer:
    """What is made of one page."""

    page: Page
    pages: PageSet
    site: Site
    mistakes: list[Mistake] = field(default_factory=list)
    _anchored: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        uses = self.page.survey.find_uses(whole=self.pages.whole)
        self._presented = {use.feature for use in uses if isinstance(use, FeatureUse)}
        self._context = Context(link=self._link)

    def _link(self, target: str) -> str | None:
        kind, _, name = target.partition(":")
        if kind == "feature":
            return f"#{feature_anchor(name)}" if name in self._presented else None
        return self.pages.find_address(name, self.page) if kind == "page" else None

    def _present(self, use: DirectiveUse | RoleUse, line: int) -> Shown | None:
        """What *use* shows; without it, there is a mistake on that line, counted from 0."""
        shown = present(use, self.site)
        if isinstance(shown, Problem):
            self.mistakes.append(Mistake(line + 1, shown.code, shown.message))
            return None
        return shown

    def _spell(self, use: DirectiveUse, line: int, content: list[str]) -> list[str]:
        shown = self._present(use, line)
        if shown is None:
            return []
        lines = spell_block(shown, self.page.format, self._context, content).split("\n")
        if isinstance(use, FeatureUse) and use.feature not in self._anchored:
            self._anchored.add(use.feature)
            return [spell_anchor(use.feature), "", *lines]
        return lines

    def fill_region(self, asked: AskedRegion) -> Edit:
        """The lines between the comments of a region, with an empty one at either end."""
        region, starts = asked.region, self.page.survey.text.starts
        after = _continue(region.begin.before)
        lines = ["", *self._spell(asked.use, region.begin.first, []), ""]
        text = "".join(f"{_join(after, line)}\n" for line in lines)
        return Edit(starts[region.inside.start], starts[region.inside.stop], text)

    def resolve(self, survey: Survey) -> list[Edit]:
        """What takes the place of the directives and roles."""
        ends = {block.fence.last for block in survey.blocks}
        edits = [self._replace_block(block, survey, ends) for block in survey.blocks]
        return edits + [self._replace_role(asked, survey) for asked in survey.roles]

    def _replace_role(self, asked: AskedRole, survey: Survey) -> Edit:
        role = asked.role
        shown = self._present(asked.use, survey.offset + role.line)
        text = ""
        if shown is not None:
            text = spell_inline(shown, self._context, begins_line=role.begins_line)
        return Edit(role.start, role.end, text)

    def _replace_block(self, block: AskedBlock, survey: Survey, ends: set[int]) -> Edit:
        fence, page = block.fence, survey.text
        content: list[str] = []
        if block.inner is not None:
            content = block.inner.text.edit(self.resolve(block.inner)).split("\n")
        lines = self._spell(block.use, survey.offset + fence.first, content)
        before, after = fence.before, _continue(fence.before)
        container = Container(before)
        if fence.first - 1 not in ends and not _ITEM.search(before) and fence.first:
            # a paragraph goes on in the next line, whatever that is meant to be
            inside = container.enter(page.lines[fence.first - 1])
            if (page.lines[fence.first - 1] if inside is None else inside).strip():
                lines, before = ["", *lines], after
        if fence.last + 1 < len(page.lines):
            inside = container.enter(page.lines[fence.last + 1])
            if (page.lines[fence.last + 1] if inside is None else inside).strip():
                lines = [*lines, ""]
        heads = [before] + [after] * (len(lines) - 1)
        text = "\n".join(map(_join, heads, lines))
        end = page.starts[fence.last] + len(page.lines[fence.last])
        return Edit(page.starts[fence.first], end, text)


def _join(head: str, line: str) -> str:
    return f"{head}{line}" if line else head.rstrip(" \t")


def _continue(before: str) -> str:
    """What stands before the next line of a container whose first line has *before*."""
    return _ITEM.sub(" ", before)
