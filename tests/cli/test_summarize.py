"""``summarizer summarize`` through the console script: what is written where, and what the exit code says."""

import json
import os
import random
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from summarizer.documents import read_document
from summarizer.schemas import record_schema
from tests.cli.conftest import NO_REPORT, REPORT, SCRIPT, Run


def records(data: bytes) -> list[dict[str, Any]]:
    """The records in the bytes of a JSONL file."""
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


def spans(value: Any) -> list[list[int]]:
    """All spans in a record, wherever they stand."""
    if isinstance(value, dict):
        return [span for item in value.values() for span in spans(item)]
    if isinstance(value, list):
        if len(value) == 2 and all(type(item) is int for item in value):
            return [value]
        return [span for item in value for span in spans(item)]
    return []


def test_writes_one_record_a_report(run: Run, report: Path, tmp_path: Path) -> None:
    """A good file: exit code 0, its record in the output file, nothing on standard output."""
    done = run("summarize", report, "-o", "out.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    (record,) = records((tmp_path / "out.jsonl").read_bytes())
    assert record["report"]["title"] == "2024年青禾县政府工作报告"


def test_record_is_valid_by_the_published_schema(run: Run, report: Path) -> None:
    """What is written is what the schema says."""
    (record,) = records(run("summarize", report).stdout)
    jsonschema.validate(record, record_schema())


def test_spans_give_the_quotes(run: Run, report: Path) -> None:
    """Every span lies in the decoded document, and those of quotes and quantities give exactly what the record says."""
    text = read_document(report).text
    (record,) = records(run("summarize", report).stdout)
    assert record["indicators"]
    for indicator in record["indicators"]:
        for part, key in (("evidence", "quote"), ("quantity", "text")):
            start, end = indicator[part]["span"]
            assert text[start:end] == indicator[part][key]
    assert all(0 <= start <= end <= len(text) for start, end in spans(record))


def test_standard_output_holds_records_alone(run: Run, report: Path) -> None:
    """With -o - every line of standard output is a record; what else is to say goes to standard error."""
    done = run("summarize", report, "no-such-file.txt", "-o", "-")
    assert len(records(done.stdout)) == 1
    assert b"no-such-file.txt" in done.stderr


def test_reads_standard_input(run: Run) -> None:
    """The source - is standard input; records name it -."""
    done = run("summarize", "-", stdin=REPORT.encode("gb18030"))
    (record,) = records(done.stdout)
    assert (record["report"]["source"]["name"], record["report"]["source"]["encoding"]) == ("-", "gb18030")


def test_two_runs_give_the_same_bytes(run: Run, report: Path) -> None:
    """The same input gives the same output, whatever the number of processes."""
    assert run("summarize", report, "-j", "1").stdout == run("summarize", report, "-j", "2").stdout != b""


def test_quiet_says_nothing_when_all_is_well(run: Run, report: Path) -> None:
    """--quiet leaves standard error empty."""
    done = run("summarize", report, "-q", "-o", "out.jsonl")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("random.txt", random.Random(1).randbytes(1_000_000)),
        ("diary.txt", NO_REPORT.encode()),
        ("missing.txt", None),
    ],
    ids=["empty", "random", "no report", "missing"],
)
def test_names_a_source_that_cannot_be_used(run: Run, tmp_path: Path, name: str, data: bytes | None) -> None:
    """An empty file, random bytes, a file without a report, a missing file: one line with the name, exit code 1."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("summarize", name, "-q")
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (1, b"", 1)
    assert lines[0].startswith(f"error: {name}: ")


def test_writes_the_good_ones_of_a_folder(run: Run, tmp_path: Path) -> None:
    """Three good and two bad files in a folder: a line for each bad one, records of the good in order, exit code 1."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a.txt", "c.txt", "e.txt"):
        (folder / name).write_text(REPORT.replace("青禾县", f"青禾{name[0]}县"), encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "d.txt").write_text(NO_REPORT, encoding="utf-8")
    done = run("summarize", "reports", "-o", "out.jsonl", "-q")
    names = [record["report"]["source"]["name"] for record in records((tmp_path / "out.jsonl").read_bytes())]
    assert names == [os.path.join("reports", name) for name in ("a.txt", "c.txt", "e.txt")]
    errors = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in errors] == [os.path.join("reports", name) for name in ("b.txt", "d.txt")]
    assert done.returncode == 1


@pytest.mark.parametrize("output", ["青禾县.txt/out.jsonl", "locked/out.jsonl", ".", "青禾县.txt"])
def test_refuses_an_output_that_cannot_be_written(run: Run, report: Path, tmp_path: Path, output: str) -> None:
    """An output below a file, in a closed folder, that is a folder, or the source itself: one line, exit code 2."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    if output.startswith("locked") and os.access(locked, os.W_OK):
        pytest.skip("this user may write everywhere")
    done = run("summarize", report, "-o", output, "-q")
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (2, b"", 1)
    assert lines[0].startswith("error: ")


@pytest.mark.parametrize(
    "arguments", [(), ("x.txt", "--engine", "magic"), ("x.txt", "--no-such-option"), ("-j", "0", "x")]
)
def test_tells_wrong_calls_by_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    """A missing argument, an unknown engine or option, no workers: exit code 2 and no traceback."""
    done = run("summarize", *arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_goes_on_with_what_is_there(run: Run, report: Path, tmp_path: Path) -> None:
    """The same command again adds nothing; --overwrite begins anew; both leave the same bytes."""
    command = ("summarize", report, "-o", "out.jsonl")
    first = run(*command)
    written = (tmp_path / "out.jsonl").read_bytes()
    again, anew = run(*command), run(*command, "--overwrite")
    assert [done.returncode for done in (first, again, anew)] == [0, 0, 0]
    assert ["kept" in done.stderr.decode() for done in (first, again, anew)] == [False, True, False]
    assert (tmp_path / "out.jsonl").read_bytes() == written


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stops_when_told_to(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Ctrl-C and SIGTERM end a long run soon, with whole lines, one last line that says so, and their exit codes."""
    for index in range(3000):
        (tmp_path / f"{index:04}.txt").write_text(REPORT, encoding="utf-8")
    output = tmp_path / "out.jsonl"
    command: list[str | Path] = [SCRIPT, "summarize", tmp_path, "-o", output, "-j", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while process.poll() is None and not (output.exists() and output.stat().st_size):
        time.sleep(0.02)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert errors.decode().splitlines()[-2].startswith("error: ")
    assert 0 < len(records(output.read_bytes())) < 3000


def test_logs_as_json_lines(run: Run, tmp_path: Path) -> None:
    """--log-file takes what goes on, one JSON object a line, and standard error shows nothing of it."""
    done = run("summarize", "missing.txt", "--log-file", "log.jsonl", "-q")
    assert len(done.stderr.splitlines()) == 1
    assert all(json.loads(line)["level"] for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines())


def test_ends_quietly_when_nobody_reads_on(report: Path) -> None:
    """A reader of standard output that goes away ends the run without a traceback."""
    reading, writing = os.pipe()
    process = subprocess.Popen([SCRIPT, "summarize", "-q", report], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    os.close(reading)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (141, b"")
