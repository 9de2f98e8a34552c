"""Where a parameter's badge goes, in the lists that extensions make."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from api_stability.sphinx.field_lists import find_parameters, insert_after_name


def make_content(*body: nodes.Node) -> addnodes.desc_content:
    field = nodes.field("", nodes.field_name("", "Parameters"), nodes.field_body("", *body))
    return addnodes.desc_content("", nodes.paragraph("", "Text."), nodes.field_list("", field))


def make_line(name: str, *rest: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", addnodes.literal_strong("", name), *rest)


def find_names(content: nodes.Element) -> list[str]:
    return [name for name, _ in find_parameters(content)]


def test_a_list_of_several() -> None:
    lines = [make_line("a"), make_line("*rest"), make_line("**more"), nodes.paragraph("", "no")]
    items = nodes.bullet_list("", *(nodes.list_item("", line) for line in lines))
    assert find_names(make_content(items)) == ["a", "rest", "more"]


def test_names_that_share_a_description() -> None:
    item = nodes.definition_list_item(
        "",
        nodes.term("", "", nodes.strong("", "a, b")),
        nodes.classifier("", "int"),
        nodes.definition("", nodes.paragraph("", "", nodes.strong("", "c"), nodes.Text(" d"))),
    )
    assert find_names(make_content(nodes.definition_list("", item))) == ["a", "b"]


def test_only_lists_of_fields() -> None:
    content = addnodes.desc_content("", make_line("a"), nodes.bullet_list())
    assert find_names(content) == []


def test_the_badge_is_before_the_description() -> None:
    line = make_line("a", nodes.Text(" ("), nodes.emphasis("", "int"), nodes.Text(")"))
    line += [nodes.Text(" -- "), nodes.Text("It -- is.")]
    insert_after_name(line, [nodes.Text("!")])
    assert line.astext() == "a (int)! -- It -- is."


def test_the_badge_is_last_where_there_is_none() -> None:
    line = make_line("a")
    insert_after_name(line, [nodes.Text("!")])
    assert line.astext() == "a!"
