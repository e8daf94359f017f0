"""``summarizer eval``."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import REPORT, Run


@pytest.fixture
def files(run: Run, report: Path, tmp_path: Path) -> tuple[str, str]:
    """Annotated passages of a report, one figure of them wrong, and the report's records."""
    text = "地区生产总值达到286.4亿元"
    start = REPORT.index(text)
    fact = {
        "q": "286.4亿元",
        "span": [start + 8, start + len(text)],
        "indicator": "地区生产总值",
        "value": 28640000000,
        "unit": "元",
        "comparator": "over",
        "measure": "level",
        "period": "2023",
        "status": "actual",
    }
    passage = {"id": "q-1", "source": report.name, "span": [start, start + len(text)], "facts": [fact]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(passage, ensure_ascii=False) + "\n", encoding="utf-8")
    assert run("summarize", "--engine", "rules", report.name, "-o", "records.jsonl").returncode == 0
    return "gold.jsonl", "records.jsonl"


def test_table(run: Run, files: tuple[str, str]) -> None:
    """Each measure with its percentage, and no misses unless asked for."""
    done = run("eval", *files)
    printed = done.stdout.decode()
    assert done.returncode == 0
    assert "1 quantities in 1 passages" in printed
    assert [line.split()[1] for line in printed.splitlines() if line.strip().startswith(("recall", "comparator"))] == [
        "100.0",
        "0.0",
    ]
    assert "q-1" not in printed


def test_misses(run: Run, files: tuple[str, str]) -> None:
    """A miss shows both readings."""
    printed = run("eval", *files, "--misses", "5").stdout.decode()
    (line,) = [line for line in printed.splitlines() if line.strip().startswith("q-1")]
    assert "wrong comparator" in line
    assert "286.4亿元" in line


def test_json(run: Run, files: tuple[str, str]) -> None:
    """One object with counts and percentages, and the misses that were asked for."""
    result = json.loads(run("eval", *files, "--json", "--misses", "5").stdout)
    assert {name: result[name] for name in ("passages", "gold", "predicted", "recall", "comparator", "full")} == {
        "passages": 1,
        "gold": 1,
        "predicted": 1,
        "recall": 100.0,
        "comparator": 0.0,
        "full": 100.0,
    }
    (miss,) = result["misses"]
    assert (miss["passage"], miss["what"], miss["expected"]["comparator"], miss["found"]["quantity"]["comparator"]) == (
        "q-1",
        "wrong comparator",
        "over",
        "exact",
    )


def test_records_from_standard_input(run: Run, files: tuple[str, str], tmp_path: Path) -> None:
    """- reads records from a pipe."""
    done = run("eval", files[0], "-", "--json", stdin=(tmp_path / files[1]).read_bytes())
    assert json.loads(done.stdout)["recall"] == 100


def test_source_without_a_record_is_said(run: Run, files: tuple[str, str], tmp_path: Path) -> None:
    """A warning names the annotated source of which no record is there."""
    (tmp_path / "empty.jsonl").write_text("")
    done = run("eval", files[0], "empty.jsonl", "--json")
    assert done.returncode == 0
    assert done.stderr.decode().startswith("warning: no record of 青禾县.txt;")


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("bad.jsonl", '{"id": 1}\n', 1, "error: bad.jsonl, line 1: not an annotated passage: "),
        (
            "none.jsonl",
            None,
            1,
            "error: none.jsonl: the file cannot be read (No such file or directory); check the path",
        ),
    ],
)
def test_gold_that_cannot_be_read(
    run: Run, files: tuple[str, str], tmp_path: Path, name: str, content: str | None, code: int, message: str
) -> None:
    """One line says which file and line is wrong."""
    if content is not None:
        (tmp_path / name).write_text(content)
    done = run("eval", name, files[1])
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.decode().startswith(message)
    assert done.stderr.count(b"\n") == 1
