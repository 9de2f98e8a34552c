"""Which pages are written again: those that show something else than when they were last written.

What each page shows is compared by digest. The digests stand beside the doctrees, in a file for
each output, and say what was *written*: two builders that share the doctrees, a build of some pages
only, and one that was interrupted, each leave the others' pages as stale as they are.
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
from api_stability.sphinx.build import Build
from api_stability.sphinx.contents import shows_contents, view_contents
from api_stability.sphinx.documented import NOTHING
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.places import find_links
from api_stability.sphinx.present import present
from api_stability.sphinx.uses import TextUse, Use


class Record(msgspec.Struct, frozen=True):
    """What the pages of one output showed when they were written."""

    version: str
    """Ours: another one may draw the same differently."""
    pages: dict[str, str]
    """Document name to digest."""


def find_outdated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents to be written again although nobody changed them."""
    domain = stability_domain(env)
    build = domain.build
    if build is None:
        return []
    build.has_roles = any(
        isinstance(use, TextUse) for uses in domain.pages.values() for use in uses
    )
    build.digests = digest_pages(build, env)
    written = _read_record(_record_file(build)).pages
    return sorted(
        docname
        for docname, digest in build.digests.items()
        if written.get(docname) != digest and docname in env.found_docs
    )


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
    record = Record(__version__, {docname: digest for docname, digest in pages.items() if digest})
    if record != before:
        write_whole(file, msgspec.json.encode(record))


def digest_pages(build: Build, env: BuildEnvironment) -> dict[str, str]:
    """A digest of what each page shows, links included; for every page that asks for something."""
    known: dict[Use, bytes] = {}
    digests = {}
    pages = stability_domain(env).pages
    # an entry may be in the sidebar of any page
    contents = encode_json(list(view_contents(build).items())) if shows_contents(build) else b""
    for docname in (*pages, *(env.found_docs - pages.keys() if contents else ())):
        uses = pages.get(docname, ())
        digest = hashlib.sha256(contents)
        for use in uses:
            if use not in known:
                known[use] = _encode(use, build)
            # ended even where nothing is shown: what moves to the next object is a change
            digest.update(known[use] + b"\n")
        digests[docname] = digest.hexdigest()
    return digests


def _encode(use: Use, build: Build) -> bytes:
    view = present(use, build)
    if view is NOTHING:
        return b""
    links = [build.places.find_all(target) for target in find_links(view)]
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
