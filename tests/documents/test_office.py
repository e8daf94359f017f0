"""Files of other word processors, by LibreOffice where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from summarizer.documents import document_from_bytes, read_document
from summarizer.documents.characters import fold
from summarizer.errors import SourceError

_FORMS = Path(__file__).parents[2] / "examples" / "forms"


def test_without_libreoffice_a_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is named, and both ways out of it."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SourceError, match=r"^a\.rtf: this is a rich text file, .*install it, or save .* as \.docx"):
        document_from_bytes(rb"{\rtf1 x}", "a.rtf")


def test_a_converter_that_fails_is_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that LibreOffice makes nothing of is named."""
    monkeypatch.setattr(shutil, "which", lambda name: "true")
    with pytest.raises(SourceError, match=r"^a\.doc: LibreOffice could not read this file"):
        document_from_bytes(b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_other_forms_read_like_word(suffix: str, tmp_path: Path) -> None:
    """The same paragraphs, with their numbers, whichever form a word processor saved them in."""
    source = _FORMS / "township-numbered.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    document = read_document(tmp_path / f"{source.stem}.{suffix}")
    assert document.format == suffix
    assert fold(document.text) == fold(read_document(source).text)  # RTF has its brackets in ASCII
