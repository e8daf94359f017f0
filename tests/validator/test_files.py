"""Anybody's records against anybody's sources."""

from dataclasses import replace

import pytest

from summarizer.analysis import Analysis
from summarizer.documents import Document, Span
from summarizer.schemas.lines import to_json_line
from summarizer.schemas.record import Record
from summarizer.validator import Finding, check, explain, validate, validate_lines, validate_records

from .conftest import TEXT, Change


def test_read_afresh(change: Change, analysis: Analysis) -> None:
    """A record validated against the bare document gets the verdict that the pipeline would give it."""
    record = change("6.2%", status="target")

    outcome = validate(record, analysis.view.document)

    assert outcome.kind == "checked"
    assert outcome.verdict == check(record, analysis)


def test_source_changed(record: Record, analysis: Analysis) -> None:
    """Another text under the same name: changed, not wrong."""
    outcome = validate(record, Document("青屿.txt", TEXT.replace("6.2%", "6.3%")))

    assert (outcome.kind, outcome.verdict) == ("source_changed", None)
    assert "青屿.txt" in outcome.message


def test_lines(record: Record, analysis: Analysis) -> None:
    """Each line has its outcome, blank lines are passed over, lines keep their numbers."""
    line = to_json_line(record)
    other = to_json_line(
        record.model_copy(
            update={
                "report": record.report.model_copy(
                    update={
                        "source": record.report.source.model_copy(update={"name": "x.txt", "text_sha256": "0" * 64})
                    }
                )
            }
        )
    )

    outcomes = list(
        validate_lines([line, "\n", "{not json", '{"a": 1}', other, line.encode()], [analysis.view.document])
    )

    assert [(outcome.line, outcome.kind) for outcome in outcomes] == [
        (1, "checked"), (3, "malformed"), (4, "malformed"), (5, "source_missing"), (6, "checked"),
    ]  # fmt: skip
    assert "x.txt" in outcomes[3].message


@pytest.mark.parametrize("name", ["elsewhere/青屿.txt", "C.txt"])
def test_matched_by_hash_or_name(record: Record, name: str) -> None:
    """The text's hash finds the source under any name; else the name, without its folders, finds what has changed."""
    (same,) = validate_records([record], [Document(name, TEXT)])
    (changed,) = validate_records([record], [Document("elsewhere/青屿.txt", TEXT + "又及")])

    assert (same.kind, changed.kind) == ("checked", "source_changed")


def test_span_that_is_no_place(record: Record, analysis: Analysis) -> None:
    """A record whose report stands beyond the document's end is malformed, not wrong."""
    beyond = record.model_copy(update={"report": record.report.model_copy(update={"span": (10**6, 10**6 + 5)})})

    assert validate(beyond, analysis.view.document).kind == "malformed"


def test_report_at_another_place(record: Record, analysis: Analysis) -> None:
    """A record of a part that the chunker does not take for a report is checked with the head that it gives."""
    start = TEXT.index("一、2023")
    part = record.model_copy(update={"report": record.report.model_copy(update={"span": (start, len(TEXT))})})

    outcome = validate(part, analysis.view.document)

    assert outcome.kind == "checked"
    assert outcome.verdict is not None
    assert outcome.verdict.count("verified") == check(record, analysis).count("verified")


def test_explain(analysis: Analysis) -> None:
    """A finding is shown in its line of the source, the offending part marked; long lines are cut around it."""
    document = analysis.view.document
    start = TEXT.index("6.2%")

    excerpt = explain(Finding("value_mismatch", "error", "", span=Span((start, start + 4))), document)

    assert excerpt is not None
    assert excerpt.text[slice(*excerpt.mark)] == "6.2%"
    assert TEXT.split("\n")[excerpt.line - 1].startswith(excerpt.text.strip("…")[:6])
    long = replace(document, text="数" * 500 + "6.2%" + "\n" + "字" * 500)
    cut = explain(Finding("value_mismatch", "error", "", span=Span((500, 510))), long)
    assert cut is not None
    assert cut.text[slice(*cut.mark)] == "6.2%"
    assert len(cut.text) < 100
    assert explain(Finding("value_mismatch", "error", ""), document) is None
