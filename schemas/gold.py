"""Annotated passages: what a person read in a stretch of a source, for measuring records against it (docs/gold.md)."""

from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from summarizer.errors import AnnotationError
from summarizer.schemas.record import Comparator, Direction, Measure, Span, Status

_HALF_YEAR = "(?:-H[12])?"
Period: TypeAlias = Annotated[str, Field(pattern=rf"^\d{{4}}{_HALF_YEAR}(?:/\d{{4}}{_HALF_YEAR})?$")]


def _as_list(value: object) -> Any:
    """A single second name as a list of one, none as an empty list."""
    return [value] if isinstance(value, str) else value or []


class _GoldModel(BaseModel):
    # Annotators may keep notes of their own in further fields.
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldFact(_GoldModel):
    """One quantity of a passage, as a person read it."""

    q: str = Field(description="The quantity as it stands in the passage")
    span: Span
    indicator: str = Field(description="What is measured")
    alt: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = Field(default=(), description="Other right names")
    value: Decimal | None = Field(description="In the bare unit; null when redacted")
    value_max: Decimal | None = Field(default=None, description="The upper end of a range")
    unit: str = ""
    comparator: Comparator
    measure: Measure
    direction: Direction | None = None
    period: Period | None = Field(default=None, description="2024, 2024-H1 or 2021/2025; null: not measured")
    status: Status
    optional: bool = Field(default=False, description="Counts neither way: durations, unclear cases")

    @property
    def names(self) -> tuple[str, ...]:
        """All right names, the annotator's first choice first."""
        return (self.indicator, *self.alt)

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of the period; None where it is not measured."""
        return (int(self.period[:4]), int(self.period.rpartition("/")[2][:4])) if self.period else None


class GoldPassage(_GoldModel):
    """A passage in which every quantity is annotated; ``source`` is the file's name without folders."""

    id: str
    source: str
    span: Span
    facts: tuple[GoldFact, ...]


def from_gold_line(line: str | bytes) -> GoldPassage:
    """The passage of one line of JSON. Raises AnnotationError, which says what is wrong in it."""
    try:
        return GoldPassage.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        message = f"{where + ': ' if where else ''}{first['msg']}"
        raise AnnotationError(f"not an annotated passage: {' '.join(message.split())}; see docs/gold.md") from None
