"""Decided passages as gold for ``eval``."""

import json
from typing import Any

from summarizer.review.applying import Applying
from summarizer.review.decisions import Decision, latest
from summarizer.review.gold import gold_lines
from tests.review.conftest import Case, decide, fact


def gold(case: Case, *decisions: Decision) -> list[dict[str, Any]]:
    """The gold that decisions about the case's record make."""
    applying = Applying(latest(decisions))
    after = applying.apply(case.record)
    return [json.loads(line) for line in gold_lines(case.record, after, applying.about(case.record))]


def test_passage_with_an_undecided_number_is_no_gold(case: Case) -> None:
    """In gold every number is annotated, so a sentence half decided is left out."""
    assert gold(case, decide(case.record, "40个", "accept")) == []


def test_decided_passage_is_the_source_s_with_the_reviewer_s_reading(case: Case) -> None:
    """Text and spans are the document's; fields are as corrected; a rejected number is annotated by its absence."""
    (passage,) = gold(
        case,
        decide(case.record, "2.6万亩", "reject"),
        decide(case.record, "48.5%", "correct", measure="share"),
    )
    start, end = passage["span"]
    assert passage["text"] == case.document.text[start:end]
    assert passage["source"] == "青禾县.txt"
    assert passage["facts"] == [
        {
            "q": "48.5%",
            "span": list(fact(case.record, "48.5%").quantity.span),
            "indicator": "森林覆盖率",
            "value": 48.5,
            "value_max": None,
            "unit": "%",
            "comparator": "exact",
            "measure": "share",
            "direction": None,
            "period": "2024",
            "status": "target",
        }
    ]
