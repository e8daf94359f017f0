"""Odd outputs, odd names, runs that were killed: said in one line, nothing lost, nothing of others touched."""

import json
import os
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.runs import Event, Noted, run_batch
from summarizer.runs.target import Target
from tests.batch.stand_ins import WaitingEngine, make_text, write_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files of one report each."""
    return write_reports(tmp_path / "reports", ("甲",), ("乙",), ("丙",))


def killed(out: Path, **changes: object) -> None:
    """What a run that was killed leaves of its report."""
    path = out.with_name("out.run.json")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"stopped": "killed"} | changes), "utf-8")


def fail_for(out: Path, place: str) -> None:
    """Flag the record of a place as one that the model failed on."""
    lines = out.read_text("utf-8").splitlines(keepends=True)
    flag = '"flags":[{"code":"llm_failed","severity":"warning","message":"","path":null,"span":null}'
    changed = [
        line.replace('"flags":[', flag + ("" if '"flags":[]' in line else ","), 1) if place in line else line
        for line in lines
    ]
    out.write_text("".join(changed), "utf-8")


def test_a_folder_of_other_things_is_no_output(folder: Path) -> None:
    """Neither the root of the disk nor a folder of reports; nothing is written there."""
    before = sorted(os.listdir(folder))
    for place in ("/", folder):
        with pytest.raises(UsageError, match="this folder holds other files"):
            run_batch([folder], place)
    assert sorted(os.listdir(folder)) == before


def test_the_name_of_an_output_says_what_it_is(tmp_path: Path) -> None:
    """Whoever does the work."""
    (tmp_path / "plain").write_text("", "utf-8")
    kinds = {name: Target(f"{tmp_path}/{name}") for name in ("out.jsonl", "out", "out.d/", "plain")}
    assert [kinds[name].is_folder for name in kinds] == [False, True, True, False]
    assert kinds["plain"].is_file
    assert Target("memory://out.jsonl").is_folder
    assert not Target("-").is_file
    assert not Target("-").is_folder


def test_a_file_of_somebody_else_in_the_way_is_left_alone(folder: Path, tmp_path: Path) -> None:
    """Where the run would go on that cannot append; also when all is to be done anew."""
    part = tmp_path / "out.jsonl.part"
    part.write_text("my notes\n", "utf-8")
    for overwrite in (False, True):
        with pytest.raises(UsageError, match=r"out\.jsonl\.part: this is in the way .*move it away"):
            run_batch([folder], tmp_path / "out.jsonl", overwrite=overwrite)
    assert part.read_text("utf-8") == "my notes\n"


def test_a_report_of_the_run_that_cannot_be_written_is_told_of_once(folder: Path, tmp_path: Path) -> None:
    """The records are there all the same."""
    (tmp_path / "out.run.json").mkdir()
    events: list[Event] = []
    report = run_batch([folder], tmp_path / "out.jsonl", on_event=events.append)
    (noted,) = [event for event in events if isinstance(event, Noted)]
    assert "the report of the run is missing" in noted.message
    assert "out.run.json" in noted.message
    assert (report.records, report.stopped) == (3, None)


@pytest.mark.parametrize("out", ["out.jsonl", "parts"])
def test_names_that_are_no_text_go_through(folder: Path, tmp_path: Path, out: str) -> None:
    """Of a report and of a file without one: the run ends well, and the next one knows them again."""
    for name, text in ((b"x\xff.txt", make_text("丁")), (b"y\xfe.txt", "")):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(text, "utf-8")
    report = run_batch([folder], tmp_path / out, engine=None)
    assert (report.records, report.failures, report.stopped) == (4, 1, None)
    beside = tmp_path / "parts" if out == "parts" else tmp_path
    assert any("failures" in path.name for path in beside.iterdir())
    assert any(json.loads(path.read_text("utf-8"))["records"] == 4 for path in beside.glob("*run.json"))
    (folder / os.fsdecode(b"y\xfe.txt")).write_text(make_text("戊"), "utf-8")
    assert run_batch([folder], tmp_path / out).failures == 0
    assert run_batch([folder], tmp_path / out).kept == 5


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_are_written_on_this_machine_too(folder: Path, tmp_path: Path, workers: int) -> None:
    """Together they are the file; what is done is kept."""
    run_batch([folder], tmp_path / "out.jsonl")
    report = run_batch([folder], tmp_path / "parts", workers=workers, part_sources=1)
    manifest = json.loads((tmp_path / "parts" / "manifest.json").read_text("utf-8"))
    together = b"".join((tmp_path / "parts" / part["file"]).read_bytes() for part in manifest["parts"])
    assert (report.records, together) == (3, (tmp_path / "out.jsonl").read_bytes())
    assert run_batch([folder], tmp_path / "parts", part_sources=1).kept == 3


def test_an_engine_that_cannot_travel_writes_no_parts(folder: Path, tmp_path: Path) -> None:
    """It says what to give instead."""
    with pytest.raises(UsageError, match="give what makes it there"):
        run_batch([folder], tmp_path / "parts", engine=WaitingEngine())


def run_with(folder: Path, out: Path, asked_with: str) -> list[str]:
    """The reports that a model is asked about, with settings of this name."""
    engine = WaitingEngine()
    run_batch([folder], out, engine=engine, model_calls=lambda: {"asked_with": asked_with})
    return engine.drafted


def test_a_run_that_is_killed_at_once_has_left_its_settings(folder: Path, tmp_path: Path) -> None:
    """The report of a run is there from its beginning, so the next one sees that it asks otherwise."""
    out = tmp_path / "out.jsonl"

    class Killed(BaseException):
        pass

    def on_event(event: Event) -> None:
        raise Killed

    with pytest.raises(Killed):
        run_batch([folder], out, on_event=lambda event: None if "Started" in type(event).__name__ else on_event(event))
    report = json.loads((tmp_path / "out.run.json").read_text("utf-8"))
    assert (report["stopped"], report["message"]) == ("killed", "the run was ended from outside")


def test_a_killed_run_is_compared_with_by_its_settings(folder: Path, tmp_path: Path) -> None:
    """What the model failed on is asked again by a run with others, until such a run has come to its end."""
    out = tmp_path / "out.jsonl"
    run_with(folder, out, "one")
    fail_for(out, "2024年乙县")
    assert run_with(folder, out, "one") == []
    killed(out)
    assert run_with(folder, out, "other") == ["2024年乙县政府工作报告"]
    fail_for(out, "2024年丙县")
    killed(out, retry_failed=True)
    assert run_with(folder, out, "other") == ["2024年丙县政府工作报告"]
    assert run_with(folder, out, "other") == []
