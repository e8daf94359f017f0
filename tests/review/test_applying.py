"""Decisions in records: readings stand beside each other, slots and counts follow, nothing says who or when."""

from typing import Any

import pytest

from summarizer.api import summarize
from summarizer.documents import document_from_text
from summarizer.errors import RecordError
from summarizer.review.applying import Applying
from summarizer.review.decisions import Decision, latest, read_decisions, to_lines
from summarizer.schemas import Record, from_json_line, to_json_line
from summarizer.schemas.record import HeadlineRow, Verification
from summarizer.validator import validate
from tests.review.conftest import TEXT, Case, changed, decide, fact


def applied(record: Record, *decisions: Decision) -> Record:
    """The record with decisions in it, as it reads back from its line."""
    return from_json_line(to_json_line(Applying(latest(decisions)).apply(record)))


def row(record: Record, canonical: str, measure: str, status: str) -> HeadlineRow:
    """One headline slot of a record."""
    return next(
        one for one in record.headlines if (one.canonical, one.measure, one.status) == (canonical, measure, status)
    )


def test_without_decisions_a_record_is_untouched(case: Case) -> None:
    """A record that nobody decided about comes back as it is, to the byte."""
    assert to_json_line(applied(case.record)) == to_json_line(case.record)


def test_accepted_number_is_the_reviewer_s_and_in_no_doubt(case: Case) -> None:
    """Accepting settles the doubt: somebody has looked."""
    after = applied(case.record, decide(case.record, "7.2%", "accept"))
    found = fact(after, "7.2%")
    assert (found.origin, found.verification.status, found.verification.doubts) == ("reviewer", "verified", ())
    assert after.validation.doubtful == case.record.validation.doubtful == 0
    assert after.validation.verified == sum(one.verification.status == "verified" for one in after.indicators)


def test_accepting_does_not_put_a_number_into_the_source(case: Case) -> None:
    """What the source itself says of number and quote stays, whoever stands for the reading."""
    wrong = Verification(status="unsupported", reasons=("number_not_in_source", "period_mismatch"), doubts=())
    record = changed(case.record, "95亿元", verification=wrong)
    found = fact(applied(record, decide(record, "95亿元", "accept")), "95亿元")
    assert (found.verification.status, found.verification.reasons) == ("unsupported", ("number_not_in_source",))


def test_correction_stands_beside_the_reading_before(case: Case) -> None:
    """A corrected claim has the reviewer's fields, and in ``readings`` both readings in the fields that differ."""
    after = applied(case.record, decide(case.record, "5200人", "correct", status="actual", name="城镇新增就业人数"))
    found = fact(after, "5200人")
    assert (found.status, found.name, found.origin) == ("actual", "城镇新增就业人数", "reviewer")
    assert [reading.model_dump(exclude_none=True) for reading in found.readings] == [
        {"reader": "rules", "name": "城镇新增就业", "status": "target"},
        {"reader": "reviewer", "name": "城镇新增就业人数", "status": "actual"},
    ]
    assert found.verification.status == "verified"


def test_flag_about_the_old_reading_gives_way_to_a_note(case: Case) -> None:
    """The mistake is mended, so its flag goes; that readers disagree is noted, and passes."""
    after = applied(case.record, decide(case.record, "5200人", "correct", status="actual"))
    assert [(flag.code, flag.severity) for flag in after.validation.flags] == [("disputed", "info")]
    assert after.validation.status == "passed"
    assert after.validation.mismatched == 0


def test_third_reader_joins_two(case: Case) -> None:
    """Where rules and model disagree already, the reviewer's reading comes third, in all fields that differ."""
    found = fact(applied(case.record, decide(case.record, "3所", "correct", status="target")), "3所")
    assert [(one.reader, one.name, one.measure, one.status) for one in found.readings] == [
        ("llm", "幼儿园", "level", found_status(case)),
        ("rules", "公办幼儿园", "change", None),
        ("reviewer", fact(case.record, "3所").name, fact(case.record, "3所").measure, "target"),
    ]


def found_status(case: Case) -> str:
    """What the record says of the kindergartens' status."""
    return fact(case.record, "3所").status


def test_period_and_region_can_be_corrected_and_taken_away(case: Case) -> None:
    """Values of every kind come through, null included."""
    period = {"label": "2022年", "start": 2022, "end": 2022}
    after = applied(case.record, decide(case.record, "95亿元", "correct", period=period, region="青石镇"))
    found = fact(after, "95亿元")
    assert found.period is not None
    assert (found.period.start, found.region) == (2022, "青石镇")
    again = fact(applied(after, decide(after, "95亿元", "correct", period=None, region=None)), "95亿元")
    assert (again.period, again.region) == (None, None)


def test_rejected_number_goes_and_flags_find_their_claims_again(case: Case) -> None:
    """A rejected claim is gone, counts follow, and the flags of later claims point at them by their new places."""
    after = applied(case.record, decide(case.record, "17.3亿元", "reject"))
    assert len(after.indicators) == len(case.record.indicators) - 1 == after.validation.claims
    (flag,) = [flag for flag in after.validation.flags if flag.code == "status_mismatch"]
    assert flag.path is not None
    assert after.indicators[int(flag.path.split("/")[2])].quantity.text == "5200人"
    assert flag.path.endswith("/status")
    assert row(after, "general_public_budget_revenue", "level", "actual").state == "not_stated"


def test_slot_follows_its_claim(case: Case) -> None:
    """A claim that no longer fits a slot leaves it, and one that fits now fills an empty one."""
    emptied = applied(case.record, decide(case.record, "286.4亿元", "correct", canonical=None, name="工业总产值"))
    assert row(emptied, "gdp", "level", "actual").state == "not_stated"
    filled = applied(emptied, decide(emptied, "286.4亿元", "correct", canonical="gdp", name="地区生产总值"))
    assert row(filled, "gdp", "level", "actual").indicator == fact(filled, "286.4亿元").id


def test_applied_twice_is_applied_once(case: Case) -> None:
    """Applying the same decisions to their own result changes no byte."""
    decisions = [
        decide(case.record, "7.2%", "accept"),
        decide(case.record, "5200人", "correct", status="actual"),
        decide(case.record, "17.3亿元", "reject"),
    ]
    once = applied(case.record, *decisions)
    assert to_json_line(applied(once, *decisions)) == to_json_line(once)


def test_decisions_are_found_again_in_a_new_run(case: Case) -> None:
    """Ids are stable: what was decided about one run's record is written into another's of the same text."""
    decision = decide(case.record, "48.5%", "correct", name="森林覆盖率（含灌木林）")
    (anew,) = summarize(document_from_text(TEXT, "another/青禾县.txt"))
    assert fact(applied(anew, decision), "48.5%").name == "森林覆盖率（含灌木林）"


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        ({}, "accepted"),
        ({"indicator": "i99999"}, "number_missing"),
        ({"report": "0123456789abcdef"}, "report_missing"),
        ({"report": "0123456789abcdef", "text_sha256": "0" * 64}, "source_changed"),
    ],
)
def test_every_decision_is_told_what_became_of_it(case: Case, change: dict[str, Any], fate: str) -> None:
    """A decision that finds no number says whether the text, the report or the claim is not there."""
    decision = decide(case.record, "7.2%", "accept")
    if fate == "report_missing":
        change = {**change, "source": "elsewhere.txt"}
    decision = Decision.model_validate({**decision.plain(), **change})
    applying = Applying(latest([decision]))
    applying.apply(case.record)
    assert [outcome.fate for outcome in applying.outcomes()] == [fate]


def test_the_last_decision_counts(case: Case) -> None:
    """A number decided twice is as decided last."""
    first, last = decide(case.record, "7.2%", "reject"), decide(case.record, "7.2%", "accept")
    assert fact(applied(case.record, first, last), "7.2%").origin == "reviewer"


def test_decisions_read_back_as_written(case: Case) -> None:
    """A decision's line holds all of it, fields set to null included."""
    decisions = [
        decide(case.record, "95亿元", "correct", region=None, status="actual"),
        decide(case.record, "3所", "reject"),
    ]
    assert list(read_decisions(to_lines(decisions).splitlines(), "d.jsonl")) == decisions


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not a JSON line"),
        ('{"report":"a","indicator":"i1","decision":"maybe"}', "decision: Input should be"),
        ('{"report":"a","indicator":"i1","decision":"correct"}', "correct needs a correction"),
        ('{"report":"a","indicator":"i1","decision":"accept","correction":{"name":"b"}}', "correct needs a correction"),
        ('{"report":"a","indicator":"i1","decision":"correct","correction":{"name":null}}', "name cannot be null"),
        ('{"report":"a","indicator":"../i1","decision":"reject"}', "indicator: String should match"),
    ],
)
def test_bad_line_is_named(line: str, message: str) -> None:
    """File, line and field of what is no decision are told in one line."""
    with pytest.raises(RecordError, match=r"d\.jsonl, line 2: ") as error:
        list(read_decisions(["", line], "d.jsonl"))
    assert message in str(error.value)


@pytest.mark.parametrize(
    "correction",
    [
        {"name": "工业项目", "canonical": None},
        {"canonical": "gdp"},
        {"measure": "change", "direction": "up"},
        {"status": "actual"},
        {"period": {"label": "2021年", "start": 2021, "end": 2021}},
        {"region": "青石镇"},
        {"modality": "must"},
        {"name": "工业项目", "measure": "share", "status": "expected", "period": None, "region": "青石镇"},
    ],
)
def test_validate_takes_a_reviewer_s_reading_for_a_reading(case: Case, correction: dict[str, Any]) -> None:
    """Read anew from its source, a corrected claim is verified and no mistake, whatever the reviewer says."""
    (record,) = summarize(case.document)
    after = applied(record, decide(record, "40个", "correct", **correction))
    outcome = validate(after, case.document)
    assert outcome.verdict is not None
    assert [finding for finding in outcome.verdict.findings if finding.severity == "error"] == []
    place = after.indicators.index(fact(after, "40个"))
    assert outcome.verdict.verifications[place].status == "verified"


def test_validate_still_finds_a_wrong_number_of_a_reviewer_s(case: Case) -> None:
    """Number and unit are the source's; no reviewer changes them."""
    (record,) = summarize(case.document)
    told = fact(record, "40个").quantity
    wrong = told.model_copy(update={"text": "41个", "value": told.value and told.value + 1})
    after = changed(record, "40个", quantity=wrong, origin="reviewer")
    outcome = validate(after, case.document)
    assert outcome.verdict is not None
    assert outcome.verdict.wrong
