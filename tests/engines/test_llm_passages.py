"""What a model is shown of a report: passages, tags, marks, and nothing that could be forged."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis import Analysis
from summarizer.engines.llm.passages import Passage, halves, harmless, parts_about, text_of
from summarizer.engines.llm.passages import passages as cut
from tests.engines.conftest import REPORT, analysis_of
from tests.engines.simulated import bare, marks


def passages(analysis: Analysis, *, limit: int, marks: int) -> list[Passage]:
    """Passages of so many characters and marks."""
    return cut(analysis, limit=limit, room=lambda passage: len(passage.facts), most=marks)


@pytest.mark.parametrize("limit", [50, 120, 300, 13_000])
def test_passages_hold_the_whole_report_once(analysis: Analysis, limit: int) -> None:
    """Every number stands in exactly one passage, and every section worth it is asked for."""
    found = passages(analysis, limit=limit, marks=150)
    assert [index for passage in found for index in passage.facts] == list(range(len(analysis.facts)))
    asked = {name for passage in found for name in passage.sections}
    assert asked == {section.id for section in analysis.sections if section.own[1] - section.own[0] >= 20}
    assert all(one.extent[1] <= other.extent[0] for one, other in pairwise(found))


def test_no_answer_needs_more_room_than_allowed(analysis: Analysis) -> None:
    """It is cut at section and sentence borders until they are few enough."""
    found = passages(analysis, limit=13_000, marks=5)
    assert max(len(passage.facts) for passage in found) <= 5
    assert sum(len(passage.facts) for passage in found) == len(analysis.facts)


def test_marks_stand_behind_their_numbers(analysis: Analysis) -> None:
    """Counted from 1 in each passage; without marks and tags the text is the report's."""
    for passage in passages(analysis, limit=200, marks=150):
        text = text_of(analysis, passage)
        assert bare(text) == analysis.view.text[slice(*passage.extent)]
        ends = [analysis.facts[index].quantity.end - passage.extent[0] for index in passage.facts]
        assert list(marks(text)) == list(enumerate(ends, 1))


def test_sections_are_tagged_where_they_begin(analysis: Analysis) -> None:
    """The tag stands before the heading."""
    (first, *_) = passages(analysis, limit=13_000, marks=150)
    assert "<2.1>（一）产业升级步伐加快" in text_of(analysis, first)


def test_a_passage_of_one_sentence_has_no_halves() -> None:
    """There is no border to cut it at."""
    analysis = analysis_of(REPORT)
    (passage, *_) = passages(analysis, limit=13_000, marks=150)
    while (parts := halves(analysis, passage)) is not None:
        assert parts[0].extent[1] == parts[1].extent[0]
        passage = parts[1]
    assert passage.extent[1] - passage.extent[0] < 120


@given(st.text(alphabet="<>/#[]0123456789.report报告 增长%", max_size=60))
def test_nothing_harmful_is_left(text: str) -> None:
    """No tag, mark or fence, and no character more or less."""
    safe = harmless(text)
    assert len(safe) == len(text)
    assert not re.search(r"[<>#]", safe)


def test_the_text_of_some_sections_is_cut_out_of_a_passage(analysis: Analysis) -> None:
    """Those next to each other together, with their numbers; nothing of the others."""
    (passage, _) = passages(analysis, limit=13_000, marks=150)
    first, second = parts_about(analysis, passage, {"1", "2.1", "2.2"})
    assert (first.sections, second.sections) == (("1",), ("2.1", "2.2"))
    assert text_of(analysis, second).startswith("<2.1>新增规上工业企业16家#1")
    assert "居民人均可支配收入增长5.7%#8" in text_of(analysis, second)
