"""Which pages are written again: those that show something else than when they were last written.

What each page shows is compared by digest. The digests stand beside the doctrees, in a file for
each output, and say what was *written*: two builders that share the doctrees, a build of some pages
only, and one that was interrupted, each leave the others' pages as stale as they are.

The event is ``env-updated``: what ``env-get-outdated`` returns would be read again, too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from api_stability import __version__
from api_stability.freshness import write_whole
from api_stability.model.codec import encode_json
from api_stability.sphinx.build import Asking, Build
from api_stability.sphinx.contents import shows_contents, view_contents
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.places import Answer, find_links
from api_stability.sphinx.present import present, shows_nothing
from api_stability.sphinx.references import is_answered_otherwise
from api_stability.sphinx.rows import place_rows
from api_stability.sphinx.uses import ModuleUse, NameUse, ObjectUse, TextUse, Use
from api_stability.views.documented import NOTHING


class Record(msgspec.Struct, frozen=True):
    """What the pages of one output showed when they were written."""

    version: str
    """Ours: another one may draw the same differently."""
    pages: dict[str, str]
    """Document name to digest."""
    asked: dict[str, dict[str, Answer]] = {}
    """Document name to what its references asked for, and the answers."""


def find_outdated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents to be written again although nobody changed them."""
    domain = stability_domain(env)
    build = domain.build
    if build is None:
        return []
    build.rows = place_rows(build)
    build.digests = digest_pages(build, env)
    written = _read_record(_record_file(build))
    shows_else = {
        docname for docname, digest in build.digests.items() if written.pages.get(docname) != digest
    }
    leads_elsewhere = {
        docname
        for docname, asked in written.asked.items()
        if any(is_answered_otherwise(question, asked[question], build) for question in asked)
    }
    return sorted((shows_else | leads_elsewhere) & env.found_docs)


def note_written(app: Sphinx, exception: Exception | None) -> None:
    """Record what the pages that were written show."""
    build = stability_domain(app.env).build
    if build is None or exception is not None:
        return
    file = _record_file(build)
    before = _read_record(file)
    pages = {
        docname: digest if docname in build.filled else before.pages.get(docname, "")
        for docname, digest in sorted(build.digests.items())
    }
    asked = {
        docname: build.asked.get(docname, {}) if docname in build.filled else before.asked[docname]
        for docname in sorted((build.asked.keys() | before.asked.keys()) & app.env.all_docs.keys())
        if docname in build.filled or docname in before.asked
    }
    record = Record(
        __version__,
        {docname: digest for docname, digest in pages.items() if digest},
        {docname: questions for docname, questions in asked.items() if questions},
    )
    if record != before:
        write_whole(file, msgspec.json.encode(record))


def digest_pages(build: Build, env: BuildEnvironment) -> dict[str, str]:
    """A digest of what each page shows, links included; for every page that asks for something.

    It is noted with the build on which pages that is more than nothing.
    """
    known: dict[Use, bytes] = {}
    digests = {}
    somewhere, in_text = set(), set()
    anchors: dict[str, list[str]] = {}
    for docname, anchor in build.rows.values():
        anchors.setdefault(docname, []).append(anchor)
    pages = stability_domain(env).pages
    # an entry may be in the sidebar of any page
    contents = encode_json(list(view_contents(build).items())) if shows_contents(build) else b""
    for docname in (*pages, *(env.found_docs - pages.keys() if contents else ())):
        digest = hashlib.sha256(contents + encode_json(sorted(anchors.get(docname, ()))))
        for position, use in enumerate(pages.get(docname, ())):
            if isinstance(use, ObjectUse) and shows_nothing(use, build):
                continue
            if use not in known:
                known[use] = _encode(use, build)
            if known[use] or not isinstance(use, ModuleUse | NameUse):
                somewhere.add(docname)
            if isinstance(use, TextUse):
                in_text.add(docname)
            # with its position: what moves to the next object is a change
            digest.update(b"%d %s\n" % (position, known[use]))
        digests[docname] = digest.hexdigest()
    build.asking = Asking(frozenset(somewhere), frozenset(in_text))
    return digests


def _encode(use: Use, build: Build) -> bytes:
    view = present(use, build)
    if view is NOTHING:
        return b""
    links = [
        (build.places.find_all(target), build.places.elsewhere.find(target))
        for target in find_links(view)
    ]
    return encode_json((type(view).__name__, view, links))


def _record_file(build: Build) -> Path:
    output = f"{build.builder.name}\0{build.builder.outdir}"
    name = hashlib.sha256(output.encode()).hexdigest()[:16]
    return build.cache / f"pages-{name}.json"


def _read_record(file: Path) -> Record:
    try:
        record = msgspec.json.decode(file.read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return Record(__version__, {})  # all pages are written again, and then recorded
    return record if record.version == __version__ else Record(__version__, {})
