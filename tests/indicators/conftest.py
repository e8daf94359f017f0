"""Reads a sentence as if it stood alone in a section of a report."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from summarizer.chunker import Kind, Level, Region, Report, Section
from summarizer.documents import Document, build_view
from summarizer.indicators import Fact, bind
from summarizer.quantities import scan
from summarizer.schemas.catalogue import load_catalogue


def _facts_of(
    text: str, kind: Kind = "review", *, year: int | None = 2024, level: Level = "prefecture", heading: str = ""
) -> list[Fact]:
    """The facts of ``text``, read as the own text of one section of a report given in ``year``."""
    view = build_view(Document("句子.txt", text))
    extent = (0, len(view.text))
    report = Report("测试报告", Region("临澜市", level, None), year, None, None, "whole", extent, 0)
    section = Section("1", None, 1, None, heading, kind, extent, extent)
    return list(bind(view, report, (section,), scan(view).quantities, load_catalogue()))


FactsOf: TypeAlias = Callable[..., list[Fact]]


@pytest.fixture
def facts_of() -> FactsOf:
    """Reads a text as the own text of one section: ``facts_of(text, kind, year=…, level=…, heading=…)``."""
    return _facts_of
