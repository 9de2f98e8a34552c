"""What the directives, roles and regions of a page ask for; nothing is looked up yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.directives.fences import Fence
from api_stability.directives.grammar import Written, make_role_use, make_use
from api_stability.directives.uses import DirectiveUse, RoleUse
from api_stability.model.errors import UserError
from api_stability.pages.front_matter import find_title, measure_front_matter
from api_stability.pages.mistakes import Mistake, mistake_of
from api_stability.pages.outline import Outline, WrittenRole, find_outline
from api_stability.pages.regions import Region, find_comments, find_insides, find_regions
from api_stability.pages.text import PageText, make_text

DEEPEST: Final = 20
"""Directives in the text of directives: as deep as the parser goes into quotes and lists."""
_NOTHING: Final = Outline(fences=(), roles=(), code=frozenset(), title=None)


class AskedBlock(msgspec.Struct, frozen=True):
    """A directive, and the author's text in it."""

    fence: Fence
    use: DirectiveUse
    inner: Survey | None = None


class AskedRole(msgspec.Struct, frozen=True):
    """A role."""

    role: WrittenRole
    use: RoleUse


class AskedRegion(msgspec.Struct, frozen=True):
    """A region."""

    region: Region
    use: DirectiveUse


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """All that a text asks for."""

    text: PageText
    offset: int = 0
    """How many lines of the page stand before its first one."""
    blocks: tuple[AskedBlock, ...] = ()
    roles: tuple[AskedRole, ...] = ()
    regions: tuple[AskedRegion, ...] = ()
    title: str | None = None
    mistakes: tuple[Mistake, ...] = ()
    """Of directives."""
    region_mistakes: tuple[Mistake, ...] = ()

    def find_uses(self, *, whole: bool) -> Iterator[DirectiveUse]:
        """What is asked for, in order: by regions alone, or on the *whole* page."""
        for asked in self.regions:
            yield asked.use
        if whole:
            for block in self.blocks:
                yield block.use
                if block.inner is not None:
                    yield from block.inner.find_uses(whole=True)


def survey_page(text: PageText, name: str, *, is_mdx: bool) -> Survey:
    """What the page called *name* asks for, and what is wrong with it."""
    front = measure_front_matter(text.lines)
    comments = [each for each in find_comments(text.lines) if each.first >= front]
    outline = _NOTHING
    if _can_be_ours(text.text):
        hidden = (range(front), *find_insides(comments))
        outline = find_outline(text, hidden, is_mdx=is_mdx)
    code = outline.code.union(range(front))
    found, wrong = find_regions(text.lines, comments, code)
    regions: list[AskedRegion] = []
    for region in found:
        try:
            regions.append(AskedRegion(region, make_use(region.written, name)))
        except UserError as error:
            wrong.append(mistake_of(_in_comment(error, region.written), region.begin.first))
    survey = _survey(Survey(text=text), outline, name, is_mdx=is_mdx, depth=0)
    return msgspec.structs.replace(
        survey,
        regions=tuple(regions),
        region_mistakes=tuple(wrong),
        title=find_title(text.lines[:front]) or outline.title,
    )


def _can_be_ours(text: str) -> bool:
    """Whether a name of ours is in it at all: most pages of a site are written without one."""
    return "stability" in text or "-table}" in text


def _in_comment(error: UserError, written: Written) -> UserError:
    """*error*, where a comment and not a fence has the directive."""
    message = error.message.replace(f"{{{written.name}}}", f"stability:begin {written.name}")
    return UserError(message, key=error.key)


def _survey(base: Survey, outline: Outline, name: str, *, is_mdx: bool, depth: int) -> Survey:
    blocks: list[AskedBlock] = []
    mistakes: list[Mistake] = []
    for fence in outline.fences:
        try:
            if fence.error is not None:
                raise fence.error
            use = make_use(fence.written, name)
        except UserError as error:
            mistake = mistake_of(error, base.offset + fence.first)
            if not fence.is_closed:
                mistake = msgspec.structs.replace(mistake, code="unclosed-fence")
            mistakes.append(mistake)
            continue
        inner = None
        if fence.content and depth == DEEPEST:
            message = f"directives stand in each other, deeper than {DEEPEST}; take them apart"
            mistakes.append(Mistake(base.offset + fence.first + 1, "nested-too-deep", message))
        elif fence.content:
            content = make_text("\n".join(fence.content))
            inner = _survey(
                Survey(text=content, offset=base.offset + fence.content_line),
                find_outline(content, (), is_mdx=is_mdx),
                name,
                is_mdx=is_mdx,
                depth=depth + 1,
            )
            mistakes += inner.mistakes
        blocks.append(AskedBlock(fence, use, inner))
    return msgspec.structs.replace(
        base,
        blocks=tuple(blocks),
        roles=tuple(AskedRole(each, make_role_use(each.name, each.text)) for each in outline.roles),
        mistakes=tuple(mistakes),
    )
