"""Counts in words that a text changes."""

import pytest

from summarizer.engines.llm.counts import changed_count
from summarizer.engines.llm.evidence import Grounds
from tests.engines.conftest import REPORT, analysis_of

FACTS = "三次到基层考察，两次主持座谈。成功举办第十二届运动会，十大类45项民生实事落地。干流水质稳定在Ⅱ类以上。"
ANALYSIS = analysis_of(REPORT.replace("新建学校3所", f"{FACTS}新建学校3所"))


def _found(text: str) -> tuple[str, str] | None:
    scope = ANALYSIS.report.extent
    grounds = Grounds(ANALYSIS)
    return changed_count(ANALYSIS, text, scope, [*grounds.extents(text, scope), *grounds.nearest(text, scope, 3)])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("五次到基层考察", "五次"),
        ("成功举办第二十届运动会", "第二十届"),
        ("八大类45项民生实事落地", "八大类"),
        ("干流水质稳定在Ⅲ类以上", "Ⅲ类"),
    ],
)
def test_a_count_that_the_source_does_not_give_is_found(text: str, count: str) -> None:
    """With what it gives of the kind."""
    found = _found(text)
    assert found is not None
    assert found[0] == count


@pytest.mark.parametrize(
    "text",
    [
        "2次主持座谈，三次到基层考察",
        "第12届运动会举办，10大类45项民生实事落地",
        "干流水质Ⅱ类以上",
        "改造老旧小区42个，三轮协商",
        "二次供水改造，数字车间建成9个",
    ],
)
def test_the_same_count_and_what_the_source_does_not_count_pass(text: str) -> None:
    """Digits or words; where the source has no count of the kind, nothing tells that one is wrong."""
    assert _found(text) is None
