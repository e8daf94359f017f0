"""Quotes: exact, mended, or not there."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis import Analysis
from summarizer.documents import Document, build_view
from summarizer.schemas.record import Record
from summarizer.validator import apply, check
from summarizer.validator.quotes import plain, plain_view

from .conftest import Change

FORMS = [
    "全市地区生产总值达到1260.58亿元，增长6.2%",
    "全市 地区生产总值\n达到1260.58亿元， 增长6.2%。",
    "全市地区生产总值达到１２６０．５８亿元,增长６．２％。",
    "“全市地区生产总值达到1260.58亿元；增长6.2%”",
]


@pytest.mark.parametrize("quote", FORMS)
def test_form_is_mended(change: Change, analysis: Analysis, quote: str) -> None:
    """White space, width and punctuation are put right from the source, and the mending is noted."""
    record = change("6.2%", evidence={"quote": quote})

    verdict = check(record, analysis)
    done = apply(record, verdict)

    claim = next(claim for claim in done.indicators if claim.quantity.text == "6.2%")
    assert claim.verification.status == "verified"
    assert claim.evidence.quote == analysis.view.document.text[slice(*claim.evidence.span)]
    assert plain(claim.evidence.quote) == plain(quote)
    assert [f.severity for f in verdict.findings if f.code == "quote_not_found"] == ["info"]


@pytest.mark.parametrize(
    "quote",
    [
        "全市地区生产总值达到1260.58亿元，增长6.3%",
        "全市地区生产总值达到126058亿元，增长6.2%",
        "全市地区生产总值达到1260.5亿元",
        "全市地区生产总值达到了1260.58亿元，增长6.2%",
        "260.58亿元，增长6.2%",
        "",
    ],
)
def test_other_words_are_not(change: Change, analysis: Analysis, quote: str) -> None:
    """Another digit, another word, a number cut in two, or nothing: not in the source."""
    verdict = check(change("6.2%", evidence={"quote": quote}), analysis)

    assert any(f.code == "quote_not_found" and f.severity == "error" for f in verdict.findings)


def test_quote_of_another_place(change: Change, record: Record, analysis: Analysis) -> None:
    """A quote that stands in the source but does not hold the claim's number is no evidence."""
    other = next(claim.evidence for claim in record.indicators if claim.quantity.text == "485家")

    verdict = check(change("6.2%", evidence={"quote": other.quote, "span": other.span}), analysis)

    assert [(f.code, f.severity) for f in verdict.findings if f.severity == "error"] == [("quote_not_found", "error")]


def test_span_of_a_quote_is_mended(change: Change, record: Record, analysis: Analysis) -> None:
    """A right quote with a wrong span gets the span at which it stands, nearest to the one given."""
    right = next(claim.evidence for claim in record.indicators if claim.quantity.text == "6.2%")
    wrong: dict[str, Any] = {"span": (right.span[0] - 3, right.span[1] - 3)}
    moved = change("6.2%", evidence=wrong)

    done = apply(moved, check(moved, analysis))

    assert next(claim for claim in done.indicators if claim.quantity.text == "6.2%").evidence == right


@given(st.text(alphabet="增长达到 ，。、“”（）3.5%２０２３\n\u3000亿元", max_size=60))
def test_plain_text_maps_back(text: str) -> None:
    """Every character of a plain text stands at its offset in the view, and the whole of it is found again."""
    view = build_view(Document("", text))
    bare = plain_view(view, 0, len(view.text))

    assert bare.text == "".join(view.folded[at] for at in bare.offsets) == plain(view.folded)
    if bare.text:
        (start, end) = bare.extents(view.text)[0]
        assert plain(view.folded[start:end]) == bare.text
