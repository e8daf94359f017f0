"""Runs ended from outside: killed, told to stop, out of disk. The file stays valid and the next run goes on from it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.runs import run_batch
from summarizer.schemas import from_json_line
from tests.batch.stand_ins import PLACES, WaitingEngine, write_reports

pytestmark = pytest.mark.slow

DRIVER = Path(__file__).with_name("driver.py")


def start(folder: Path, out: Path, engine: str, workers: int = 2, limit: int = 0) -> "subprocess.Popen[str]":
    """A run in a process group of its own."""
    command = [sys.executable, DRIVER, folder, out, engine, str(workers), str(limit)]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True, start_new_session=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty files of two reports each."""
    files = [(f"{one}{two}", f"新{one}{two}") for one in PLACES for two in PLACES[:4]]
    return write_reports(tmp_path_factory.mktemp("batch") / "reports", *files)


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, bytes]:
    """The outputs of undisturbed runs, by engine."""
    outputs = {}
    for engine in ("rules", "0.05"):
        out = folder.parent / f"whole-{engine}.jsonl"
        run_batch([folder], out, engine=None if engine == "rules" else WaitingEngine())
        outputs[engine] = out.read_bytes()
    return outputs


@pytest.mark.parametrize(("engine", "moments"), [("rules", (0.2, 0.5)), ("0.05", (0.3, 0.6, 0.9))])
def test_a_killed_run_is_resumed_as_if_nothing_had_been(
    folder: Path, whole: dict[str, bytes], tmp_path: Path, engine: str, moments: tuple[float, ...]
) -> None:
    """kill -9 again and again, at once or after some records: all that was told of is there, the end is the same."""
    out = tmp_path / "out.jsonl"
    told: set[str] = set()
    for moment in moments:
        with start(folder, out, engine) as run:
            assert run.stdout is not None
            told.add(run.stdout.readline().strip())
            time.sleep(moment * random.random())
            os.killpg(run.pid, signal.SIGKILL)
            told.update(line.strip() for line in run.stdout if not line.startswith("None"))
        assert all(f'"id":"{report}"'.encode() in out.read_bytes() for report in told)
    report = run_batch([folder], out, engine=None if engine == "rules" else WaitingEngine())
    assert report.kept >= len(told)
    assert out.read_bytes() == whole[engine]


@pytest.mark.parametrize("engine", ["rules", "0.5"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_before_its_time(
    folder: Path, whole: dict[str, bytes], tmp_path: Path, engine: str, number: signal.Signals
) -> None:
    """To the whole process group, as Ctrl-C does; what is in the file is valid, and the next run goes on."""
    out = tmp_path / "out.jsonl"
    engine_of_rest = None if engine == "rules" else WaitingEngine()
    with start(folder, out, engine) as run:
        assert run.stdout is not None
        run.stdout.readline()
        os.killpg(run.pid, number)
        last = run.stdout.readlines()[-1]
    assert run.returncode == 0
    if engine != "rules" or not last.startswith("None"):  # the rules may be done before the signal comes
        assert last.startswith("interrupted: " if number == signal.SIGINT else "terminated: ")
        assert last.endswith("; run the same command again to go on from here\n")
    lines = out.read_bytes().splitlines()
    assert [from_json_line(line).schema_version for line in lines] == ["1.1"] * len(lines)
    run_batch([folder], out, engine=engine_of_rest)
    assert out.read_bytes() == whole["rules" if engine == "rules" else "0.05"]


def test_a_second_signal_ends_the_run_at_once(folder: Path, tmp_path: Path) -> None:
    """Reports under way that would take longer than a test may are dropped."""
    with start(folder, tmp_path / "out.jsonl", "3600", workers=4) as run:
        assert run.stdout is not None
        while not (tmp_path / "out.jsonl").exists():
            time.sleep(0.05)
        time.sleep(0.5)
        os.kill(run.pid, signal.SIGINT)
        time.sleep(0.2)
        os.kill(run.pid, signal.SIGINT)
        assert run.stdout.readlines() == ["interrupted: interrupted; run the same command again to go on from here\n"]


@pytest.mark.parametrize("engine", ["rules", "0.05"])
def test_a_file_that_can_grow_no_more_stops_the_run(
    folder: Path, whole: dict[str, bytes], tmp_path: Path, engine: str
) -> None:
    """A limit stands in for the full disk; with more room the next run goes on."""
    out = tmp_path / "out.jsonl"
    with start(folder, out, engine, limit=len(whole[engine]) // 2) as run:
        assert run.stdout is not None
        last = run.stdout.readlines()[-1]
    assert (
        last == f"output: {out}: the disk is full; all lines up to here are kept: free some space and run the same "
        "command again\n"
    )
    kept = out.read_bytes()
    assert kept
    assert whole[engine].startswith(kept)
    assert kept.endswith(b"\n")
    run_batch([folder], out, engine=None if engine == "rules" else WaitingEngine())
    assert out.read_bytes() == whole[engine]


def can_mount() -> bool:
    """Whether this user may make a small disk."""
    if not shutil.which("unshare"):
        return False
    return not subprocess.run(
        ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True,
        check=False,
    ).returncode


@pytest.mark.skipif(not can_mount(), reason="small disks cannot be made here")
def test_a_full_disk_stops_the_run(folder: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """A disk of 64 KB: the lines on it are whole and the first ones; a run that cannot even begin says so."""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size=64k tmpfs {disk} && {sys.executable} {DRIVER} {folder} {disk}/out.jsonl 0.05 2 0 "
        f"&& cp {disk}/out.jsonl {tmp_path}/kept.jsonl && {sys.executable} {DRIVER} {folder} {disk}/out.jsonl 0.05 2 0"
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    stops = [line for line in done.stdout.splitlines() if line.startswith("output: ")]
    assert len(stops) == 2
    assert all("the disk is full" in line for line in stops)
    kept = (tmp_path / "kept.jsonl").read_bytes()
    assert kept
    assert whole["0.05"].startswith(kept)
    assert kept.endswith(b"\n")


@pytest.mark.skipif(not can_mount(), reason="disks that are only read cannot be made here")
def test_a_read_only_disk_is_refused(folder: Path, tmp_path: Path) -> None:
    """In one line, before anything is done."""
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f"mount -t tmpfs -o ro tmpfs {disk} && {sys.executable} {DRIVER} {folder} {disk}/out.jsonl 0.05 2 0"
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].endswith(
        "out.jsonl: cannot be written (Read-only file system); name an output in a writable folder"
    )
