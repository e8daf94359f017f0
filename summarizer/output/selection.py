"""Which reports and facts a command is about: the filters that users give, as one frozen value with pure predicates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from summarizer.errors import UsageError
from summarizer.expressions import expression
from summarizer.schemas.catalogue import Catalogue, load_catalogue
from summarizer.schemas.record import HeadlineRow, Indicator, Measure, Record, Region, RegionLevel, Report, Status

_YEARS = expression(r"(\d{4})(?:-(\d{4}))?")
_CODE = expression(r"\d{2}(?:\d{2}(?:\d{2})?)?")


@dataclass(frozen=True, slots=True)
class SlotFilter:
    """Facts of one indicator of the catalogue; a measure or status that is None leaves all."""

    canonical: str
    measure: Measure | None = None
    status: Status | None = None

    def holds(self, canonical: str | None, measure: str, status: str) -> bool:
        """Whether a fact or slot of these is meant; ``actual`` takes 预计 figures, too, as headline slots do."""
        return (
            canonical == self.canonical
            and self.measure in (None, measure)
            and (self.status in (None, status) or (self.status == "actual" and status == "expected"))
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters on reports (``regions``, ``levels``, ``years``) and facts (``slots``, ``statuses``, ``verified_only``).

    Values of one filter are alternatives, filters narrow each other, and a filter without values lets all through.
    ``regions`` are names, beginnings of names (北京) or GB/T 2260 codes (11 and 110000: Beijing and all below it);
    ``years`` are pairs of first and last year of reports. ``statuses`` holds ``actual`` for results, ``expected`` for
    预计 figures, ``target`` for aims.
    """

    regions: tuple[str, ...] = ()
    levels: tuple[RegionLevel, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    slots: tuple[SlotFilter, ...] = ()
    statuses: tuple[Status, ...] = ()
    verified_only: bool = False

    @property
    def narrows_facts(self) -> bool:
        """Whether facts of a report may be left out."""
        return bool(self.slots or self.statuses or self.verified_only)

    def of_report(self, report: Report) -> bool:
        """Whether a report is meant."""
        return self.of_place(report.region) and self.of_year(report.year)

    def of_place(self, region: Region) -> bool:
        """Whether reports of a place are meant."""
        return (not self.regions or any(_is_of(region, wanted) for wanted in self.regions)) and (
            not self.levels or region.level in self.levels
        )

    def of_year(self, year: int | None) -> bool:
        """Whether reports of a year are meant."""
        return not self.years or _in_years(year, self.years)

    def of_fact(self, fact: Indicator) -> bool:
        """Whether a fact of a report that is meant is meant."""
        return (
            (not self.slots or any(slot.holds(fact.canonical, fact.measure, fact.status) for slot in self.slots))
            and (not self.statuses or fact.status in self.statuses)
            and (not self.verified_only or fact.verification.status == "verified")
        )

    def of_slot(self, row: HeadlineRow) -> bool:
        """Whether a headline slot is meant; whether the fact that fills it is, ``of_fact`` says."""
        statuses = {"actual" if status == "expected" else status for status in self.statuses}
        return (not self.slots or any(slot.holds(row.canonical, row.measure, row.status) for slot in self.slots)) and (
            not statuses or row.status in statuses
        )

    def facts(self, record: Record) -> tuple[Indicator, ...]:
        """The facts of a record that are meant, in text order."""
        return tuple(filter(self.of_fact, record.indicators)) if self.narrows_facts else record.indicators

    def reports_only(self) -> "Selection":
        """The same reports with all their facts."""
        return replace(self, slots=(), statuses=(), verified_only=False)


EVERYTHING = Selection()


def read_slot(text: str, catalogue: Catalogue | None = None) -> SlotFilter:
    """``INDICATOR``, ``INDICATOR:MEASURE`` or ``INDICATOR:MEASURE:STATUS`` as a filter.

    The indicator is an id of the catalogue or a name that reports use (gdp, 地区生产总值).

    Raises UsageError where a part is unknown; its text names what there is.
    """
    name, *rest = text.replace("：", ":").split(":")
    catalogue = catalogue or load_catalogue()
    entry = catalogue.by_id.get(name) or catalogue.lookup(name)
    if entry is None:
        raise UsageError(f"--slot {text}: no such indicator; known are {', '.join(_headline_ids(catalogue))} and more")
    if len(rest) > 2:
        raise UsageError(f"--slot {text}: give INDICATOR, INDICATOR:MEASURE or INDICATOR:MEASURE:STATUS")
    measure = next((known for known in get_args(Measure) if rest and rest[0] == known), None)
    status = next((known for known in get_args(Status) if rest[1:] == [known]), None)
    if rest and measure is None:
        raise UsageError(f"--slot {text}: no such measure; known are {', '.join(get_args(Measure))}")
    if rest[1:] and status is None:
        raise UsageError(f"--slot {text}: no such status; known are {', '.join(get_args(Status))}")
    return SlotFilter(entry.id, measure, status)


def read_years(text: str) -> tuple[int, int]:
    """``2024`` or ``2020-2024`` as first and last year. Raises UsageError for anything else."""
    found = _YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise UsageError(f"--year {text}: give a year such as 2024, or the first and last one as 2020-2024")
    return first, last


def read_selection(
    *,
    regions: Sequence[str] = (),
    levels: Sequence[RegionLevel] = (),
    years: Sequence[str] = (),
    slots: Sequence[str] = (),
    statuses: Sequence[Status] = (),
    verified_only: bool = False,
) -> Selection:
    """The filters as users write them. Raises UsageError where one is wrong."""
    return Selection(
        regions=tuple(regions),
        levels=tuple(levels),
        years=tuple(read_years(text) for text in years),
        slots=tuple(read_slot(text) for text in slots),
        statuses=tuple(statuses),
        verified_only=verified_only,
    )


def _headline_ids(catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(slot.canonical for slot in catalogue.headlines))


def _is_of(region: Region, wanted: str) -> bool:
    if _CODE.fullmatch(wanted):
        area = re.sub("(?:00){1,2}$", "", wanted)
        return region.code is not None and region.code.startswith(area)
    return region.name is not None and region.name.startswith(wanted)


def _in_years(year: int | None, ranges: Sequence[tuple[int, int]]) -> bool:
    return year is not None and any(first <= year <= last for first, last in ranges)
