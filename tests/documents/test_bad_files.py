"""Files that cannot be read say why, in one line that begins with their name."""

import io
import zipfile
from pathlib import Path

import pytest

import summarizer
from summarizer.documents import document_from_bytes, pdf
from summarizer.documents.places import opened, place_of
from summarizer.errors import SourceError
from summarizer.runs.model import Failure

_FORMS = Path(__file__).parents[2] / "examples" / "forms"


def _pdf_bytes(pages: int) -> bytes:
    """A PDF of empty pages."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"] * pages
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()


def _encrypted() -> bytes:
    """A PDF that says it is encrypted, with a password that nobody has."""
    keys = "/O(" + "x" * 32 + ")/U(" + "y" * 32 + ")"
    encrypt = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4{keys}>>/ID[(a)(b)]"
    return _pdf_bytes(1).replace(b"/Root 1 0 R", f"/Root 1 0 R{encrypt}".encode())


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", _pdf_bytes(2), "no text, only images .a scan.*OCR"),
        ("a.pdf", _pdf_bytes(pdf.MOST_PAGES + 1), "3001 pages, more than the limit of 3000"),
        ("a.pdf", _encrypted(), "encrypted; save it without a password"),
        ("a.pdf", b"%PDF-1.7\nnothing", "damaged and cannot be opened"),
        ("a.png", b"\x89PNG\r\n", "a picture; run OCR"),
        ("a.gz", b"\x1f\x8b\x08", "a gzip file; unpack it"),
        ("a.rar", b"Rar!\x1a\x07", "a RAR archive; unpack it"),
    ],
)
def test_files_say_why_they_cannot_be_read(name: str, data: bytes, message: str) -> None:
    """What the file is, what is wrong with it, what to do."""
    with pytest.raises(SourceError, match=rf"^{name}: [^\n]*{message}[^\n]*$"):
        document_from_bytes(data, name)


def test_pages_that_cannot_be_read_are_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose text has no meaning is told with its place, and the record is flagged; the others count."""
    monkeypatch.setattr(pdf, "_FOREIGN", __import__("re").compile("岚栖"))
    monkeypatch.setattr(pdf, "_MOST_UNREADABLE", 0.001)
    document = pdf.read_pdf((_FORMS / "township-print.pdf").read_bytes(), "a.pdf")
    assert document.damage
    assert document.damage[0].message.startswith("page 1 has garbled text")
    (record,) = summarizer.summarize(document)
    assert "damaged_text" in {flag.code for flag in record.validation.flags}


def test_one_bad_file_stops_nobody(tmp_path: Path) -> None:
    """The good ones of a folder are done, each bad one is a failure with its line."""
    good = (_FORMS / "township-bold.md").read_bytes()
    files = {"a.pdf": _encrypted(), "b.docx": b"PK\x03\x04x", "c.md": good, "d.html": b"<html>" + b"<div>" * 9999}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    failures: list[Failure] = []
    (record,) = summarizer.summarize_batch([tmp_path], on_failure=failures.append)
    assert record.report.source.name == str(tmp_path / "c.md")
    assert [Path(failure.source).name for failure in failures] == ["a.pdf", "b.docx", "d.html"]


def test_an_encrypted_archive_says_so(tmp_path: Path) -> None:
    """The flag of the entry tells, before anything is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    data = bytearray(out.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    name = str(tmp_path / "a.zip" / "a.txt")
    with pytest.raises(SourceError, match="encrypted"), opened(place_of(name), name):
        pass
