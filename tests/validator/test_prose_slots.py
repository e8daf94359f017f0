"""Prose slot by slot: whose number it is, where, when, against what, by how much or to what."""

import pytest

from summarizer.analysis import Analysis
from summarizer.chunker import sentence_extents
from summarizer.schemas.record import Point, Record
from summarizer.validator import Finding, check
from tests.validator.conftest import read, recorded

TEXT = """湖南省衡州市2025年政府工作报告
——2025年1月12日在衡州市第十届人民代表大会第四次会议上
市长 邵望川
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2024年工作回顾
过去一年，全市经济稳中向好。
全市地区生产总值增长6.1%，固定资产投资增长4.3%，社会消费品零售总额增长5.2%，高于全省0.6个百分点。
开工青石桥、柳林等项目312个，建成云台、白鹭等项目207个，总投资居全省第二位。
关键设备联网率、数字化工具普及率分别达到61.5%和77.2%，均高于全国平均水平。
牛羊出栏分别增长3.4%、1.8%，一、二、三产业增加值分别增长3.1%、5.9%、6.6%。
民营企业进出口增长9.4%、对东盟出口增长12.6%，长江干流断面连续6年保持Ⅱ类水质。
衡州高新区营业收入达到480亿元，岳麓产业园入驻企业37家，产业投资占比保持在50%以上。
上市企业总数达到23家，新增4家，城镇新增就业3.6万人，连续5年超过3万人。
民生支出占一般公共预算支出77.1%，优良天数301天、比2020年增加22天。
城镇居民收入增速低于农村居民1.4个百分点，脱贫地区农民收入增速快于全国平均水平。
二、五年来工作回顾
五年来，全市进出口总额累计达到820亿元，高速公路里程从160公里增加到245公里，3年增长53.1%。
深入推进长株潭一体化，与邻市毗邻合作不断深化，湘粤共建重点项目46个完成投资92亿元。
三、2025年工作安排
今年的主要预期目标是：地区生产总值增长6%左右，城镇新增就业3.5万人以上。
各位代表，让我们携手奋进！
"""


@pytest.fixture(scope="module")
def source() -> tuple[Analysis, Record]:
    analysis = read(TEXT, "衡州.txt")
    return analysis, recorded(analysis)


def errors(source: tuple[Analysis, Record], text: str, near: str, role: str = "achievements") -> list[Finding]:
    """The errors in a sentence that rests on the source's sentence that holds ``near``."""
    analysis, record = source
    at = analysis.view.text.index(near)
    extents = sentence_extents(analysis.view.text, *analysis.report.extent)
    evidence = next(each for each in extents if each[0] <= at < each[1])
    point = Point(text=text, evidence=(analysis.view.span(*evidence),), pages=None)
    nothing: dict[str, object] = {"headline": "", "overview": "", "achievements": (), "targets": ()}
    nothing |= {"priorities": (), "problems": (), role: (point,)}
    sections = tuple(section.model_copy(update={"summary": "", "key_points": ()}) for section in record.sections)
    values = {"summary": record.summary.model_copy(update=nothing), "sections": sections}
    bare = record.model_copy(update={**values, "indicators": (), "headlines": ()})
    found = check(bare, analysis).findings
    return [each for each in found if each.severity == "error" and (each.path or "").startswith("/summary")]


HONEST = [
    ("社零增长5.2%，全省增长4.6%。", "地区生产总值增长6.1%"),
    ("GDP增长6.1%，固投和社零分别增长4.3%、5.2%。", "地区生产总值增长6.1%"),
    ("开工项目312个、建成项目207个，总投资居全省第二。", "开工青石桥"),
    ("关键设备联网率61.5%，数字化工具普及率77.2%，都超过全国平均。", "关键设备"),
    ("牛、羊出栏分别增长3.4%、1.8%。", "牛羊"),
    ("三次产业增加值分别增长3.1%、5.9%、6.6%。", "牛羊"),
    ("民营企业进出口增长9.4%，长江干流断面连续6年保持Ⅱ类水质。", "长江"),
    ("衡州高新区营业收入480亿元，产业投资占比保持一半以上。", "高新区"),
    ("上市企业新增4家、总数升至23家，此前为19家。", "上市企业"),
    ("民生支出占一般公共预算支出的77.1%，优良天数301天，比2020年多22天。", "民生支出"),
    ("城镇居民收入增速比农村居民慢1.4个百分点。", "城镇居民收入"),
    ("脱贫地区农民收入增速高于全国平均。", "脱贫地区"),
    ("进出口总额五年累计820亿元，高速公路里程由160公里增至245公里，增加85公里。", "820亿元"),
    ("湘粤共建重点项目46个完成投资92亿元，平均每个2亿元。", "湘粤"),
    ("长株潭一体化深入推进，湘粤共建项目完成投资92亿元。", "湘粤"),
]


@pytest.mark.parametrize(("text", "near"), HONEST)
def test_honest(source: tuple[Analysis, Record], text: str, near: str) -> None:
    """What a careful writer makes of a sentence passes: shorter, in another order, abbreviated, worked out."""
    assert errors(source, text, near) == []


WRONG = [
    ("社零增长4.6%。", "地区生产总值增长6.1%", "number_not_in_source"),
    ("进出口总额五年增长820亿元。", "820亿元", "measure_mismatch"),
    ("固投增长5.2%。", "地区生产总值增长6.1%", "indicator_mismatch"),
    ("开工项目207个、建成项目312个。", "开工青石桥", "indicator_mismatch"),
    ("项目总投资居全国第二。", "开工青石桥", "indicator_mismatch"),
    ("关键设备联网率77.2%，数字化工具普及率61.5%。", "关键设备", "indicator_mismatch"),
    ("关键设备联网率61.5%，数字化工具普及率77.2%，都超过全球平均。", "关键设备", "indicator_mismatch"),
    ("关键设备联网率61.5%，数字化工具普及率77.2%，都低于全国平均。", "关键设备", "direction_mismatch"),
    ("牛、羊出栏分别增长1.8%、3.4%。", "牛羊", "indicator_mismatch"),
    ("三次产业增加值分别增长6.6%、5.9%、3.1%。", "牛羊", "indicator_mismatch"),
    ("国有企业进出口增长9.4%。", "长江", "indicator_mismatch"),
    ("黄河干流断面连续6年保持Ⅱ类水质。", "长江", "indicator_mismatch"),
    ("雁峰高新区营业收入480亿元。", "高新区", "indicator_mismatch"),
    ("昆明市高新区营业收入480亿元。", "高新区", "indicator_mismatch"),
    ("产业投资占比保持一半以下，高新区营业收入480亿元。", "高新区", "comparator_mismatch"),
    ("上市企业总数23家，比上年增加23家。", "上市企业", "measure_mismatch"),
    ("上市企业新增4家，此前为4家。", "上市企业", "measure_mismatch"),
    ("民生支出占一般公共预算收入的77.1%。", "民生支出", "indicator_mismatch"),
    ("优良天数301天，比2021年增加22天。", "民生支出", "period_mismatch"),
    ("农村居民收入增速低于城镇居民1.4个百分点。", "城镇居民收入", "indicator_mismatch"),
    ("脱贫地区农民收入增速慢于全国平均。", "脱贫地区", "direction_mismatch"),
    ("2024年进出口总额820亿元。", "820亿元", "period_mismatch"),
    ("高速公路里程五年增长53.1%。", "820亿元", "period_mismatch"),
    ("高速公路里程三年增加85公里，由160公里增至245公里。", "820亿元", "number_not_in_source"),
    ("高速公路里程由85公里增至245公里，增加160公里。", "820亿元", "measure_mismatch"),
    ("“十四五”期间城镇新增就业3.6万人。", "上市企业", "period_mismatch"),
    ("上半年上市企业新增4家。", "上市企业", "period_mismatch"),
    ("湘桂共建重点项目46个完成投资92亿元。", "湘粤", "indicator_mismatch"),
]


@pytest.mark.parametrize(("text", "near", "code"), WRONG)
def test_wrong(source: tuple[Analysis, Record], text: str, near: str, code: str) -> None:
    """One word or number changed is seen, and the finding says which slot it is."""
    assert code in {found.code for found in errors(source, text, near)}


def test_a_message_says_what_stands_there(source: tuple[Analysis, Record]) -> None:
    """A reader is told what the source says, what was written and in which slot they differ, in both languages."""
    (found,) = errors(source, "固投增长5.2%。", "地区生产总值增长6.1%")
    assert found.message == "原文此处：社会消费品零售总额，2024年结果，增长5.2%；你写：固投（所指不同）"
    assert "indicator differs" in found.english
