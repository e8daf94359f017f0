"""Statements: where a sentence is cut so that each piece says something alone."""

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines.rules.problems import problems
from summarizer.engines.rules.salience import Material, Rated, diversified, domain_of, part_of
from summarizer.engines.rules.statements import cut, fact_starts, statements_of

FRAME = """砚溪县政府工作报告
——2024年1月9日在砚溪县第十八届人民代表大会第三次会议上
县长 陆见山
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
{review}
二、2024年工作安排
（一）做强县域工业
实施技改项目30个。
（二）建设和美乡村
新建农村公路60公里。
各位代表！让我们团结一心，奋力谱写砚溪发展新篇章！
"""


def analysed(review: str) -> Analysis:
    """A report with this review."""
    (found,) = analyse_document(Document("砚溪县.txt", FRAME.format(review=review)))
    return found


def pieces(sentence: str) -> list[str]:
    """The statements of a sentence, as texts."""
    analysis = analysed(sentence)
    text = analysis.view.text
    start = text.index(sentence)
    return [text[slice(*extent)] for extent in cut(analysis, (start, start + len(sentence)))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县城高铁站建成投用，率先在全省实现县县通高铁。", ["县城高铁站建成投用，率先在全省实现县县通高铁"]),
        (
            "茶产业综合产值达到27亿元，占全县农业产值的比重提高到三成，居全省第二，规上工业企业达到63户，竹木加工企业集群发展势头良好。",
            [
                "茶产业综合产值达到27亿元，占全县农业产值的比重提高到三成，居全省第二",
                "规上工业企业达到63户",
                "竹木加工企业集群发展势头良好",
            ],
        ),
        (
            "全年完成的主要工作有很多值得总结的地方，科技型企业达到94家，新获评省级小巨人企业12家，高新技术企业35家，数量均居全市第一。",
            [
                "全年完成的主要工作有很多值得总结的地方",
                "科技型企业达到94家，新获评省级小巨人企业12家，高新技术企业35家，数量均居全市第一",
            ],
        ),
        (
            "固定资产投资增长10.8%；社会消费品零售总额增长2.1%。",
            ["固定资产投资增长10.8%", "社会消费品零售总额增长2.1%"],
        ),
        ("综合考虑，建议2024年主要预期目标是：生产总值增长6%左右。", ["生产总值增长6%左右"]),
        ("一是着力做强产业，新增规上企业6户。", ["着力做强产业，新增规上企业6户"]),
        ("坚持以项目为王统揽全县经济工作，完成技改投资4.6亿元。", ["完成技改投资4.6亿元"]),
    ],
)
def test_sentences_are_cut_where_a_clause_says_something_alone(sentence: str, expected: list[str]) -> None:
    """Clauses stay with the subject they speak of; announcements, list numbers and lead-ins are left out."""
    assert pieces(sentence) == expected


def test_statements_know_their_numbers() -> None:
    """Each number of a section stands in exactly one statement, but for those that were left out with a lead-in."""
    analysis = analysed("固定资产投资增长10.8%；社会消费品零售总额48.9亿元，增长2.1%。")
    section = next(section for section in analysis.sections if section.kind == "review")
    statements = statements_of(analysis, section, fact_starts(analysis))
    assert [len(statement.facts) for statement in statements] == [1, 2]
    assert sorted(index for statement in statements for index in statement.facts) == [0, 1, 2]


def test_what_announces_problems_stands_in_none_of_them() -> None:
    """A clause before a colon ends the problem before it and begins none."""
    analysis = analysed(
        "产业不断壮大。\n同时，我们也清醒认识到，外部环境不确定性上升，发展还面临不少困难和挑战：有效需求不足，财政收支矛盾突出。"
    )
    texts = [item.point.text for item in problems(analysis)]
    assert texts == ["外部环境不确定性上升", "有效需求不足，财政收支矛盾突出"]


def test_domains_take_turns() -> None:
    """Of equally weighty statements those of a domain not yet told come first."""
    analysis = analysed("新增规上工业企业16家。新增规上制造业企业18家。城镇新增就业4200人。")
    material = Material(analysis)
    section = next(section for section in analysis.sections if section.kind == "review")
    rated = material.rated(material.statements(section), "achievements")
    even = [Rated(row.statement, 3.0, row.rules, row.domain) for row in rated]
    chosen = diversified(even, 2, 0.0, 1.0, domain_of)
    assert [row.domain.id for row in chosen if row.domain] == ["industry", "livelihood"]
    assert len(diversified(even, 3, 2.5, 1.0, domain_of)) == 2
    assert len(diversified(even, 3, 2.5, 1.0, part_of)) == 1
