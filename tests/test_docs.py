"""The documents say what is: help texts are the real ones, Python runs, both editions show the same."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import summarizer
from summarizer.schemas import to_json_line

ROOT = Path(__file__).parents[1]
SCRIPT = Path(sys.executable).with_name("summarizer")
EDITIONS = ("README.md", "README.zh.md")
DOCUMENTS = (
    *EDITIONS,
    "CONTRIBUTING.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")),
)
COMMAND_LINE = "docs/cli.md"
PYTHON = ("docs/python.md", "docs/zh/python.md")
RECORD = ("docs/record.md", "docs/zh/record.md")

_BLOCK = re.compile(r"^(?:<!-- help: (?P<help>[\w ]*?) ?-->\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
_TEXT = re.compile(r'"""(.*?)"""', re.S)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")


def blocks(document: str, kind: str) -> Iterator[re.Match[str]]:
    """The fenced blocks of one kind in a document."""
    return (block for block in _BLOCK.finditer((ROOT / document).read_text(encoding="utf-8")) if block["kind"] == kind)


def shown_help(document: str) -> dict[str, str]:
    """The help texts in a document by their command."""
    return {block["help"]: block["text"] for block in blocks(document, "text") if block["help"] is not None}


def real_help(command: str) -> str:
    """What the console script prints on a page of 80 columns."""
    call: list[str | Path] = [SCRIPT, *command.split(), "--help"]
    return subprocess.run(
        call,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "SUMMARIZER_LANG": "en"},
    ).stdout


def test_help_is_the_real_one() -> None:
    """What the page of the command line shows as help of a command is what the command prints."""
    shown = shown_help(COMMAND_LINE)
    assert {command: text.rstrip() for command, text in shown.items()} == {
        command: real_help(command).rstrip() for command in shown
    }


def test_every_command_has_its_help_shown() -> None:
    """The page of the command line leaves out no command (of groups it shows the commands inside)."""
    commands = re.findall(r"^  (\w+)  ", real_help("").partition("Commands:")[2], re.M)
    assert set(commands) == {command.split()[0] for command in shown_help(COMMAND_LINE)}


def test_every_command_is_in_the_readme() -> None:
    """A command that users are not told of does not exist."""
    commands = re.findall(r"^  (\w+)  ", real_help("").partition("Commands:")[2], re.M)
    assert commands
    for document in EDITIONS:
        text = (ROOT / document).read_text(encoding="utf-8")
        assert [name for name in commands if not re.search(rf"summarizer {name}\b", text)] == []


@pytest.mark.parametrize("document", PYTHON)
def test_python_runs(document: str, tmp_path: Path) -> None:
    """Every Python block runs by itself beside the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    codes = [block["text"] for block in blocks(document, "python")]
    assert codes
    for code in codes:
        subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=tmp_path, capture_output=True)


@pytest.mark.parametrize(("document", "example"), list(zip(RECORD, PYTHON, strict=True)))
def test_shown_indicator_is_real(document: str, example: str) -> None:
    """The indicator that the record's page shows is what the text of the first Python block gives."""
    (shown,) = (json.loads(block["text"]) for block in blocks(document, "json"))
    text = next(found[1] for block in blocks(example, "python") if (found := _TEXT.search(block["text"])))
    (record,) = summarizer.summarize(text)
    assert shown in json.loads(to_json_line(record))["indicators"]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [EDITIONS, PYTHON, RECORD, ("docs/models.md", "docs/zh/models.md"), ("docs/checking.md", "docs/zh/checking.md")],
)
def test_editions_show_the_same_commands_and_code(english: str, chinese: str) -> None:
    """English and Chinese differ in words and comments only: the same blocks, in the same order."""

    def bare(document: str) -> list[str]:
        text = (ROOT / document).read_text(encoding="utf-8")
        codes = [block["text"] for block in _BLOCK.finditer(text) if block["kind"] in ("sh", "python")]
        return [re.sub(r" *#.*", "", code) for code in codes]

    assert bare(english) == bare(chinese)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    """Every relative link names a file of the repository."""
    targets = _LINK.findall((ROOT / document).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / document).parent.joinpath(target).exists()] == []


def test_make_targets_are_told() -> None:
    """CONTRIBUTING.md and README.md name the targets of the Makefile that there are."""
    text = "".join((ROOT / document).read_text(encoding="utf-8") for document in ("README.md", "CONTRIBUTING.md"))
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    told = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M))
    assert told <= targets
    assert {"demo", "test", "lint", "lock", "bench"} <= told
