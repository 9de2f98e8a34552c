"""Brings the catalogs of our own words up to date: ``python -m tools.translations``.

Every message of the source gets a place in each catalog, empty where it is new; what no source says
any more is taken out. A new language begins as ``python -m tools.translations add es``.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from api_stability import language
from api_stability.assets.script_words import find_messages
from api_stability.language.catalogs import PLURALS, SUFFIX
from api_stability.policies.texts import find_texts

FOLDER = Path(language.__file__).parent
SOURCE = FOLDER.parent

KEYWORDS = {"say": None, "say_line": None, "message": None, "say_count": (1, 2)}
"""The functions that a message is given to, as Babel wants to know them."""

HEADER = "# Words of api-stability. Kept up to date by: python -m tools.translations"


def collect() -> Catalog:
    """Every message of the source, with the files that say it."""
    template = Catalog()
    for message, file in _find_all():
        template.add(message, locations=[(file.relative_to(SOURCE).as_posix(), 0)])
    return template


def _find_all() -> Iterator[tuple[str | tuple[str, ...], Path]]:
    for file in sorted(SOURCE.rglob("*.py")):
        # others have functions of such names, too
        if "from api_stability.language import" in file.read_text("utf-8"):
            for _line, message, _comments, _context in extract_from_file(
                "python", file, keywords=KEYWORDS
            ):
                yield message, file
    for file in sorted(SOURCE.rglob("*.js")):
        for message in find_messages(file.read_text("utf-8")):
            yield message, file
    for file in sorted(SOURCE.rglob("policies/*.toml")):
        for message in find_texts(tomllib.loads(file.read_text("utf-8"))):
            yield message, file


def spell(translated: Catalog, template: Catalog) -> str:
    """The file of one language: the messages of *template*, in its order, as far as translated."""
    merged = Catalog(locale=translated.locale)
    for message in template:
        if message.id:
            known = translated.get(message.id)
            none = ("",) * translated.num_plurals if message.pluralizable else ""
            string = known.string if known is not None else none
            files = sorted({(name, 0) for name, _line in message.locations})
            merged.add(message.id, string, locations=files)
    body = io.BytesIO()
    write_po(body, merged, width=100, omit_header=True, include_lineno=False)
    plural = f"nplurals={translated.num_plurals}; plural={translated.plural_expr};"
    if plural not in PLURALS:
        raise SystemExit(f"api_stability.language.catalogs knows nothing of {plural!r}")
    header = (f"Language: {translated.locale}", f"Plural-Forms: {plural}")
    lines = [HEADER, 'msgid ""', 'msgstr ""']
    lines += [f'"{line}\\n"' for line in (*header, "Content-Type: text/plain; charset=utf-8")]
    return "\n".join(lines) + "\n\n" + body.getvalue().decode().strip() + "\n"


def update(file: Path, template: Catalog) -> str:
    """What *file* must hold."""
    if not file.is_file():
        return spell(Catalog(locale=file.stem), template)
    return spell(read_po(io.BytesIO(file.read_bytes()), locale=file.stem), template)


def main(arguments: Sequence[str]) -> int:
    """Write every catalog, and say how much of it is empty; 2 for a wrong command."""
    template = collect()
    files = sorted(FOLDER.glob(f"*{SUFFIX}"))
    match arguments:
        case []:
            pass
        case ["add", name]:
            files.append(FOLDER / f"{name}{SUFFIX}")
        case _:
            print(__doc__)
            return 2
    for file in files:
        text = update(file, template)
        file.write_text(text, encoding="utf-8")
        known = language.catalogs.read_catalog(file.stem, text).messages
        print(f"{file.name}: {len(known)} of {len(template)} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
