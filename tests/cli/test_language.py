"""The command line in Chinese: every message has a translation, and all that is shown has been through it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.cli import language
from summarizer.cli.console import without_language
from summarizer.cli.help import columns, wrapped
from summarizer.cli.language import language_of, speak, told
from tests.cli.conftest import SCRIPT, Run

ROOT = Path(__file__).parents[2]
CHINESE = {"LANG": "zh_CN.UTF-8"}
COMMANDS = (
    "summarize",
    "validate",
    "show",
    "text",
    "explain",
    "brief",
    "export",
    "compare",
    "panel",
    "review",
    "apply",
)
ENGLISH = re.compile(r"[a-z]{2,}(?: [a-z]{2,}){2}")
"""Three small words in a row: a sentence that was not translated."""


@pytest.fixture
def in_chinese() -> Iterator[None]:
    """The language of this process, for a test."""
    speak("zh")
    yield
    speak("en")


def test_every_message_of_the_code_is_translated() -> None:
    """The catalogue is the code's, complete, and compiled (make messages)."""
    pytest.importorskip("babel", reason="Babel is not installed")
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "update_messages.py", "--check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_translations_have_the_places_of_their_messages() -> None:
    """No name or number is lost, none is made up."""
    place = re.compile(r"\{\w+\}")
    entries = language._entries()
    assert {text: sorted(place.findall(told)) for text, told in entries.items()} == {
        text: sorted(place.findall(text)) for text in entries
    }


@pytest.mark.parametrize(
    ("arguments", "environ", "spoken"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "de_DE.UTF-8", "SUMMARIZER_LANG": "zh"}, "zh"),
        (["show", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh", "show"], {}, "zh"),
    ],
)
def test_option_then_variable_then_locale_say_the_language(
    arguments: list[str], environ: dict[str, str], spoken: str
) -> None:
    """English where nothing says Chinese."""
    assert language_of(arguments, environ) == spoken


def test_the_option_may_stand_anywhere() -> None:
    """Behind a command that has one of its own for its files it is left to it."""
    assert without_language(["show", "r.jsonl", "--lang", "zh"]) == (["show", "r.jsonl"], "zh")
    assert without_language(["--lang=xx", "show"]) == (["show"], "xx")
    assert without_language(["show", "--lang"]) == (["show"], "")
    for arguments in (["export", "r.jsonl", "--lang", "zh"], ["--lang=zh", "export", "r.jsonl"]):
        assert without_language(arguments) == (["export", "r.jsonl", "--lang", "zh"], "zh")
    assert without_language([])[0] == []


def test_a_language_that_is_none_of_ours_is_a_usage_error(run: Run) -> None:
    """In one line that names those there are."""
    done = run("show", "r.jsonl", "--lang", "fr")
    assert (done.returncode, done.stderr) == (2, b"usage error: --lang: zh|en\n")


@pytest.mark.usefixtures("in_chinese")
@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("1 report written to a.csv", "1 份报告已写入 a.csv"),
        ("3 reports from 2 sources, 1 failed; 3 s; written to o", "3 份报告，来自 2 个来源，1 个失败；3 秒；已写入 o"),
        ("r, 2.jsonl, line 4: not a JSON line: x; y", "r, 2.jsonl 第 4 行：不是 JSON 行：x; y"),
        ("--slot x: no such measure; known are level, target", "--slot x：没有这种度量；可用：level, target"),
        ("a: it cannot be written (Permission denied); name another file", "a：无法写入（没有权限）；请换一个文件"),
        ("nothing that failed is known", "nothing that failed is known"),
    ],
)  # fmt: skip
def test_names_and_numbers_keep_their_places(message: str, chinese: str) -> None:
    """Also where several messages make a line; names, values of options and unknown texts stay as they are."""
    assert told(message) == chinese


def test_lines_are_broken_by_columns() -> None:
    """A Chinese character is two wide and no line begins with its comma; words stay whole."""
    lines = wrapped("模型，必要时连同模型服务方：qwen:qwen-plus、ollama:qwen3。  [默认：auto]", 20)
    assert all(columns(line) <= 20 for line in lines)
    assert not [line for line in lines if line[0] in "，。：、"]
    assert "qwen:qwen-plus" in "".join(lines)


@pytest.mark.parametrize(
    "command", [*COMMANDS, "cache", "batch", "batch submit", "settings", "serve", "mcp", "eval", ""]
)
def test_help_is_chinese_and_fits(run: Run, command: str) -> None:
    """No English sentence is left, and no line is wider than the page."""
    shown = run(*command.split(), "--help", COLUMNS="80", **CHINESE).stdout.decode()
    assert shown.startswith("用法：")
    assert not [line for line in shown.splitlines()[1:] if ENGLISH.search(line)]
    assert max(map(columns, shown.splitlines())) <= 80


def test_tables_and_last_lines_are_chinese(run: Run, report: Path) -> None:
    """Of a run, of what it wrote, and of its check; records are the same in any language."""
    done = run("summarize", report, "-o", "r.jsonl", **CHINESE)
    first, last = done.stderr.decode().splitlines()
    assert first.startswith("引擎：规则；没有配置模型")
    assert re.fullmatch(r"1 份报告，来自 1 个来源；\d\.\d 秒；已写入 r\.jsonl", last)
    assert "核实" in run("show", "r.jsonl", **CHINESE).stdout.decode()
    checked = run("validate", "r.jsonl", report, **CHINESE)
    assert checked.stderr.decode().startswith("已核对 1 条记录；15 条说法（15 条核实，")
    run("summarize", report, "-o", "e.jsonl")
    assert (report.parent / "r.jsonl").read_bytes() == (report.parent / "e.jsonl").read_bytes()


def test_findings_are_told_in_the_language(run: Run, report: Path) -> None:
    """As records have them in Chinese, and in English by --lang en."""
    record = json.loads(run("summarize", report).stdout)
    record["indicators"][0]["quantity"]["unit"] = "万人"
    lines = json.dumps(record, ensure_ascii=False).encode()
    chinese = run("validate", "-", report, stdin=lines, **CHINESE).stdout.decode()
    english = run("validate", "-", report, "--lang", "en", stdin=lines, **CHINESE).stdout.decode()
    assert "程度" in chinese
    assert "severity" in english
    assert chinese.count("\n") > 3


def test_sentences_of_reports_are_left_alone(run: Run) -> None:
    """Whatever brackets they have; of their explanation the headings are Chinese."""
    shown = run("explain", "地区生产总值增长5.2%(可比价)。", **CHINESE).stdout.decode()
    assert shown.startswith("地区生产总值增长5.2%(可比价)。\ntime: - (kind, past)\n")
    assert "判断规则" in shown


def test_errors_are_chinese(run: Run) -> None:
    """Our own, Typer's and the system's."""
    assert (
        run("show", "nix", **CHINESE).stderr.decode() == "错误：nix：文件无法读取（没有这个文件或文件夹）；请检查路径\n"
    )
    done = run("show", **CHINESE)
    assert (done.returncode, done.stderr.decode()) == (2, "用法错误: 缺少参数 'RECORDS'。\n见 summarizer show --help\n")
    assert run("show", "--foo", SUMMARIZER_LANG="zh").stderr.decode().startswith("用法错误: 没有这个选项：--foo")


def test_a_wrong_call_is_two_lines(run: Run) -> None:
    """What is wrong, and where the help is."""
    done = run("show")
    assert (done.returncode, done.stderr) == (
        2,
        b"usage error: Missing argument 'RECORDS'.\nsee summarizer show --help\n",
    )


def test_the_wheel_has_the_catalogue() -> None:
    """The console script finds it beside its modules, whatever folder it runs in."""
    done = subprocess.run([SCRIPT, "show"], capture_output=True, cwd="/", env={"LANG": "zh_CN.UTF-8", "PATH": ""})
    assert done.stderr.decode().startswith("用法错误")
