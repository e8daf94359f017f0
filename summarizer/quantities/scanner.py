"""The scanner: one pass over a view finds every quantity, and what looks like one but is none."""

import re
from collections.abc import Callable
from typing import Final

from summarizer.documents import Document, View, build_view
from summarizer.documents.reading import normalised
from summarizer.language.numerals import BELOW_WAN, NUMERALS
from summarizer.quantities import comparators, lists
from summarizer.quantities.digits import DIGITS, ODD, Digits, is_odd
from summarizer.quantities.figures import NUMBERS
from summarizer.quantities.lists import Raw
from summarizer.quantities.model import Mention, MentionKind, Quantity, Scan
from summarizer.quantities.numbers import read_digits, read_number
from summarizer.quantities.ranks import RANKS, Ordinal
from summarizer.quantities.readings import Figure, Other, Reading
from summarizer.quantities.redactions import MASKS, Mask, Redacted, mask_end, masked_rank
from summarizer.quantities.spelled import SPELLED, Numeral, doubled
from summarizer.quantities.words import words_of

_AFTER_NUMERAL: Final = (
    "季度|[五〇](?![年个届])|成|倍|分之|个百分|公[里斤顷]|[平立]方|千瓦|兆瓦|元|[吨亩斤度]|[美欧港日]元|千克"
)
_GOES_ON: Final = rf"[{NUMERALS}]{{0,20}}(?:点[{NUMERALS}]{{1,9}})?[余多]?[万亿]{{0,2}}[余多]?"
_ANCHOR: Final = re.compile(
    rf"""[0-9第前首翻{NUMERALS}Xx×*某①-⒇❶-➓](?:
        (?<=[0-9])
      | (?<=第)(?=\ ?[0-9{BELOW_WAN}Xx×*])
      | (?<=前)(?=[0-9{BELOW_WAN}])
      | (?<=首)(?=位)
      | (?<=翻)(?=.{{0,4}}番)
      | (?<=[{NUMERALS}])(?={_GOES_ON}(?:{_AFTER_NUMERAL}))
      | (?<=[{NUMERALS}])(?=[{NUMERALS}点余多]{{0,12}}[万亿](?!级))
      | (?<=[上近超过逾破达约于至足到入越][百千万亿])
      | (?<=[百千万])(?=余)
      | (?<=[Xx×*某])
      | (?<=[①-⒇❶-➓])
    )""",
    re.VERBOSE,
)
_SHORTEST_ODD: Final = 5
_CIRCLED: Final = "".join(chr(code) for code in (*range(0x2460, 0x2488), *range(0x2776, 0x2794)))


def scan_quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order; spans are offsets in the text without BOM, line ends as LF."""
    return list(scan(build_view(Document("text", normalised(text)))).quantities)


def scan(view: View, start: int = 0, end: int | None = None) -> Scan:
    """Every quantity and every number-like mention in ``view.text[start:end]``, in text order, without overlaps.

    ``start`` and ``end`` are view offsets and should not cut a number. Takes time linear in the text's length
    and raises nothing on any text.
    """
    found = _Pass(view, start, len(view.text) if end is None else end)
    found.run()
    return Scan(_finish(view, found.raws), tuple(found.mentions))


class _Pass:
    """One pass over a stretch of a view. Each method reads one kind of anchor and returns where to go on."""

    __slots__ = ("end", "mentions", "position", "raws", "source", "text")

    def __init__(self, view: View, start: int, end: int) -> None:
        self.text = view.folded
        self.source = view.text
        self.position = start
        self.end = end
        self.raws: list[Raw] = []
        self.mentions: list[Mention] = []

    def run(self) -> None:
        text, search, end = self.text, _ANCHOR.search, self.end
        while match := search(text, self.position, end):
            at = match.start()
            char = text[at]
            if "0" <= char <= "9":
                self.position = self._digits(at)
            else:
                self.position = _READERS.get(char, _Pass._numeral)(self, at)

    def _digits(self, at: int) -> int:
        text, source = self.text, self.source
        end = read_digits(text, source, at)
        before = text[at - 1] if at else "\n"
        odd = ODD if end - at >= _SHORTEST_ODD and is_odd(text, at, end) else ""
        for rule in DIGITS.near(before, text[end : end + 1], odd):
            if (reading := rule.answer(Digits(text, source, at, end))) is not None:
                return self._reading(reading, rule.id)
        number = read_number(text, source, at, end)
        for number_rule in NUMBERS.near(before, text[number.end : number.end + 1], number.kind):
            if (reading := number_rule.answer(number)) is not None:
                return self._reading(reading, number_rule.id)
        return number.end

    def _ordinal(self, at: int) -> int:
        text = self.text
        last = self.raws[-1] if self.raws else None
        listed = last is not None and last.unit == "位" and last.end == at - 1
        if found := RANKS.decide(Ordinal(text, at, listed)):
            return self._rank(*found)
        if end := masked_rank(text, at):
            return self._redacted(Redacted(at, end, "位"), "mask.rank")
        start = at + 1 + (text[at + 1 : at + 2] == " ")
        if text[start : start + 1].isdigit():
            return self._mention("name", at, self._ordinal_end(start), "ordinal.digits")
        return _skip_numerals(text, start)

    def _ordinal_end(self, start: int) -> int:
        """Where an ordinal whose digits begin at ``start`` ends with what it counts (第19届, 第54个, 第1/2号)."""
        text = self.text
        end = read_digits(text, self.source, start)
        if text[end : end + 1] == "/":
            end = max(end, read_digits(text, self.source, end + 1))
        return end + (text[end : end + 1] in _COUNTED)

    def _top(self, at: int) -> int:
        found = RANKS.decide(Ordinal(self.text, at, False))
        return self._rank(*found) if found else at + 1

    def _doubled(self, at: int) -> int:
        found = doubled(self.text, at)
        return self._figure(found, "spelled.doubled") if found else at + 1

    def _numeral(self, at: int) -> int:
        text = self.text
        found = SPELLED.decide(Numeral(text, at))
        return self._reading(*found) if found else _skip_numerals(text, at + 1)

    def _mask(self, at: int) -> int:
        text = self.text
        end = mask_end(text, at)
        found = MASKS.decide(Mask(text, at, end, self.raws[-1].end if self.raws else 0))
        if found is None:
            return end
        masked, rule = found
        if isinstance(masked, Redacted):
            return self._redacted(masked, rule)
        return masked.end if text[at] == "某" else self._mention(masked.kind, at, masked.end, rule)

    def _circled(self, at: int) -> int:
        opens = not at or self.text[at - 1] in "\n。;:,!?"
        return self._mention("list_number" if opens else "footnote", at, at + 1, "digits.circled")

    def _reading(self, reading: Reading, rule: str) -> int:
        if isinstance(reading, Other):
            return self._mention(reading.kind, reading.start, reading.end, rule)
        return self._figure(reading, rule)

    def _figure(self, figure: Figure, rule: str) -> int:
        start, end, value, high, unit, more = figure
        text = self.text
        last = self.raws[-1] if self.raws else None
        prefix = comparators.before(text, start, *((last.end, last.unit) if last else (0, "")))
        suffix = comparators.after(text, end, unit)
        lists.append(self.raws, Raw(start, end, value, high, unit, prefix, suffix, more, False, rule), text)
        return end

    def _rank(self, rank: Figure, rule: str) -> int:
        start, end, value, last, unit, _ = rank
        self.raws.append(Raw(start, end, value, last, unit, None, None, False, False, rule))
        return end

    def _redacted(self, redacted: Redacted, rule: str) -> int:
        start, end, unit = redacted
        self.raws.append(Raw(start, end, None, None, unit, None, None, False, True, rule))
        return end

    def _mention(self, kind: MentionKind, start: int, end: int, rule: str) -> int:
        end = max(start + 1, min(end, self.end))
        self.mentions.append(Mention(kind, start, end, rule))
        return end


_COUNTED: Final = words_of("counted_by_ordinal")
_READERS: Final[dict[str, Callable[[_Pass, int], int]]] = {
    "第": _Pass._ordinal,
    "前": _Pass._top,
    "首": _Pass._top,
    "翻": _Pass._doubled,
    **dict.fromkeys("Xx×*某", _Pass._mask),
    **dict.fromkeys(_CIRCLED, _Pass._circled),
}


def _skip_numerals(text: str, start: int) -> int:
    while text[start : start + 1] and text[start] in NUMERALS:
        start += 1
    return start


def _finish(view: View, raws: list[Raw]) -> tuple[Quantity, ...]:
    """The quantities of what was found, in the document's terms."""
    text = view.document.text
    result = []
    for start, end, value, high, unit, prefix, suffix, more, redacted, rule in raws:
        if redacted:
            said = comparators.REDACTED
        elif high is not None:
            said = comparators.RANGE
        else:
            said = comparators.combine(prefix, suffix, more)
        span = view.span(start, end)
        if unit == "个百分点":
            unit = "百分点"
        elif "(" in unit:
            unit = view.text[end - len(unit) : end]
        result.append(Quantity(text[span[0] : span[1]], span, value, high, unit, said[0], start, end, rule, said[1]))
    return tuple(result)
