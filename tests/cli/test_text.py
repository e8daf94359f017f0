"""``summarizer text``, and the options that say how sources are read."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.documents import read_document

_FORMS = Path(__file__).parents[2] / "examples" / "forms"


def _run(*arguments: str | Path, stdin: bytes | None = None) -> tuple[int, bytes, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    return result.exit_code, result.stdout_bytes, result.stderr


@pytest.mark.parametrize("name", ["township-print.pdf", "township-numbered.docx", "township-page.html", "rows.csv#2"])
def test_the_text_is_the_one_that_spans_count(name: str) -> None:
    """Exactly the document's text, in UTF-8, of any form."""
    code, out, _ = _run("text", _FORMS / name)
    assert code == 0
    assert out.decode() == read_document(_FORMS / name).text


def test_the_text_of_standard_input_goes_to_a_file(tmp_path: Path) -> None:
    """- reads standard input, -o names the file."""
    code, out, _ = _run("text", "-", "-o", tmp_path / "a.txt", stdin="政府工作报告".encode("gb18030"))
    assert (code, out) == (0, b"")
    assert (tmp_path / "a.txt").read_bytes() == "政府工作报告".encode()


def test_damage_is_told_beside_the_text() -> None:
    """A place that could not be decoded is a line on standard error, not a refusal."""
    data = "各位代表：现在，我代表县人民政府，向大会报告工作。".encode().replace("县".encode(), b"\xe5\x8e", 1)
    code, out, err = _run("text", "-", stdin=data)
    assert code == 0
    assert "\ufffd" in out.decode()
    assert "could not be decoded" in err


def test_format_and_column_are_obeyed(tmp_path: Path) -> None:
    """--format and --text-column read what would not be found by itself, in summarize and in validate."""
    source = tmp_path / "export.dat"
    report = (_FORMS.parent / "township.txt").read_text("utf-8").replace("\n", "\\n")
    rows = [json.dumps({"note": report, "报文": report}, ensure_ascii=False).replace("\\\\n", "\\n")]
    source.write_text("\n".join(rows) + "\n", "utf-8")
    how = ("--format", "jsonl", "--text-column", "报文")
    out = tmp_path / "out.jsonl"
    code, _, err = _run("summarize", "-q", "--engine", "rules", "-o", out, *how, source)
    assert (code, err) == (0, "")
    (line,) = out.read_text("utf-8").splitlines()
    assert json.loads(line)["report"]["source"]["format"] == "table"
    code, _, err = _run("validate", out, "-s", source, *how)
    assert code == 0, err
    code, _, err = _run("summarize", "-q", "--format", "xml", source)
    assert code == 2
    assert "unknown format; the formats are" in err
