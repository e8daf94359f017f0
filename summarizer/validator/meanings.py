"""Compares a number of prose with a number of the source: do the words around them mean the same?"""

import re
from collections.abc import Iterator, Sequence

from summarizer.documents import View
from summarizer.indicators import Fact
from summarizer.schemas.record import FlagCode
from summarizer.validator.phrases import Phrase
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference, measure_differences, period_differences, subject_differences
from summarizer.validator.subjects import ALIKE, likeness
from summarizer.validator.values import same_unit

CLAUSE_END = re.compile(r"[,;:。、!?]")
_YEAR = r"(?:[0-9]{4}年[末底初]?的?)?"
_LEAD = re.compile(
    rf"(?:(?P<from>由|从){_YEAR}[^,;。、0-9]{{0,8}}"
    r"|(?P<to>提高|提升|增加|增长|上升|升|增|扩大|降低|下降|减少|缩小|压减|降|减)(?:到|至)"
    rf"{_YEAR}[^,;。、0-9]{{0,6}})$"
)
_BASE = re.compile(r"((?:19|20)[0-9]{2})年[末底初]?的?(?:约|近)?$")
_FALLS = frozenset({"降低", "下降", "减少", "缩小", "压减", "降", "减"})
_AIM = re.compile(r"目标(?::|为|是|确定为|设定为)[^;。:]{0,30}$")
_AIMED = re.compile(r"目标|力争|确保|预期|计划|争取|将|要|到20\d\d年|达到")
_DONE = re.compile(r"去年|上年|已|完成了?|实现了|累计|过去|以来")
_DIGIT = re.compile(r"[\d.]")
_STANDING = frozenset({"level", "share", "ratio", "multiple"})
"""Measures that prose words alike."""


def prose_differences(fact: Fact, index: int, phrase: Phrase, reading: Reading) -> list[Difference]:
    """The slots, but for the number itself, in which a number of prose differs from fact ``index`` of the source.

    Prose leaves out what its reader knows: what it does not say is not compared.
    """
    source = reading.facts[index]
    found: list[Difference] = []
    if fact.measure == source.measure or not {fact.measure, source.measure} <= _STANDING:
        found += measure_differences(fact, source, reading)
    sentence = phrase.view.folded[slice(*fact.evidence)]
    if fact.period is not None and fact.period.label in sentence:
        found += period_differences(fact.period, source)
    if _opposed(fact, source, phrase):
        found.append(Difference("status_mismatch", f"{fact.status}, in the source {source.status}"))
    found += _turned(fact, source, phrase, reading)
    found += _based(fact, source, phrase, reading)
    if fact.name and not _named_beside(fact, source, phrase):
        found += subject_differences(fact, index, reading)
    return found


def _turned(fact: Fact, source: Fact, phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    """提高到 worded as 降低到, and the number from which something rose as the one to which."""
    said, meant = _lead(phrase.view, fact), _lead(reading.view, source)
    if said is None or meant is None:
        return
    if bool(said["from"]) != bool(meant["from"]):
        yield Difference("value_mismatch", "where it began is taken for where it came to")
    elif (said["to"] in _FALLS) != (meant["to"] in _FALLS):
        yield Difference("direction_mismatch", f"{said['to']}, in the source {meant['to']}")


def _based(fact: Fact, source: Fact, phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    """The year that a number is compared with, or is of, right before it (2019年的2.1倍)."""
    said, meant = _year_before(phrase.view, fact), _year_before(reading.view, source)
    if said and meant and said != meant:
        yield Difference("period_mismatch", f"{said}年, in the source {meant}年")


def _year_before(view: View, fact: Fact) -> str | None:
    found = _BASE.search(view.folded, max(fact.evidence[0], fact.quantity.start - 9), fact.quantity.start)
    return found[1] if found else None


def _lead(view: View, fact: Fact) -> re.Match[str] | None:
    """The words right before a number that say from or to what it leads."""
    return _LEAD.search(view.folded, max(fact.evidence[0], fact.quantity.start - 24), fact.quantity.start)


def _named_beside(fact: Fact, source: Fact, phrase: Phrase) -> bool:
    """Whether the source's name for a number stands in its clause of prose, whatever else the clause begins with."""
    if fact.canonical is not None or len(source.name) < 2:
        return False
    folded, quantity = phrase.view.folded, fact.quantity
    start = max(folded.rfind(mark, fact.evidence[0], quantity.start) for mark in ",;:。、") + 1
    after = CLAUSE_END.search(folded, quantity.end)
    end = after.start() if after else len(folded)
    return source.name in folded[max(start, fact.evidence[0]) : end]


def _opposed(fact: Fact, source: Fact, phrase: Phrase) -> bool:
    """Whether prose plainly takes an aim for a result, or a result for an aim."""
    sentence = phrase.view.folded[slice(*fact.evidence)]
    if source.status != "target" and _AIM.search(phrase.view.folded, fact.evidence[0], fact.quantity.start):
        return True
    if source.status == "target":
        return fact.status != "target" and bool(_DONE.search(sentence)) and not _AIMED.search(sentence)
    return fact.status == "target" and bool(_AIMED.search(sentence))


def comparator_differences(fact: Fact, source: Fact) -> list[Difference]:
    """What the words beside the number say of it."""
    if fact.quantity.comparator == source.quantity.comparator:
        return []
    message = f"{fact.quantity.comparator}, in the source {source.quantity.comparator}"
    return [Difference("comparator_mismatch", message)]


def closest(fact: Fact, facts: Sequence[Fact]) -> tuple[FlagCode, str, Fact | None]:
    """What to call a number that the source does not give: another value or unit of its own subject, or nothing."""
    digits = _digits(fact.quantity.text)
    for other in facts:
        if _digits(other.quantity.text) == digits and likeness(other.name, fact.name) >= ALIKE:
            code: FlagCode = "value_mismatch" if same_unit(other.quantity.unit, fact.quantity.unit) else "unit_mismatch"
            return code, f"in the source {other.quantity.text}", other
    for other in facts:
        if fact.name and other.name == fact.name and other.measure == fact.measure and other.status == fact.status:
            return "value_mismatch", f"in the source {other.quantity.text}", other
    return "number_not_in_source", "the source does not give this number", None


def _digits(text: str) -> str:
    return "".join(_DIGIT.findall(text))
