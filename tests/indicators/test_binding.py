"""What each number of a sentence is: name, measure, direction, status."""

from collections.abc import Callable

import pytest

from summarizer.indicators import Fact

FactsOf = Callable[..., list[Fact]]

NAMES = [
    ("地区生产总值突破3000亿元，增长6.1%，增速居全省第二。", ["地区生产总值"] * 3),
    ("新建敬老院15所，改扩建文化馆8所。", ["敬老院", "文化馆"]),
    ("创建智能制造标杆26个，入选省级优秀场景5个。", ["智能制造标杆", "省级优秀场景"]),
    ("全市26个智能制造标杆通过验收。", ["智能制造标杆"]),
    ("12家企业获评省级示范。", ["企业"]),
    ("城镇、农村居民人均可支配收入分别增长5.6%和8.4%。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    ("城乡居民人均可支配收入分别达到42100元、23500元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    ("存贷款余额分别达到860亿元和742亿元。", ["存款余额", "贷款余额"]),
    ("社会消费品零售总额、进出口总额分别增长8%、5%。", ["社会消费品零售总额", "进出口总额"]),
    ("固定资产投资由2020年的380亿元增加到2023年的520亿元。", ["固定资产投资"] * 2),
    ("高新技术产业产值占规上工业总产值比重达到53%，提高2.1个百分点。", ["高新技术产业产值"] * 2),
    ("为群众办理产权登记1.3万户。", ["产权登记"]),
    ("推进临河路、望湖街等12条道路提升改造。", ["道路提升改造"]),
    ("新增雏鹰、瞪羚企业38家、12家。", ["雏鹰企业", "瞪羚企业"]),
    ("食品、建材产业增势良好，产值分别增长12%和9%。", ["食品产值", "建材产业产值"]),
    ("重点建设用地安全利用率100%。", ["建设用地安全利用率"]),
    ("完成征收拆迁105万平方米。", ["征收拆迁"]),
    ("今年安排12类55件民生实事。", ["民生实事", "民生实事"]),
    ("5人入选省级名匠。", ["省级名匠"]),
    ("接待游客320万人次，旅游收入26亿元，分别增长42%和48.5%。", ["游客", "旅游收入", "游客", "旅游收入"]),
    ("事故起数和死亡人数“双下降”，降幅分别为12%和18%。", ["事故起数", "死亡人数"]),
    ("新增国家级龙头企业1家、省级2家。", ["国家级龙头企业", "省级龙头企业"]),
    ("粮食播种面积86万亩，总产量4.2亿斤。", ["粮食播种面积", "粮食总产量"]),
    (
        "居民人均可支配收入36852元，其中城镇45862元、农村22680元。",
        ["居民人均可支配收入", "城镇居民人均可支配收入", "农村居民人均可支配收入"],
    ),
    ("第一、二、三产业增加值分别增长3%、6%和7%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("税收占比、就业占比分别达68%、85%。", ["税收", "就业"]),
    ("一产实现增加值168亿元。", ["一产增加值"]),
    ("惠及群众2.7万人，三期共发放30亿元消费券。", ["群众", "消费券"]),
    ("新增企业12家，总数达到96家。", ["企业", "企业"]),
    ("地区生产总值186亿元，按不变价格计算增长5.6%。", ["地区生产总值"] * 2),
    ("低保标准由每人每月600元提高到每人每月650元。", ["低保标准"] * 2),
    ("97个县（市、区）启动响应。", ["县(市、区)"]),
    ("80%社区和60%农村达到标准。", ["社区", "农村"]),
    ("77个产值过10亿元的增长点加快建设。", ["增长点", "产值"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names(facts_of: FactsOf, text: str, names: list[str]) -> None:
    """Each number gets the phrase that names it; an omitted subject comes from the clause before."""
    assert [fact.name for fact in facts_of(text)] == names


MEASURES = [
    ("地区生产总值增长6.1%。", [("growth_rate", "up")]),
    ("固定资产投资下降5.9%。", [("growth_rate", "down")]),
    ("居民消费价格涨幅控制在3%以内。", [("growth_rate", "up")]),
    ("居民消费价格控制在3%左右。", [("growth_rate", "up")]),
    ("城镇调查失业率5.2%。", [("level", None)]),
    ("城镇化率提高1.2个百分点，达到61.5%。", [("change", "up"), ("level", None)]),
    ("高于全省平均水平0.8个百分点。", [("change", "up")]),
    ("第三产业占比达到52.3%。", [("share", None)]),
    ("工业投资占固定资产投资的比重由38%提高到45%。", [("share", None), ("share", None)]),
    ("森林覆盖率由38.2%提高到39.6%。", [("level", None), ("level", None)]),
    ("压减地下水开采量1.6亿立方米。", [("change", "down")]),
    ("商贸经营主体净增419家、总数达2300家。", [("change", "up"), ("level", None)]),
    ("综合竞争力居全省第5位。", [("rank", None)]),
    ("8个学科进入全球前1%。", [("level", None), ("rank", None)]),
    ("新能源汽车产量增长1.7倍。", [("growth_rate", "up")]),
    ("产值是2019年的2.3倍。", [("multiple", None)]),
    ("三次产业比调整为8.2:41.5:50.3。", [("ratio", None)]),
    ("年度项目投资完成计划的105%。", [("level", None)]),
    ("PM2.5平均浓度低于35微克/立方米。", [("level", None)]),
    ("比计划目标250亿元超过32亿元。", [("level", None), ("change", "up")]),
    ("单位地区生产总值能耗下降3.2%。", [("growth_rate", "down")]),
    ("固定资产投资完成年度计划的104%。", [("level", None)]),
    ("旅游收入恢复到2019年的108%。", [("level", None)]),
    ("产值占规上工业比重提高1.8个百分点、达到26.3%。", [("change", "up"), ("share", None)]),
    ("综合排名前移3位。", [("change", "up")]),
    ("降幅收窄至5%以内。", [("growth_rate", "down")]),
    ("压减一般性支出5%以上。", [("growth_rate", "down")]),
    ("优良天数达到91%。", [("share", None)]),
    ("人口自然增长率3.2‰。", [("level", None)]),
    ("城市和农民收入年均增幅分别达到12.6%和12.8%。", [("growth_rate", "up")] * 2),
]


@pytest.mark.parametrize(("text", "measures"), MEASURES)
def test_measures(facts_of: FactsOf, text: str, measures: list[tuple[str, str | None]]) -> None:
    """Level, rate, change, share, rank, multiple and ratio are told apart, with the direction of change."""
    assert [(fact.measure, fact.direction) for fact in facts_of(text)] == measures


STATUSES = [
    ("review", "地区生产总值增长6.1%。", ["actual"]),
    ("review", "预计地区生产总值增长6%左右，投资增长3%。消费增长7%。", ["expected", "expected", "actual"]),
    ("review", "预计（下同）地区生产总值增长6%。投资增长3%。", ["expected", "expected"]),
    ("review", "生产总值330亿元（预计数，下同）；投资增长3%。", ["expected", "expected"]),
    ("review", "投资总额高于年初目标2个百分点。", ["actual"]),
    ("review", "规模达到120亿元，到2027年将突破200亿元。", ["actual", "target"]),
    ("goals", "预计地区生产总值增长6%。", ["target"]),
    ("tasks", "新建学校15所。", ["target"]),
    ("governance", "办理建议提案300件。", ["target"]),
]


@pytest.mark.parametrize(("kind", "text", "statuses"), STATUSES)
def test_statuses(facts_of: FactsOf, kind: str, text: str, statuses: list[str]) -> None:
    """Section kind and wording tell results, expected results and aims apart."""
    assert [fact.status for fact in facts_of(text, kind)] == statuses


PERIODS = [
    ("review", "地区生产总值增长6.1%。", [(2023, 2023)]),
    ("tasks", "新建学校15所。", [(2024, 2024)]),
    ("review", "去年旅游人次达到2300万人次，今年力争突破2500万人次。", [(2023, 2023), (2024, 2024)]),
    ("review", "投资由2018年的38亿元增加到2023年的52亿元，年均增长6.5%。", [(2018, 2018), (2023, 2023), (2019, 2023)]),
    ("review", "五年来，累计新增就业12万人。", [(2019, 2023)]),
    ("tasks", "到2026年，培育企业500家。", [(2026, 2026)]),
    ("review", "“十三五”时期，建成高速公路120公里。", [(2016, 2020)]),
    ("review", "地区生产总值增长6.1%，比2019年提高2个百分点。", [(2023, 2023), (2023, 2023)]),
    ("goals", "到2028年，收入达到30亿元，年均增长8%；城镇化率58%。", [(2028, 2028), (2026, 2030), (2028, 2028)]),
    ("tasks", "城镇化率到2030年达到72%，投入增长8%。", [(2030, 2030), (2024, 2024)]),
    ("review", "生产总值增长8%，两年平均增长5%。", [(2023, 2023), (2022, 2023)]),
    ("review", "地区生产总值增速创2010年以来最好位次，投资增长5%。", [(2023, 2023)]),
]


@pytest.mark.parametrize(("kind", "text", "periods"), PERIODS)
def test_periods(facts_of: FactsOf, kind: str, text: str, periods: list[tuple[int, int]]) -> None:
    """Words of time in the sentence win over the section's year; a base of comparison is no period."""
    assert [(f.period.start, f.period.end) for f in facts_of(text, kind) if f.period] == periods


def test_heading_gives_the_period(facts_of: FactsOf) -> None:
    """A section headed 2023年工作回顾 is about 2023 whatever the report's year."""
    fact = facts_of("生产总值增长6%。", "review", year=None, heading="2023年工作回顾")[0]
    assert fact.period is not None
    assert (fact.period.label, fact.period.start, fact.period.end) == ("2023年", 2023, 2023)


def test_no_year_no_period(facts_of: FactsOf) -> None:
    """Without a year of the report and words of time nothing is guessed."""
    assert facts_of("生产总值增长6%。", year=None)[0].period is None


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("固定资产投资增长9%，其中鄂尔多斯市增长12%。", [None, "鄂尔多斯市"]),
        ("全国城镇新增就业1200万人。", ["全国"]),
        ("建成全国重点实验室3家。", [None]),
        ("临澜市地区生产总值增长6%。", [None]),
        ("浦东新区法规累计达到18部。", ["浦东新区"]),
    ],
)
def test_places(facts_of: FactsOf, text: str, regions: list[str | None]) -> None:
    """Another place than the report's own is named; a whole only before an indicator."""
    assert [fact.region for fact in facts_of(text)] == regions


def test_evidence_is_the_sentence(facts_of: FactsOf) -> None:
    """A fact's evidence is the sentence around it."""
    text = "产业升级加快。投资增长9%，消费增长7%。民生改善。"
    assert {fact.evidence for fact in facts_of(text)} == {(7, 21)}


def test_one_fact_for_each_quantity_in_order(facts_of: FactsOf) -> None:
    """Nothing is lost and the order is the text's."""
    text = "新建学校15所、幼儿园8所；投资增长9%，税收占比85%。城市更新项目30个全部开工，总投资120亿元。"
    assert [fact.quantity.text for fact in facts_of(text)] == ["15所", "8所", "9%", "85%", "30个", "120亿元"]
