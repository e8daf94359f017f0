"""The written forms of a quantity, and what each is worth."""

from collections.abc import Callable

import pytest

from summarizer.documents import Document, build_view
from summarizer.quantities import scan, scan_quantities

Reading = tuple[str, str | None, str | None, str, str]
Read = Callable[[str], list[Reading]]


def one(text: str, value: str, unit: str, comparator: str = "exact", high: str | None = None) -> Reading:
    """A reading, its unknown parts left to their defaults."""
    return (text, value, high, unit, comparator)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资3.5亿元", one("3.5亿元", "350000000", "元")),
        ("总量126万亿元", one("126万亿元", "126000000000000", "元")),
        ("产量1.39万亿斤", one("1.39万亿斤", "1390000000000", "斤")),
        ("完成１９０．２０亿元", one("１９０．２０亿元", "19020000000", "元")),
        ("增长14.5 %", one("14.5 %", "14.5", "%")),
        ("改造30 家", one("30 家", "30", "家")),
        ("收入1,234.5万元", one("1,234.5万元", "12345000", "元")),
        ("收入１，２３４元", one("１，２３４元", "1234", "元")),
        ("发放1,234,567元", one("1,234,567元", "1234567", "元")),
        ("贷款3千万元", one("3千万元", "30000000", "元")),
        ("投资2.3个亿", one("2.3个亿", "230000000", "")),
        ("提高0.3个百分点", one("0.3个百分点", "0.3", "百分点")),
        ("自然增长率2.2‰", one("2.2‰", "2.2", "‰")),
        ("涨幅-3.3%", one("-3.3%", "-3.3", "%")),
        ("拆除776㎡", one("776㎡", "776", "㎡")),
        ("带动300万学生", one("300万", "3000000", "")),
    ],
)
def test_number_with_scale_and_unit(read: Read, text: str, expected: Reading) -> None:
    """Scale is multiplied out exactly, whatever the width, commas and spaces."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补助2千5百元", one("2千5百元", "2500", "元")),
        ("产量12万3千吨", one("12万3千吨", "123000", "吨")),
        ("投资3亿5千万元", one("3亿5千万元", "350000000", "元")),
        ("投资5千5百万元", one("5千5百万元", "55000000", "元")),
        ("投资1亿2000万元", one("1亿2000万元", "120000000", "元")),
        ("覆盖8万6千余人", one("8万6千余人", "86000", "人", "over")),
        ("筹资1万2千3百45元", one("1万2千3百45元", "12345", "元")),
        ("投资1万多亿元", one("1万多亿元", "1000000000000", "元", "over")),
    ],
)
def test_several_scales_make_one_number(read: Read, text: str, expected: Reading) -> None:
    """A scale that is followed by a smaller one goes on."""
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["3万1万2万", "5万、6千", "2万3万元"])
def test_scales_that_do_not_fall_are_several_numbers(read: Read, text: str) -> None:
    """Only a smaller scale belongs to the number before."""
    assert len(read(text)) > 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总量1，286.4亿元", one("1，286.4亿元", "128640000000", "元")),
        ("覆盖12，345人", one("12，345人", "12345", "人")),
        ("总量1，286亿元", one("1，286亿元", "128600000000", "元")),
    ],
)
def test_full_width_comma_between_thousands(read: Read, text: str, expected: Reading) -> None:
    """A full-width comma groups where three digits and a scale or unit follow it and no list is said to begin."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("拉动分别为0.15、-5.64、1.34个百分点", ["0.15", "-5.64", "1.34"]),
        ("同比+7.2%，装备制造+21.6%", ["7.2", "21.6"]),
        ("增长3.2%、-5.6%和+7.1%", ["3.2", "-5.6", "7.1"]),
        ("出口-3.1%，进口（+6.2%）", ["-3.1", "6.2"]),
        ("增加（减少）-3.2个百分点", ["-3.2"]),
        ("由-5.2%转为+1.3%", ["-5.2", "1.3"]),
        ("GDP+5.2%", ["5.2"]),
    ],
)
def test_signs_of_rates(read: Read, text: str, values: list[str]) -> None:
    """A sign belongs to a rate after Chinese words, in lists and in brackets."""
    assert [reading[1] for reading in read(text)] == values


def test_signed_range(read: Read) -> None:
    """Both ends of a range may have a sign."""
    assert read("增速-0.5%~1.2%，涨幅-5%至-3%") == [
        ("-0.5%~1.2%", "-0.5", "1.2", "%", "range"),
        ("-5%至-3%", "-5", "-3", "%", "range"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("筹集5万套（间）", one("5万套（间）", "50000", "套（间）")),
        ("改造1200套(户)", one("1200套(户)", "1200", "套(户)")),
        ("整治35条（段）以上", one("35条（段）", "35", "条（段）", "over")),
        ("购置200台（套）", one("200台（套）", "200", "台（套）")),
        ("安置500户（套、间）", one("500户（套、间）", "500", "户（套、间）")),
        ("通行3万辆（艘、架）次", one("3万辆（艘、架）次", "30000", "辆（艘、架）次")),
    ],
)
def test_unit_with_other_units_in_brackets(read: Read, text: str, expected: Reading) -> None:
    """Counting units in brackets belong to the unit, as written."""
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["新增30家（其中5家在县城）", "新增30家（户均增收）"])
def test_other_brackets_after_a_unit_are_not_the_units(read: Read, text: str) -> None:
    """An explanation in brackets is none of the unit's."""
    assert read(text)[0] == one("30家", "30", "家")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吞吐量突破200万大关", one("200万", "2000000", "", "over")),
        ("点位站上3000大关", one("3000", "3000", "", "over")),
        ("产值跨上500亿台阶", one("500亿", "50000000000", "", "over")),
    ],
)
def test_mark_that_is_passed_is_no_unit(read: Read, text: str, expected: Reading) -> None:
    """大关 and 台阶 say that a mark is passed."""
    assert read(text) == [expected]


def test_rate_of_conversion_is_no_discount(read: Read) -> None:
    """折 of 折算 and 折合 is no unit."""
    assert [reading[3] for reading in read("汇率为6.9折算，打8.5折")] == ["折"]


@pytest.mark.parametrize(
    "text",
    ["培育5大集群", "开展12大行动", "建成20万吨级泊位", "双向8车道", "落实“30条”", "“民企25条”", "110千伏变电站"],
)
def test_parts_of_programmes_and_attributes_are_none(read: Read, text: str) -> None:
    """Parts of programmes, classes and attributes of facilities, and names of policies count nothing."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("覆盖5200多万群众", one("5200多万", "52000000", "", "over")),
        ("引进40余家", one("40余家", "40", "家", "over")),
        ("录入3万余条", one("3万余条", "30000", "条", "over")),
        ("投入1千余万元", one("1千余万元", "10000000", "元", "over")),
        ("惠及10多万人", one("10多万人", "100000", "人", "over")),
        ("增长10倍多。", one("10倍", "10", "倍", "over")),
        ("占全市1/4多。", one("1/4", "0.25", "分数", "over")),
    ],
)
def test_more_than_the_number_says(read: Read, text: str, expected: Reading) -> None:
    """余 and 多, before the scale, after it or after the unit, mean more."""
    assert read(text) == [expected]


def test_more_that_begins_a_word_is_no_modifier(read: Read) -> None:
    """多 in 多功能 belongs to the noun."""
    assert read("新建5个多功能厅") == [one("5个", "5", "个")]


@pytest.mark.parametrize("dash", ["-", "—", "–", "－", "～", "~", "——", "至", "到"])
def test_range_with_every_dash(read: Read, dash: str) -> None:
    """A range keeps both ends and shares scale and unit written once."""
    assert read(f"布局2{dash}3万亩") == [(f"2{dash}3万亩", "20000", "30000", "亩", "range")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展1—2个", one("1—2个", "1", "个", "range", "2")),
        ("增长5%—6%左右", one("5%—6%", "5", "%", "range", "6")),
        ("增长5至6%", one("5至6%", "5", "%", "range", "6")),
        ("投资2万—3万元", one("2万—3万元", "20000", "元", "range", "30000")),
        ("工资8000—1万元", one("8000—1万元", "8000", "元", "range", "10000")),
    ],
)
def test_range_units(read: Read, text: str, expected: Reading) -> None:
    """Scale and unit of a range may stand at one end or at both; the larger end never gets a scale twice."""
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["由3家到5家", "从3家增至5家", "自3家到5家"])
def test_change_is_no_range(read: Read, text: str) -> None:
    """从A到B are two quantities."""
    assert [reading[1] for reading in read(text)] == ["3", "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三次产业结构为20.2：45.0：34.8", one("20.2：45.0：34.8", "20.2", "比")),
        ("收入比缩小到2.07∶1。", one("2.07∶1", "2.07", "比")),
        ("占全市2/3。", one("2/3", "0.6667", "分数")),
        ("建设2×100万千瓦机组", one("2×100万千瓦", "2000000", "千瓦")),
        ("浓度29微克/立方米", one("29微克/立方米", "29", "微克/立方米")),
        ("浓度为每立方米20微克", one("每立方米20微克", "20", "微克/立方米")),
        ("标准700元/月", one("700元/月", "700", "元/月")),
        ("劳动生产率16万元/人", one("16万元/人", "160000", "元/人")),
        ("电价0.35元/千瓦时", one("0.35元/千瓦时", "0.35", "元/千瓦时")),
        ("每万人拥有8.5件/万人", one("8.5件/万人", "8.5", "件/万人")),
    ],
)
def test_compounds(read: Read, text: str, expected: Reading) -> None:
    """Ratios, fractions, products and rates are one quantity each."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("约七成用于民生", one("七成", "7", "成", "about")),
        ("参与率达九成五，", one("九成五", "9.5", "成")),
        ("总量翻一番", one("翻一番", "1", "番")),
        ("规模翻了两番", one("翻了两番", "2", "番")),
        ("实现翻番", one("翻番", "1", "番")),
        ("翻了近两番", one("两番", "2", "番", "about")),
        ("增长两倍以上", one("两倍", "2", "倍", "over")),
        ("占三分之二", one("三分之二", "0.6667", "分数")),
        ("增长百分之五", one("百分之五", "5", "%")),
        ("下降百分之三点五", one("百分之三点五", "3.5", "%")),
        ("提高两个百分点", one("两个百分点", "2", "百分点")),
        ("产值超五十亿元", one("五十亿元", "5000000000", "元", "over")),
        ("产值达到二点三亿元", one("二点三亿元", "230000000", "元")),
        ("人均一点五万元", one("一点五万元", "15000", "元")),
        ("装机一千万千瓦", one("一千万千瓦", "10000000", "千瓦")),
        ("发电两千亿千瓦时", one("两千亿千瓦时", "200000000000", "千瓦时")),
        ("用电三百亿度", one("三百亿度", "30000000000", "度")),
        ("投资十亿元，", one("十亿元", "1000000000", "元")),
        ("争取十余亿元，", one("十余亿元", "1000000000", "元", "over")),
        ("修路三百零五公里", one("三百零五公里", "305", "公里")),
        ("粮食一千一百零五亿斤", one("一千一百零五亿斤", "110500000000", "斤")),
        ("总量一百二十万亿元", one("一百二十万亿元", "120000000000000", "元")),
        ("惠及二十万人", one("二十万人", "200000", "人")),
        ("增长六点二个百分点", one("六点二个百分点", "6.2", "百分点")),
        ("总量突破万亿元", one("万亿元", "1000000000000", "元", "over")),
        ("跨上千亿元台阶", one("千亿元", "100000000000", "元", "over")),
        ("产值不足百亿元", one("百亿元", "10000000000", "元", "under")),
        ("规模突破千亿、", one("千亿", "100000000000", "", "over")),
        ("带动上千家企业", one("千家", "1000", "家", "over")),
        ("带动千余家企业", one("千余家", "1000", "家", "over")),
        ("接待近百万人次", one("百万人次", "1000000", "人次", "about")),
    ],
)
def test_chinese_numerals(read: Read, text: str, expected: Reading) -> None:
    """Tenths, doublings, times, fractions, percentages and amounts in Chinese numerals are quantities."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "两个方面",
        "三大战略",
        "一批项目",
        "成立三家",
        "十项任务",
        "数百人参加",
        "亿元以上项目",
        "百亿级产业",
        "二成员",
        "统一成立",
        "百倍信心",
        "一番事业",
        "十分之好",
    ],
)
def test_counts_in_chinese_numerals_are_none(read: Read, text: str) -> None:
    """Plain counts and thresholds without a digit are no quantities."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总量居全国第三位", one("第三位", "3", "位")),
        ("增速居全省第一，", one("第一", "1", "位")),
        ("位列全市第2。", one("第2", "2", "位")),
        ("百强县排名第36位", one("第36位", "36", "位")),
        ("跻身全国前三，", one("前三", "3", "位")),
        ("进入全省前十位", one("前十位", "10", "位")),
        ("百强榜前十强", one("前十强", "10", "位")),
        ("规模居全省首位", one("首位", "1", "位")),
        ("以第一名的成绩", one("第一名", "1", "名")),
    ],
)
def test_ranks(read: Read, text: str, expected: Reading) -> None:
    """A place among others is a rank."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "第一产业",
        "第一书记",
        "坚持质量第一、效益优先",
        "摆在首位",
        "首位度",
        "第十四届人大",
        "第5届博览会",
        "前三季度",
        "门前三包",
        "向前一步",
    ],
)
def test_ordinals_are_no_ranks(read: Read, text: str) -> None:
    """An ordinal, a priority or a period is no rank."""
    assert read(text) == []


def test_rank_in_a_list(read: Read) -> None:
    """A second rank after 、 is one as well."""
    assert [reading[0] for reading in read("分别居全国第1、第2，")] == ["第1", "第2"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增长5,增加3", ["5", "3"]),
        ("分别为10，200个", ["10", "200"]),
        ("7.7和7.6个百分点", ["7.7", "7.6"]),
    ],
)
def test_comma_and_list_are_not_joined(read: Read, text: str, values: list[str]) -> None:
    """A comma that groups nothing parts two numbers."""
    assert [reading[1] for reading in read(text)] == values


def test_unit_written_once_at_the_end_of_a_list(read: Read) -> None:
    """Numbers of a list share the unit of the last."""
    assert [reading[3] for reading in read("分别参保16.8万、2.5万和2.3万人")] == ["人", "人", "人"]


def test_bare_figures(read: Read) -> None:
    """A number without unit counts where a verb asks for it and nothing follows."""
    assert read("指数达到91.9，收入倍差缩小至1.72。") == [one("91.9", "91.9", ""), one("1.72", "1.72", "")]


def test_text_is_the_source_itself() -> None:
    """Text and span are the document's, line breaks inside included."""
    document = Document("d", "完成投资3.5\n亿元，增长6%。")
    quantities = scan(build_view(document)).quantities
    assert [document.text[slice(*q.span)] for q in quantities] == [q.text for q in quantities]


def test_extent_is_the_views() -> None:
    """``start`` and ``end`` are places in the view."""
    view = build_view(Document("d", "全市 5 个县、30 家企业"))
    assert [view.span(q.start, q.end) for q in scan(view).quantities] == [q.span for q in scan(view).quantities]


def test_stretch_of_a_view() -> None:
    """Only the asked stretch is read."""
    view = build_view(Document("d", "新增5家，改造6户，修建7公里"))
    assert [q.text for q in scan(view, 5, 9).quantities] == ["6户"]


def test_line_ends_count_once() -> None:
    """CRLF and CR are one character, a BOM none."""
    assert scan_quantities("\ufeff一、\r\n新增5家")[0].span == (5, 7)
