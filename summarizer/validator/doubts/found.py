"""The doubts about every fact of a report: a pure function of its analysis."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from summarizer.analysis import Analysis
from summarizer.schemas.record import DoubtCode
from summarizer.validator.doubts.names import name_doubts
from summarizer.validator.doubts.times import time_doubts
from summarizer.validator.doubts.values import value_doubts

SLOTS: Final[dict[DoubtCode, frozenset[str]]] = {
    "competing_frame": frozenset({"period", "status"}),
    "carried_subject": frozenset({"name", "region"}),
    "odd_name": frozenset({"name"}),
    "read_otherwise_alone": frozenset({"name", "measure", "direction", "period", "status", "region"}),
    "implausible_value": frozenset({"name", "measure", "direction"}),
    "future_result": frozenset({"period", "status"}),
    "headline_conflict": frozenset({"name", "measure", "period", "status", "region"}),
    "growth_conflict": frozenset({"name", "measure", "direction", "period"}),
    "part_exceeds_whole": frozenset({"name", "measure"}),
}
"""The slots of a reading that each doubt bears on; number, unit and comparator are never in doubt."""


class Doubt(NamedTuple):
    """One doubt about a fact: ``fact`` is its index."""

    fact: int
    code: DoubtCode

    @property
    def slots(self) -> frozenset[str]:
        """The slots it bears on."""
        return SLOTS[self.code]


def doubts_of(analysis: Analysis) -> dict[int, tuple[DoubtCode, ...]]:
    """The doubts about the facts of a report, by the fact's index, each code once; facts without any are left out."""
    found: defaultdict[int, dict[DoubtCode, None]] = defaultdict(dict)
    for doubt in _all(analysis):
        found[doubt.fact][doubt.code] = None
    return {index: tuple(codes) for index, codes in sorted(found.items())}


def _all(analysis: Analysis) -> Iterator[Doubt]:
    for index, code in name_doubts(analysis):
        yield Doubt(index, code)
    for index, code in time_doubts(analysis):
        yield Doubt(index, code)
    for index, code in value_doubts(analysis):
        yield Doubt(index, code)
