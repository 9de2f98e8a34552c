"""Variables of Python and Rust sources, with and without the project's prefix."""

from pathlib import Path

import pytest

from api_stability.model.errors import UserError
from tests.readers.cli.reading import as_text
from tests.readers.env.reading import read_variables
from tests.readers.python.requests import write_files
from tests.support.golden import Golden

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("prefix", ["", "APP_"])
def test_reading_is_as_recorded(prefix: str, golden: Golden) -> None:
    reading = read_variables(CASES, "mixed", prefix=prefix or ())
    golden(as_text(reading), f"cases/mixed{'_with_prefix' if prefix else ''}.txt")


@pytest.mark.parametrize("name", ["followed", "libraries"])
def test_what_is_followed_is_as_recorded(name: str, golden: Golden) -> None:
    golden(as_text(read_variables(CASES, name)), f"cases/{name}.txt")


def test_words_in_names(tmp_path: Path) -> None:
    names = ["APP_BETA_X", "APP_EXPERIMENTAL_Y", "APP_EXPERIMENTAL", "BETA_1", "ADAM_BETA_2"]
    names += ["APP_TECH_PREVIEW_Z", "EXPERIMENTAL_Q", "APP_STABLE_SORT", "APP_DEPRECATED_W"]
    lines = ["import os", *(f"os.environ['{name}']" for name in names)]
    write_files(tmp_path, {"a.py": "\n".join(lines)})

    def words(prefix: tuple[str, ...]) -> dict[str, str]:
        return {
            each.id.removeprefix("env:"): mark.name + " " + (mark.raw_level or "deprecated")
            for each in read_variables(tmp_path, prefix=prefix).declarations
            for mark in each.marks
        }

    always = {
        "APP_EXPERIMENTAL_Y": "APP_EXPERIMENTAL_* experimental",
        "APP_TECH_PREVIEW_Z": "APP_TECH_PREVIEW_* tech preview",
        "APP_DEPRECATED_W": "APP_DEPRECATED_* deprecated",
    }
    assert words(()) == {**always, "EXPERIMENTAL_Q": "EXPERIMENTAL_* experimental"}
    assert words(("APP_",)) == {
        **always,
        "EXPERIMENTAL_Q": "EXPERIMENTAL_* experimental",
        "APP_BETA_X": "APP_BETA_* beta",
        "APP_STABLE_SORT": "APP_STABLE_* stable",
    }


def test_one_name_that_became_two(tmp_path: Path) -> None:
    lines = ["from api_stability import env"]
    lines += ['env("APP_NEW", was=("APP_OLD",))', 'env("APP_OTHER", was=("APP_OLD",))']
    lines += [
        'env("APP_X", was=("APP_BETA_X", "APP_ALPHA_X"))',
        'env("APP_BETA_X", was=("APP_ALPHA_X",))',
    ]
    write_files(tmp_path, {"a.py": "\n".join(lines)})
    found = {each.id: each for each in read_variables(tmp_path).declarations}

    def alternatives(name: str) -> list[str]:
        return [one for mark in found[name].marks for one in mark.alternatives]

    assert alternatives("env:APP_OLD") == ["env:APP_NEW", "env:APP_OTHER"]
    assert found["env:APP_OLD"].facts.get("became") is None
    assert alternatives("env:APP_ALPHA_X") == ["env:APP_X"]
    assert found["env:APP_ALPHA_X"].facts.get("became") == "APP_BETA_X"


def test_methods_and_macros_of_rust(tmp_path: Path) -> None:
    text = """
impl Build {
    fn getenv(&self, name: &str) -> Option<String> { std::env::var(name).ok() }
    fn unwrap(&self, v: &str) -> String { self.getenv(v).unwrap() }
    fn run(&self) {
        self.unwrap("TARGET");
        self.getenv(&format!("{}_X", self.kind));
        println!("{}", std::env::var("SHOWN").unwrap());
        other.getenv("NOT_KNOWN");
    }
}
"""
    other = 'impl Map { fn run(&self) { self.getenv("ANOTHER"); env!("CARGO_PKG_NAME"); } }'
    reading = read_variables(write_files(tmp_path, {"a.rs": text, "b.rs": other}))
    assert [each.id for each in reading.declarations] == ["env:SHOWN", "env:TARGET"]
    assert [(each.code, each.line) for each in reading.diagnostics] == [("computed-variable", 7)]


OWN_HELPER = """
name = "mine"
source = "app.py"
[[options]]
paths = ["app.add"]
signature = "parser, flag, env"
flag = "flag"
variable = "env"
"""


def test_a_flag_belongs_to_its_own_variable_only(tmp_path: Path) -> None:
    text = (
        "def add(parser, flag, env): ...\n"
        "add(None, '--one', 'APP_ONE')\n"
        "def build(parser):\n"
        "    for flag, env in [('--two', 'APP_TWO'), ('--three', 'APP_THREE')]:\n"
        "        add(parser, flag=flag, env=env)\n"
        "def more(parser, count):\n"
        "    for flag in ('--four', '--five'):\n"
        "        for env in ('APP_FOUR', 'APP_FIVE'):\n"
        "            add(parser, flag=flag, env=env)\n"
    )
    write_files(tmp_path, {"app.py": text, "mine.toml": OWN_HELPER})
    reading = read_variables(tmp_path, search_paths=(".",), markers=("mine.toml",))
    flags = {each.id: each.facts.get("flags") for each in reading.declarations}
    assert flags == {
        "env:APP_ONE": "--one",
        "env:APP_TWO": "--two",
        "env:APP_THREE": "--three",
        "env:APP_FOUR": "--five, --four",  # the inner loop gives it to both of them
        "env:APP_FIVE": "--five, --four",
    }


OPTIONS = """
import argparse, os
import click
from app_helpers import add

def build(parser, group):
    table = (("--old-a", "APP_OLD_A", "--a"), ("--old-b", "APP_OLD_B", "--b"))
    for flag, env, new in table:
        add(parser, flag, env, help=f"Deprecated; use {new}. Still read.")
    add(parser, "--gone", "APP_GONE", help="[EXPERIMENTAL] Try. Deprecated since 1.2.")
    add(parser, "--was", "APP_SHARED", help="DEPRECATED: use --now.")
    add(parser, "--now", "APP_SHARED", help="The new spelling.")
    add(parser, "--flag", "APP_INSTEAD", help="Deprecated: use APP_INSTEAD instead.")
    add(parser, "--elsewhere", "APP_ELSEWHERE", help="Deprecated.")
    add(parser, "--use-deprecated", "APP_USE_DEPRECATED", help="Also what is deprecated.")
    parser.add_argument(
        "--plain", default=os.environ.get("APP_PLAIN"), help="(deprecated) use --plainer"
    )
    parser.add_argument("--new", deprecated=True, default=os.getenv("APP_NEW"))

@click.command()
@click.option("--click", envvar="APP_CLICK", deprecated="use --clack")
@click.option("--clock", envvar="APP_CLOCK", help="(DEPRECATED) use --clack")
def main(click, clock): ...

def other():
    return os.environ["APP_ELSEWHERE"]
"""


def test_a_variable_is_deprecated_with_the_options_that_it_spells(tmp_path: Path) -> None:
    helper = OWN_HELPER.replace("app.add", "app_helpers.add").replace(
        "flag, env", "flag, env, help"
    )
    files = {"app.py": OPTIONS, "app_helpers.py": "", "mine.toml": helper + 'help = "help"\n'}
    write_files(tmp_path, files)
    reading = read_variables(tmp_path, search_paths=(".",), markers=("labels", "mine.toml"))
    found = {each.id.removeprefix("env:APP_"): each.marks for each in reading.declarations}
    alternatives = {
        name: [text for mark in marks for text in mark.alternatives]
        for name, marks in found.items()
        if any(mark.deprecates for mark in marks)
    }
    assert alternatives == {
        "OLD_A": ["--a"],
        "OLD_B": ["--b"],
        "GONE": [],
        "PLAIN": ["--plainer"],
        "NEW": [],
        "CLICK": ["--clack"],
        "CLOCK": ["--clack"],
    }
    # a level is said by the variable's name, not by its option's label
    assert not any(mark.raw_level for marks in found.values() for mark in marks)
    living = {"SHARED", "INSTEAD", "ELSEWHERE", "USE_DEPRECATED"}
    assert found.keys() == alternatives.keys() | living


DEEP_FIELD = (
    "class S(BaseSettings):\n    x: int = Field(alias=" + "f(" * 150 + "1" + ")" * 150 + ")\n"
)
HOSTILE = {
    "field.py": ("from pydantic_settings import BaseSettings\n" + DEEP_FIELD, "computed-variable"),
    "sum.py": ("import os\nos.getenv(" + " + ".join(["x"] * 3000) + ")", None),
    "broken.py": ("import os\nos.environ def (:", "syntax-error"),
    "zeros.py": ("import os\0", "null-bytes"),
    "deep.rs": ("fn f() { " + "(" * 20_000 + ")" * 20_000 + " }", None),
    "cut.rs": ('fn f() { std::env::var("CUT', "rust-syntax"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_nothing_else_is_lost(tmp_path: Path, name: str) -> None:
    text, code = HOSTILE[name]
    files = {name: text, "kept.py": "import os\nos.getenv('KEPT')\n"}
    files["kept.rs"] = 'fn main() { std::env::var("KEPT_TOO"); }'
    reading = read_variables(write_files(tmp_path, files))
    assert {"env:KEPT", "env:KEPT_TOO"} <= {each.id for each in reading.declarations}
    said = {(each.code, each.file) for each in reading.diagnostics if each.file == name}
    assert said == ({(code, name)} if code else said)
    assert all(each.file == name for each in reading.diagnostics)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_variables(tmp_path, "nowhere")
    assert caught.value.key == "sources[0].paths[0]"


def test_no_file_at_all(tmp_path: Path) -> None:
    reading = read_variables(tmp_path)
    assert [each.code for each in reading.diagnostics] == ["no-files"]
    assert not reading.source.complete
