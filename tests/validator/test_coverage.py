"""What a record leaves out, and its headline rows."""

from summarizer.analysis import Analysis
from summarizer.schemas.record import Record
from summarizer.validator import check


def without(record: Record, *texts: str) -> Record:
    kept = tuple(claim for claim in record.indicators if claim.quantity.text not in texts)
    ids = {claim.id for claim in kept}
    rows = tuple(
        row if row.indicator in ids else row.model_copy(update={"indicator": None}) for row in record.headlines
    )
    return record.model_copy(update={"indicators": kept, "headlines": rows})


def test_uncovered_headline(record: Record, analysis: Analysis) -> None:
    """A headline number that no claim covers is a warning at its row; other numbers only count."""
    verdict = check(without(record, "6.2%", "1200亩"), analysis)

    (finding,) = [f for f in verdict.findings if f.code == "uncovered_headline"]
    assert finding.severity == "warning"
    assert finding.span is not None
    assert analysis.view.document.text[slice(*finding.span)] == "6.2%"
    assert finding.path is not None
    row = record.headlines[int(finding.path.rsplit("/", 1)[1])]
    assert (row.canonical, row.measure, row.status) == ("gdp", "growth_rate", "actual")
    assert verdict.covered == verdict.source_quantities - 2
    assert not verdict.wrong


def test_headline_row_of_another_claim(record: Record, analysis: Analysis) -> None:
    """A row that points at a claim of another slot, or at none, is an error."""
    target = next(claim.id for claim in record.indicators if claim.quantity.text == "6%")
    for pointer in (target, "i999"):
        rows = tuple(
            row.model_copy(update={"indicator": pointer})
            if (row.canonical, row.measure, row.status) == ("gdp", "growth_rate", "actual")
            else row
            for row in record.headlines
        )
        verdict = check(record.model_copy(update={"headlines": rows}), analysis)
        assert [f.code for f in verdict.findings if f.severity == "error"] == ["indicator_mismatch"]
