"""Doubts: what makes a reading doubtful, and who lifts or disputes it."""

import pytest

from summarizer.validator import check
from summarizer.validator.doubts import LINES, SLOTS, doubts_of
from tests.validator.conftest import read, recorded

HEAD = """青屿市2024年政府工作报告
——2024年1月16日在青屿市第九届人民代表大会第三次会议上
市长 林远舟
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，全市经济稳步回升。
"""
TAIL = "\n二、2024年工作安排\n今年，我们要扎实工作，新建公路20公里。\n各位代表，让我们团结奋斗！\n"


def doubts(sentence: str, number: str) -> tuple[str, ...]:
    """The doubts about a number of a sentence of the review."""
    analysis = read(f"{HEAD}{sentence}{TAIL}")
    index = next(i for i, fact in enumerate(analysis.facts) if fact.quantity.text == number)
    return doubts_of(analysis).get(index, ())


@pytest.mark.parametrize(
    ("sentence", "number", "code"),
    [
        ("港口吞吐量、航线数量分别达到20万吨、30万吨。水网、电网覆盖面分别增加20个、30个。", "20万吨", ""),
        ("城镇调查失业率45%。", "45%", "implausible_value"),
        ("第三产业增加值占地区生产总值的比重达到152%。", "152%", "implausible_value"),
        ("技术合同成交额20亿元，其中市外成交30亿元。", "30亿元", "part_exceeds_whole"),
        ("投资由20亿元增加到25亿元，增长60%。", "60%", "growth_conflict"),
    ],
)
def test_values(sentence: str, number: str, code: str) -> None:
    """Values that cannot be, or that contradict those beside them, are doubted; others are not."""
    found = doubts(sentence, number)

    assert code in found if code else "implausible_value" not in found


def test_sound_reading_has_no_doubt() -> None:
    """A plain sentence with its indicator and number raises none."""
    assert doubts("全市地区生产总值达到1260.58亿元，增长6.2%。", "6.2%") == ()


def test_every_code_has_a_line_and_slots() -> None:
    """Each doubt code has its line in both languages and the slots it bears on."""
    assert LINES.keys() == SLOTS.keys()
    assert all(line.zh and line.en for line in LINES.values())


def _one(sentence: str, number: str, **values: object) -> tuple[tuple[str, tuple[str, ...]], list[str]]:
    """The status and doubts of a changed claim about a number after the check, and the codes of its findings."""
    analysis = read(f"{HEAD}{sentence}{TAIL}")
    record = recorded(analysis)
    place = next(i for i, claim in enumerate(record.indicators) if claim.quantity.text == number)
    claim = record.indicators[place].model_copy(update=values)
    changed = record.model_copy(update={"indicators": (claim,), "headlines": ()})
    verdict = check(changed, analysis)
    codes = [finding.code for finding in verdict.findings if (finding.path or "").startswith("/indicators/0")]
    verification = verdict.verifications[0]
    return (verification.status, tuple(map(str, verification.doubts))), list(map(str, codes))


IMPLAUSIBLE = "城镇调查失业率45%。"


def test_doubtful_claim_of_the_rules() -> None:
    """What the rules alone read, and what is in doubt, is doubtful and says why; nothing is flagged for it."""
    (status, found), codes = _one(IMPLAUSIBLE, "45%")

    assert (status, found) == ("doubtful", ("implausible_value",))
    assert codes == []


@pytest.mark.parametrize("origin", ["llm", "reviewer"])
def test_second_reader_lifts_a_doubt(origin: str) -> None:
    """Where a model or a reviewer reads the same, the claim is verified."""
    (status, found), _ = _one(IMPLAUSIBLE, "45%", origin=origin)

    assert (status, found) == ("verified", ())


def test_second_reader_disputes_a_doubted_slot() -> None:
    """Another reading of a slot that is in doubt is disputed, not wrong; of the rules' own it is wrong."""
    other = {"name": "登记失业人数占比", "canonical": None}
    (status, _), codes = _one(IMPLAUSIBLE, "45%", origin="llm", **other)
    assert (status, codes) == ("doubtful", ["disputed"])

    (status, _), codes = _one(IMPLAUSIBLE, "45%", **other)
    assert status == "mismatch"
    assert codes == ["indicator_mismatch"]


def test_second_reader_is_wrong_where_nothing_is_in_doubt() -> None:
    """A model's other reading of a plain sentence is a mismatch."""
    (status, _), codes = _one("全市地区生产总值达到1260.58亿元，增长6.2%。", "6.2%", origin="llm", status="target")

    assert (status, codes) == ("mismatch", ["status_mismatch"])
