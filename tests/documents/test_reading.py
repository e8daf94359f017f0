"""Reading files: encodings, line ends, and what is refused."""

import random
from pathlib import Path
from typing import NoReturn

import pytest

from summarizer.documents import document_from_bytes, document_from_text, places, read_document
from summarizer.errors import SourceError

_SIMPLIFIED = "各位代表：\n现在，我代表县人民政府，向大会报告工作。\n全县生产总值增长6.2%，财政收入达到12.5亿元。\n"
_TRADITIONAL = "各位代表：\n現在，我代表縣政府，向大會報告工作。\n全縣生產總值增長6.2%，財政收入達到12.5億元。\n"


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
    ],
)
def test_encodings_are_told_apart(codec: str, encoding: str) -> None:
    """Text in each encoding is decoded, and the codec is named."""
    document = document_from_bytes(_SIMPLIFIED.encode(codec), "fictional.txt")
    assert (document.text, document.encoding, document.format) == (_SIMPLIFIED, encoding, "text")


@pytest.mark.parametrize("codec", ["big5", "gb18030", "utf-8"])
def test_traditional_text_is_decoded(codec: str) -> None:
    """Big5 is not taken for GB18030, nor the other way round."""
    assert document_from_bytes(_TRADITIONAL.encode(codec), "fictional.txt").text == _TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_last_character_cut_in_two_is_left_out(codec: str) -> None:
    """A file that was cut off within a character is still read."""
    data = _SIMPLIFIED.rstrip("。\n").encode(codec) + "元".encode(codec)[:1]
    assert document_from_bytes(data, "fictional.txt").text == _SIMPLIFIED.rstrip("。\n")


def test_line_ends_and_bom_are_normalized_and_nothing_else() -> None:
    """CRLF and CR become LF, the BOM goes; form feeds, spaces and trailing lines stay."""
    assert document_from_text("\ufeff一\r\n二\r三\f\u3000 \n\n", "x").text == "一\n二\n三\f\u3000 \n\n"


def test_the_name_can_be_given(tmp_path: Path) -> None:
    """A document is named by its path as given unless another name is."""
    path = tmp_path / "report.txt"
    path.write_bytes(_SIMPLIFIED.encode())
    assert read_document(path).name == str(path)
    assert read_document(str(path), name="清江县").name == "清江县"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \r\n\t\xe3\x80\x80", id="white space"),
        pytest.param(b"\xef\xbb\xbf", id="only a BOM"),
        pytest.param(random.Random(7).randbytes(1 << 20), id="random bytes"),
        pytest.param(random.Random(8).randbytes(50), id="few random bytes"),
        pytest.param(bytes(range(256)) * 8, id="all bytes"),
        pytest.param(b"\x00" * 4096, id="zeros"),
        pytest.param(b"%PDF-1.7\n1 0 obj", id="PDF"),
        pytest.param(b"PK\x03\x04 word/document.xml", id="DOCX"),
        pytest.param(b"\xff\xfe\x00\xd8\x00\xd8", id="broken UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    """The message begins with the file's name, is one line, and says what to do."""
    with pytest.raises(SourceError, match=r"^清江\.txt: [^\n]+[;,(][^\n]+$"):
        document_from_bytes(data, "清江.txt")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_damaged_bytes_are_replaced_and_told(codec: str) -> None:
    """A few bytes that no encoding has become U+FFFD, and their place is told; the rest is read."""
    head, tail = _SIMPLIFIED[:20], _SIMPLIFIED[20:]
    document = document_from_bytes(head.encode(codec) + b"\xff\xff" + tail.encode(codec), "fictional.txt")
    (damage,) = document.damage
    assert document.encoding == codec
    assert set(document.text[slice(*damage.span)]) == {"\ufffd"}
    assert document.text.replace("\ufffd", "") == _SIMPLIFIED
    assert "character 20" in damage.message


def test_missing_paths_and_folders_are_refused(tmp_path: Path) -> None:
    """A path that is no file gives an error that names it."""
    with pytest.raises(SourceError, match="no such file"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(SourceError, match="folder"):
        read_document(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        read_document("a\x00b")


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let us read gives an error that names it."""
    path = tmp_path / "locked.txt"
    path.write_bytes(b"x")

    def refuse(path: str, mode: str) -> NoReturn:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(places, "open", refuse, raising=False)
    with pytest.raises(SourceError, match=r"locked\.txt: .*Permission denied"):
        read_document(path)
