"""The measure of a number once its indicator is known: what the words around it leave open, name and list decide."""

from typing import Final, NamedTuple

from summarizer.indicators.measures import Reading
from summarizer.indicators.model import Direction, Measure, SupportKind
from summarizer.indicators.subjects import Subject
from summarizer.indicators.words import COUNTED
from summarizer.language.rules import Table
from summarizer.quantities import Quantity
from summarizer.schemas.catalogue import Entry


class Before(NamedTuple):
    """Unit, measure and direction of the run of numbers before."""

    unit: str = ""
    measure: Measure = "level"
    direction: Direction | None = None


NOTHING_BEFORE: Final = Before()


class Open(NamedTuple):
    """A number whose words were read, with what is known of its subject; ``entry`` is that of the catalogue."""

    quantity: Quantity
    reading: Reading
    subject: Subject
    entry: Entry | None
    before: Before


class Settled(NamedTuple):
    """Measure and direction, and what they rest on."""

    measure: Measure
    direction: Direction | None
    support: SupportKind


SETTLED: Final[Table[Open, Settled]] = Table("settled")


def settle(
    quantity: Quantity, reading: Reading, subject: Subject, entry: Entry | None, before: Before
) -> tuple[Settled, str]:
    """The measure of a number, and the id of the rule that decided: of its words where they alone did."""
    if reading.measure != "level":
        return Settled(reading.measure, reading.direction, "stated"), reading.rule
    decided = SETTLED.decide(Open(quantity, reading, subject, entry, before))
    return decided or (Settled("level", None, "stated"), reading.rule)


@SETTLED.rule
def part_of_plan(case: Open) -> Settled | None:
    """The part of a plan that is done is a level of completion (完成年计划的102%)."""
    return Settled("level", None, "stated") if case.subject.planned else None


@SETTLED.rule
def other_place_alike(case: Open) -> Settled | None:
    """A number that names only another place measures as the one before it (…增速超过20%、鄂尔多斯市达到27.4%)."""
    if not case.subject.only_place or case.quantity.unit != case.before.unit:
        return None
    return Settled(case.before.measure, case.before.direction, "inherited")


@SETTLED.rule
def share_goes_on(case: Open) -> Settled | None:
    """A share that 提高到 leads to stays a share (比重由10.2%上升到50.7%)."""
    goes_on = case.reading.to_level and case.before.measure == "share" and case.quantity.unit == case.before.unit
    return Settled("share", case.before.direction, "inherited") if goes_on else None


@SETTLED.rule
def share_of_counted(case: Open) -> Settled | None:
    """A percentage of things that are counted is a share of them (98%的县市区); a rate is nothing that is counted."""
    if case.quantity.unit != "%" or case.subject.names[0].endswith("率"):
        return None
    counted = case.subject.counted or COUNTED.search(case.subject.phrase)
    return Settled("share", None, "stated") if counted else None


@SETTLED.rule
def share_before(case: Open) -> Settled | None:
    """The words of a share that stand with the number before hold for this one, too."""
    return Settled("share", None, "inherited") if case.quantity.unit == "%" and case.subject.share else None


@SETTLED.rule
def only_grows(case: Open) -> Settled | None:
    """A percentage of an indicator that is never measured in percent is its growth (固定资产投资12%)."""
    entry = case.entry
    if case.quantity.unit != "%" or entry is None:
        return None
    grows = "growth_rate" in entry.measures and "%" not in entry.units
    return Settled("growth_rate", "up", "assumed") if grows else None
