"""The documentation says what is: every block runs, every output is the real one, both editions show the same."""

import json
import re
import tomllib
from pathlib import Path

import pytest

import summarizer
from summarizer.schemas import to_json_line
from tests.docs.drawing import DRAWINGS, drawing
from tests.docs.generated import commands, made
from tests.docs.licences import licences
from tests.docs.pages import DOCS, ROOT, RUN, Block, as_it_is, blocks, is_chinese, pages
from tests.docs.unrun import REASONS

PAGES = pages()
EDITIONS = [ROOT / "README.md", ROOT / "README.zh.md"]
LISTED = "decisions.md"
"""The Chinese page that stands for the English records of decisions."""
PAIRS = [
    tuple(EDITIONS),
    *((DOCS / page.name, page) for page in sorted((DOCS / "zh").glob("*.md")) if page.name != LISTED),
]
DIRECTIVES = {"", "output", "file", "not run", "with the service"}
ACCEPTED = (
    "MIT|MIT-0|BSD|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2.0|ISC|ISC License (ISCL)|PSF-2.0|MPL-2.0|Zlib|CC0-1.0|"
    "CNRI-Python|"
    "Mozilla Public License 2.0 (MPL 2.0)|GNU Lesser General Public License v3 or later (LGPLv3+)|dependency licenses"
).split("|")

_TEXT = re.compile(r'"""(.*?)"""', re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")
_LINE_OF_CODE = re.compile(r"(?<=\.py):\d+")
_COMMENT = re.compile(r"(?:^| +)#.*")
_NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def name_of(page: Path) -> str:
    """How a page is called in the names of tests."""
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def shows_outputs(page: Path) -> bool:
    """Whether a page shows what its commands print."""
    return any(block.directive == "output" for block in blocks(text_of(page)))


# A Chinese page has the blocks of its English twin, so it is run only for outputs, which are in its own language.
TO_RUN = [
    page
    for page in PAGES
    if any(block.kind in RUN and not block.directive for block in blocks(text_of(page)))
    and (not is_chinese(page) or shows_outputs(page))
]


@pytest.mark.parametrize("page", TO_RUN, ids=name_of)
def test_blocks_run_and_print_what_is_shown(page: Path, tmp_path: Path) -> None:
    """Every block of the page runs, in order and in one folder, and prints what the page says, line numbers aside."""
    assert _LINE_OF_CODE.sub("", as_it_is(page, tmp_path)) == _LINE_OF_CODE.sub("", text_of(page))


@pytest.mark.parametrize("page", [page for page in PAGES if "<!-- made: " in text_of(page)], ids=name_of)
def test_made_parts_are_current(page: Path) -> None:
    """References and tables are what ``make docs`` writes."""
    if page.name == "licences.md":
        pytest.skip("what is installed differs by Python; test_licences_are_listed_and_accepted compares it")
    assert made(page) == text_of(page)


@pytest.mark.parametrize("target", DRAWINGS, ids=name_of)
def test_drawing_is_current(target: Path) -> None:
    """The drawing of the layers shows the import contract."""
    assert drawing(target) == text_of(target)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_block_is_left_out(page: Path) -> None:
    """A block is run, checked by its kind, or gives a reason that the test can check."""
    text = text_of(page)
    made_text = "".join(re.findall(r"<!-- made: .*?<!-- end -->", text, re.DOTALL))
    for block in blocks(text):
        assert block.directive in DIRECTIVES
        if block.directive == "not run":
            REASONS[block.argument](block)
        elif block.kind == "json" and block.directive != "file":
            json.loads(block.text)
        elif block.kind == "toml":
            tomllib.loads(block.text)
        elif block.text not in made_text:
            assert block.kind in RUN or block.directive in ("output", "file"), block.text
    assert len(list(blocks(text))) * 2 == len(re.findall(r"^ *```", text, re.MULTILINE)), "an indented or open block"


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=lambda page: name_of(page))
def test_editions_show_the_same_code(english: Path, chinese: Path) -> None:
    """English and Chinese pages have the same blocks in the same order; only words, comments and outputs differ."""

    def shown(page: Path) -> list[tuple[str, str, str, str]]:
        return [
            (block.kind, block.directive, block.argument, _bare(block))
            for block in blocks(re.sub(r"<!-- made: .*?<!-- end -->", "", text_of(page), flags=re.DOTALL))
        ]

    assert shown(chinese) == shown(english)


def _bare(block: Block) -> str:
    return "" if block.kind == "text" else "\n".join(_COMMENT.sub("", line) for line in block.text.splitlines())


def test_every_page_is_in_both_languages() -> None:
    """No page is missing in Chinese; the records of decisions are listed there in one page."""
    english = {page.name for page in DOCS.glob("*.md")}
    assert {page.name for page in (DOCS / "zh").glob("*.md")} - {LISTED} == english


def test_every_decision_is_listed() -> None:
    """Each record of a decision stands in the list of either language and in the navigation."""
    for record in (DOCS / "decisions").glob("[0-9]*.md"):
        for page in (DOCS / "decisions" / "index.md", DOCS / "zh" / "decisions.md", ROOT / "mkdocs.yml"):
            assert record.stem in text_of(page), page


def test_every_command_is_in_the_readme_or_the_docs() -> None:
    """A command that users are not told about does not exist; of a group one command is enough."""
    told = "".join(text_of(page) for page in PAGES if page.name != "cli.md" and not is_chinese(page))
    names = {command.split()[0] for command in commands() if command}
    assert [name for name in sorted(names) if f"summarizer {name}" not in told] == []


def test_fields_in_the_readme_are_those_of_the_record() -> None:
    """The record in twelve lines names the fields that records have, no other ones."""
    schema = json.loads(text_of(ROOT / "schemas" / "record.schema.json"))
    known = {*schema["properties"], *(field for part in schema["$defs"].values() for field in part["properties"])}
    for page in EDITIONS:
        (record,) = (block for block in blocks(text_of(page)) if block.text.startswith("report  "))
        heads = [re.split(r"  +", line.strip())[0] for line in record.text.splitlines()]
        assert {name for head in heads for name in re.findall(r"[a-z_]+", head)} <= known


def test_shown_indicator_is_real() -> None:
    """The indicator on the page of the record is what the text of the page of Python gives."""
    (shown,) = (json.loads(block.text) for block in blocks(text_of(DOCS / "record.md")) if block.kind == "json")
    text = next(found[1] for block in blocks(text_of(DOCS / "python.md")) if (found := _TEXT.search(block.text)))
    (record,) = summarizer.summarize(text)
    assert shown in json.loads(to_json_line(record))["indicators"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and image names a file of the repository."""
    targets = _LINK.findall(text_of(page))
    assert [target for target in targets if not page.parent.joinpath(target).exists()] == []


@pytest.mark.parametrize("page", [ROOT / "SECURITY.md", DOCS / "zh" / "security.md"], ids=name_of)
def test_threats_name_tests_that_exist(page: Path) -> None:
    """Each row of the threats names tests, and each named test is there."""
    text = text_of(page)
    rows = [row for row in re.findall(r"^\| (?!---)(?!\*\*)(.*) \|$", text, re.MULTILINE) if "`tests/" in row]
    assert len(rows) >= 15
    for file, test in _NAMED_TEST.findall(text):
        assert re.search(rf"def {test}\(", text_of(ROOT / file)), f"{file}::{test}"


def test_licences_are_listed_and_accepted() -> None:
    """The page lists every package that is installed here, with its licence, and each licence is an accepted one."""
    listed = dict(re.findall(r"^\| ([\w-]+) \| (.*?) \|$", text_of(DOCS / "licences.md"), re.MULTILINE))
    for name, licence in licences():
        assert listed.get(name) == licence, name
        assert [part for part in re.split(r" (?:AND|OR) |, ", licence) if part not in ACCEPTED] == [], name


def test_make_targets_are_told() -> None:
    """CONTRIBUTING.md and README.md name the targets of the Makefile that there are."""
    told = set(
        re.findall(r"(?:^|`)make ([a-z]+)", text_of(ROOT / "README.md") + text_of(ROOT / "CONTRIBUTING.md"), re.M)
    )
    targets = set(re.findall(r"^([a-z-]+):.*## ", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert told <= targets
    assert {"demo", "test", "lint", "lock", "bench", "docs", "audit"} <= told
