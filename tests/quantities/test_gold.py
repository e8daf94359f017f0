"""The annotated passages, where they are at hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from summarizer.documents import build_view, read_document
from summarizer.quantities import Quantity, canonical_unit, scan

SHARED = Path(__file__).parents[2].parent / "shared"
GOLD = SHARED / "gold" / "dev.jsonl"


def _right(fact: dict[str, object], quantity: Quantity) -> bool:
    if fact["comparator"] == "redacted":
        return quantity.value is None
    expected = [fact["value"], fact["value_max"]]
    found = [None if value is None else float(value) for value in (quantity.value, quantity.value_max)]
    same = all(
        (e is None and f is None) or e == pytest.approx(f, rel=1e-4) for e, f in zip(expected, found, strict=True)
    )
    return same and canonical_unit(str(fact["unit"])) == canonical_unit(quantity.unit)


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated passages are not beside this checkout")
def test_annotated_passages() -> None:
    """Found, value and comparator keep the floors asked of the scanner."""
    passages = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    scans = {
        name: scan(build_view(read_document(SHARED / "corpus" / name))).quantities
        for name in {passage["source"] for passage in passages}
    }
    tally: Counter[str] = Counter()
    for passage in passages:
        low, high = passage["span"]
        left = [quantity for quantity in scans[passage["source"]] if low <= quantity.span[0] < high]
        for fact in passage["facts"]:
            start, end = fact["span"]
            match = next((q for q in left if q.span[0] < end and start < q.span[1]), None)
            if match is not None:
                left.remove(match)
            if fact.get("optional"):
                continue
            tally["gold"] += 1
            if match is not None:
                tally["found"] += 1
                tally["value"] += _right(fact, match)
                tally["comparator"] += match.comparator == fact["comparator"]
        tally["false"] += len(left)
    assert tally["found"] >= 0.995 * tally["gold"]
    assert tally["false"] <= 0.01 * tally["found"]
    assert tally["value"] >= 0.995 * tally["found"]
    assert tally["comparator"] >= 0.98 * tally["found"]
