"""Causes that a text gives and its source does not."""

import pytest

from summarizer.engines.llm.causes import unfounded_cause
from summarizer.engines.llm.evidence import Grounds
from tests.engines.conftest import REPORT, analysis_of

FACTS = (
    "发放就业补助资金6.3亿元，城镇新增就业5.1万人。10.4亿元以旧换新补贴拉动消费93亿元，社会消费品零售总额增长3.6%。"
    "受外需回落影响，进出口总额下降2.2%。取得的成绩，最根本在于上级坚强领导、科学指引，是各族干部群众团结奋斗的结果。"
    "粮食喜获丰收，总产量11.7万吨，农民收入增长6.1%，因灾减产面积为历年最低。推动研发投入增长9.3%。"
)
ANALYSIS = analysis_of(REPORT.replace("新建学校3所", f"{FACTS}新建学校3所"))


def _found(text: str) -> str | None:
    grounds = Grounds(ANALYSIS)
    extent = ANALYSIS.report.extent
    return unfounded_cause(ANALYSIS, text, [*grounds.extents(text, extent), *grounds.nearest(text, extent, 3)])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("因发放就业补助资金6.3亿元，城镇新增就业5.1万人", "因"),
        ("城镇新增就业5.1万人，得益于发放就业补助资金6.3亿元", "得益于"),
        ("受社会消费品零售总额增长3.6%带动，城镇新增就业5.1万人", "受……带动"),
        ("在社会消费品零售总额增长3.6%拉动下，城镇新增就业5.1万人", "在……拉动下"),
        ("社会消费品零售总额增长3.6%，带动城镇新增就业5.1万人", "带动"),
        ("发放就业补助资金6.3亿元，使城镇新增就业5.1万人", "使"),
        ("举办采摘节，使城镇新增就业达到5.1万人", "使"),
        ("粮食总产量11.7万吨，从而农民收入增长6.1%", "从而"),
        ("得益于市场回暖，规模以上工业增加值增长8.3%", "得益于"),
    ],
)
def test_facts_that_only_stand_side_by_side_are_no_cause_and_effect(text: str, word: str) -> None:
    """Though another sentence of the part may give a cause of something else."""
    assert _found(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "10.4亿元以旧换新补贴带动消费93亿元",
        "由于外需回落，进出口总额下降2.2%",
        "成绩归功于上级坚强领导和科学指引",
        "因灾减产面积为历年最低",
        "因地制宜发展特色产业，城镇新增就业5.1万人",
        "推动消费回暖，社会消费品零售总额增长3.6%",
        "发放就业补助资金6.3亿元，城镇新增就业5.1万人",
        "发放就业补助资金6.3亿元；推动社会消费品零售总额增长3.6%",
        "城镇新增就业5.1万人，推动研发投入增长9.3%",
    ],
)
def test_what_the_source_says_in_other_words_is_a_cause(text: str) -> None:
    """根本在于 and 是…的结果 give a cause, too; a measure that moves things is none of a fact."""
    assert _found(text) is None
