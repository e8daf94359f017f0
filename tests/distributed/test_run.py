"""``summarize_distributed``: the records of the plain batch, whatever happens to workers."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import SummarizerError, UsageError
from summarizer.runs import (
    Dask,
    Event,
    RecordKept,
    RecordWritten,
    SourceFailed,
    SourceFinished,
    cluster,
    run_batch,
)
from summarizer.runs.folder_sink import FolderSink
from summarizer.schemas import from_json_line
from tests.batch.stand_ins import PLACES, WaitingEngine, make_document, make_text, write_reports
from tests.distributed.stand_ins import DyingUnlessIsolated, Waiting, summarize_distributed

pytestmark = pytest.mark.cluster


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty files of two reports each."""
    return write_reports(tmp_path / "reports", *[(place, f"新{place}") for place in PLACES * 2])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of the output."""
    return tmp_path / "out"


def manifest(out: Path) -> dict[str, Any]:
    """What the run wrote of its parts."""
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text("utf-8"))
    return found


def together(out: Path) -> bytes:
    """All parts in the order of the manifest."""
    return b"".join((out / part["file"]).read_bytes() for part in manifest(out)["parts"])


def plain(folder: Path, **options: Any) -> bytes:
    """What the plain batch writes."""
    path = folder.parent / "plain.jsonl"
    run_batch([folder], path, overwrite=True, **options)
    return path.read_bytes()


def test_the_parts_are_the_plain_batch(client: Any, folder: Path, out: Path) -> None:
    """Byte for byte, in order; the manifest says what is where."""
    report = summarize_distributed([folder], out, client=client, part_sources=3)
    assert together(out) == plain(folder)
    assert (report.sources, report.records, report.failures, report.stopped) == (20, 40, 0, None)
    found = manifest(out)
    assert len(found["parts"]) > 3
    assert (found["complete"], found["records"], found["sources"]) == (True, 40, 20)
    assert sorted(path.name for path in out.iterdir() if path.suffix == ".jsonl") == sorted(
        ["failures.jsonl", *(part["file"] for part in found["parts"])]
    )


def test_an_engine_with_a_model_gives_the_same_as_the_plain_batch(client: Any, folder: Path, out: Path) -> None:
    """Many reports at once in each worker, lines in order."""
    summarize_distributed([folder], out, client=client, engine=Waiting(0.02), part_sources=3)
    assert together(out) == plain(folder, engine=WaitingEngine())


def test_a_second_run_keeps_what_is_done(client: Any, folder: Path, out: Path) -> None:
    """A changed source costs its part; what is no part any more is set aside, not thrown away."""
    summarize_distributed([folder], out, client=client, part_sources=3)
    before = {part["file"] for part in manifest(out)["parts"]}
    assert summarize_distributed([folder], out, client=client, part_sources=3).kept == 40
    (folder / "r07.txt").write_text(make_text("子"), "utf-8")
    report = summarize_distributed([folder], out, client=client, part_sources=3)
    after = {part["file"] for part in manifest(out)["parts"]}
    assert together(out) == plain(folder)
    assert report.records + report.kept == 39
    assert report.kept > 0
    assert {path.name for path in out.glob("part-*")} == after
    assert {path.name for path in (out / "_old").glob("part-*.jsonl")} == before - after


def test_overwrite_does_all_again(client: Any, folder: Path, out: Path) -> None:
    """Kept is nothing."""
    summarize_distributed([folder], out, client=client)
    assert summarize_distributed([folder], out, client=client, overwrite=True).records == 40


def test_other_settings_are_other_parts(client: Any, folder: Path, out: Path) -> None:
    """Nothing of the old ones is kept."""
    summarize_distributed([folder], out, client=client, engine=Waiting(settings={"style": 1}))
    report = summarize_distributed([folder], out, client=client, engine=Waiting(settings={"style": 2}))
    assert (report.records, report.kept) == (40, 0)


def test_failures_stand_in_their_file_and_are_tried_again(client: Any, folder: Path, out: Path) -> None:
    """A bad file costs nobody else anything."""
    (folder / "r03.txt").write_bytes(b"")
    report = summarize_distributed([folder, "no/such.txt"], out, client=client, part_sources=3)
    rows = [json.loads(line) for line in (out / "failures.jsonl").read_text("utf-8").splitlines()]
    assert [(Path(row["source"]).name, row["code"]) for row in rows] == [
        ("r03.txt", "unreadable"),
        ("such.txt", "unreadable"),
    ]
    assert (report.records, report.failures) == (38, 2)
    (folder / "r03.txt").write_text(make_text("丁", "新丁"), "utf-8")
    assert summarize_distributed([folder], out, client=client, part_sources=3).failures == 0
    assert together(out) == plain(folder)


def test_events_tell_of_all(client: Any, folder: Path, out: Path) -> None:
    """The same events as of the plain batch."""
    events: list[Event] = []
    (folder / "r03.txt").write_bytes(b"")
    for _ in range(2):
        summarize_distributed([folder], out, client=client, part_sources=3, on_event=events.append)
    counts = {
        kind: sum(isinstance(event, kind) for event in events) for kind in (RecordWritten, RecordKept, SourceFailed)
    }
    assert counts[RecordWritten] + counts[RecordKept] == 76
    assert counts[SourceFailed] == 2
    assert sum(isinstance(event, SourceFinished) for event in events) == 40


def test_parquet_parts_hold_columns_and_the_record(client: Any, folder: Path, out: Path) -> None:
    """One row a record."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    summarize_distributed([folder], out, client=client, part_sources=3, file_format="parquet")
    tables = [parquet.read_table(out / part["file"]) for part in manifest(out)["parts"]]
    rows = [row for table in tables for row in table.to_pylist()]
    lines = plain(folder).decode().splitlines()
    assert [row["record"] for row in rows] == lines
    record = from_json_line(lines[0])
    assert (rows[0]["id"], rows[0]["year"], rows[0]["delivered_on"]) == (
        record.report.id,
        2024,
        record.report.delivered_on,
    )


def test_sources_and_output_may_be_elsewhere(client: Any, folder: Path) -> None:
    """By URL: here, a file system in memory."""
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.put(str(folder), "/reports", recursive=True)
    summarize_distributed(["memory://reports"], "memory://out", client=client, part_sources=3)
    found = json.loads(memory.cat("/out/manifest.json"))
    lines = b"".join(memory.cat(f"/out/{part['file']}") for part in found["parts"]).splitlines()
    assert len(lines) == 40
    assert [from_json_line(line).report.source.name for line in lines[:3:2]] == [
        "memory:///reports/r00.txt",
        "memory:///reports/r01.txt",
    ]
    assert summarize_distributed(["memory://reports"], "memory://out", client=client, part_sources=3).kept == 40
    memory.rm("/out", recursive=True)
    memory.rm("/reports", recursive=True)


def test_an_error_of_the_provider_ends_the_run(client: Any, folder: Path, out: Path) -> None:
    """Finished parts stay, the manifest says that it is not complete, the next run goes on."""
    (folder / "r09.txt").write_text(make_text("账空"), "utf-8")
    report = summarize_distributed([folder], out, client=client, engine=Waiting(), part_sources=3)
    assert (report.stopped, manifest(out)["complete"]) == ("provider", False)
    assert report.message == "the account is empty; run the same command again to go on from here"
    (folder / "r09.txt").write_text(make_text("丁"), "utf-8")
    summarize_distributed([folder], out, client=client, engine=Waiting(), part_sources=3)
    assert together(out) == plain(folder, engine=WaitingEngine())


def test_a_worker_killed_in_the_middle_loses_nothing(processes: Any, folder: Path, out: Path) -> None:
    """kill -9 of both workers, one after the other, while they are at it."""
    pids = list(processes.run(os.getpid).values())

    def kill() -> None:
        for pid in pids:
            time.sleep(0.4)
            os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    summarize_distributed([folder], out, client=processes, engine=Waiting(0.5), part_sources=2, concurrency=2)
    killer.join()
    assert set(processes.run(os.getpid).values()).isdisjoint(pids)
    assert together(out) == plain(folder, engine=WaitingEngine())


def test_a_part_that_kills_its_workers_is_done_apart(
    processes: Any, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each source in a process of its own."""
    real: Any = FolderSink.work
    monkeypatch.setattr(FolderSink, "work", lambda *given: DyingUnlessIsolated(real(*given)))
    processes.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0))
    for number in range(3, 20):
        (folder / f"r{number:02}.txt").unlink()
    summarize_distributed([folder], out, client=processes)
    assert together(out) == plain(folder)


def test_what_a_cluster_cannot_reach_is_refused(client: Any, out: Path) -> None:
    """Documents are on this machine only."""
    with pytest.raises(UsageError, match="documents it cannot reach"):
        summarize_distributed([make_document("a", "甲")], out, client=client)


def test_an_output_that_cannot_be_written_is_refused(client: Any, folder: Path) -> None:
    """Before anything is done."""
    with pytest.raises(UsageError, match=r"^/proc/out: cannot be written"):
        summarize_distributed([folder], "/proc/out", client=client)


def test_a_scheduler_that_is_not_there_is_said(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", "1s")
    with pytest.raises(UsageError, match=r"^tcp://127\.0\.0\.1:9: no scheduler answers there"):
        summarize_distributed([folder], out, client="tcp://127.0.0.1:9")


def test_half_written_parts_are_not_there(client: Any, folder: Path, out: Path) -> None:
    """A run in which every part fails to be written leaves no file of a part."""
    out.mkdir()
    (out / "_done").write_text("in the way", "utf-8")
    with pytest.raises(SummarizerError):
        summarize_distributed([folder], out, client=client)
    assert not list(out.glob("part-*"))
    shutil.rmtree(out)


def test_the_command_line_on_a_cluster(tmp_path: Path) -> None:
    """``--runner dask`` writes a folder of parts that together are the plain run's output."""
    examples = Path(__file__).parents[2] / "examples"
    call = [sys.executable, "-m", "summarizer", "summarize", str(examples), "--engine", "rules", "-q"]
    subprocess.run([*call, "-o", str(tmp_path / "parts"), "--runner", "dask"], check=True)
    subprocess.run([*call, "-o", str(tmp_path / "plain.jsonl")], check=True)
    parts = json.loads((tmp_path / "parts" / "manifest.json").read_text("utf-8"))["parts"]
    together = b"".join((tmp_path / "parts" / part["file"]).read_bytes() for part in parts)
    assert together == (tmp_path / "plain.jsonl").read_bytes()


def test_a_cluster_writes_a_file_as_well(client: Any, folder: Path, tmp_path: Path) -> None:
    """In the order of the sources; what is in it is not done again."""
    out = tmp_path / "out.jsonl"
    assert run_batch([folder], out, cluster=Dask(client)).records == 40
    assert out.read_bytes() == plain(folder)
    assert run_batch([folder], out, cluster=Dask(client), workers=1).kept == 40


def test_what_the_model_failed_on_is_asked_again_in_its_parts(client: Any, folder: Path, out: Path) -> None:
    """Where that is asked for, or the model is asked with other settings than in the run before; others are kept."""

    def run(asked_with: str, **options: Any) -> tuple[int, int]:
        calls = {"asked_with": asked_with}
        report = summarize_distributed(
            [folder], out, client=client, engine=Waiting(), part_sources=3, model_calls=lambda: calls, **options
        )
        return report.records, report.kept

    assert run("one") == (40, 0)
    done = next(iter((out / "_done").iterdir()))
    values = json.loads(done.read_text("utf-8"))
    values["entries"][0]["failed"] = True
    again = len(values["entries"])
    done.write_text(json.dumps(values), "utf-8")
    assert run("one") == (0, 40)
    assert run("one", retry_failed=True) == (again, 40 - again)
    done.write_text(json.dumps(values), "utf-8")
    assert run("other") == (again, 40 - again)
    assert run("other") == (0, 40)


def test_processes_that_do_not_start_are_said_in_one_line(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are begun anew a few times, as somebody may have killed one of them."""
    tries: list[int] = []

    def never(**options: Any) -> None:
        tries.append(options["n_workers"])
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr("distributed.LocalCluster", never)
    with pytest.raises(
        SummarizerError, match=r"^the 2 processes of the cluster do not start \(Nanny failed to start\)"
    ):
        run_batch([folder], out, cluster=Dask(), workers=2)
    assert tries == [2, 2, 2]
