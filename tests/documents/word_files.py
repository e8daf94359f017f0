"""Word files as Word makes them: numbers by lists, running heads, notes; for tests and for the examples."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_NUMBERED = re.compile(r"([一二三四五六七八九十]{1,3})、|（([一二三四五六七八九十]{1,3})）|(\d{1,2})\.")
_LEVELS = (("chineseCounting", "%1、"), ("taiwaneseCountingThousand", "（%2）"), ("decimal", "%3."))


def write_docx(path: Path, lines: Sequence[str], *, head: str = "", feet: bool = False) -> Path:
    """A Word file of these paragraphs in which Word writes the numbers: 一、, （一） and 1. are in no text.

    ``head`` is the running head; ``feet`` puts page numbers at the foot of each page.
    """
    word = docx.Document()
    style = word.styles["Normal"]
    style.font.size = docx.shared.Pt(14)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")
    number = _add_list(word)
    for line in lines:
        paragraph = word.add_paragraph()
        found = _NUMBERED.match(line)
        if found:
            level = next(at for at, group in enumerate(found.groups()) if group)
            _number(paragraph, number, level)
            line = line[found.end() :]
        else:
            paragraph.paragraph_format.first_line_indent = docx.shared.Pt(28)
        for run in re.findall(r"[!-~]+|[^!-~]+", line):
            paragraph.add_run(run)
    section = word.sections[0]
    section.header.paragraphs[0].text = head
    if feet:
        _page_field(section.footer.paragraphs[0])
    word.save(str(path))
    return path


def _add_list(word: Any) -> int:
    """A list of three levels, numbered as Chinese reports are; its number."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(_LEVELS)
    )
    root = word.part.numbering_part.element
    kinds = root.findall(qn("w:abstractNum"))
    kind = 1 + max(int(each.get(qn("w:abstractNumId"))) for each in kinds)
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{kind}">{levels}</w:abstractNum>')
    kinds[-1].addnext(abstract)
    return int(root.add_num(kind).numId)


def _number(paragraph: Any, number: int, level: int) -> None:
    told = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    told.get_or_add_ilvl().val = level
    told.get_or_add_numId().val = number


def _page_field(paragraph: Any) -> None:
    run = paragraph.add_run()._r
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run.append(element)
