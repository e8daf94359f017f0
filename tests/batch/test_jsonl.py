"""The output file: repaired, locked, refused where it is not ours, whole on a full disk."""

import os
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from summarizer.errors import OutputError, UsageError
from summarizer.output.jsonl import RecordFile, engine_key, locked, read_lines, side_file
from summarizer.runs import summarize_batch
from summarizer.schemas import to_json_line
from tests.batch.stand_ins import WaitingEngine, make_document


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    """Three lines of two sources."""
    documents = [make_document("a.txt", "甲", "乙"), make_document("b.txt", "丙")]
    return [f"{to_json_line(record)}\n".encode() for record in summarize_batch(documents)]


def test_the_head_of_each_line_is_read(tmp_path: Path, lines: list[bytes]) -> None:
    """Source, report, engine and place in the file."""
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"".join(lines))
    found = list(read_lines(path))
    data = path.read_bytes()
    assert [line.source for line in found] == ["a.txt", "a.txt", "b.txt"]
    assert [data[line.start : line.end] for line in found] == lines
    assert [f'"id":"{line.report}"'.encode() in raw for line, raw in zip(found, lines, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    "tail", [b'{"sch', b'{"schema_version":"1.1","report":{"id":"7', b"\0" * 300, b'{"schema_version":"1.1"}\n']
)
def test_a_half_written_last_line_is_cut_off(tmp_path: Path, lines: list[bytes], tail: bytes) -> None:
    """Whatever a killed process or a power failure leaves behind the last whole line."""
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"".join(lines) + tail)
    assert len(list(read_lines(path))) == 3
    assert path.read_bytes() == b"".join(lines)


@pytest.mark.parametrize("content", [b"my notes", b"my notes\n", b'{"name":1}\n', b"\xff\xfe\x00"])
def test_a_file_of_somebody_else_is_not_touched(tmp_path: Path, content: bytes) -> None:
    """An output named by mistake is refused, whole."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"notes\.txt: line 1 is not a record of this program"):
        list(read_lines(path))
    assert path.read_bytes() == content


def test_a_bad_line_in_the_middle_is_refused(tmp_path: Path, lines: list[bytes]) -> None:
    """What stands behind it would be lost if it were cut off."""
    path = tmp_path / "out.jsonl"
    path.write_bytes(lines[0] + lines[1][:90] + b"\n" + lines[2])
    with pytest.raises(UsageError, match="line 2 is not a record"):
        list(read_lines(path))
    assert path.read_bytes().endswith(lines[2])


def test_the_engine_of_a_line_is_that_of_its_description(tmp_path: Path) -> None:
    """Settings come back from JSON as what they were written from: tuples, exact numbers, Chinese."""
    settings = {"temperature": Decimal("0.20"), "n": 3, "words": ("甲", "乙"), "on": True, "none": None, "x": 0.5}
    engine = WaitingEngine(settings=dict(settings))
    (record,) = summarize_batch([make_document("a.txt", "甲")], engine=engine)
    path = tmp_path / "out.jsonl"
    path.write_text(f"{to_json_line(record)}\n", "utf-8")
    (line,) = read_lines(path)
    assert line.engine == engine_key(engine.description.model_dump())
    assert line.engine != engine_key(WaitingEngine(settings=settings | {"n": 4}).description.model_dump())


def test_a_second_run_on_the_same_output_is_refused(tmp_path: Path) -> None:
    """In one line that names the output; the lock goes with the run."""
    path = tmp_path / "new" / "out.jsonl"
    with locked(path), pytest.raises(UsageError, match=r"out\.jsonl: another run is writing to it"), locked(path):
        pass
    with locked(path):
        pass


def test_a_killed_run_holds_no_lock(tmp_path: Path) -> None:
    """kill -9 leaves nothing to clean up by hand."""
    path = tmp_path / "out.jsonl"
    script = (
        "import os, sys, pathlib\n"
        "from summarizer.output.jsonl import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, path], check=False).returncode == -9
    with locked(path):
        pass


def test_an_output_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    """With what to do instead."""
    with pytest.raises(UsageError, match="this is a folder; name a file in it"), locked(tmp_path):
        pass


@pytest.mark.parametrize("folder", ["/proc", "/sys"])
def test_an_output_in_a_place_that_cannot_be_written_is_refused(folder: str) -> None:
    """Also for the superuser, who may write anywhere but where there is no disk."""
    with (
        pytest.raises(UsageError, match=rf"^{folder}/out\.jsonl: cannot be written"),
        locked(Path(f"{folder}/out.jsonl")),
    ):
        pass


def test_an_output_in_a_file_is_refused(tmp_path: Path) -> None:
    """The line says which part of the path is no folder."""
    (tmp_path / "notes").write_text("x", "utf-8")
    with pytest.raises(UsageError, match=r"notes is a file, not a folder"), locked(tmp_path / "notes" / "out.jsonl"):
        pass


def test_a_line_that_does_not_fit_is_not_begun(tmp_path: Path) -> None:
    """A full disk (here: a limit on the size of files) leaves the lines before it, whole."""
    path = tmp_path / "out.jsonl"
    file = RecordFile(path)
    file.append(b"x" * 60 + b"\n")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
    try:
        with pytest.raises(OutputError, match="the disk is full; all lines up to here are kept"):
            file.append(b"y" * 60 + b"\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    file.append(b"z\n")
    file.close()
    assert path.read_bytes() == b"x" * 60 + b"\nz\n"


def test_side_files_stand_beside_the_output() -> None:
    """Whatever the output's suffix."""
    assert os.fspath(side_file(Path("a/out.jsonl"), "run.json")) == "a/out.run.json"
    assert os.fspath(side_file(Path("a/out.txt"), "run.json")) == "a/out.txt.run.json"
