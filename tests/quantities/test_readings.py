"""Short texts with everything number-like in them marked; each needs one word or condition of the lexicon."""

import re
from pathlib import Path

import pytest

from summarizer.documents import Document, build_view
from summarizer.quantities import scan

LINES = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
MARK = re.compile(r"⟦([^⟧|]*)(?:\|[a-z_]+)?⟧")


def marked(text: str) -> str:
    """The text with what the scanner reads in it marked; a quantity of which no words say anything has no word."""
    view = build_view(Document("reading", text))
    found = scan(view)
    marks = [(q.start, q.end, q.comparator.replace("exact", "")) for q in found.quantities]
    marks += [(m.start, m.end, m.kind) for m in found.mentions]
    result, at = "", 0
    for start, end, word in sorted(marks):
        result += f"{view.text[at:start]}⟦{view.text[start:end]}{'|' + word if word else ''}⟧"
        at = end
    return result + view.text[at:]


@pytest.mark.parametrize("line", [line for line in LINES if line and not line.startswith("#")])
def test_reading(line: str) -> None:
    """Nothing else is read, and nothing is read otherwise."""
    assert marked(MARK.sub(r"\1", line)) == line
