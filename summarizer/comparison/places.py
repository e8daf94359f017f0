"""The places that reports speak for, and the one report of each place and year."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from summarizer.output.selection import Selection
from summarizer.schemas.catalogue import HeadlineSlot
from summarizer.schemas.record import Completeness, Record, RegionLevel
from summarizer.tables.figures import LEFT_OUT, MISSING, SlotFigure, figures

_LEVELS: tuple[str | None, ...] = (*get_args(RegionLevel), None)
_NATION = "000000"


@dataclass(frozen=True, slots=True)
class ComparedPlace:
    """A place that is the same in all its reports: by its GB/T 2260 code, else by level and name, else by report."""

    key: str
    name: str | None
    level: RegionLevel | None
    code: str | None

    @property
    def order(self) -> tuple[int, str, str]:
        """Where it stands in a list: by level, then code, then name."""
        return (_LEVELS.index(self.level), self.code or "999999", self.name or self.key)


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """One report as far as a comparison needs it."""

    id: str
    title: str
    source: str
    place: ComparedPlace
    year: int | None
    completeness: Completeness
    figures: Mapping[HeadlineSlot, SlotFigure]

    def figure(self, slot: HeadlineSlot) -> SlotFigure:
        """What the slot holds; ``left_out`` where the selection does not mean it, or the record has no such slot."""
        return self.figures.get(slot, LEFT_OUT)


@dataclass(frozen=True, slots=True)
class ComparedReports:
    """One report for each place and year, and those that were set aside for it."""

    chosen: Mapping[tuple[str, int | None], ComparedReport]
    set_aside: tuple[ComparedReport, ...]

    def figure(self, place: ComparedPlace, year: int | None, slot: HeadlineSlot) -> SlotFigure:
        """What the report of a place and year says; ``missing`` where there is none."""
        report = self.chosen.get((place.key, year))
        return MISSING if report is None else report.figure(slot)

    def before(self, place: ComparedPlace, year: int | None, slot: HeadlineSlot) -> SlotFigure:
        """What the report of the year before says; ``missing`` where there is none or the year is not known."""
        return MISSING if year is None else self.figure(place, year - 1, slot)


def place_of(record: Record) -> ComparedPlace:
    """The place a record's report speaks for."""
    region = record.report.region
    code = _NATION if region.level == "nation" else region.code
    key = code or (f"{region.level}:{region.name}" if region.name else record.report.id)
    return ComparedPlace(key, region.name, region.level, region.code)


def read_reports(records: Iterable[Record], selection: Selection) -> ComparedReports:
    """The reports of records with the figures that the selection means; which reports are meant is not asked here.

    Of several reports of one place and year the one that is whole is taken, then the one that states more, then the
    first.
    """
    chosen: dict[tuple[str, int | None], ComparedReport] = {}
    set_aside: list[ComparedReport] = []
    for record in records:
        found = ComparedReport(
            record.report.id,
            record.report.title,
            record.report.source.name,
            place_of(record),
            record.report.year,
            record.report.completeness,
            figures(record, selection),
        )
        key = (found.place.key, found.year)
        other = chosen.get(key)
        if other is None:
            chosen[key] = found
        else:
            better, worse = (found, other) if _worth(found) > _worth(other) else (other, found)
            chosen[key] = better
            set_aside.append(worse)
    return ComparedReports(chosen, tuple(set_aside))


def _worth(report: ComparedReport) -> tuple[bool, int]:
    return (report.completeness == "whole", sum(figure.fact is not None for figure in report.figures.values()))


def codes_above(place: ComparedPlace) -> Sequence[str]:
    """The keys of the places above one, the nearest first; none for the nation and for places without a code."""
    if place.level == "nation" or place.code is None or not re.fullmatch(r"\d{6}", place.code):
        return () if place.level != "province" else (_NATION,)
    province, prefecture = f"{place.code[:2]}0000", f"{place.code[:4]}00"
    return tuple(key for key in dict.fromkeys((prefecture, province, _NATION)) if key != place.key)
