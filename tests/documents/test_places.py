"""Archives, folders and what stands in them besides reports."""

import io
import os
import zipfile
from pathlib import Path

import pytest

import summarizer
from summarizer.documents import names_in, read_document
from summarizer.errors import SourceError
from summarizer.runs.model import Failure
from summarizer.runs.sources import expand

_REPORT = (
    "清江市政府工作报告\n各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"
    "一、2030年工作回顾\n增长6.1%。\n"
)


def _zip(files: dict[str, bytes], codec: str | None = None) -> bytes:
    """An archive; with ``codec``, its names are in that encoding and no flag says so, as old programs wrote them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_stand_in(name, codec), content)
    data = out.getvalue()
    for name in files:
        data = data.replace(_stand_in(name, codec).encode(), name.encode(codec or "ascii"))
    return data


def _stand_in(name: str, codec: str | None) -> str:
    """A plain name as long as ``name`` in ``codec``."""
    return name if codec is None else "".join(chr(97 + byte % 26) for byte in name.encode(codec))


def _names(path: Path) -> list[str]:
    return [found.source if isinstance(found, Failure) else found.name for found in expand([path])]


def test_files_of_an_archive_are_sources(tmp_path: Path) -> None:
    """In the order of their names, READMEs and what systems leave in archives passed over, folders kept in the name."""
    path = tmp_path / "reports.zip"
    path.write_bytes(_zip({"b/2.txt": _REPORT.encode(), "a.txt": b"x", "README.md": b"x", "__MACOSX/a.txt": b"x"}))
    assert _names(path) == [f"{path}/a.txt", f"{path}/b/2.txt"]
    assert read_document(f"{path}/b/2.txt").text == _REPORT


def test_an_archive_is_one_whatever_stands_first_in_it(tmp_path: Path) -> None:
    """Packed without compression, a PDF's own first bytes stand near the beginning of the archive."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.7\n")
        archive.writestr("b.txt", _REPORT)
    assert _names(path) == [f"{path}/a.pdf", f"{path}/b.txt"]


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_names_of_old_archives_are_read(codec: str, tmp_path: Path) -> None:
    """Names in GBK, or in UTF-8, of archives that do not say which."""
    path = tmp_path / "reports.zip"
    path.write_bytes(_zip({"清江市报告.txt": _REPORT.encode()}, codec))
    assert _names(path) == [f"{path}/清江市报告.txt"]
    assert read_document(f"{path}/清江市报告.txt").text == _REPORT


def test_archives_and_tables_in_archives_are_opened(tmp_path: Path) -> None:
    """Each report has a name by which it can be read again."""
    table = f'doc\n"{_REPORT}"\n'.encode()
    inner = _zip({"c.txt": _REPORT.encode()})
    path = tmp_path / "all.zip"
    path.write_bytes(_zip({"a.csv": table, "b.zip": inner, "d.txt": _REPORT.encode()}))
    assert _names(path) == [f"{path}/a.csv#2", f"{path}/b.zip/c.txt", f"{path}/d.txt"]
    records = list(summarizer.summarize_batch([path]))
    assert [record.report.source.name for record in records] == _names(path)
    assert {read_document(name).text for name in _names(path)} == {_REPORT}


def test_archives_within_archives_have_a_bound(tmp_path: Path) -> None:
    """An archive that holds itself over and over ends in a line."""
    data = _zip({"a.txt": b"x"})
    for _ in range(6):
        data = _zip({"inner.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (failure,) = expand([tmp_path / "a.zip"])
    assert isinstance(failure, Failure)
    assert "nested more than 3 deep" in failure.message


def test_a_bomb_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """What would fill the memory is refused by its size before it is unpacked."""
    path = tmp_path / "all.zip"
    path.write_bytes(_zip({"a.txt": _REPORT.encode(), "bomb.txt": bytes(60_000_000)}))
    failures: list[Failure] = []
    assert len(list(summarizer.summarize_batch([path], on_failure=failures.append))) == 1
    (failure,) = failures
    assert "a zip bomb?" in failure.message


@pytest.mark.parametrize("cut", [30, 200])
def test_a_damaged_archive_is_named(cut: int, tmp_path: Path) -> None:
    """A line says what it is."""
    path = tmp_path / "all.zip"
    path.write_bytes(_zip({"a.txt": os.urandom(400)})[:cut])
    with pytest.raises(SourceError, match=r"all\.zip: this archive is damaged"):
        names_in(str(path))


def test_missing_members_and_rows_are_named(tmp_path: Path) -> None:
    """As a missing file is."""
    (tmp_path / "a.zip").write_bytes(_zip({"a.txt": b"x"}))
    (tmp_path / "a.csv").write_text(f'doc\n"{_REPORT}"\n', "utf-8")
    for name, message in (
        ("a.zip/b.txt", "no such file in the archive"),
        ("a.csv#9", "no such row; its last one is 2"),
        ("b.csv#2", "no such file"),
        ("a.zip#2", "this is not a table"),
    ):
        with pytest.raises(SourceError, match=f"{name.partition('#')[0]}.*: .*{message}"):
            read_document(str(tmp_path / name))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_left_out_with_a_line(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(_REPORT, "utf-8")
    pipe, report = expand([tmp_path])
    assert isinstance(pipe, Failure)
    assert "a pipe or a device" in pipe.message
    assert not isinstance(report, Failure)
    assert report.name == f"{tmp_path}/b.txt"


def test_a_name_with_a_number_sign_is_a_name_where_there_is_such_a_file(tmp_path: Path) -> None:
    """Rows are looked for only where no file has the whole name."""
    path = tmp_path / "a.txt#2"
    path.write_text(_REPORT, "utf-8")
    assert read_document(path).text == _REPORT
