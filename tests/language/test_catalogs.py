"""Catalogs: each has every message of the source and no other, whole, with its placeholders."""

from __future__ import annotations

import io
from string import Formatter

import pytest
from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import read_po

from api_stability.language.catalogs import (
    PLURALS,
    Catalog,
    find_catalog,
    read_catalog,
    shipped_languages,
)
from tools.translations import FOLDER, collect, main, update

LANGUAGES = ("de", "fr", "ja", "zh_CN")

# what a language writes as English does, beside names and what is only punctuation
SAME = {
    "de": {
        *("Alpha", "Beta", "Definition", "GA", "Name", "Optional", "Parameter", "Variable"),
        *("Version", "{label} in {project}"),
    },
    "fr": {
        *("Alpha", "Documentation", "Feature gates", "GA", "Prototype", "Stable", "Variable"),
        "Version",
    },
    "ja": {"GA"},
    "zh_CN": {"GA", "Alpha"},
}  # fmt: skip


@pytest.fixture(scope="module")
def template() -> BabelCatalog:
    return collect()


def shipped(language: str) -> Catalog:
    catalog = find_catalog(language)
    assert catalog is not None
    return catalog


def test_the_languages() -> None:
    assert shipped_languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_what_the_source_says_and_nothing_else(
    language: str, template: BabelCatalog
) -> None:
    file = FOLDER / f"{language}.po"
    text = file.read_text("utf-8")
    assert text == update(file, template), "run: python -m tools.translations"
    said = {each.id[0] if isinstance(each.id, tuple) else each.id for each in template if each.id}
    assert set(shipped(language).messages) == said  # none is empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_ends(language: str, template: BabelCatalog) -> None:
    named: dict[str, set[str]] = {}
    for each in template:
        one, *more = each.id if isinstance(each.id, tuple) else (str(each.id),)
        named[one] = _placeholders(" ".join((one, *more)))
    for message, forms in shipped(language).messages.items():
        assert _placeholders(forms[-1]) == named[message], message
        for form in forms:
            assert _placeholders(form) <= named[message], message  # one thing may need no number
            assert form == form.strip(), message
            ends = message.endswith("."), form.endswith((".", "\u3002"))
            assert ends[0] == ends[1], (message, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    same = {
        message
        for message, forms in shipped(language).messages.items()
        if message in forms and _has_words(message)
    }
    assert same == SAME[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_read_as_gettext_reads_it(language: str) -> None:
    data = (FOLDER / f"{language}.po").read_bytes()
    other = read_po(io.BytesIO(data), locale=language)
    expected = {}
    for each in other:
        if each.id:
            key = each.id[0] if isinstance(each.id, tuple) else each.id
            expected[key] = each.string if isinstance(each.string, tuple) else (each.string,)
    catalog = shipped(language)
    assert catalog.messages == expected
    plural = PLURALS[catalog.plural_forms]
    forms = {count: plural(count) for count in range(200)}
    assert set(forms.values()) == set(range(other.num_plurals))
    for message, texts in catalog.messages.items():
        assert len(texts) in (1, other.num_plurals), message


PLURAL_CASES = [
    ("de", 0, "0 Releases"),
    ("de", 1, "1 Release"),
    ("fr", 0, "0 version publiée"),
    ("fr", 1, "1 version publiée"),
    ("fr", 2, "2 versions publiées"),
    ("ja", 1, "1 リリース"),
    ("zh_CN", 2, "2 个发布版本"),
]


@pytest.mark.parametrize(("language", "count", "expected"), PLURAL_CASES)
def test_plurals(language: str, count: int, expected: str) -> None:
    form = shipped(language).find("{count} release", count)
    assert form is not None
    assert form.format(count=count) == expected


NAMES = {
    "de": "de",
    "de_AT": "de",
    "de-CH": "de",
    "fr_CA.UTF-8": "fr",
    "ja": "ja",
    "zh": "zh_CN",
    "zh_CN": "zh_CN",
    "zh-Hans": "zh_CN",
    "zh_TW": None,
    "zh_Hant": None,
    "en": None,
    "es": None,
    "": None,
    None: None,
    "../de": None,
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_names_of_languages(name: str | None, expected: str | None) -> None:
    catalog = find_catalog(name)
    assert (catalog.language if catalog else None) == expected


def test_what_is_not_translated_is_said_in_english() -> None:
    text = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    text += 'msgid "a"\nmsgstr ""\n\nmsgid ""\n"long "\n"\\"b\\""\nmsgstr "c\\n"\n"d"\n'
    catalog = read_catalog("xx", text)
    assert catalog.find("a") is None
    assert catalog.find('long "b"') == "c\nd"


def test_a_wrong_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove"]) == 2
    assert "tools.translations add" in capsys.readouterr().out


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _has_words(text: str) -> bool:
    literal = "".join(literal for literal, *_ in Formatter().parse(text))
    return any(character.isalpha() for character in literal)
