"""The rules engine: every summary is made of the report's own words."""

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines import Draft, DraftPoint
from summarizer.engines.rules import draft, explain_summary

REPORT = """云岚县政府工作报告
——2024年1月9日在云岚县第十八届人民代表大会第三次会议上
县长 陆见山
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
一年来，全县经济稳中向好。地区生产总值增长6.2%，达到186.4亿元；一般公共预算收入12.3亿元，增长5.1%。
（一）产业升级步伐加快
竹笋加工产值居全省第二，首次突破30亿元。新增规上工业企业16家。数字车间建成9个。“云上田园”品牌打响。产业结构不断优化。
（二）民生保障持续加强
新建学校3所，改造老旧小区42个。城镇新增就业4200人。办理人大代表建议61件、政协提案40件。
同时，我们也清醒认识到，发展中还存在不少困难和问题，主要是：产业层次不高，链条偏短；财政收支矛盾突出；公共服务仍有短板。对此，我们将认真解决。
二、2024年工作安排
今年是实施“十四五”规划的关键一年。今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业4000人以上，城镇调查失业率5.5%以内，居民收入增长与经济增长同步。
（一）做强县域工业
建设“云上田园”。实施技改项目30个。
（二）建设和美乡村
新建农村公路60公里。
各位代表！让我们团结一心，奋力谱写云岚发展新篇章！
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """The one report of the text."""
    (found,) = analyse_document(Document("云岚县.txt", REPORT))
    return found


@pytest.fixture(scope="module")
def made(analysis: Analysis) -> Draft:
    """What the rules engine makes of it."""
    return draft(analysis)


def texts(points: tuple[DraftPoint, ...]) -> list[str]:
    return [point.text for point in points]


def test_headline_gives_growth_aim_and_first_task(made: Draft) -> None:
    """The headline is the title, last year's growth, this year's aim and what stands first among the tasks."""
    assert made.headline == (
        "云岚县政府工作报告：2023年地区生产总值增长6.2%；2024年目标：地区生产总值增长6%左右。首项任务：做强县域工业"
    )


def test_overview_is_three_sentences_and_no_points(made: Draft) -> None:
    """How the year went, what is aimed at and done, what is special; none of the points word for word."""
    assert made.overview == (
        "云岚县2023年：全县经济稳中向好，地区生产总值186.4亿元，增速6.2%，一般公共预算收入增速5.1%，新增就业4200人；"
        "2024年地区生产总值增速目标为6%左右。任务有：一是做强县域工业，二是建设和美乡村。报告特有的提法有“云上田园”。"
    )
    assert not any(text in made.overview for text in texts(made.achievements))


def test_every_clause_of_a_point_stands_in_its_spans(analysis: Analysis, made: Draft) -> None:
    """A point is made of the very texts of its spans, joined by semicolons."""
    document = analysis.view.document.text
    points = [*made.achievements, *made.targets, *made.priorities, *made.problems]
    points += [point for section in made.sections for point in section.key_points]
    assert points
    assert all("；".join(document[start:end] for start, end in point.evidence) == point.text for point in points)


def test_headline_facts_come_first_one_by_one(made: Draft) -> None:
    """Each headline fact is a point, level and change together, in the order of briefs."""
    assert texts(made.achievements)[:3] == [
        "地区生产总值增长6.2%，达到186.4亿元",
        "一般公共预算收入12.3亿元，增长5.1%",
        "城镇新增就业4200人",
    ]


def test_achievements_come_from_the_review_without_problems(made: Draft) -> None:
    """Achievements are results, not problems and not aims; a first and a rank are among them."""
    joined = "".join(texts(made.achievements))
    assert "竹笋加工产值居全省第二，首次突破30亿元" in joined
    assert "困难和问题" not in joined
    assert "技改项目30个" not in joined


def test_boilerplate_is_no_point(made: Draft) -> None:
    """What every report says is left out."""
    points = [*made.achievements, *made.targets, *made.priorities, *made.problems]
    assert not any("关键一年" in text or "提案" in text for text in texts(tuple(points)))


def test_targets_are_told_one_by_one(made: Draft) -> None:
    """The list of aims is taken apart; jobs and unemployment, told together, are one point."""
    assert texts(made.targets) == [
        "地区生产总值增长6%左右",
        "城镇新增就业4000人以上，城镇调查失业率5.5%以内",
        "居民收入增长与经济增长同步",
    ]


def test_priorities_have_what_makes_them_specific_beside_their_heading(made: Draft) -> None:
    """Each item of the tasks is its heading with its number; both stand in the evidence."""
    assert texts(made.priorities) == ["做强县域工业；实施技改项目30个", "建设和美乡村；新建农村公路60公里"]
    assert all(len(point.evidence) == 2 for point in made.priorities)


PARTS = {
    "（一）做强县域工业": "实施重大项目20个，总投资60亿元。打造共享车间。实施技改项目30个。新增规上工业企业5家。",
    "（二）建设和美乡村": "新建农村公路60公里。",
    "（三）繁荣文化事业": "丰富群众文化生活。",
    "（四）扩大对外开放": "实际使用外资增长8%。",
    "（五）保护绿水青山": "完成造林3万亩。",
}


def with_parts() -> str:
    """The report with five parts of tasks, the third without anything specific."""
    start, end = REPORT.index("（一）做强县域工业"), REPORT.index("各位代表！让我们")
    tasks = "".join(f"{heading}\n{text}\n" for heading, text in PARTS.items())
    return REPORT[:start] + tasks + REPORT[end:]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("深化联合社建设，完善工作机制，新建农村公路60公里", "新建农村公路60公里"),
        (
            "实施“云路计划”，强化工程监管水平，新建农村公路60公里",
            "实施“云路计划”，强化工程监管水平，新建农村公路60公里",
        ),
        ("加强农村道路管护，确保年底前养护率达75%", "加强农村道路管护，确保年底前养护率达75%"),
        (
            "组建乡村公路管护队伍，改善出行条件，新建农村公路60公里",
            "组建乡村公路管护队伍，改善出行条件，新建农村公路60公里",
        ),
    ],
)
def test_measures_begin_where_something_is_done(task: str, told: str) -> None:
    """Clauses that only say how are left out before a figure; names and works stay."""
    assert f"建设和美乡村；{told}" in texts(made_of(with_parts().replace("新建农村公路60公里", task)).priorities)


def test_no_task_is_left_out() -> None:
    """A task without anything specific is a point too, at its place among the others."""
    summary = made_of(with_parts())
    assert texts(summary.priorities) == [
        "做强县域工业；实施重大项目20个，总投资60亿元；新增规上工业企业5家",
        "建设和美乡村；新建农村公路60公里",
        "繁荣文化事业",
        "扩大对外开放；实际使用外资增长8%",
        "保护绿水青山；完成造林3万亩",
    ]
    assert "三是繁荣文化事业" in summary.overview


def test_tasks_without_anything_specific_share_a_point() -> None:
    """Their names stand together where the first of them stands, each with its own evidence."""
    text = with_parts().replace("新建农村公路60公里。", "让农村更美。").replace("完成造林3万亩。", "让天更蓝。")
    told = made_of(text).priorities
    assert texts(told)[1:] == ["建设和美乡村；繁荣文化事业；保护绿水青山", "扩大对外开放；实际使用外资增长8%"]
    assert [text[slice(*span)] for span in told[1].evidence] == ["建设和美乡村", "繁荣文化事业", "保护绿水青山"]


def test_the_first_task_stays_first() -> None:
    """Where the first task has nothing specific the names begin the list."""
    text = with_parts().replace(PARTS["（一）做强县域工业"], "让企业更强。")
    assert texts(made_of(text).priorities)[0] == "做强县域工业；繁荣文化事业"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("做强县域工业，全面塑强发展引擎", "做强县域工业"),
        ("做强县域工业，激发消费潜力", "做强县域工业，激发消费潜力"),
        ("坚持工业强县，做强县域工业", "坚持工业强县，做强县域工业"),
    ],
)
def test_tasks_are_told_by_their_names(heading: str, name: str) -> None:
    """A heading's end that names no further matter is left out; what begins with a slogan is told whole."""
    text = with_parts().replace("（一）做强县域工业", f"（一）{heading}")
    assert texts(made_of(text).priorities)[0].split("；")[0] == name


def test_aims_told_as_targets_are_no_priorities() -> None:
    """A task whose figure is a target of the year is not told again, though the target is only its end."""
    text = with_parts().replace("打造共享车间", "打好翻身仗，固定资产投资增长7%")
    summary = made_of(text)
    assert "固定资产投资增长7%" in texts(summary.targets)
    assert not any("固定资产投资" in point for point in texts(summary.priorities))


def test_a_list_of_aims_goes_on_in_the_next_sentence() -> None:
    """What follows a list of aims and has one of a headline indicator belongs to it; remarks on the aims do not."""
    more = (
        "与经济增长同步。居民消费价格涨幅2%左右，完成上级下达的节能降碳任务。"
        "经济增长目标确定为6%左右，综合考虑了各方面的因素和条件，有利于保持信心、凝聚力量，实现这个目标有条件有基础。"
    )
    said = texts(made_of(REPORT.replace("与经济增长同步。", more)).targets)
    assert any(point.startswith("居民消费价格涨幅2%左右") for point in said)
    assert not any("信心" in point or "条件" in point for point in said)


def test_the_years_aims_come_before_a_plans() -> None:
    """Of a plan beside the year's list only the growth of GDP is told, with the years that it is of."""
    plan = (
        "“十五五”时期经济社会发展的主要目标是：地区生产总值年均增长5%，一般公共预算收入年均增长4%，"
        "固定资产投资年均增长6%，城镇化率达到60%。\n"
    )
    yearly = "今年经济社会发展的主要预期"
    said = texts(made_of(with_parts().replace(yearly, f"{plan}{yearly}")).targets)
    assert said[0] == "地区生产总值增长6%左右"
    assert said[-1] == "“十五五”时期地区生产总值年均增长5%"
    assert not any("固定资产投资年均" in point for point in said)


def test_the_nations_bonds_have_their_sum() -> None:
    """A bond that the nation's budget names is told with the sum that stands further on in its sentence."""
    text = (
        "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理\n各位代表：\n"
        "一、2023年工作回顾\n国内生产总值增长5.2%。\n二、2024年经济社会发展总体要求\n"
        "今年主要预期目标是：国内生产总值增长5%左右，城镇新增就业1200万人以上，居民消费价格涨幅3%左右。\n"
        "从今年开始拟连续几年发行超长期特别国债，专项用于重大战略实施和重点领域能力建设，今年先发行8000亿元。\n"
    )
    assert "从今年开始拟连续几年发行超长期特别国债；今年先发行8000亿元" in texts(made_of(text).targets)


def test_problems_are_listed_one_by_one(made: Draft) -> None:
    """The sentence that lists the problems is taken apart; what announces them and the vow to mend them are none."""
    assert texts(made.problems) == ["产业层次不高，链条偏短", "财政收支矛盾突出", "公共服务仍有短板"]


def test_headings_name_the_problems_that_a_passage_announces() -> None:
    """Where a part on the outlook only announces problems its headings are told, up to what is no problem."""
    outlook = (
        "二、2024年形势与发展思路\n经济社会发展仍然面临许多困难和挑战。\n"
        "（一）产业转型任务艰巨\n传统产业比重偏高，转型需要时间。\n（二）财政收支压力突出\n刚性支出增长较快。\n"
        "各位代表，办法总比困难多。\n三、2024年工作安排\n"
    )
    said = texts(made_of(REPORT.replace("二、2024年工作安排\n", outlook)).problems)
    assert said[-2:] == ["产业转型任务艰巨", "财政收支压力突出"]


def test_the_last_problem_ends_before_and_so_on() -> None:
    """等等 is no part of a problem."""
    text = REPORT.replace("公共服务仍有短板。", "公共服务保障还不到位等等。")
    assert texts(made_of(text).problems)[-1] == "公共服务保障还不到位"


def test_missed_aims_are_problems(analysis: Analysis) -> None:
    """An aim that was missed is a problem wherever the review admits it."""
    text = REPORT.replace("产业结构不断优化。", "固定资产投资未达预期目标。")
    (found,) = analyse_document(Document("云岚县.txt", text))
    assert "固定资产投资未达预期目标" in texts(draft(found).problems)


def test_no_point_is_said_twice(made: Draft) -> None:
    """No list repeats a point, and no part of one."""
    for points in (made.achievements, made.targets, *(section.key_points for section in made.sections)):
        said = texts(points)
        assert not any(one in other for one in said for other in said if one is not other)


def test_every_section_and_number_is_covered(analysis: Analysis, made: Draft) -> None:
    """There is one draft a section and one claim a number."""
    assert [section.section for section in made.sections] == [section.id for section in analysis.sections]
    assert [claim.fact for claim in made.claims] == list(analysis.facts)


def test_sections_do_not_repeat_their_headings(analysis: Analysis, made: Draft) -> None:
    """A section's key points are what it says; a part without text of its own has those of the sections below it."""
    drafts = dict(zip([section.heading for section in analysis.sections], made.sections, strict=True))
    assert texts(drafts["做强县域工业"].key_points) == ["实施技改项目30个"]
    assert all(heading not in texts(section.key_points) for heading, section in drafts.items())


def test_without_figures_the_headline_is_the_reviews_own(analysis: Analysis) -> None:
    """A report that gives no growth is headed by how the review says the year went."""
    text = REPORT.replace("地区生产总值增长6.2%，达到186.4亿元；", "").replace("地区生产总值增长6%左右，", "")
    (found,) = analyse_document(Document("云岚县.txt", text))
    assert draft(found).headline == "云岚县政府工作报告：全县经济稳中向好。首项任务：做强县域工业"


def test_core_facts_without_figures_are_told_as_the_report_does() -> None:
    """A headline fact that is told in words is a point all the same; one that was blacked out tells nothing."""
    text = REPORT.replace("地区生产总值增长6.2%，达到186.4亿元", "地区生产总值达到XX亿元")
    text = text.replace("城镇新增就业4200人。", "居民人均可支配收入增长与经济增长基本同步。")
    said = texts(made_of(text).achievements)
    assert not any("XX" in point for point in said)
    assert "居民人均可支配收入增长与经济增长基本同步" in said


def test_expected_figures_say_so() -> None:
    """预计 at the head of a sentence stands in each of the points made of it."""
    text = REPORT.replace("地区生产总值增长6.2%，", "预计全年地区生产总值增长6.2%，").replace(
        "；一般公共", "，一般公共"
    )
    said = texts(made_of(text).achievements)
    assert any(point.startswith("预计") and "一般公共预算收入" in point for point in said)


def test_remarks_that_figures_are_expected_are_told() -> None:
    """（预计数，下同） after a figure is left out for the word itself, told before it and before those that follow."""
    text = REPORT.replace("地区生产总值增长6.2%", "地区生产总值增长6.2%（预计数，下同）")
    said = texts(made_of(text).achievements)
    assert "预计地区生产总值增长6.2%，达到186.4亿元" in said
    assert "预计一般公共预算收入12.3亿元，增长5.1%" in said


def test_shares_are_told_with_what_they_are_of() -> None:
    """A share in a clause of its own (税收占比) stays with the figure before it."""
    text = REPORT.replace("12.3亿元，增长5.1%", "12.3亿元，增长5.1%，税收占比76%")
    assert "一般公共预算收入12.3亿元，增长5.1%，税收占比76%" in texts(made_of(text).achievements)


@pytest.mark.parametrize(
    ("clauses", "point"),
    [
        (
            "公路通车里程新增300公里、突破1100公里、居全省第3位",
            "五年来，公路通车里程新增300公里、突破1100公里、居全省第3位",
        ),
        ("工业增加值跨上90亿元台阶，对经济增长贡献率超60%", "五年来，工业增加值跨上90亿元台阶，对经济增长贡献率超60%"),
        ("空气质量指数连续9年居全省首位", "空气质量指数连续9年居全省首位"),
        ("高技术产业增加值年均增长9.1%", "五年来，高技术产业增加值年均增长9.1%"),
        ("民营经济增加值从21亿元增至27亿元", "五年来，民营经济增加值从21亿元增至27亿元"),
        (
            "高技术产业增加值年均增长7.5%，高于“十三五”时期0.8个百分点",
            "五年来，高技术产业增加值年均增长7.5%，高于“十三五”时期0.8个百分点",
        ),
    ],
)
def test_figures_of_several_years_say_so(clauses: str, point: str) -> None:
    """What stands far behind 五年来 is told with it, levels and ranks too; what names its own years is left alone."""
    text = REPORT.replace("数字车间", f"五年来，全县综合实力显著增强。{'园区面貌持续改善。' * 60}{clauses}。数字车间")
    said = texts(made_of(text).achievements)
    assert point in said
    assert "新建学校3所，改造老旧小区42个" in said


def test_years_of_another_span_are_not_lent() -> None:
    """Where the span of years named before figures is not the one that they are read to be of, none is told."""
    years = "五年来，综合实力显著增强。2021年至2023年，各项事业全面进步，产业园区面貌持续改善，城乡环境焕然一新"
    text = REPORT.replace("数字车间", f"{years}，公路通车里程新增300公里、突破1100公里。数字车间")
    assert "公路通车里程新增300公里、突破1100公里" in texts(made_of(text).achievements)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("云岚英才计划", True),
        ("产业提升年", True),
        ("3820", False),
        ("4+2", False),
        ("两带一区", False),
        ("走在前、开新篇", False),
    ],
)
def test_names_of_projects_are_told_and_no_bare_counts(name: str, told: bool) -> None:
    """A quoted name that ends in what it is says something alone; ciphers and slogans are left out."""
    overview = made_of(REPORT.replace("“云上田园”", f"“{name}”")).overview
    assert (f"报告特有的提法有“{name}”" in overview) == told
    assert ("提法" in overview) == told


def test_names_of_a_wider_place_are_not_told() -> None:
    """A name that the report once gives to the province is not the county's own."""
    text = REPORT.replace("“云上田园”品牌打响", "入选省“云上计划”试点，“云上计划”扎实推进")
    assert "云上计划" not in made_of(text).overview


def test_remarks_on_figures_are_left_out() -> None:
    """What a bracket says of how figures are to be read is no part of the point, but that they are expected is."""
    text = REPORT.replace("新增就业4200人", "新增就业4200人（预计数，下同），增长3%")
    assert "预计城镇新增就业4200人，增长3%" in texts(made_of(text).achievements)


def test_shortcomings_named_are_problems() -> None:
    """不少短板 of something named is a problem, of the work as a whole only an announcement."""
    text = REPORT.replace("公共服务仍有短板", "教育、养老等公共服务还有不少短板，与群众期盼还有差距")
    assert "教育、养老等公共服务还有不少短板，与群众期盼还有差距" in texts(made_of(text).problems)


def test_headings_stand_whole_and_in_order() -> None:
    """A heading is not cut at its comma; what is of another matter does not stand beside it."""
    text = REPORT.replace("（一）做强县域工业", "（一）坚持工业强县，做强竹笋产业").replace(
        "新建农村公路60公里。", "新建公交站台20个。"
    )
    said = texts(made_of(text).priorities)
    assert said[0].startswith("坚持工业强县，做强竹笋产业；")
    assert said[1].startswith("建设和美乡村")


def test_aims_among_the_tasks_are_targets_where_none_are_listed() -> None:
    """A small place that lists no aims has those of its tasks."""
    goals = REPORT[REPORT.index("今年经济社会发展的主要") : REPORT.index("（一）做强县域工业")]
    text = REPORT.replace(goals, "\n").replace("建设“云上田园”。", "粮食播种面积达到7.5万亩。")
    assert "粮食播种面积达到7.5万亩" in texts(made_of(text).targets)


def made_of(text: str) -> Draft:
    """What the rules engine makes of a report."""
    (found,) = analyse_document(Document("云岚县.txt", text))
    return draft(found)


def test_reasons_are_kept_for_every_point(analysis: Analysis, made: Draft) -> None:
    """Each point of the summary comes with the rules that chose it and a reason in a line."""
    chosen = explain_summary(analysis)
    lists = (*made.achievements, *made.targets, *made.priorities, *made.problems)
    assert tuple(item.point for item in chosen) == lists
    assert all(item.why and all(why.rule and why.reason for why in item.why) for item in chosen)
    reasons = {item.point.text: [why.rule for why in item.why] for item in chosen}
    assert reasons["城镇新增就业4200人"] == ["headline.jobs"]
    assert {"salience", "rank", "first", "threshold"} <= set(reasons["竹笋加工产值居全省第二，首次突破30亿元"])
