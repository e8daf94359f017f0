"""Prose by kinds of error and of paraphrase: wholes and parts, years counted, what each has, roundings elsewhere."""

import pytest

from summarizer.analysis import Analysis
from summarizer.chunker import sentence_extents
from summarizer.schemas.record import Point, Record
from summarizer.validator import Finding, check
from tests.validator.conftest import read, recorded

TEXT = """湖南省衡州市青溪区2025年政府工作报告
——2025年1月12日在青溪区第十届人民代表大会第四次会议上
区长 邵望川
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、2024年工作回顾
过去一年，全区经济稳中向好。
全区地区生产总值增长6.1%，固定资产投资增长4.3%，工业技改投资增长8.2%，规上工业增加值增长7.7%、高于全国1.8个百分点。
实际使用外资26.4亿元、增长9.8%，一般公共预算总收入318.6亿元、增长11.2%，地方一般公共预算收入204.3亿元、增长7.5%。
居民人均可支配收入由27136元提高到36439元，新增经营主体12.6万户，科技型中小企业突破2300家。
12.4亿元以旧换新补贴拉动消费137亿元，生态渔业产值突破45亿元、实现倍增，规上民营企业96家、占全市31%左右。
农业转移人口落户城镇37.7万人，改造老旧小区215个，粮食播种面积超过82万亩，超额6.4%完成市定任务。
综合竞争力百强区排名再晋6位、位列第48位，固定资产投资增速居全市前列。
二、五年来工作回顾
五年来，财政总收入由2019年的20.5亿元增加到2024年的39.8亿元，年均递增14.2%。
三、2025年工作安排
今年的主要预期目标是：地区生产总值增长6%左右，其中一二三产增加值分别增长3.5%左右、6%左右、7%左右，产业投资占比保持在50%以上。
城镇调查失业率5.5%以内，社会消费品零售总额增长8%左右，固定资产投资增长7%左右，城镇居民收入增长与经济增长基本同步。
各位代表，让我们携手奋进！
"""


@pytest.fixture(scope="module")
def source() -> tuple[Analysis, Record]:
    analysis = read(TEXT, "青溪.txt")
    return analysis, recorded(analysis)


def errors(source: tuple[Analysis, Record], text: str, near: str, role: str) -> list[Finding]:
    """The errors found in a point that rests on the sentence of the source that holds ``near``."""
    analysis, record = source
    at = analysis.view.text.index(near)
    (extent,) = [
        each for each in sentence_extents(analysis.view.text, 0, len(analysis.view.text)) if each[0] <= at < each[1]
    ]
    point = Point(text=text, evidence=(analysis.view.span(*extent),), pages=None)
    nothing = dict.fromkeys(("achievements", "targets", "priorities", "problems"), ())
    summary = record.summary.model_copy(update={**nothing, "headline": "", "overview": "", role: (point,)})
    bare = tuple(each.model_copy(update={"summary": "", "key_points": ()}) for each in record.sections)
    changed = record.model_copy(update={"summary": summary, "sections": bare, "indicators": (), "headlines": ()})
    found = check(changed, analysis).findings
    return [each for each in found if each.severity == "error" and (each.path or "").startswith("/summary")]


@pytest.mark.parametrize(
    ("near", "text", "role"),
    [
        ("12.4亿元", "规上民营企业96家，约占全市三成一。", "achievements"),
        ("27136元", "居民收入由2.71万元提高到3.64万元左右。", "achievements"),
        ("12.4亿元", "生态渔业产值超过45亿元，翻了一番。", "achievements"),
        ("37.7万人", "近38万农业转移人口落户城镇。", "achievements"),
        ("37.7万人", "粮食播种82万亩以上，超出市定任务6.4%。", "achievements"),
        ("再晋6位", "百强区排名上一次为第54位，此番升至第48位。", "achievements"),
        ("20.5亿元", "五年间财政总收入由20.5亿元增至39.8亿元。", "achievements"),
        ("3.5%", "一、二、三产增加值分别增长3.5%、6%、7%左右。", "targets"),
        ("8%左右", "社零目标增速比固投高出约1个百分点。", "targets"),
        ("1.8个", "据此推算，全国规上工业增加值增长约5.9%。", "achievements"),
    ],
)
def test_honest(source: tuple[Analysis, Record], near: str, text: str, role: str) -> None:
    """A rounding's word may stand before the verb or behind the list, years may be counted, plans worked out."""
    assert errors(source, text, near, role) == []


@pytest.mark.parametrize(
    ("near", "text", "role"),
    [
        ("6.1%", "全市地区生产总值增长6.1%。", "achievements"),
        ("1.8个", "据此推算，全国规上工业增加值下降约5.9%。", "achievements"),
        ("8.2%", "工业技改投资增长8.2%，固定资产投资增长4.3%，快于前者。", "achievements"),
        ("8.2%", "工业技改投资增速低于固定资产投资。", "achievements"),
        ("8.2%", "固定资产投资增长4.3%、低于全市平均。", "achievements"),
        ("26.4亿元", "五年实际使用外资26.4亿元。", "achievements"),
        ("26.4亿元", "地方一般公共预算收入204.3亿元，增长11.2%。", "achievements"),
        ("12.6万户", "每个乡镇科技型中小企业超过2300家。", "achievements"),
        ("12.4亿元", "137亿元以旧换新补贴带动消费12.4亿元。", "achievements"),
        ("37.7万人", "改造老旧小区215个，将于今年落户城镇37.7万人。", "achievements"),
        ("37.7万人", "夏粮播种面积超过82万亩。", "achievements"),
        ("再晋6位", "百强区排名下降6位。", "achievements"),
        ("20.5亿元", "三年间财政总收入由20.5亿元增至39.8亿元。", "achievements"),
        ("6%左右", "“十五五”年均地区生产总值增长6%左右。", "targets"),
        ("50%以上", "民间投资占比保持在50%以上。", "targets"),
        ("5.5%以内", "城镇登记失业率5.5%以内。", "targets"),
        ("5.5%以内", "城镇居民收入增速高于经济增长。", "targets"),
    ],
)
def test_wrong(source: tuple[Analysis, Record], near: str, text: str, role: str) -> None:
    """A larger whole, other years, another kind, what each has, what is turned round."""
    assert errors(source, text, near, role)
