"""Every way in which a claim can be wrong, and the ways in which it may differ and still be right."""

from decimal import Decimal
from typing import Any

import pytest

from summarizer.analysis import Analysis
from summarizer.schemas.record import Indicator, Record
from summarizer.validator import Finding, Verdict, apply, check

from .conftest import Change, with_fields


def errors(verdict: Verdict) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.severity == "error"]


def codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in errors(verdict)}


def notes(verdict: Verdict) -> set[str]:
    """The codes of what was tolerated in claims."""
    return {f.code for f in verdict.findings if f.severity == "info" and (f.path or "").startswith("/indicators")}


def test_rules_record_is_borne_out(record: Record, analysis: Analysis) -> None:
    """Nothing is wrong with the record of the rules engine: each claim is verified or of a redacted number."""
    verdict = check(record, analysis)

    assert errors(verdict) == []
    assert verdict.count("verified") + verdict.count("redacted") == len(record.indicators)
    assert verdict.covered == verdict.source_quantities


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("6.2%", {"quantity": {"value": Decimal("6.3")}}, "value_mismatch"),
    ("6.2%", {"quantity": {"text": "6.3%"}}, "value_mismatch"),
    ("1260.58亿元", {"quantity": {"text": "1260.58万元"}}, "value_mismatch"),
    ("1260.58亿元", {"quantity": {"value": Decimal(1260580000000)}}, "value_mismatch"),
    ("6.2%", {"quantity": {"value_max": Decimal(7)}}, "value_mismatch"),
    ("6.2%", {"quantity": {"unit": "百分点"}}, "unit_mismatch"),
    ("6.2%", {"quantity": {"text": "6.2个百分点"}}, "unit_mismatch"),
    ("1200亩", {"quantity": {"unit": "公顷"}}, "value_mismatch"),
    ("9%", {"quantity": {"comparator": "exact"}}, "comparator_mismatch"),
    ("6.2%", {"quantity": {"comparator": "over"}}, "comparator_mismatch"),
    ("6.2%", {"direction": "down"}, "direction_mismatch"),
    ("3.5%", {"direction": "up"}, "direction_mismatch"),
    ("6.2%", {"period": {"start": 2024, "end": 2024, "label": "2024年"}}, "period_mismatch"),
    ("6.2%", {"period": {"label": "2022年"}}, "period_mismatch"),
    ("6.2%", {"status": "target"}, "status_mismatch"),
    ("3万人", {"status": "actual"}, "status_mismatch"),
    ("6.2%", {"measure": "level", "direction": None}, "measure_mismatch"),
    ("485家", {"measure": "change", "direction": "up"}, "measure_mismatch"),
    ("6.2%", {"name": "规模以上工业增加值", "canonical": None}, "indicator_mismatch"),
    ("6.2%", {"canonical": "cpi"}, "indicator_mismatch"),
    ("6.2%", {"name": "社会消费品零售总额"}, "indicator_mismatch"),
    ("126家", {"name": "外商投资企业", "canonical": None}, "indicator_mismatch"),
    ("126家", {"canonical": "gdp"}, "indicator_mismatch"),
    ("6.2%", {"region": "全国"}, "indicator_mismatch"),
    ("8.4%", {"name": "城镇居民人均可支配收入", "canonical": None}, "indicator_mismatch"),
    ("6.2%", {"evidence": {"quote": "全市地区生产总值达到1260.58亿元，增长6.3%。"}}, "quote_not_found"),
]


@pytest.mark.parametrize(("text", "values", "code"), WRONG)
def test_wrong_slot(change: Change, analysis: Analysis, text: str, values: dict[str, Any], code: str) -> None:
    """One wrong slot of one claim gives that claim's reason code, with the place in the source."""
    record = change(text, **values)

    verdict = check(record, analysis)

    assert code in codes(verdict)
    assert all(finding.span is not None for finding in errors(verdict))
    (number,) = {f.path.split("/")[2] for f in errors(verdict) if f.path and f.path.startswith("/indicators")}
    assert verdict.verifications[int(number)].status in ("mismatch", "unsupported")
    assert verdict.wrong


RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("6.2%", {"name": "GDP"}),
    ("6.2%", {"name": "全市地区生产总值", "canonical": None}),
    ("126家", {"name": "新增高新技术企业", "canonical": None}),
    ("126家", {"measure": "change", "direction": "up"}),
    ("6.2%", {"period": None}),
    ("6.2%", {"period": {"label": "去年"}}),
    ("6.2%", {"region": "青屿市"}),
    ("6.2%", {"region": "全市"}),
    ("1200亩", {"quantity": {"unit": "公顷", "value": Decimal(80), "text": "80公顷"}}),
    ("1260.58亿元", {"quantity": {"text": "12605800万元"}}),
    ("1260.58亿元", {"quantity": {"text": "１２６０．５８ 亿元"}}),
    ("6.2%", {"quantity": {"value": Decimal("6.20")}}),
    ("6.2%", {"quantity": {"unit": "‰", "value": Decimal(62), "text": "62‰"}}),
]


@pytest.mark.parametrize(("text", "values"), RIGHT)
def test_other_words_for_the_same(change: Change, analysis: Analysis, text: str, values: dict[str, Any]) -> None:
    """Equal values, names of one indicator, unsaid periods and the own region are no errors."""
    assert errors(check(change(text, **values), analysis)) == []


def test_stated_rounding_is_noted(change: Change, analysis: Analysis) -> None:
    """超过1260亿元 from 1260.58亿元 verifies with a note."""
    quantity = {"value": Decimal(126000000000), "text": "1260亿元", "comparator": "over"}

    verdict = check(change("1260.58亿元", quantity=quantity), analysis)

    assert errors(verdict) == []
    assert notes(verdict) == {"value_mismatch"}


@pytest.mark.parametrize(
    "quantity",
    [
        {"value": Decimal(126000000000), "text": "1260亿元"},
        {"value": Decimal(126100000000), "text": "1261亿元", "comparator": "over"},
        {"value": Decimal(125900000000), "text": "1259亿元", "comparator": "over"},
        {"value": Decimal(125000000000), "text": "1250亿元", "comparator": "about"},
        {"value": Decimal(126000000000), "text": "1260亿元", "comparator": "under"},
    ],
)
def test_silent_and_wrong_rounding(change: Change, analysis: Analysis, quantity: dict[str, Any]) -> None:
    """A rounding that is not said, or not right, does not verify."""
    assert "value_mismatch" in codes(check(change("1260.58亿元", quantity=quantity), analysis))


def test_redacted_number(record: Record, analysis: Analysis, change: Change) -> None:
    """A number that the source leaves out is redacted; one that a claim puts in its place is unsupported."""
    place = next(i for i, claim in enumerate(record.indicators) if claim.quantity.comparator == "redacted")

    assert check(record, analysis).verifications[place].status == "redacted"
    guessed = check(change(record.indicators[place].quantity.text, quantity={"value": Decimal(35)}), analysis)
    assert guessed.verifications[place].status == "unsupported"
    assert guessed.verifications[place].reasons == ("number_not_in_source", "redacted_value")


def test_invented_number(change: Change, analysis: Analysis) -> None:
    """A number that stands nowhere is unsupported, wherever its span points."""
    for span in [(0, 4), (150, 155), (100000, 100005)]:
        quantity = {"value": Decimal(4321), "text": "4321个", "unit": "个", "span": span}
        verdict = check(change("485家", name="产业基金", quantity=quantity), analysis)
        assert "number_not_in_source" in codes(verdict) or "unit_mismatch" in codes(verdict)


def test_span_is_found_again(record: Record, analysis: Analysis, change: Change) -> None:
    """A claim whose span is off by a few characters is still checked against the number that it means."""
    start, end = next(claim.quantity.span for claim in record.indicators if claim.quantity.text == "485家")

    moved = change("485家", quantity={"span": (start - 2, end - 2)})

    assert errors(check(moved, analysis)) == []


def test_exchanged_neighbours(record: Record, analysis: Analysis) -> None:
    """Two right numbers, each on the other's indicator, are both wrong."""
    claims = list(record.indicators)
    i, j = (next(k for k, c in enumerate(claims) if c.quantity.text == text) for text in ("5.6%", "8.4%"))
    claims[i], claims[j] = (
        with_fields(claims[i], quantity=claims[j].quantity.__dict__),
        with_fields(claims[j], quantity=claims[i].quantity.__dict__),
    )

    verdict = check(record.model_copy(update={"indicators": tuple(claims)}), analysis)

    assert verdict.verifications[i].reasons == ("indicator_mismatch",)
    assert verdict.verifications[j].reasons == ("indicator_mismatch",)


def test_apply_writes_the_verdict(change: Change, analysis: Analysis) -> None:
    """The record gets each claim's verification, the counts and the flags; nothing else in it changes."""
    record = change("6.2%", status="target")

    verdict = check(record, analysis)
    done = apply(record, verdict)

    wrong = next(claim for claim in done.indicators if claim.quantity.text == "6.2%")
    assert (wrong.verification.status, wrong.verification.reasons) == ("mismatch", ("status_mismatch",))
    assert (done.validation.status, done.validation.mismatched) == ("flagged", 1)
    assert done.validation.claims == sum(verdict.count(s) for s in ("verified", "mismatch", "unsupported", "redacted"))
    assert done.summary == record.summary
    assert [flag.code for flag in done.validation.flags] == [finding.code for finding in verdict.findings]


def test_notes_alone_pass(record: Record, analysis: Analysis) -> None:
    """A verdict with nothing but notes is not flagged."""
    verdict = check(record, analysis)

    assert {finding.severity for finding in verdict.findings} == {"info"}
    assert apply(record, verdict).validation.status == "passed"
    assert verdict.with_findings(Finding("llm_failed", "warning", "no answer")).flagged


def test_claims_without_words(analysis: Analysis, record: Record) -> None:
    """A claim with empty texts and a value of a thousand digits is answered, not crashed on."""
    empty = record.indicators[0].model_dump()
    empty |= {"name": "", "evidence": {"quote": "", "span": (0, 0), "page": None}}
    empty["quantity"] |= {"text": "", "unit": "", "value": Decimal("1E+999"), "span": (0, 0)}

    verdict = check(record.model_copy(update={"indicators": (Indicator(**empty),)}), analysis)

    assert verdict.verifications[0].status == "unsupported"
