"""``summarizer validate`` through the console script."""

import json
from pathlib import Path

import pytest

import summarizer
from summarizer.schemas import to_json_line
from tests.cli.conftest import Run


@pytest.fixture
def lines(report: Path, tmp_path: Path) -> Path:
    """A JSONL file with the record of the one report."""
    path = tmp_path / "records.jsonl"
    (record,) = summarizer.summarize(report)
    path.write_text(to_json_line(record) + "\n", encoding="utf-8")
    return path


def altered(path: Path, old: str, new: str) -> Path:
    """A copy of a file of records with a text replaced."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    copy = path.with_name("altered.jsonl")
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_finds_nothing_wrong_in_what_was_just_made(run: Run, report: Path, lines: Path) -> None:
    """Records of the package itself against their source: exit code 0, totals on standard error."""
    done = run("validate", lines, "--sources", report)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().startswith("1 record checked; ")


def test_shows_a_wrong_value_with_the_line_of_the_source(run: Run, report: Path, lines: Path) -> None:
    """A changed value: exit code 1, the flag, its place in the record, the source's line with the number marked."""
    wrong = altered(lines, '"value":1730000000', '"value":1370000000')
    done = run("validate", wrong, "--sources", report)
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert "value_mismatch" in shown
    assert "⟦17.3亿元⟧" in shown


def test_json_has_one_line_a_record(run: Run, report: Path, lines: Path) -> None:
    """--json prints the findings for programs, one line for each record."""
    wrong = altered(lines, '"value":1730000000', '"value":1370000000')
    done = run("validate", wrong, "--json", "--sources", report)
    (row,) = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, row["outcome"], row["wrong"]) == (1, "checked", True)
    assert "value_mismatch" in {finding["code"] for finding in row["findings"]}


def test_takes_several_sources_after_one_option(run: Run, report: Path, lines: Path, tmp_path: Path) -> None:
    """--sources A B C, as a shell writes it out for *.txt, is the same as the option given three times."""
    other = tmp_path / "other.txt"
    other.write_text(report.read_text(encoding="utf-8").replace("青禾", "白石"), encoding="utf-8")
    assert run("validate", lines, "--sources", other, report).returncode == 0


def test_reads_records_from_standard_input(run: Run, report: Path, lines: Path) -> None:
    """RECORDS may be -."""
    assert run("validate", "-", "--sources", report, stdin=lines.read_bytes()).returncode == 0


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_reports_a_changed_source_as_such(
    run: Run, report: Path, lines: Path, options: tuple[str, ...], code: int
) -> None:
    """A source with another text than the record was made of says nothing about the record; --strict objects."""
    report.write_text(report.read_text(encoding="utf-8") + "\n附记", encoding="utf-8")
    done = run("validate", lines, "--sources", report, *options)
    assert done.returncode == code
    assert "1 record whose source has changed" in done.stderr.decode()


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_reports_a_missing_source_as_such(
    run: Run, lines: Path, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    """A record whose source is not among those given is not wrong; --strict objects."""
    (tmp_path / "elsewhere.txt").write_text("别的文件。", encoding="utf-8")
    done = run("validate", lines, "--sources", "elsewhere.txt", *options)
    assert done.returncode == code
    assert "1 record without a source" in done.stderr.decode()


def test_reports_a_line_that_is_no_record(run: Run, report: Path, lines: Path) -> None:
    """Broken JSON among the records: its line number, exit code 1, the other records are checked."""
    lines.write_bytes(lines.read_bytes() + b"{broken\n")
    done = run("validate", lines, "--sources", report)
    assert done.returncode == 1
    assert "line 2" in done.stdout.decode()
    assert "1 record checked" in done.stderr.decode()


def test_names_a_source_that_cannot_be_read(run: Run, report: Path, lines: Path) -> None:
    """An unreadable source is named; the others serve."""
    done = run("validate", lines, "--sources", "gone.txt", report)
    assert (done.returncode, done.stderr.decode().splitlines()[0].startswith("error: gone.txt: ")) == (0, True)


@pytest.mark.parametrize(
    ("code", "arguments"), [(1, ("gone.jsonl", "--sources", "青禾县.txt")), (2, ("records.jsonl",))]
)
def test_tells_wrong_calls_by_exit_code_2(run: Run, lines: Path, code: int, arguments: tuple[str, ...]) -> None:
    """No such file of records is a failure, no sources a wrong call: one line each."""
    done = run("validate", *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (code, b"", 1)
