"""What a run shows and logs."""

import io
import logging
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.runs import Failure, RecordKept, RunStarted, SourceFailed, SourceFinished, Stopping, run_batch
from summarizer.runs.events import RecordWritten
from summarizer.runs.model import Entry
from summarizer.runs.progress import Progress, progress
from summarizer.schemas.record import NO_USAGE
from tests.batch.stand_ins import WaitingEngine, write_reports

STARTED = RunStarted(sources=4, size=4000, output="o", engine="rules", workers=None, others=0)
WRITTEN = RecordWritten(Entry("a", "1", "t", 2024, 900, 7, 9, False, {}, NO_USAGE))
FAILED = SourceFailed(Failure("b", "unreadable", "b: the file is empty"))


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Midnight."""
    return Clock()


def test_progress_says_all_in_one_line(clock: Clock) -> None:
    """Sources, reports, failures, sections, pace, calls, tokens, cost, time left."""
    calls = {
        "calls": 12,
        "cached_calls": 3,
        "input_tokens": 34000,
        "output_tokens": 1200,
        "cost": "0.35",
        "currency": "CNY",
    }
    state = Progress(clock)
    state(replace(STARTED, model_calls=lambda: calls))
    clock.now = 240.0
    for event in (WRITTEN, WRITTEN, SourceFinished("a", 1000), FAILED, SourceFinished("b", 1000)):
        state(event)
    assert state.text() == (
        "2/4 sources, 2 reports, 1 failed, 14 sections, 2 min a report, 12 calls, 3 from the cache, 35.2k tokens, "
        "0.35 CNY, 8 min left"
    )


def test_records_of_earlier_runs_do_not_count_for_the_pace(clock: Clock) -> None:
    """They take no time, so the time left is that of what is still to be made."""
    state = Progress(clock)
    state(STARTED)
    state(RecordKept("a", "1"))
    state(SourceFinished("a", 2000))
    assert state.seconds_left is None
    clock.now = 10.0
    for event in (WRITTEN, SourceFinished("b", 1000)):
        state(event)
    assert state.seconds_left == 10.0
    assert state.text() == "2/4 sources, 1 report and 1 from before, 7 sections, 10 s a report, 10 s left"


def test_lines_come_at_intervals_also_while_nothing_happens() -> None:
    """And once it is over, no more."""
    stream = io.StringIO()
    with progress(bar=False, stream=stream, interval=0.02) as listener:
        listener(STARTED)
        while stream.getvalue().count("\n") < 2:
            time.sleep(0.01)
    lines = stream.getvalue().splitlines()
    time.sleep(0.1)
    assert stream.getvalue().splitlines() == lines
    assert all(re.fullmatch(r"0/4 sources, 0 reports, 0 sections, \d+ s so far", line) for line in lines)


def test_quiet_leaves_errors_only() -> None:
    """A failure, and that the run is going to stop."""
    stream = io.StringIO()
    with progress(bar=False, quiet=True, stream=stream, interval=0.01) as listener:
        for event in (STARTED, WRITTEN, FAILED, Stopping("interrupted", "interrupted", 4.0)):
            listener(event)
        time.sleep(0.05)
    assert stream.getvalue().splitlines() == [
        "error: b: the file is empty",
        "interrupted: what is under way has 4 s to finish; again drops it",
    ]


def test_bars_show_the_same_and_errors_above_them() -> None:
    """On a terminal."""
    stream = io.StringIO()
    with progress(bar=True, stream=stream) as listener:
        for event in (STARTED, WRITTEN, SourceFinished("a", 1000), FAILED):
            listener(event)
        time.sleep(0.25)
    shown = stream.getvalue()
    assert "error: b: the file is empty" in shown
    assert "25%" in shown
    assert "1/4 sources, 1 report, 1 failed, 7 sections" in shown


def test_a_run_is_logged_with_all_it_tells(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Names and values of events for structured logs, a line for people."""
    folder = write_reports(tmp_path / "reports", ("甲",), ("缺模",))
    with caplog.at_level(logging.INFO, "summarizer"):
        run_batch([folder], tmp_path / "out.jsonl", engine=WaitingEngine())
    found = [(record.levelname, record.__dict__["event"]) for record in caplog.records]
    assert found == [
        ("INFO", "RunStarted"),
        ("INFO", "RecordWritten"),
        ("WARNING", "SourceFailed"),
        ("INFO", "RunFinished"),
    ]
    assert caplog.records[1].__dict__["data"]["title"] == "2024年甲县政府工作报告"
    assert caplog.messages[2] == f"{folder}/r01.txt: task.md: no such variable"
    assert caplog.messages[3] == "1 record, 1 failure: all sources processed"
