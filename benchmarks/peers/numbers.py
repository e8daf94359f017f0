"""Quantities of Chinese sentences: which program finds them, with the right value and unit, and at what cost."""

import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import median

from peers.model import OURS, Peer, Table, percent, times

SENTENCES = Path(__file__).with_name("quantities.txt")
_MARKED = re.compile(r"⟦([^|⟧]+)\|([^|⟧]+)\|([^⟧]*)⟧")
_RUNS = 3
_UNITS = {
    "Chinese yuan": "元",
    "人民币": "元",
    "United States dollar": "美元",
    "percent": "%",
    "Bit": "位",
    "个百分点": "百分点",
}
"""What peers call the units of the sentences; every other unit is compared as it is written."""


@dataclass(frozen=True, slots=True)
class Read:
    """A quantity as read: its characters in the sentence, its value in ``unit``; the unit is "" where none is told."""

    start: int
    end: int
    value: Decimal
    unit: str


Reader = Callable[[str], Sequence[Read]]


def annotated(path: Path = SENTENCES) -> list[tuple[str, tuple[Read, ...]]]:
    """The sentences with their quantities, annotated before any program read them."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [_annotated(line) for line in lines]


def _annotated(line: str) -> tuple[str, tuple[Read, ...]]:
    text, found, last = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[last : match.start()]
        found.append(Read(len(text), len(text) + len(match[1]), Decimal(match[2]), match[3]))
        text += match[1]
        last = match.end()
    return text + line[last:], tuple(found)


def table() -> Table:
    """Recall, values, units, precision and CPU of every program that is installed."""
    sentences = annotated()
    installed = [(peer, make) for peer, make in READERS if peer.installed]
    measured = [(peer, *_measured(make(), sentences)) for peer, make in installed]
    ours = next(seconds for peer, _, seconds in measured if peer is OURS)
    total = sum(len(expected) for _, expected in sentences)
    return Table(
        title="Quantities in Chinese",
        note=(
            f"{total} quantities in {len(sentences)} invented sentences (benchmarks/peers/quantities.txt), in percent: "
            "found, with the right value, with the right value and unit; what was found that is no quantity of the "
            f"sentence; CPU time as a multiple of ours (median of {_RUNS}). 一成 counts as 10 %."
        ),
        columns=("found %", "value %", "value and unit %", "beside %", "x our CPU"),
        rows=[(peer.label, *cells, times(seconds / ours)) for peer, cells, seconds in measured],
        absent=[peer.name for peer, _ in READERS if not peer.installed],
    )


def _measured(read: Reader, sentences: Sequence[tuple[str, tuple[Read, ...]]]) -> tuple[tuple[str, ...], float]:
    """The cells of a program and the CPU seconds of one pass; a first pass loads what it needs."""
    answers = [read(text) for text, _ in sentences]
    seconds = median(_seconds(read, sentences) for _ in range(_RUNS))
    total = found = values = units = beside = 0
    for (_, expected), got in zip(sentences, answers, strict=True):
        total += len(expected)
        beside += sum(not any(_overlap(one, each) for each in expected) for one in got)
        for one in expected:
            near = [each for each in got if _overlap(one, each)]
            found += bool(near)
            values += any(each.value == one.value for each in near)
            units += any(each.value == one.value and each.unit == one.unit for each in near)
    shown = (percent(found, total), percent(values, total), percent(units, total), percent(beside, total + beside))
    return shown, seconds


def _seconds(read: Reader, sentences: Iterable[tuple[str, object]]) -> float:
    start = time.process_time()
    for text, _ in sentences:
        read(text)
    return time.process_time() - start


def _overlap(one: Read, other: Read) -> bool:
    return one.start < other.end and other.start < one.end


def _plain(start: int, end: int, value: Decimal, unit: str) -> Read:
    """One way to say a unit: 一成 is 10 %, 个百分点 is 百分点, and peers' own names are those of the sentences."""
    if unit == "成":
        return Read(start, end, value * 10, "%")
    return Read(start, end, value, _UNITS.get(unit, unit))


def _ours() -> Reader:
    from summarizer.documents import Document, build_view
    from summarizer.quantities import scan

    def read(text: str) -> Sequence[Read]:
        found = scan(build_view(Document("sentence", text))).quantities
        return [_plain(one.start, one.end, one.value, one.unit or "") for one in found if one.value is not None]

    return read


def _recognizers() -> Reader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import recognizers_number as plain  # type: ignore[import-not-found, unused-ignore]
        import recognizers_number_with_unit as with_unit  # type: ignore[import-not-found, unused-ignore]

    # Quantities with units first; a plain number inside one of them is the same quantity.
    calls = [
        with_unit.recognize_currency,
        with_unit.recognize_dimension,
        plain.recognize_percentage,
        plain.recognize_ordinal,
        plain.recognize_number,
    ]

    def read(text: str) -> Sequence[Read]:
        found: list[Read] = []
        for call in calls:
            for one in call(text, "zh-cn"):
                each = _recognized(one.start, one.end + 1, one.resolution or {})
                if each is not None and not any(_overlap(each, other) for other in found):
                    found.append(each)
        return found

    return read


def _recognized(start: int, end: int, resolution: dict[str, str]) -> Read | None:
    value, unit = resolution.get("value") or "", resolution.get("unit") or ""
    if value.endswith("%"):
        value, unit = value[:-1], "%"
    try:
        return _plain(start, end, Decimal(value), unit)
    except InvalidOperation:
        return None


def _jionlp() -> Reader:
    import jionlp  # type: ignore[import-not-found, unused-ignore]

    def read(text: str) -> Sequence[Read]:
        return list(_money(jionlp.ner.extract_money(text, with_parsing=True)))

    return read


def _money(found: Iterable[dict[str, object]]) -> Iterator[Read]:
    for one in found:
        start, end = one["offset"]  # type: ignore[misc]
        detail = one["detail"]
        number = detail["num"]  # type: ignore[index]
        number = number[0] if isinstance(number, list) else number
        yield _plain(start, end, Decimal(number), detail["case"])  # type: ignore[has-type, index]


def _cn2an() -> Reader:
    """It converts a numeral that it is given and finds none: it is given every run of numerals and magnitudes."""
    import cn2an  # type: ignore[import-not-found, unused-ignore]

    numerals = re.compile(r"[0-9.零一二两三四五六七八九十百千万亿]+")

    def read(text: str) -> Sequence[Read]:
        found = []
        for match in numerals.finditer(text):
            try:
                found.append(Read(*match.span(), Decimal(str(cn2an.cn2an(match[0], "smart"))), ""))
            except ValueError:
                continue
        return found

    return read


def _quantulum() -> Reader:
    from quantulum3 import parser  # type: ignore[import-not-found, unused-ignore]

    def read(text: str) -> Sequence[Read]:
        return [Read(*one.span, Decimal(str(one.value)), one.unit.name) for one in parser.parse(text)]

    return read


READERS: tuple[tuple[Peer, Callable[[], Reader]], ...] = (
    (OURS, _ours),
    (Peer("Recognizers-Text", "recognizers_number_with_unit", "recognizers-text-number-with-unit"), _recognizers),
    (Peer("JioNLP (money)", "jionlp", "jionlp"), _jionlp),
    (Peer("cn2an (given each numeral)", "cn2an", "cn2an"), _cn2an),
    (Peer("quantulum3", "quantulum3", "quantulum3"), _quantulum),
)
