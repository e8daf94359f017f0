"""Short texts with one number marked and what the binder reads of it; each needs one word of the lexicon."""

import re
from pathlib import Path
from typing import get_args

import pytest

from summarizer.chunker import Region, Report, Section
from summarizer.documents import Document, build_view
from summarizer.indicators import Fact, bind
from summarizer.quantities import scan
from summarizer.schemas.catalogue import load_catalogue
from summarizer.schemas.record import SectionKind

LINES = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
MARK = re.compile(r"⟦([^⟧]*)⟧")
HEADER = re.compile(r"# [a-z_]+(?: ([a-z_]+))?")


def cases() -> list[tuple[str, str, SectionKind | None]]:
    """Text with its mark, reading, and the kind of section for classes of status words."""
    found: list[tuple[str, str, SectionKind | None]] = []
    kind: SectionKind | None = None
    for line in LINES:
        if "→" in line and not line.startswith("#"):
            text, reading = line.split(" → ")
            found.append((text, reading, kind))
        elif header := HEADER.fullmatch(line):
            kind = next((each for each in get_args(SectionKind) if each == header[1]), None)
    return found


def fact_of(text: str, kind: SectionKind) -> Fact:
    """The fact of the marked number, in a section of a county's report of 2026."""
    view = build_view(Document("reading", MARK.sub(r"\1", text)))
    whole = (0, len(view.text))
    section = Section("1", None, 1, None, "", kind, whole, whole)
    report = Report("", Region("青禾县", "county", None), 2026, None, None, "whole", whole, 0)
    facts = bind(view, report, (section,), scan(view).quantities, load_catalogue())
    at = text.index("⟦")
    return next(fact for fact in facts if fact.quantity.start <= at < fact.quantity.end)


def named(fact: Fact) -> str:
    """The reading of a class of binding words."""
    return f"{fact.name} | {fact.measure} {fact.direction or ''}".strip()


def timed(fact: Fact) -> str:
    """The reading of a class of status words."""
    period = fact.period
    years = (
        "-" if period is None else str(period.start) if period.start == period.end else f"{period.start}-{period.end}"
    )
    return f"{years} | {fact.status} | {fact.modality or '-'}"


@pytest.mark.parametrize(("text", "reading", "kind"), cases())
def test_reading(text: str, reading: str, kind: SectionKind | None) -> None:
    """The marked number is read as the line says."""
    assert (timed(fact_of(text, kind)) if kind else named(fact_of(text, "review"))) == reading
