"""From a document to records: what every record keeps, on a report of our own and on the real ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import summarizer
from summarizer.errors import SourceError
from summarizer.schemas import Record, to_json_line

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
EXAMPLES = Path(__file__).parents[1] / "examples"
COUNTS = {
    "wrapped-redacted-2024.txt": 17,
    "national-provincial-2024.txt": 20,
    "cities-with-contents-page-2024.txt": 7,
    "rewritten-years.txt": 5,
    "web-page-fragment.txt": 2,
}


SOURCES = [*sorted(EXAMPLES.glob("*.txt")), *sorted(CORPUS.glob("*.txt"))]


def spans(record: Record) -> Iterator[tuple[tuple[int, int], str]]:
    """Every span of a record that must read as a text of the record."""
    for indicator in record.indicators:
        yield indicator.quantity.span, indicator.quantity.text
        yield indicator.evidence.span, indicator.evidence.quote


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_span_gives_its_quote(path: Path) -> None:
    """document[span] is the quote, for every number and every sentence, whatever was joined or left out."""
    document = summarizer.read_document(path)
    for record in summarizer.summarize(path):
        for (start, end), text in spans(record):
            assert document.text[start:end] == text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_same_source_gives_the_same_bytes(path: Path) -> None:
    """Two runs differ in no byte."""
    first, second = ([to_json_line(record) for record in summarizer.summarize(path)] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_rules_engine_claims_nothing_the_validator_doubts(path: Path) -> None:
    """Every claim of the rules engine is verified or redacted, and nothing of the source is left uncovered."""
    for record in summarizer.summarize(path):
        checked = record.validation
        assert (checked.mismatched, checked.unsupported) == (0, 0)
        assert checked.covered == checked.source_quantities
        assert not [flag for flag in checked.flags if flag.path is not None and flag.severity == "error"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real reports (../shared/corpus) are not on this machine")
@pytest.mark.parametrize(("name", "count"), list(COUNTS.items()))
def test_the_reports_of_the_corpus(name: str, count: int) -> None:
    """Each collection gives one record a report."""
    assert len(summarizer.summarize(CORPUS / name)) == count


def test_a_path_that_is_none_is_a_source_error() -> None:
    """A string without line breaks is a path, and a missing one is said to be missing."""
    with pytest.raises(summarizer.SummarizerError, match="no such file"):
        summarizer.summarize("没有这个文件.txt")


def test_a_short_string_that_is_no_path_may_be_meant_as_either() -> None:
    """The error says what was looked for, and how a text is known."""
    with pytest.raises(SourceError, match=r"there is no such file; .* to be taken as text it must contain a full stop"):
        summarizer.summarize("地区生产总值增长5.2%")


def test_a_string_in_one_line_may_be_a_text(tmp_path: Path) -> None:
    """A cell of a table is a text without a line break, short or long; a path of that form still is one."""
    text = (
        "2031年清江县政府工作报告——2031年1月18日在清江县第九届人民代表大会第二次会议上县长 张三各位代表："
        "现在，我代表县人民政府，向大会报告工作，请予审议。一、2030年工作回顾地区生产总值增长6.1%。二、2031年主要目标地区生产总值增长6%左右。"
    )
    for source in (text, text * 9):
        record = summarizer.summarize(source)[0]
        assert (record.report.title, record.report.year) == ("2031年清江县政府工作报告", 2031)
        assert [fact.status for fact in record.indicators[:2]] == ["actual", "target"]
    path = tmp_path / "各位代表。txt"
    path.write_text(text, encoding="utf-8")
    assert summarizer.summarize(str(path))[0].report.source.name == str(path)


def test_a_text_without_a_report_is_a_source_error() -> None:
    """A text in which no report stands gives an error that says so."""
    with pytest.raises(summarizer.SummarizerError, match="no government work report"):
        summarizer.summarize("今天天气很好。\n我们去公园散步。\n")
