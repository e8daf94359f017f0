"""``run_batch``: what is done, what is kept, what is told, and what ends a run early."""

import json
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.output.jsonl import locked
from summarizer.runs import (
    BatchReport,
    Event,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    SourceFinished,
    run_batch,
    summarize_batch,
)
from summarizer.schemas import to_json_line
from tests.batch.stand_ins import PLACES, WaitingEngine, make_document, make_text, write_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten files of two reports each."""
    return write_reports(tmp_path / "reports", *[(place, f"新{place}") for place in PLACES])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output, whose folder is not there yet."""
    return tmp_path / "out" / "records.jsonl"


def lines(path: Path) -> list[bytes]:
    """The lines of a file."""
    return path.read_bytes().splitlines()


def titles(path: Path) -> list[str]:
    """The places that the records of a file are about."""
    return [json.loads(line)["report"]["title"].removeprefix("2024年").partition("县")[0] for line in lines(path)]


def test_the_file_holds_the_records_in_order(folder: Path, out: Path) -> None:
    """The very lines that the records give; beside it the report of the run, and no file of failures."""
    run_batch([folder], out, engine=WaitingEngine(wait=0.01))
    expected = [to_json_line(record) for record in summarize_batch([folder], engine=WaitingEngine())]
    assert out.read_text("utf-8").splitlines() == expected
    assert sorted(path.name for path in out.parent.iterdir()) == [
        ".records.jsonl.lock",
        "records.jsonl",
        "records.run.json",
    ]


def test_the_report_says_what_was_done(folder: Path, out: Path) -> None:
    """Numbers, engine, machine; the file beside the output says the same."""
    report = run_batch([folder], out, engine=WaitingEngine(), model_calls=lambda: {"calls": 7})
    assert (report.sources, report.records, report.kept, report.failures, report.stopped) == (10, 20, 0, 0, None)
    assert report.characters == pytest.approx(sum(len(path.read_text("utf-8")) for path in folder.iterdir()), rel=0.02)
    written = json.loads((out.parent / "records.run.json").read_text("utf-8"))
    assert (written["records"], written["model_calls"], written["engine"]["model"]) == (20, {"calls": 7}, "stand-in")
    assert set(written["machine"]) == {"platform", "python", "summarizer", "cores"}


def test_what_is_done_is_not_done_again(folder: Path, out: Path) -> None:
    """The same call a second time asks the engine for nothing and leaves every byte."""
    run_batch([folder], out, engine=WaitingEngine())
    before, engine = out.read_bytes(), WaitingEngine()
    report = run_batch([folder], out, engine=engine)
    assert (report.records, report.kept, engine.drafted, out.read_bytes()) == (0, 20, [], before)


def test_a_run_over_more_sources_goes_on(folder: Path, out: Path) -> None:
    """New files are done and stand in their places."""
    late = folder / "r03.txt"
    text = late.read_text("utf-8")
    late.unlink()
    run_batch([folder], out, engine=WaitingEngine())
    late.write_text(text, "utf-8")
    engine = WaitingEngine()
    run_batch([folder], out, engine=engine)
    assert engine.drafted == ["2024年丁县政府工作报告", "2024年新丁县政府工作报告"]
    assert titles(out) == [f"{new}{place}" for place in PLACES for new in ("", "新")]


def test_a_changed_source_is_done_again(folder: Path, out: Path) -> None:
    """Its old records go."""
    run_batch([folder], out, engine=WaitingEngine())
    (folder / "r01.txt").write_text(make_text("子", "丑", "寅"), "utf-8")
    engine = WaitingEngine()
    report = run_batch([folder], out, engine=engine)
    assert (len(engine.drafted), report.kept) == (3, 18)
    assert titles(out)[:6] == ["甲", "新甲", "子", "丑", "寅", "丙"]


def test_changed_settings_do_everything_again(folder: Path, out: Path) -> None:
    """And nothing is there twice."""
    run_batch([folder], out, engine=WaitingEngine(settings={"style": 1}))
    report = run_batch([folder], out, engine=WaitingEngine(settings={"style": 2}))
    assert (report.records, report.kept) == (20, 0)
    assert {json.loads(line)["engine"]["settings"]["style"] for line in lines(out)} == {2}


def test_overwrite_starts_anew(folder: Path, out: Path) -> None:
    """Even over a file that is none of ours."""
    out.parent.mkdir()
    out.write_text("notes\n", "utf-8")
    report = run_batch([folder], out, engine=WaitingEngine(), overwrite=True)
    assert (report.records, len(titles(out))) == (20, 20)


def test_records_of_other_sources_stay(folder: Path, out: Path) -> None:
    """The report counts them."""
    run_batch([folder], out, engine=WaitingEngine())
    report = run_batch([make_document("x", "亥")], out, engine=WaitingEngine())
    assert (report.records, report.others) == (1, 20)
    assert titles(out)[-1] == "亥"


def test_failures_stand_in_a_file_of_their_own(folder: Path, out: Path) -> None:
    """One JSON line each, with code and message; the next run forgets those that it gets over."""
    (folder / "r02.txt").write_text(make_text("丙", "缺模"), "utf-8")
    (folder / "r04.txt").write_bytes(b"")
    report = run_batch([folder, "no/such.txt"], out, engine=WaitingEngine())
    rows = [json.loads(line) for line in lines(out.parent / "records.failures.jsonl")]
    assert [(row["source"].rpartition("/")[2], row["code"]) for row in rows] == [
        ("r02.txt", "engine_failed"),
        ("r04.txt", "unreadable"),
        ("such.txt", "unreadable"),
    ]
    assert (report.records, report.failures) == (17, 3)
    write_reports(folder, *[(place, f"新{place}") for place in PLACES])
    report = run_batch([folder], out, engine=WaitingEngine())
    assert (report.records, report.kept, report.failures) == (4, 16, 0)
    assert titles(out) == [f"{new}{place}" for place in PLACES for new in ("", "新")]
    assert not (out.parent / "records.failures.jsonl").exists()


def test_a_source_that_vanishes_is_a_failure_and_stops_nobody(folder: Path, out: Path) -> None:
    """Deleted after the run has listed it."""

    def on_event(event: Event) -> None:
        if isinstance(event, RunStarted):
            (folder / "r05.txt").unlink()

    report = run_batch([folder], out, engine=WaitingEngine(), workers=1, on_event=on_event)
    assert (report.records, report.failures, len(titles(out))) == (18, 1, 18)


def test_events_tell_all_in_order_once_it_is_written(folder: Path, out: Path) -> None:
    """A record that is told of stands in the file."""
    (folder / "r08.txt").unlink()
    (folder / "r01.txt").write_bytes(b"")
    events: list[Event] = []

    def on_event(event: Event) -> None:
        events.append(event)
        if isinstance(event, RecordWritten):
            assert f'"id":"{event.entry.report}"' in out.read_text("utf-8")

    run_batch([folder / "r00.txt"], out, engine=WaitingEngine(), on_event=on_event)
    run_batch(
        [folder / name for name in ("r00.txt", "r01.txt", "r02.txt")], out, engine=WaitingEngine(), on_event=on_event
    )
    first = [RunStarted, RecordWritten, RecordWritten, SourceFinished, RunFinished]
    second = [RunStarted, RecordKept, RecordKept, SourceFinished, SourceFailed, SourceFinished]
    assert [type(event) for event in events] == [
        *first,
        *second,
        RecordWritten,
        RecordWritten,
        SourceFinished,
        RunFinished,
    ]


def test_an_error_of_the_provider_that_stops_the_run_leaves_a_valid_file(folder: Path, out: Path) -> None:
    """What came before it is kept; the same call goes on once the account is filled."""
    path = folder / "r03.txt"
    text = path.read_text("utf-8")
    path.write_text(make_text("丁", "账空"), "utf-8")
    report = run_batch([folder], out, engine=WaitingEngine())
    assert (report.stopped, report.records) == ("provider", 7)
    assert report.message == "the account is empty; run the same command again to go on from here"
    path.write_text(text, "utf-8")
    assert run_batch([folder], out, engine=WaitingEngine()).kept == 6
    assert titles(out) == [f"{new}{place}" for place in PLACES for new in ("", "新")]


def test_a_run_that_stops_early_keeps_what_it_did_not_come_to(folder: Path, out: Path) -> None:
    """Also where it was writing the file anew."""
    run_batch([folder], out, engine=WaitingEngine())
    (folder / "r01.txt").write_text(make_text("子"), "utf-8")
    (folder / "r03.txt").write_text(make_text("账空"), "utf-8")
    report = run_batch([folder], out, engine=WaitingEngine(), workers=1)
    assert report.stopped == "provider"
    assert titles(out) == ["甲", "新甲", "子", *[f"{new}{place}" for place in PLACES[2:] for new in ("", "新")]]
    assert not out.with_name("records.jsonl.part").exists()


def test_the_output_may_stand_among_the_sources(folder: Path) -> None:
    """What a run writes is no source of the next one, whatever its name."""
    for _ in range(2):
        report = run_batch([folder], folder / "summary.txt", engine=WaitingEngine())
    assert (report.sources, report.kept, report.failures) == (10, 20, 0)


def test_a_source_that_is_the_output_is_refused(folder: Path) -> None:
    """Before anything is touched."""
    before = (folder / "r00.txt").read_bytes()
    with pytest.raises(UsageError, match="this is the output, too"):
        run_batch([folder / "r00.txt"], folder / "r00.txt", engine=WaitingEngine(), overwrite=True)
    assert (folder / "r00.txt").read_bytes() == before


def test_documents_need_names_of_their_own(out: Path) -> None:
    """Else nobody could tell whose record a line is."""
    with pytest.raises(UsageError, match="two documents have the same name"):
        run_batch([make_document("a", "甲"), make_document("a", "乙")], out)


def test_a_second_run_at_once_is_refused(folder: Path, out: Path) -> None:
    """The file is left to the first."""
    with locked(out), pytest.raises(UsageError, match="another run is writing to it"):
        run_batch([folder], out, engine=WaitingEngine())


def test_standard_output_gets_the_lines_alone(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No file is made."""
    report = run_batch([folder / "r00.txt"], "-", engine=WaitingEngine())
    found = capfd.readouterr().out.splitlines()
    assert [json.loads(line)["report"]["title"] for line in found] == [
        "2024年甲县政府工作报告",
        "2024年新甲县政府工作报告",
    ]
    assert report.records == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_stops_the_run(folder: Path) -> None:
    """With a line that says so."""
    report = run_batch([folder], "/dev/full", engine=WaitingEngine())
    assert (report.stopped, report.records) == ("output", 0)
    assert report.message == "/dev/full: cannot be written any more (No space left on device)"


def test_an_error_in_a_listener_leaves_a_valid_file(folder: Path, out: Path) -> None:
    """It is the caller's error and comes back to them; the file can be continued."""

    def on_event(event: Event) -> None:
        if isinstance(event, RecordWritten):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_batch([folder], out, engine=WaitingEngine(), on_event=on_event)
    report: BatchReport = run_batch([folder], out, engine=WaitingEngine())
    assert report.records + report.kept == len(titles(out)) == 20


def test_near_identical_reports_are_reported(tmp_path: Path) -> None:
    """A report that comes again, redacted or not, is named in the report of the run, on a second run, too."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(make_text(PLACES[0]), "utf-8")
    for _ in range(2):
        report = run_batch([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out.jsonl")
        (line,) = report.duplicates
        assert "b.txt" in line
        assert "a.txt" in line
        assert "100% identical to" in line
        assert report.repeated == 1
