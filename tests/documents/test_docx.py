"""Word files: the numbers Word makes, revisions, tables, notes; and files that are damaged."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from summarizer.documents.docx import read_docx
from summarizer.documents.numbering import Counters, ListLevel, written
from summarizer.errors import SourceError
from tests.documents.word_files import write_docx

_LINES = [
    "2031年清江县政府工作报告",
    "各位代表：",
    "一、2030年工作回顾",
    "（一）产业提质增效。新增规上企业12家。",
    "（二）城乡更加协调。改造老旧小区8个。",
    "二、2031年重点工作",
    "（一）加快项目建设。新建幼儿园3所。",
    "1.修路。硬化道路12公里。",
    "2.修渠。新建渠道3公里。",
]


def _bytes(word: object) -> bytes:
    data = io.BytesIO()
    word.save(data)  # type: ignore[attr-defined]
    return data.getvalue()


def test_numbers_of_lists_are_in_the_text(tmp_path: Path) -> None:
    """一、, （一） and 1. that Word writes stand where a reader sees them; each list begins anew under its heading."""
    path = write_docx(tmp_path / "a.docx", _LINES, head=_LINES[0], feet=True)
    assert read_docx(path.read_bytes(), "a.docx").text.split("\n") == _LINES


def test_numbers_come_from_the_style_of_a_paragraph(tmp_path: Path) -> None:
    """A heading style that is linked with a level of a list numbers its paragraphs."""
    word = docx.Document()
    root = word.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Heading1"/>'
        '<w:lvlText w:val="第%1部分　"/></w:lvl>'
    )
    kind = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>')
    root.findall(qn("w:abstractNum"))[-1].addnext(kind)
    number = root.add_num(77).numId
    properties = word.styles["Heading 1"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = number
    for text in ("回顾", "展望"):
        word.add_paragraph(text, style="Heading 1")
    assert read_docx(_bytes(word), "a.docx").text == "第一部分　回顾\n第二部分　展望"


def test_only_what_is_still_text_is_read() -> None:
    """Deleted and hidden words and fields' codes are left out, inserted ones and links are read, runs are joined."""
    word = docx.Document()
    paragraph = word.add_paragraph("增长")._p
    for tag, inner in (("ins", "<w:r><w:t>5%</w:t></w:r>"), ("del", "<w:r><w:delText>7%</w:delText></w:r>")):
        paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{inner}</w:{tag}>'))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>秘密</w:t></w:r>"))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>PAGE 12</w:instrText></w:r>"))
    paragraph.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>左右。</w:t></w:r></w:hyperlink>"))
    assert read_docx(_bytes(word), "a.docx").text == "增长5%左右。"


def test_rows_of_tables_are_lines() -> None:
    """Cells are divided by tabs, in their place among the paragraphs."""
    word = docx.Document()
    word.add_paragraph("主要指标")
    table = word.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("指标", "2030年", "粮食", "65万吨"), strict=True
    ):
        cell.text = text
    word.add_paragraph("完。")
    assert read_docx(_bytes(word), "a.docx").text == "主要指标\n指标\t2030年\n粮食\t65万吨\n完。"


def test_a_text_box_is_read_once() -> None:
    """Word keeps a text box twice, for itself and for older programs."""
    word = docx.Document()
    run = word.add_paragraph()._p.get_or_add_pPr().getparent()
    box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>清江县政府工作报告</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run.append(parse_xml(f"<w:r {nsdecls('w')}><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:r>"))
    assert read_docx(_bytes(word), "a.docx").text == "清江县政府工作报告"


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (12, "chineseCounting", "十二"),
        (20, "taiwaneseCountingThousand", "二十"),
        (3, "chineseLegalSimplified", "叁"),
        (10, "ideographDigital", "一〇"),
        (7, "decimalEnclosedCircle", "⑦"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (2, "ideographTraditional", "乙"),
        (5, "unheardOf", "5"),
    ],
)
def test_kinds_of_numbers(value: int, kind: str, text: str) -> None:
    """Each kind is written as Word writes it; one not known here in figures."""
    assert written(value, kind) == text


def test_deeper_numbers_begin_anew() -> None:
    """After a higher item, those below begin at their start again."""
    levels = {0: ListLevel("decimal", "%1."), 1: ListLevel("decimal", "%1.%2", 3)}
    counters = Counters()
    assert [counters.next("a", level, levels) for level in (0, 1, 1, 0, 1)] == ["1.", "1.3", "1.4", "2.", "2.3"]


def _zip(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return data.getvalue()


def _with_entities() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "十"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    word = docx.Document()
    data = io.BytesIO(_bytes(word))
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "word/document.xml":
                text = text.replace(b"?>", b"?>" + bomb.encode(), 1).replace(
                    b"<w:body>", b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
                )
            new.writestr(entry.filename, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_zip(word__document="<x/>"), id="no Word file"),
        pytest.param(_zip(**{"[Content_Types].xml": "<broken", "word__document.xml": "<"}), id="broken XML"),
        pytest.param(_bytes(docx.Document())[:4000], id="cut off"),
        pytest.param(_bytes(docx.Document()), id="empty"),
        pytest.param(_with_entities(), id="entities"),
        pytest.param(_zip(**{"word__document.xml": "<a/>" * 10_000_000}), id="bomb"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes) -> None:
    """Damaged, empty and hostile files are named, with what to do, and take no time or memory."""
    with pytest.raises(SourceError, match=r"^清江\.docx: [^\n]+$"):
        read_docx(data, "清江.docx")
