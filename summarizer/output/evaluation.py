"""How well records read annotated passages: each quantity of a passage against the indicator at its place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summarizer.quantities import canonical_unit
from summarizer.schemas import Record
from summarizer.schemas.gold import GoldFact, GoldPassage
from summarizer.schemas.record import Indicator

FIELDS: Final = ("value", "name", "measure", "direction", "comparator", "period", "status")
_FACT: Final = ("value", "name", "measure", "direction")
_FULL: Final = (*_FACT, "period", "status")
_TOLERANCE: Final = Decimal("0.0001")
_SHORTEST_PART: Final = 2
_ALIKE: Final = 0.6
_WIDTHS: Final = str.maketrans("（）〔〕［］，：；％／", "()()(),:;%/")


@dataclass(frozen=True, slots=True)
class Miss:
    """A quantity that was read wrongly: ``what`` is "missed", "false alarm" or "wrong name, period"."""

    passage: str
    what: str
    text: str
    expected: GoldFact | None
    found: Indicator | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of a comparison: counts, percentages by the name of the measure (see docs/gold.md), and each miss."""

    passages: int
    annotated: int
    predicted: int
    percentages: dict[str, float]
    misses: tuple[Miss, ...]


def evaluate(passages: Iterable[GoldPassage], records: Iterable[Record]) -> Evaluation:
    """Compare what records say of the passages' places with what the annotators read there.

    A passage and a record belong together by their source's name, folders aside. Within a passage each annotated
    quantity is compared with the indicator that overlaps it most; indicators that are left are false alarms.
    """
    found: defaultdict[str, list[Indicator]] = defaultdict(list)
    for record in records:
        found[base_name(record.report.source.name)] += record.indicators
    tally: Counter[str] = Counter()
    misses: list[Miss] = []
    for passage in passages:
        tally["passages"] += 1
        misses += _compared(passage, found[base_name(passage.source)], tally)
    return _evaluation(tally, misses)


def base_name(source: str) -> str:
    """A source's name without folders, whichever way its slashes lean."""
    return source.replace("\\", "/").rpartition("/")[2]


def _compared(passage: GoldPassage, indicators: Sequence[Indicator], tally: Counter[str]) -> list[Miss]:
    """Add a passage to the tally; what is read wrongly in it."""
    start, end = passage.span
    left = [indicator for indicator in indicators if start <= indicator.quantity.span[0] < end]
    tally["predicted"] += len(left)
    misses = []
    for fact in passage.facts:
        indicator = max(left, key=lambda each: _overlap(fact, each), default=None)
        if indicator is not None and _overlap(fact, indicator) > 0:
            left.remove(indicator)
        else:
            indicator = None
        if fact.optional:
            tally["predicted"] -= indicator is not None
            continue
        tally["annotated"] += 1
        if miss := _miss(passage.id, fact, indicator, tally):
            misses.append(miss)
    return misses + [Miss(passage.id, "false alarm", each.quantity.text, None, each) for each in left]


def _overlap(fact: GoldFact, indicator: Indicator) -> int:
    start, end = indicator.quantity.span
    return min(end, fact.span[1]) - max(start, fact.span[0])


def _miss(passage: str, fact: GoldFact, indicator: Indicator | None, tally: Counter[str]) -> Miss | None:
    """Count one annotated quantity; what is wrong with the indicator at its place, None if nothing is."""
    if indicator is None:
        return Miss(passage, "missed", fact.q, fact, None)
    right = _right(fact, indicator)
    wrong = [field for field in FIELDS if field not in right]
    tally.update(right)
    tally["found"] += 1
    tally["fact"] += right.issuperset(_FACT)
    tally["full"] += right.issuperset(_FULL)
    tally["name_exact"] += any(_plain(name) == _plain(indicator.name) for name in fact.names)
    if indicator.verification.status == "verified":
        tally["trusted"] += 1
        tally["trusted_wrong"] += bool(wrong)
    return Miss(passage, f"wrong {', '.join(wrong)}", fact.q, fact, indicator) if wrong else None


def _right(fact: GoldFact, indicator: Indicator) -> set[str]:
    """The fields in which an indicator agrees with the annotator."""
    quantity, period = indicator.quantity, indicator.period
    agrees = {
        "value": _same_value(fact, indicator),
        "name": any(_same_name(name, indicator.name) for name in fact.names),
        "measure": fact.measure == indicator.measure or _is_new_amount(fact, indicator),
        "direction": fact.direction == indicator.direction or _is_new_amount(fact, indicator),
        "comparator": fact.comparator == quantity.comparator,
        "period": fact.years is None or (period is not None and fact.years == (period.start, period.end)),
        "status": fact.status == indicator.status,
    }
    return {field for field, same in agrees.items() if same}


def _same_value(fact: GoldFact, indicator: Indicator) -> bool:
    quantity = indicator.quantity
    if fact.comparator == "redacted":
        return quantity.value is None
    return (
        _close(fact.value, quantity.value)
        and _close(fact.value_max, quantity.value_max)
        and canonical_unit(fact.unit) == canonical_unit(quantity.unit)
    )


def _close(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two numbers are the same but for rounding in the fifth place."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(abs(one), abs(other)) * _TOLERANCE


def _is_new_amount(fact: GoldFact, indicator: Indicator) -> bool:
    """Whether one reader has a level where the other has a change: what is new is both (新增108家)."""
    return {fact.measure, indicator.measure} == {"level", "change"} and canonical_unit(fact.unit) != "百分点"


def _plain(name: str) -> str:
    """A name without the differences that nobody means: spaces and widths."""
    return "".join(name.split()).translate(_WIDTHS)


def _same_name(one: str, other: str) -> bool:
    """Whether two names are for the same thing: one is within the other, or they share most characters."""
    one, other = _plain(one), _plain(other)
    if one == other:
        return True
    if not one or not other:
        return False
    if one in other or other in one:
        return min(len(one), len(other)) >= _SHORTEST_PART
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared >= _ALIKE * (len(one) + len(other))


def _evaluation(tally: Counter[str], misses: Sequence[Miss]) -> Evaluation:
    found, annotated, predicted = tally["found"], tally["annotated"], tally["predicted"]
    percentages = {"recall": _percent(found, annotated), "precision": _percent(found, predicted)}
    percentages |= {field: _percent(tally[field], found) for field in (*FIELDS, "name_exact")}
    percentages |= {whole: _percent(2 * tally[whole], annotated + predicted) for whole in ("fact", "full")}
    percentages["trust_share"] = _percent(tally["trusted"], found)
    percentages["trust_wrong"] = _percent(tally["trusted_wrong"], tally["trusted"])
    return Evaluation(tally["passages"], annotated, predicted, percentages, tuple(misses))


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
