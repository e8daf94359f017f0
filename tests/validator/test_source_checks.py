"""What does not fit together in the source itself."""

import pytest

from summarizer.validator import Finding, consistency

from .conftest import TEXT, read

HEAD = "澄江县2024年政府工作报告\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n"


def found(body: str, code: str = "arithmetic_inconsistent") -> list[Finding]:
    return [finding for finding in consistency(read(HEAD + body)) if finding.code == code]


WRONG = [
    "全县旅游收入由20.5亿元增加到25.6亿元，增长30%。",
    "全县财政总收入由2018年的20亿元增加到2023年的40亿元，年均增长20%。",
    "水产品产量从50万吨下降到40万吨，下降10%。",
    "招商引资到位资金65亿元，比年度目标60亿元超过8亿元。",
    "三次产业结构调整为12.5:45.0:52.5。",
    "全县一般公共预算收入12.5亿元。各项工作有序推进。全县一般公共预算收入15.2亿元。",
]
RIGHT = [
    "全县旅游收入由20亿元增加到25亿元，增长25%。",
    "全县旅游收入由20亿元增加到25亿元，年均增长4.6%。",
    "全县财政总收入由2018年的20亿元增加到2023年的40亿元，年均增长14.9%。",
    "全县地区生产总值由200亿元增加到250亿元，增长20%。",
    "财政收入由20亿元增加到25亿元，按可比口径增长30%。",
    "水产品产量从50万吨下降到40万吨，下降20%。",
    "招商引资到位资金65.2亿元，比年度目标60亿元超过5.2亿元。",
    "三次产业结构调整为12.5:45.1:42.5。",
    "全县一般公共预算收入12.5亿元。全县一般公共预算收入12.52亿元。",
    "全县一般公共预算收入12.5亿元，增长6%。经济开发区一般公共预算收入3.1亿元。",
]


@pytest.mark.parametrize("body", WRONG)
def test_inconsistent(body: str) -> None:
    """Growth, excess and parts that do not come out, and a number given twice with two values."""
    (finding,) = found(body)

    assert finding.severity == "warning"
    assert finding.span is not None


@pytest.mark.parametrize("body", RIGHT)
def test_consistent(body: str) -> None:
    """Rounding, real growth, comparable bases and numbers of other places are left alone."""
    assert found(body) == []


def test_redacted_numbers_are_one_note() -> None:
    """However many numbers are left out, one note says so, at the first."""
    (note,) = found("全县安排资金XX亿元，完成投资XX万元，招商引资20亿元。", "redacted_value")

    assert note.severity == "info"
    assert "3个数字中有2个" in note.message
    assert "2 of 3" in note.english


def test_incomplete_report() -> None:
    """A report whose end is missing is said to be incomplete."""
    cut = read(TEXT[: TEXT.index("居民人均可支配收入分别")])

    assert [f.code for f in consistency(cut) if f.code == "report_incomplete"] == ["report_incomplete"]
