"""Forms of other word processors, turned into Word's by LibreOffice where that is installed."""

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from summarizer.documents.document import Document
from summarizer.documents.docx import read_docx
from summarizer.documents.forms import Form
from summarizer.errors import SourceError
from summarizer.expressions import expression

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_LOST_COMMA = expression(r"(?m)^([一二三四五六七八九十]{1,3})\?")
"""The number of a list from which LibreOffice loses its 、 when it reads or writes RTF."""
CALLED = {"doc": "an old Word file", "rtf": "a rich text file", "wps": "a WPS file", "odt": "an OpenDocument text"}


def read_office(data: bytes, name: str, form: Form) -> Document:
    """The document of a file of another word processor.

    Raises SourceError where LibreOffice is not installed, cannot read the file or takes longer than two minutes.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise SourceError(
            f"{name}: this is {CALLED[form]}, which needs LibreOffice (soffice), and that is not installed; "
            "install it, or save the file as .docx and use that"
        )
    with tempfile.TemporaryDirectory(prefix="summarizer-") as folder:
        converted = _converted(program, data, Path(folder), form)
    if converted is None:
        raise SourceError(
            f"{name}: LibreOffice could not read this file ({CALLED[form]}); save it as .docx and use that"
        )
    document = read_docx(converted, name)
    return replace(document, format=form, text=_LOST_COMMA.sub(r"\1、", document.text))


def _converted(program: str, data: bytes, folder: Path, form: Form) -> bytes | None:
    source = folder / f"source.{form}"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return None
    result = folder / "source.docx"
    return result.read_bytes() if result.exists() else None
