"""Documentation in another language has our words in that language, in every output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api_stability.language import is_english
from tests.sphinx.building import Built, build, copy_root

GERMAN = {
    "html": ("api.html", "stability-badge--experimental"),
    "latex": ("library.tex", "{[}Experimentell{]}"),
    "text": ("api.txt", "[Experimentell]"),
    "man": ("library.1", "[Experimentell]"),
    "texinfo": ("library.texi", "[Experimentell]"),
    "epub": ("api.xhtml", "stability-badge--experimental"),
}
WORDS = ("Experimentell", "Veraltet", "ohne Vorankündigung")
LEFT = ("Experimental", "without notice", "will be removed")
"""What our code says of the sample; its own reasons and summaries are in English."""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_root("library", tmp_path_factory.mktemp("language") / "project")


def build_in(docs: Path, language: str, builder: str = "html") -> Built:
    folder = docs.parent.parent
    return build(
        docs,
        folder / f"{builder}-{language}",
        builder=builder,
        doctrees=folder / f"doctrees-{language}",
        strict=True,
        language=language,
        version="1.4",
        man_pages=[("index", "library", "Library", ["We"], 1)],
        epub_copyright="none",
        epub_show_urls="no",
        smartquotes_excludes={},  # whichever builder is the first to read the shared doctrees
    )


@pytest.mark.parametrize("builder", GERMAN)
def test_german(builder: str, docs: Path) -> None:
    file, badge = GERMAN[builder]
    text = " ".join(build_in(docs, "de", builder).page(file).replace("\\-", "-").split())
    text = text.replace("\\sphinxhyphen{}", "-").replace(r"@\"{u}", "ü")
    assert badge in text
    for word in WORDS:
        assert word in text
    for word in LEFT:
        assert word not in text
    assert is_english()  # what follows in this process is not of that build


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Expérimental"), ("ja", "実験的"), ("zh_CN", "实验性")]
)
def test_other_languages(docs: Path, language: str, word: str) -> None:
    for builder, file in (("html", "api.html"), ("latex", None), ("text", "api.txt")):
        built = build_in(docs, language, builder)
        page = file or next(each.name for each in built.outdir.glob("*.tex"))
        assert word in built.page(page), builder


def test_a_language_without_a_catalog_and_one_from_right_to_left(docs: Path) -> None:
    for language in ("es", "ar"):
        body = build_in(docs, language).body("api")
        assert "Experimental" in body
        assert "may change or be removed without notice" in body


def test_a_history(docs: Path) -> None:
    body = build_in(docs, "de").body("history")
    for word in ("Vorher", "Nachher", "Verlauf", "Entfernt", "Von 1.", "entfernt", "nicht vor dem"):
        assert word in body, word
    for word in ("Before", "After", "Removed", "From 1.", ">removed", "not before", "since 1."):
        assert word not in body, word


def test_what_sphinx_lists_of_us(docs: Path) -> None:
    german = build_in(docs, "de")
    index = german.page("stability-index.html")
    assert "<h1>Stabilitätsverzeichnis" in index
    assert "<th" in index
    assert "Zusammenfassung" in index
    assert "Umgebungsvariablen" not in index  # there are none
    names = json.dumps("Stabilität-Funktionsmerkmal")
    assert names in german.page("searchindex.js")
    assert "<h1>Stability index" in build_in(docs, "en").page("stability-index.html")


def test_the_script_has_its_words_before_it(docs: Path) -> None:
    script = build_in(docs, "de").page("_static/api-stability.js")
    words, code = script.split(";\n", 1)
    assert words.startswith("window.apiStabilityWords = {")
    assert '"Find":"Suchen"' in words
    assert code == build_in(docs, "en").page("_static/api-stability.js")


def test_a_change_of_language_rewrites_the_pages(docs: Path, tmp_path: Path) -> None:
    def build_again(language: str) -> Built:
        return build(
            docs, tmp_path / "html", doctrees=tmp_path / "trees", strict=True, language=language
        )

    build_again("en")
    german = build_again("de")
    assert german.written == sorted(file.stem for file in docs.glob("*.[rm]*"))
    assert german.body("api") == build_in(docs, "de").body("api")
    assert build_again("de").written == []


def test_what_is_read_does_not_depend_on_the_language(docs: Path) -> None:
    # the file has no text of ours, and no other language makes sources be read again
    german, english = (build_in(docs, each).outdir / "stability.json" for each in ("de", "en"))
    assert german.read_bytes() == english.read_bytes()


def test_parallel(docs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "html"
    build(docs, folder, strict=True, language="de", parallel=4, version="1.4")
    assert (folder / "api.html").read_text("utf-8") == build_in(docs, "de").page("api.html")
