"""Compressed files of records: read whatever they are called, written whole or not at all."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from summarizer.errors import RecordError, UsageError
from summarizer.output.compression import decompressed, new_file

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES = "".join(f"第{number}行\n" for number in range(1000)).encode()
CHECKED: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}
FORMS = {
    "plain": LINES,
    "gzip": gzip.compress(LINES),
    "zstd": zstd.compress(LINES, options=CHECKED),
}


def read(data: bytes) -> bytes:
    return b"".join(decompressed(io.BufferedReader(io.BytesIO(data)), "a.jsonl"))


@pytest.mark.parametrize("form", FORMS)
def test_lines_come_back(form: str) -> None:
    """Plain, gzip and Zstandard are told apart by their first bytes."""
    assert read(FORMS[form]) == LINES


def test_an_empty_file_has_no_lines() -> None:
    """Nothing is read from nothing."""
    assert read(b"") == b""


@pytest.mark.parametrize("form", ["gzip", "zstd"])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_damage_is_said(form: str, damage: str) -> None:
    """Compressed data that is cut off or damaged is an error that names the file, not a shorter file."""
    data = bytearray(FORMS[form])
    if damage == "cut":
        del data[-9:]
    else:
        data[len(data) // 2] ^= 255
    with pytest.raises(RecordError, match=r"^a\.jsonl: the compressed data is damaged or truncated"):
        read(bytes(data))


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_what_is_written_is_read_and_is_the_same_every_time(tmp_path: Path, suffix: str) -> None:
    """The suffix chooses the compression; equal contents give equal bytes."""
    paths = [tmp_path / folder / f"a.{suffix}" for folder in ("one", "two")]
    for path in paths:
        with new_file(path) as file:
            file.write(LINES)
    assert read(paths[0].read_bytes()) == LINES
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """What stood there before stays until the new file is whole, and nothing is left beside it."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")

    def fail() -> None:
        with new_file(path) as file:
            file.write(b"new")
            raise RecordError("line 2 is bad")

    with pytest.raises(RecordError):
        fail()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link leads to is written, not the link."""
    (tmp_path / "real.jsonl").write_bytes(b"old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    with new_file(tmp_path / "link.jsonl") as file:
        file.write(b"new")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == b"new"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder, or a place below a file, is a wrong call that says what to do."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="this is a folder; name a file in it"), new_file(tmp_path):
        pass
    with pytest.raises(UsageError, match="name an output in a writable folder"), new_file(tmp_path / "file" / "a.csv"):
        pass
