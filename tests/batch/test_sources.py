import io
import sys
from pathlib import Path

import pytest

from summarizer.documents import Document
from summarizer.errors import UsageError
from summarizer.runs.model import Failure, Source
from summarizer.runs.sources import expand


def names(*sources: str | Path | Document) -> list[str]:
    return [found.source if isinstance(found, Failure) else found.name for found in expand(sources)]


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", "utf-8")


def test_folders_give_their_files_in_the_order_of_names(tmp_path: Path) -> None:
    """Subfolders stand among the files where their names belong."""
    write(tmp_path, "b.txt", "c/2.txt", "c/1.txt", "a.txt", "d.txt")
    expected = [f"{tmp_path}/{name}" for name in ("a.txt", "b.txt", "c/1.txt", "c/2.txt", "d.txt")]
    assert names(tmp_path) == expected


def test_what_is_no_source_is_passed_over(tmp_path: Path) -> None:
    """Hidden files and folders, lock files of editors and our own outputs are no reports."""
    write(tmp_path, ".hidden.txt", "~$a.docx", ".git/x.txt", "out.jsonl", "out.run.json", "out.jsonl.part", "a.txt")
    assert names(tmp_path) == [f"{tmp_path}/a.txt"]


def test_a_file_named_by_the_user_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """Only what a folder holds is chosen by name."""
    assert names(tmp_path / ".hidden.json") == [f"{tmp_path}/.hidden.json"]


def test_the_same_file_is_taken_once(tmp_path: Path) -> None:
    """Named twice, or named beside its folder, in whatever spelling."""
    write(tmp_path, "a.txt", "b.txt")
    assert names(tmp_path / "b.txt", f"{tmp_path}/./b.txt", tmp_path) == [f"{tmp_path}/b.txt", f"{tmp_path}/a.txt"]


def test_documents_are_taken_as_they_are() -> None:
    """A document is a source with its text at hand."""
    document = Document("note", "文本")
    assert list(expand([document])) == [Source("note", document, 2)]


def test_a_missing_path_is_given_on() -> None:
    """Reading it says what is wrong, in its turn."""
    assert list(expand(["no/such.txt"])) == [Source("no/such.txt")]


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read where it stands among the sources, in any encoding."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("政府工作报告".encode("gb18030"))))
    (found,) = expand(["-"])
    assert isinstance(found, Source)
    assert found.document is not None
    assert (found.name, found.document.text) == ("-", "政府工作报告")


def test_empty_standard_input_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so under its name."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (found,) = expand(["-"])
    assert isinstance(found, Failure)
    assert (found.source, found.code) == ("-", "unreadable")


def test_folders_elsewhere_are_sources(tmp_path: Path) -> None:
    """By URL, sorted; hidden files and our own outputs passed over; each with a version that changes with it."""
    write(tmp_path, "b.txt", "c/2.txt", ".git/x.txt", "a.txt", "out.jsonl", "README.md")
    url = f"file://{tmp_path}"
    found = [source for source in expand([url]) if isinstance(source, Source)]
    assert [source.name for source in found] == [f"{url}/{name}" for name in ("a.txt", "b.txt", "c/2.txt")]
    assert all(source.version and source.size == 1 for source in found)


def test_a_single_file_elsewhere_is_a_source(tmp_path: Path) -> None:
    """Whatever its name; one that is not there is given on."""
    write(tmp_path, "out.json")
    assert names(f"file://{tmp_path}/out.json", f"file://{tmp_path}/no") == [
        f"file://{tmp_path}/out.json",
        f"file://{tmp_path}/no",
    ]


def test_an_unknown_protocol_is_refused() -> None:
    """With its name."""
    with pytest.raises(UsageError, match=r"^xyz://a/b: "):
        names("xyz://a/b")
