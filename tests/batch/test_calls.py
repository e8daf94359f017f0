"""The way of one report, from the call to the record, is short: the docs draw it, this counts it."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from summarizer.runs import run_batch
from tests.batch.stand_ins import WaitingEngine, write_reports

DRAWN = (
    "runs.batch.arun_batch",
    "runs.run.Run.go",
    "runs.stream.outcomes",
    "runs.work.read_reports",
    "runs.work.Reports.summarize",
    "analysis.analyse_report",
    "pipeline.summarize_report",
    "schemas.lines.to_json_line",
)


def test_a_report_passes_the_calls_that_are_drawn(tmp_path: Path) -> None:
    """In this order, each of them drawn in the docs."""
    seen: list[str] = []

    def note(frame: FrameType, event: str, argument: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        name = f"{module.removeprefix('summarizer.')}.{frame.f_code.co_qualname}"
        if event == "call" and name not in seen:
            seen.append(name)

    folder = write_reports(tmp_path / "reports", ("甲",))
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run_batch([folder], tmp_path / "out.jsonl", engine=WaitingEngine())
    finally:
        sys.setprofile(before)
    places = [seen.index(name) for name in DRAWN if name in seen and name != "runs.work.read_reports"]
    assert places == sorted(places)
    assert len(places) == len(DRAWN) - 1
    text = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text("utf-8")
    drawn = text.partition(" 1  cli.summarize")[2].partition("```")[0].splitlines()
    assert len(drawn) == 12
    assert all(any(name.rpartition(".")[2] in line for line in drawn) for name in DRAWN)
