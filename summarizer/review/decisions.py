"""What a reviewer decided about a number: one JSON line each, as the page and the service write them."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from summarizer.errors import RecordError
from summarizer.schemas.record import Direction, Measure, Modality, Period, Sha256, Status

Verb: TypeAlias = Literal["accept", "correct", "reject"]
Short: TypeAlias = Annotated[str, Field(max_length=400)]
Id: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]


def _no_number(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError("must be a date and time, written as 2024-05-06T07:08:09Z")
    return value


class _DecisionModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _not_null(schema: dict[str, Any]) -> None:
    """Say in the published schema that a field may be left out, but not be null."""
    (wanted,) = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
    schema.pop("default", None)
    schema.update(wanted)


class FieldCorrection(_DecisionModel):
    """How the reviewer reads the number: the fields that differ from the record, those set to null included."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Annotated[str, Field(min_length=1, max_length=400)] | None = Field(None, json_schema_extra=_not_null)
    canonical: Short | None = None
    measure: Measure | None = Field(None, json_schema_extra=_not_null)
    direction: Direction | None = None
    period: Period | None = None
    status: Status | None = Field(None, json_schema_extra=_not_null)
    modality: Modality | None = None
    region: Short | None = None

    @model_validator(mode="after")
    def _needed(self) -> "FieldCorrection":
        if not self.model_fields_set:
            raise ValueError("a correction needs at least one field")
        for name in ("name", "measure", "status"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null")
        return self

    def plain(self) -> dict[str, Any]:
        """The fields that were set."""
        return self.model_dump(mode="json", exclude_unset=True)


class Decision(_DecisionModel):
    """One decision about one number of one report.

    ``quantity`` and ``name`` are the number and its name as the reviewer saw them, ``source`` and ``text_sha256`` the
    text they stood in, so that a decision can be told to be about another text.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {
                    "properties": {"decision": {"const": "correct"}, "correction": {"type": "object"}},
                    "required": ["correction"],
                },
                {"properties": {"decision": {"enum": ["accept", "reject"]}, "correction": {"type": "null"}}},
            ]
        }
    )

    report: Id
    indicator: Id
    decision: Verb
    correction: FieldCorrection | None = None
    quantity: Short = ""
    name: Short = ""
    source: Annotated[str, Field(max_length=4000)] = ""
    text_sha256: Sha256 | None = None
    reviewer: Short = ""
    decided_at: Annotated[datetime | None, BeforeValidator(_no_number)] = None
    note: Annotated[str, Field(max_length=4000)] = ""

    @model_validator(mode="after")
    def _whole(self) -> "Decision":
        if (self.decision == "correct") != (self.correction is not None):
            raise ValueError("correct needs a correction; the other decisions take none")
        return self

    @property
    def key(self) -> tuple[str, str]:
        """The report and the number it is about."""
        return self.report, self.indicator

    def plain(self) -> dict[str, Any]:
        """The decision as JSON values, without what was not said."""
        values = self.model_dump(mode="json", exclude={"correction"}, exclude_defaults=True)
        if self.correction is not None:
            values["correction"] = self.correction.plain()
        return values


def read_decisions(lines: Iterable[bytes | str], name: str) -> Iterator[Decision]:
    """The decisions in the lines of a file called ``name``; blank lines are passed over.

    Raises RecordError that names file, line and field of a bad one.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Decision.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "decision"
            raise RecordError(f"{name}, line {number}: {place}: {first['msg']}") from None
        except (ValueError, RecursionError) as error:
            raise RecordError(f"{name}, line {number}: not a JSON line: {error}") from None


def latest(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The last decision about each number, in the order of the first ones."""
    return {decision.key: decision for decision in decisions}


def to_lines(decisions: Iterable[Decision]) -> str:
    """Decisions as JSON lines, as ``read_decisions`` reads them."""
    return "".join(f"{json.dumps(decision.plain(), ensure_ascii=False)}\n" for decision in decisions)
