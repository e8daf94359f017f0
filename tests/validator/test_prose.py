"""Prose: what passes, what is noted, what is wrong."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from summarizer.analysis import Analysis
from summarizer.schemas.record import Point, Record
from summarizer.validator import Finding, check
from tests.validator.conftest import read, recorded
from tests.validator.test_doubts import HEAD, TAIL

Says: TypeAlias = Callable[..., list[Finding]]


@pytest.fixture
def says(record: Record, analysis: Analysis) -> Says:
    """What the check finds in a sentence: as a key point of the section that holds ``near``, resting on the sentence
    that holds it; or, without, as the report's overview."""

    def said(text: str, near: str | None = None, role: str | None = None) -> list[Finding]:
        nothing = record.model_copy(update={"indicators": (), "headlines": ()})
        bare = [section.model_copy(update={"summary": "", "key_points": ()}) for section in record.sections]
        summary = record.summary.model_copy(
            update={"overview": "", "headline": "", "achievements": (), "targets": (), "priorities": (), "problems": ()}
        )
        if near is None:
            summary = summary.model_copy(update={"overview": text})
        else:
            claim = next(claim for claim in record.indicators if claim.quantity.text == near)
            point = Point(text=text, evidence=(claim.evidence.span,), pages=None)
            place = next(i for i, section in enumerate(record.sections) if section.id == claim.section)
            if role:
                summary = summary.model_copy(update={role: (point,)})
            else:
                bare[place] = bare[place].model_copy(update={"key_points": (point,)})
        changed = nothing.model_copy(update={"summary": summary, "sections": tuple(bare)})
        return [f for f in check(changed, analysis).findings if f.path and f.path.startswith(("/summary", "/sections"))]

    return said


FAITHFUL = [
    ("全市地区生产总值达到1260.58亿元，增长6.2%。", "6.2%"),
    ("增长6.2%。", "6.2%"),
    ("地区生产总值增长6.2%。", "6.2%"),
    ("2023年，地区生产总值增长6.2%，达到1260.58亿元。", "6.2%"),
    ("GDP增长6.2%。", "6.2%"),
    ("全年地区生产总值12605800万元。", "6.2%"),
    ("农村居民人均可支配收入增长8.4%，城镇居民人均可支配收入增长5.6%。", "8.4%"),
    ("港口集装箱吞吐量下降3.5%，居全省第三位。", "3.5%"),
    ("固定资产投资增长超过9%。", "9%"),
    ("地区生产总值预期增长6%左右。", "6%"),
    ("新建改建农村公路150公里。", "150公里"),
    ("过去一年，我们贯彻落实党的二十大精神。", None),
    ("全市高新技术企业总数达到485家。", None),
    ("青屿市2024年政府工作报告：2023年地区生产总值增长6.2%；2024年目标：地区生产总值增长6%左右", None),
]


@pytest.mark.parametrize(("text", "near"), FAITHFUL)
def test_faithful(says: Says, text: str, near: str | None) -> None:
    """The source's own words, and others for the same, pass without a word."""
    assert says(text, near) == []


WRONG = [
    ("全市地区生产总值达到1260.58亿元，增长6.3%。", "6.2%", "value_mismatch"),
    ("全市地区生产总值达到1260.58万元，增长6.2%。", "6.2%", "value_mismatch"),
    ("全市地区生产总值达到1260.58亿元，下降6.2%。", "6.2%", "direction_mismatch"),
    ("全市地区生产总值达到1260.58亿元，增长6.2个百分点。", "6.2%", "unit_mismatch"),
    ("规模以上工业增加值增长8.1%，固定资产投资增长9%。", "9%", "comparator_mismatch"),
    ("规模以上工业增加值增长9%，固定资产投资增长超过8.1%。", "9%", "value_mismatch"),
    ("技术合同成交额由2022年的20亿元减少到2023年的25亿元。", "25亿元", "direction_mismatch"),
    ("技术合同成交额由2021年的20亿元增加到2023年的25亿元。", "25亿元", "period_mismatch"),
    ("2024年，地区生产总值增长6.2%。", "6.2%", "period_mismatch"),
    ("规模以上工业增加值增长6.2%。", "6.2%", "value_mismatch"),
    ("城镇居民人均可支配收入增长8.4%，农村居民人均可支配收入增长5.6%。", "8.4%", "indicator_mismatch"),
    ("港口集装箱吞吐量居全省第五位。", "第三位", "value_mismatch"),
    ("港口集装箱吞吐量增长3.5%。", "3.5%", "direction_mismatch"),
    ("去年已完成技改投资80亿元。", "80亿元", "status_mismatch"),
    ("今年力争一般公共预算收入完成98.5亿元，增长7.4%。", "7.4%", "period_mismatch"),
    ("建成产业园区37个，全市地区生产总值增长6.2%。", "6.2%", "number_not_in_source"),
    ("产业升级步伐加快，建成工业互联网平台14个。", "126家", "number_not_in_source"),
    ("2021年是实施“十四五”规划的关键一年。", None, "period_mismatch"),
    ("青屿市2023年政府工作报告：地区生产总值增长6.2%。", None, "period_mismatch"),
    ("青屿2035远景目标于3月18日公布。", None, "number_not_in_source"),
]


@pytest.mark.parametrize(("text", "near", "code"), WRONG)
def test_wrong(says: Says, text: str, near: str | None, code: str) -> None:
    """Every part of a number's meaning is checked: value, unit, direction, comparator, year, subject, aim or result."""
    assert code in {finding.code for finding in says(text, near) if finding.severity == "error"}


@pytest.mark.parametrize(
    ("text", "near", "code"),
    [
        ("地区生产总值超过1260亿元。", "6.2%", "value_mismatch"),
        ("全市地区生产总值达到近1261亿元，增长6.2%。", "6.2%", "value_mismatch"),
        ("技术合同成交额比上年增加5亿元。", "25亿元", "number_not_in_source"),
        ("技术合同成交额比2022年增长25%。", "25亿元", "number_not_in_source"),
        ("新增企业占高新技术企业总数的26%。", "485家", "number_not_in_source"),
    ],
)
def test_noted(says: Says, text: str, near: str, code: str) -> None:
    """A stated rounding, a difference, a growth and a share that can be worked out are noted, not flagged."""
    assert [(finding.code, finding.severity) for finding in says(text, near)] == [(code, "info")]


def test_derived_number_names_both(says: Says, analysis: Analysis) -> None:
    """The note on a derived number says how it comes about and points at both numbers."""
    (note,) = says("技术合同成交额比上年增加5亿元。", "25亿元")

    assert "25亿元 − 20亿元" in note.message
    assert [analysis.view.document.text[slice(*span)] for span in note.also] == ["20亿元", "25亿元"]


def test_derived_number_must_be_right(says: Says) -> None:
    """What does not come out is no derived number; nor is what the words do not say is one."""
    assert {f.severity for f in says("技术合同成交额比上年增加6亿元。", "25亿元")} == {"error"}
    assert {f.severity for f in says("技术合同成交额为45亿元。", "25亿元")} == {"error"}


def test_fragment_that_loses_a_word(says: Says) -> None:
    """The source's words cut short before 左右 are not the source's words."""
    found = says("地区生产总值增长6%，一般公共预算收入增长5.5%。", "6%")

    assert {finding.code for finding in found if finding.severity == "error"} == {"comparator_mismatch"}


def test_path_and_place(says: Says, analysis: Analysis) -> None:
    """A finding points at the piece of prose and at the number that the source gives in that clause."""
    (finding,) = says("规模以上工业增加值增长6.2%。", "6.2%")

    assert finding.path is not None
    assert finding.path.endswith("/key_points/0")
    assert finding.span is not None
    assert analysis.view.document.text[slice(*finding.span)] == "8.1%"


def test_aim_among_achievements(says: Says) -> None:
    """What the report aims at is no achievement."""
    found = says("力争新增养老床位2000张，新建幼儿园12所。", "2000张", "achievements")

    assert {finding.code for finding in found} == {"status_mismatch"}
    assert says("力争新增养老床位2000张，新建幼儿园12所。", "2000张", "priorities") == []


def test_evidence_that_does_not_hold_the_number(says: Says) -> None:
    """A number of the report that stands neither in the evidence given nor in the section is worth a warning."""
    for text in ("一般公共预算收入增长7.4%。", "建成公园绿地1200亩。", "公园绿地建成1200亩。"):
        found = says(text, "2000张")
        assert [(finding.code, finding.severity) for finding in found] == [("quote_not_found", "warning")]


def test_a_result_among_the_aims_is_wrong(says: Says) -> None:
    """Though its words are the source's own."""
    found = says("地区生产总值增长6.2%", "6.2%", role="targets")
    assert {finding.code for finding in found if finding.severity == "error"} == {"status_mismatch"}
    assert says("地区生产总值增长6%左右", "6%", role="targets") == []


def _found(source: str, text: str) -> list[str]:
    """The codes of the errors in a key point that rests on one sentence of a past year."""
    analysis = read(f"{HEAD}{source}{TAIL}")
    record = recorded(analysis)
    claim = record.indicators[0]
    point = Point(text=text, evidence=(claim.evidence.span,), pages=None)
    place = next(i for i, section in enumerate(record.sections) if section.id == claim.section)
    sections = list(record.sections)
    sections[place] = sections[place].model_copy(update={"key_points": (point,)})
    findings = check(record.model_copy(update={"sections": tuple(sections)}), analysis).findings
    path = f"/sections/{place}/key_points"
    return [str(f.code) for f in findings if (f.path or "").startswith(path) and f.severity == "error"]


ALIKE = [
    ("全体居民人均可支配收入增长5.1%，城乡居民人均可支配收入分别增长4.2%、6.3%。",
     "全体居民人均可支配收入增长5.1%，城镇、农村居民分别增长4.2%、6.3%"),
    ("农牧业增产增效，一产增加值增长5.4%，规上工业增加值增长7.3%。", "一产、规上工业增加值分别增长5.4%、7.3%"),
    ("消费活力不断释放，17.2亿元以旧换新补贴拉动消费188亿元。", "17.2亿元以旧换新补贴带动消费188亿元"),
    ("高新技术企业达到126家，到二〇三五年再上新台阶。", "高新技术企业126家，到2035年再上新台阶"),
    ("高新技术企业达到126家，到二三五年再上新台阶。", "高新技术企业126家，到2035年再上新台阶"),
    ("用足用好中央预算内投资、地方政府专项债券，新增公路通车里程150公里。",
     "用好中央投资、专项债券，新增公路通车里程150公里"),
    ("2023年是“十四五”承上启下之年，全市地区生产总值增长5.9%。", "“十四五”承上启下之年，地区生产总值增长5.9%"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), ALIKE)
def test_what_a_careful_reader_writes_passes(source: str, text: str) -> None:
    """What was said before is left out, what a list shares is said once, years are written in digits."""
    assert _found(source, text) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (ALIKE[0][0], "全体居民人均可支配收入增长5.1%，城镇、农村居民分别增长6.3%、4.2%"),
        (ALIKE[1][0], "一产、规上工业增加值分别增长7.3%、5.4%"),
        (ALIKE[3][0], "高新技术企业126家，到2036年再上新台阶"),
        ("全年生产钾肥15.7万吨。", "远帆盐化集团钾肥产量15.7万吨"),
        ("人均预期寿命提高到79.3岁。", "人均预期寿命提高79.3岁"),
        ("高速公路通车里程达1365公里。", "高速公路通车里程增加1365公里"),
    ],
)
def test_its_wrong_twin_does_not(source: str, text: str) -> None:
    """Exchanged, of another thing, of another year."""
    assert _found(source, text) != []
