"""``summarize_batch`` and its twin: order, failures, bounds, processes."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import ProviderError, UsageError
from summarizer.runs import Failure, SourceLike, asummarize_batch, stream, summarize_batch
from summarizer.schemas import to_json_line
from tests.batch.stand_ins import PLACES, WaitingEngine, make_document, write_reports


def test_records_come_in_input_order_whatever_is_done_first() -> None:
    """Reports wait for random times; sources and reports keep their order."""
    documents = [make_document(f"{place}.txt", place, f"新{place}") for place in PLACES]
    records = summarize_batch(documents, engine=WaitingEngine(wait=0.02))
    expected = [(f"{place}.txt", f"2024年{new}{place}县政府工作报告") for place in PLACES for new in ("", "新")]
    assert [(record.report.source.name, record.report.title) for record in records] == expected


def test_reports_under_way_are_bounded() -> None:
    """``workers`` reports are with the engine at once, of whatever sources, and no more."""
    engine = WaitingEngine(wait=0.01)
    documents = [make_document(f"{place}.txt", place, f"新{place}") for place in PLACES]
    assert len(list(summarize_batch(documents, engine=engine, workers=3))) == 20
    assert engine.busiest == 3


def test_nothing_is_read_ahead_of_a_reader_who_stops() -> None:
    """Records are made as they are asked for."""
    engine = WaitingEngine()
    records = summarize_batch([make_document(f"{place}.txt", place) for place in PLACES], engine=engine, workers=2)
    next(records)
    records.close()
    assert len(engine.drafted) <= 4


def test_what_fails_stops_nobody(tmp_path: Path) -> None:
    """A missing file, one without a report, and reports that the engine cannot do: the others are done."""
    (tmp_path / "note.txt").write_text("三月的早晨，我们沿着河边慢慢走。", "utf-8")
    failures: list[Failure] = []
    sources: list[SourceLike] = [
        make_document("a.txt", "甲", "缺模", "意外", "乙"),
        "no/such.txt",
        tmp_path / "note.txt",
        make_document("b.txt", "丙"),
    ]
    records = list(summarize_batch(sources, engine=WaitingEngine(), on_failure=failures.append))
    assert [record.report.title[5] for record in records] == ["甲", "乙", "丙"]
    assert [(failure.code, failure.report is not None) for failure in failures] == [
        ("engine_failed", True),
        ("internal_error", True),
        ("unreadable", False),
        ("no_report", False),
    ]


def test_a_failure_names_the_source_in_one_line() -> None:
    """What users see begins with the source's name."""
    failures: list[Failure] = []
    list(summarize_batch(["no/such.txt"], on_failure=failures.append))
    assert failures == [Failure("no/such.txt", "unreadable", "no/such.txt: there is no such file; check the path")]


def test_failures_without_a_listener_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is lost in silence."""
    with caplog.at_level(logging.WARNING, "summarizer"):
        list(summarize_batch(["no/such.txt"]))
    assert caplog.messages == ["no/such.txt: there is no such file; check the path"]


def test_an_error_that_must_stop_the_run_is_raised_after_what_came_before() -> None:
    """An empty account: the records before it are given out, then the error."""
    records = summarize_batch([make_document("a.txt", "甲", "账空", "乙")], engine=WaitingEngine())
    assert next(records).report.title == "2024年甲县政府工作报告"
    with pytest.raises(ProviderError, match="account is empty"):
        next(records)


def test_no_workers_are_no_workers() -> None:
    """A number below one is a mistake."""
    with pytest.raises(UsageError, match="workers must be 1 or more, not 0"):
        list(summarize_batch([make_document("a.txt", "甲")], workers=0))


async def test_the_async_twin_gives_the_same() -> None:
    """And can be used while another event loop runs, as can the sync one."""
    documents = [make_document(f"{place}.txt", place) for place in PLACES]
    expected = [to_json_line(record) for record in summarize_batch(documents)]
    assert [to_json_line(record) async for record in asummarize_batch(documents)] == expected


def test_processes_give_what_one_thread_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole files and shares of a large one, in order; failures in their places."""
    folder = write_reports(tmp_path / "reports", *[(place, f"新{place}") for place in PLACES])
    (folder / "r05.txt").write_text("", "utf-8")
    (folder / "r06.txt").write_bytes(os.urandom(3000))
    alone: list[object] = []
    expected = [to_json_line(record) for record in summarize_batch([folder], workers=1, on_failure=alone.append)]
    monkeypatch.setattr(stream, "_SHARE_BYTES", 800)
    failures: list[object] = []
    found = [to_json_line(record) for record in summarize_batch([folder], workers=2, on_failure=failures.append)]
    assert found == expected
    assert failures == alone
    assert len(found) == 16


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    """Worker processes do not run the caller's script again."""
    folder = write_reports(tmp_path / "reports", ("甲",), ("乙",))
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from summarizer.runs import summarize_batch\n"
        "print('begun')\n"
        "print(len(list(summarize_batch(sys.argv[1:], workers=2))))\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script, folder], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("begun\n2\n", "")


def test_sources_elsewhere_are_read_where_the_work_is_done(tmp_path: Path) -> None:
    """A URL gives what the path gives, but for its name; what cannot be read is a failure."""
    folder = write_reports(tmp_path / "reports", ("甲",), ("乙",))
    failures: list[Failure] = []
    records = list(summarize_batch([f"file://{folder}", f"file://{folder}/no.txt"], on_failure=failures.append))
    assert [record.report.id for record in records] == [record.report.id for record in summarize_batch([folder])]
    assert [record.report.source.name for record in records] == [f"file://{folder}/r00.txt", f"file://{folder}/r01.txt"]
    assert [failure.message for failure in failures] == [
        f"file://{folder}/no.txt: there is no such file; check the address"
    ]
