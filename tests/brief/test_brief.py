"""Briefs: memos of one page a report, each number with its place, in Markdown, HTML and Word."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from typer.testing import CliRunner

from summarizer.analysis import analyse_document
from summarizer.brief import Memo, make_memo, write_briefs
from summarizer.cli import app
from summarizer.documents import Document
from summarizer.engines import RulesEngine
from summarizer.errors import UsageError
from summarizer.pipeline import result_of, summarize_report
from summarizer.schemas.lines import to_json_line
from summarizer.schemas.record import Record

REPORT = """云岚县政府工作报告
——2024年1月9日在云岚县第十八届人民代表大会第三次会议上
县长 陆见山
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
一年来，全县经济稳中向好。地区生产总值增长6.2%，达到186.4亿元；一般公共预算收入XX亿元；固定资产投资下降2.5%。
（一）产业升级步伐加快
竹笋加工产值居全省第二，首次突破30亿元。
在肯定成绩的同时，我们也清醒认识到，发展中还存在不少困难和问题，主要是：产业层次不高；财政收支矛盾突出。
二、2024年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业4000人以上。
（一）做强县域工业
实施技改项目30个。
"""


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the one report of the text, as the rules engine makes it."""
    document = Document("云岚县.txt", REPORT)
    (analysis,) = analyse_document(document)
    return result_of(summarize_report(analysis, RulesEngine()))


@pytest.fixture(scope="module")
def memo(record: Record) -> Memo:
    """Its memo."""
    return make_memo(record)


def doubted(record: Record, status: str) -> Record:
    """The record with every number of its text judged so."""
    indicators = [
        indicator.model_copy(update={"verification": indicator.verification.model_copy(update={"status": status})})
        for indicator in record.indicators
    ]
    return record.model_copy(update={"indicators": tuple(indicators)})


def test_figures_stand_in_one_row_an_indicator(memo: Memo) -> None:
    """Result, growth and target side by side; a fall has a minus, bounds are said, what is blacked out is XX."""
    rows = {row.label: (row.actual.text, row.growth.text, row.target.text) for row in memo.rows}
    assert rows["国内生产总值"] == ("186.4亿元", "6.2%", "6%左右")
    assert rows["固定资产投资"] == ("", "−2.5%", "")
    assert rows["一般公共预算收入"] == ("XX", "", "")
    assert rows["城镇新增就业"] == ("", "", "4000人以上")


def test_every_number_has_its_place(memo: Memo) -> None:
    """Each figure and each point has a note, whose place is where its words stand in the document."""
    quotes = {note.number: note for note in memo.notes}
    assert sorted(quotes) == list(range(1, len(quotes) + 1))
    for row in memo.rows:
        for cell in (row.actual, row.growth, row.target):
            assert not cell.text or cell.text == "XX" or len(cell.notes) == 1
    for _, points in memo.parts:
        for point in points:
            assert point.notes
            for number in point.notes:
                start, end = map(int, re.findall(r"(\d+)–(\d+)", quotes[number].place)[0])
                assert REPORT[start:end] in point.text


def test_doubtful_numbers_are_marked(record: Record, memo: Memo) -> None:
    """Doubtful figures and points bear a question mark, wrong ones a cross; nothing is marked without reason."""
    assert memo.marks == frozenset()
    marked = make_memo(doubted(record, "doubtful"))
    assert marked.marks == {"？"}
    assert marked.rows[0].growth.mark == "？"
    assert make_memo(doubted(record, "mismatch")).rows[0].growth.mark == "✗"


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_forms_hold_all_of_the_memo(record: Record, memo: Memo, tmp_path: Path, form: str) -> None:
    """Title, figures, points and places stand in each form."""
    path = tmp_path / f"brief.{form}"
    assert write_briefs([record], path) == 1
    text = "".join(words(path))
    for row in memo.rows:
        assert row.label in text
    for _, points in memo.parts:
        assert all(point.text in text for point in points)
    assert all(note.place in text for note in memo.notes)


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_sources_are_quoted_on_demand(record: Record, tmp_path: Path, form: str) -> None:
    """With quotes, the notes have the words of the source."""
    path = tmp_path / f"brief.{form}"
    write_briefs([record], path, quotes=True)
    assert "“竹笋加工产值居全省第二，首次突破30亿元”" in "".join(words(path))


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_several_reports_share_a_file(record: Record, tmp_path: Path, form: str) -> None:
    """Each report has its memo; notes of different reports are kept apart."""
    path = tmp_path / f"brief.{form}"
    assert write_briefs([record, record], path) == 2
    text = "".join(words(path))
    assert text.count("首项任务：做强县域工业") == 2


def test_links_of_the_word_document_lead_to_notes(record: Record, tmp_path: Path) -> None:
    """Every link in the document has its bookmark."""
    path = tmp_path / "brief.docx"
    write_briefs([record, record], path)
    xml = ZipFile(path).read("word/document.xml").decode()
    anchors, names = re.findall(r'w:anchor="([^"]+)"', xml), re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml)
    assert set(anchors) <= set(names)
    assert len(names) == len(set(names)) > 0


def test_links_of_the_page_lead_to_notes(record: Record, tmp_path: Path) -> None:
    """Every link in the page has its target; what the source says is text, never markup."""
    title = record.report.model_copy(update={"title": "<b>云岚</b>"})
    path = tmp_path / "brief.html"
    write_briefs([record.model_copy(update={"report": title})], path)
    page = path.read_text("utf-8")
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(re.findall(r'<li id="([^"]+)"', page))
    assert "<b>云岚" not in page


def test_unknown_forms_and_empty_files_are_refused(record: Record, tmp_path: Path) -> None:
    """One line says which suffixes there are, and that without records there is no brief."""
    with pytest.raises(UsageError, match=r"\.md, \.docx, \.html"):
        write_briefs([record], tmp_path / "brief.pdf")
    with pytest.raises(UsageError, match="no record"):
        write_briefs([], tmp_path / "brief.md")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_a_brief(record: Record, tmp_path: Path) -> None:
    """``summarizer brief`` reads records and says how many memos it wrote; filters choose reports."""
    records, out = tmp_path / "records.jsonl", tmp_path / "brief.md"
    records.write_text(to_json_line(record) + "\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["brief", str(records), "-o", str(out), "--sources"])
    assert (done.exit_code, done.stderr) == (0, f"1 report written to {out}\n")
    assert "# 云岚县政府工作报告" in out.read_text("utf-8")
    none = CliRunner().invoke(app, ["brief", str(records), "-o", str(out), "--year", "1999"])
    assert none.exit_code == 2


def words(path: Path) -> Iterator[str]:
    """The text of a brief, whatever its form, without its markup."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        yield from (node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))
    elif path.suffix == ".html":
        text = re.sub(r"<sup>.*?</sup>|<style>.*?</style>", "", path.read_text("utf-8"), flags=re.DOTALL)
        yield re.sub(r"<[^>]+>", "", text)
    else:
        yield re.sub(r"\[\^[\d-]+\](?!:)", "", path.read_text("utf-8"))
