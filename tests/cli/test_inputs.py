"""What commands say of inputs that are missing, of another kind, or hold nothing of what is asked for."""

from pathlib import Path
from types import ModuleType

import pytest

from summarizer.errors import UsageError
from summarizer.runs.sources import open_system
from tests.cli.conftest import Run


@pytest.fixture
def records(run: Run, report: Path) -> Path:
    """Records of one county."""
    assert run("summarize", "--engine", "rules", report, "-o", "r.jsonl").returncode == 0
    return report.with_name("r.jsonl")


@pytest.mark.parametrize("command", [("show",), ("explain",), ("validate", "--sources", "青禾县.txt")])
def test_what_cannot_be_read_is_the_same_code_everywhere(run: Run, report: Path, command: tuple[str, ...]) -> None:
    """A missing file is no wrong call: exit code 1 and one line."""
    done = run(*command, "none.jsonl")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: none.jsonl: ")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\xff\n", "春日游记。\n".encode(), b"[1]\n"])
def test_a_file_of_another_kind_is_no_file_of_records(run: Run, tmp_path: Path, data: bytes) -> None:
    """It is told so, without the words of the decoder."""
    (tmp_path / "other").write_bytes(data)
    done = run("show", "other")
    expected = "error: other: this is not a file of records, as summarizer summarize writes them\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", expected)


@pytest.mark.parametrize(
    "command", [("show",), ("export", "-o", "t.csv"), ("export", "-o", "t.xlsx"), ("export", "-o", "t.jsonl")]
)
def test_filters_that_take_nothing_are_told_of(
    run: Run, records: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """No empty table is printed or written."""
    done = run(*command, records, "--level", "province")
    expected = f"error: {records}: no record in it that the filters take\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", expected)
    assert not list(tmp_path.glob("t.*"))


def test_filters_that_take_no_fact_are_told_of(run: Run, records: Path) -> None:
    """A slot that no report states is nothing to show, either."""
    assert run("show", records, "--slot", "gdp").returncode == 0
    assert run("show", records, "--slot", "rd_intensity").returncode == 1


def test_a_wrong_value_is_named_without_the_words_of_the_library(run: Run, records: Path) -> None:
    """The message begins with the value."""
    done = run("show", records, "--level", "city")
    assert done.returncode == 2
    assert "Invalid value for '--level': 'city' is not one of" in done.stderr.decode()


def test_a_piped_table_has_all_its_columns(run: Run, records: Path) -> None:
    """However wide it is: flags come last."""
    heading = next(line for line in run("show", records).stdout.decode().splitlines() if "report" in line)
    assert heading.split()[-2:] == ["redacted", "flags"]


def test_an_empty_folder_is_a_failure(run: Run, tmp_path: Path) -> None:
    """So that a wrong path does not pass for a run in which all went well."""
    (tmp_path / "empty").mkdir()
    done = run("summarize", "--engine", "rules", "empty", "-o", "out.jsonl")
    assert done.returncode == 1
    error, total = done.stderr.decode().splitlines()[1:]
    assert error == "error: empty: no file in it that can be a source; check the path"
    assert total.startswith("0 reports from 1 source, 1 failed; ")


def test_a_place_behind_the_end_is_refused(run: Run, report: Path) -> None:
    """The line says where the text ends."""
    length = len(report.read_text(encoding="utf-8"))
    done = run("explain", report, "--at", str(length))
    assert (done.returncode, done.stderr.decode()) == (2, f"error: --at {length}: the text ends at {length}\n")
    assert run("explain", report, "--at", str(length - 3)).returncode == 0


def test_chinese_without_a_stop_is_explained_as_a_text(run: Run, tmp_path: Path) -> None:
    """But not what is called like a file; and a text without a number is told of."""
    assert "5.2%" in run("explain", "地区生产总值增长5.2%").stdout.decode()
    assert run("explain", "没有.txt").returncode == 1
    done = run("explain", "稳中求进")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", "there is no number to explain\n")


def test_an_unknown_provider_of_a_model_is_named(run: Run, report: Path) -> None:
    """With those that are known."""
    done = run("summarize", report, "--model", "foo:bar")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: unknown model provider foo; known: ")


def test_a_model_that_cannot_be_reached_counts_as_a_failure(run: Run, report: Path) -> None:
    """The error comes before the total."""
    options = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--set", "max_attempts=1")
    done = run("summarize", report, *options, "-o", "out.jsonl")
    assert done.returncode == 1
    error, total = done.stderr.decode().splitlines()[-2:]
    assert error.startswith("error: no connection")
    assert total.startswith("0 reports from 1 source, 1 failed; ")


def test_a_folder_of_parts_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package that writes parts is missing, the way out is a file, not a package for addresses."""

    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr("summarizer.runs.sources.import_module", missing)
    with pytest.raises(UsageError, match=r"report-summarizer\[dask\].*records\.jsonl"):
        open_system(str(tmp_path))
    with pytest.raises(UsageError, match="reads such addresses"):
        open_system("s3://place/file")
