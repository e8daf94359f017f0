"""The record's models, its published schema, and its lines."""

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.errors import RecordError
from summarizer.schemas import Record, from_json_line, record_schema, to_json_line
from summarizer.schemas.__main__ import SCHEMA_FILE, schema_text
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import NO_USAGE, Indicator, Quantity, trusted


def indicator(value: Any = Decimal("126000000000000"), **changes: Any) -> dict[str, Any]:
    return {
        "id": "i1",
        "name": "国内生产总值",
        "canonical": "gdp",
        "quantity": {
            "text": "126万亿元",
            "span": (4, 10),
            "value": value,
            "value_max": None,
            "unit": "元",
            "comparator": "over",
        },
        "measure": "level",
        "direction": None,
        "period": {"label": "2023年", "start": 2023, "end": 2023},
        "status": "actual",
        "modality": None,
        "region": None,
        "section": "1",
        "evidence": {"quote": "国内生产总值超过126万亿元", "span": (0, 10), "page": None},
        "support": {
            "name": "stated",
            "measure": "stated",
            "period": "inherited",
            "status": "inherited",
            "region": "assumed",
        },
        "origin": "rules",
        "verification": {"status": "verified", "reasons": (), "doubts": ()},
        "readings": (),
    } | changes


def fields(**changes: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.1",
        "report": {
            "id": "r1",
            "title": "政府工作报告",
            "region": {"name": None, "level": "county", "code": None},
            "year": 2024,
            "delivered_on": "2024-01-22",
            "speaker": None,
            "source": {"name": "a.txt", "format": "text", "encoding": "utf-8", "text_sha256": "0" * 64, "fields": None},
            "span": (0, 10),
            "completeness": "whole",
        },
        "engine": {"name": "rules", "model": None, "prompt_sha256": None, "settings": {"b": 1, "a": Decimal("0.1")}},
        "summary": {
            "headline": "经济增长。",
            "overview": "",
            "achievements": ({"text": "经济增长。", "evidence": ((0, 10),), "pages": None},),
            "targets": (),
            "priorities": (),
            "problems": (),
        },
        "sections": (),
        "indicators": (indicator(),),
        "headlines": (
            {"canonical": "gdp", "measure": "level", "status": "actual", "state": "stated", "indicator": "i1"},
        ),
        "validation": {
            "status": "passed",
            "claims": 1,
            "verified": 1,
            "doubtful": 0,
            "mismatched": 0,
            "unsupported": 0,
            "redacted": 0,
            "source_quantities": 1,
            "covered": 1,
            "flags": (),
        },
        "usage": NO_USAGE,
    } | changes


def record(**changes: Any) -> Record:
    return Record.model_validate(fields(**changes))


def test_schema_file_is_current() -> None:
    """The published schema is the one the models make."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_line_validates_against_schema() -> None:
    """A written record satisfies the published schema, numbers being JSON numbers."""
    jsonschema.Draft202012Validator.check_schema(record_schema())
    jsonschema.validate(json.loads(to_json_line(record(extra={"mine": [1, "二"]}))), record_schema())


def test_key_order_is_the_contracts() -> None:
    """Keys stand in the contract's order at the top and in an indicator."""
    line = json.loads(to_json_line(record()))
    assert list(line) == [
        "schema_version",
        "report",
        "engine",
        "summary",
        "sections",
        "indicators",
        "headlines",
        "validation",
        "usage",
    ]
    assert list(line["indicators"][0]) == list(indicator())
    assert list(line["indicators"][0]["quantity"]) == list(indicator()["quantity"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("126000000000000", "126000000000000"),
        ("1.26E+14", "126000000000000"),
        ("1390000000000.00", "1390000000000"),
        ("5.20", "5.2"),
        ("0.6667", "0.6667"),
        ("1E-7", "0.0000001"),
        ("-0.0", "0"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
    ],
)
def test_numbers_are_exact(value: str, text: str) -> None:
    """A decimal is written digit by digit, without exponent or trailing zeros."""
    assert number_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30), st.text())
def test_round_trip(value: Decimal, text: str) -> None:
    """Writing and reading back gives an equal record and the same bytes, on one line."""
    written = record(indicators=(indicator(value),), extra={"note": text, "value": value})
    line = to_json_line(written)
    assert len(line.splitlines()) == 1
    back = from_json_line(line)
    assert back.indicators[0].quantity.value == value
    assert back.extra is not None
    assert back.extra["note"] == text
    assert to_json_line(back) == line


@pytest.mark.parametrize("value", [5.2, "5.2", True, Decimal("NaN"), Decimal("1E+1000000")])
def test_inexact_values_are_refused(value: object) -> None:
    """No binary float, string, bool, NaN or giant gets into a quantity."""
    with pytest.raises(ValidationError):
        record(indicators=(indicator(value),))


def test_any_text_can_be_encoded() -> None:
    """Line separators and lone surrogates of a damaged source neither break the line nor its encoding."""
    text = "甲\u2028乙\x85丙\ud800丁"
    line = to_json_line(record(extra={"note": text}))
    assert line.encode("utf-8").splitlines() == [line.encode("utf-8")]
    assert from_json_line(line).extra == {"note": text}


def test_unknown_fields_are_refused() -> None:
    """A misspelt field is an error."""
    with pytest.raises(ValidationError, match="colour"):
        record(colour="red")


def test_records_are_frozen() -> None:
    """A record cannot be changed."""
    with pytest.raises(ValidationError, match="frozen"):
        record().schema_version = "1.1"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not a JSON line"),
        ("[]", "record: "),
        ('{"schema_version": "1.1"}', r"report: Field required \(and 7 more\)"),
        ("[" * 100_000, "not a JSON line"),
        ('{"extra": NaN}', "NaN is not a number"),
        ('{"extra": 1e999999999}', "a number is too large"),
        ('{"extra": 5e99999999999999999999}', "a number is too large"),
        (b"\xff\xfe{", "not a JSON line"),
    ],
)
def test_bad_lines_say_where(line: str | bytes, message: str) -> None:
    """A line that is no record is a RecordError that says what is wrong where."""
    with pytest.raises(RecordError, match=message):
        from_json_line(line)


def test_values_without_json_form_are_refused() -> None:
    """An object in users' own fields that JSON cannot say is an error that shows it."""
    with pytest.raises(RecordError, match="object object"):
        to_json_line(record(extra={"mine": object()}))


def test_non_finite_extras_are_refused() -> None:
    """NaN in users' own fields is an error of the package's own kind."""
    with pytest.raises(RecordError, match="nan"):
        to_json_line(record(extra={"mine": float("nan")}))


def test_trusted_equals_validated() -> None:
    """The fast way of making a model gives the same value as the checked one."""
    values: dict[str, Any] = indicator()["quantity"]
    assert trusted(Quantity, dict(values)) == Quantity.model_validate(values)


def test_trusted_wants_every_field() -> None:
    """The fast way does not let a field be forgotten or misspelt."""
    with pytest.raises(KeyError, match="verification"):
        trusted(Indicator, {key: value for key, value in indicator().items() if key != "verification"})
