"""The scanner: one pass over a view finds every quantity, and what looks like one but is none."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from summarizer.documents import Document, Span, View, build_view
from summarizer.documents.reading import normalised
from summarizer.expressions import expression
from summarizer.language.numerals import BELOW_WAN, NUMERALS
from summarizer.quantities import comparators, lists
from summarizer.quantities.digits import DIGITS, ODD, Digits, is_odd
from summarizer.quantities.figures import FIGURE, NUMBERS
from summarizer.quantities.lists import Raw
from summarizer.quantities.model import Mention, MentionKind, Quantity, Scan
from summarizer.quantities.numbers import DIGITS_ON, digits_end, read_number
from summarizer.quantities.ranks import RANKS, Ordinal, Rank
from summarizer.quantities.readings import Other, Reading
from summarizer.quantities.redactions import MASKS, Mask, Redacted, mask_end
from summarizer.quantities.spelled import SPELLED, Numeral

_AFTER_NUMERAL: Final = (
    "季度|[五〇](?![年个届])|成|倍|分之|个百分|公[里斤顷]|[平立]方|千瓦|兆瓦|元|[吨亩斤度]|[美欧港日]元|千克"
)
_GOES_ON: Final = rf"[{NUMERALS}]{{0,20}}(?:点[{NUMERALS}]{{1,9}})?[余多]?[万亿]{{0,2}}[余多]?"
_ANCHOR: Final = expression(
    rf"""[0-9第前首翻{NUMERALS}Xx×*某①-⒇❶-➓](?:
        (?<=[0-9]){DIGITS_ON}
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
                self.position = self._digits(at, match.end())
            else:
                self.position = _READERS.get(char, _Pass._numeral)(self, at)

    def _digits(self, at: int, end: int) -> int:
        text, source = self.text, self.source
        if "," in text[at:end]:
            end = digits_end(text, source, at, end)
        before = text[at - 1] if at else "\n"
        odd = ODD if end - at >= _SHORTEST_ODD and is_odd(text, at, end) else ""
        for rule in DIGITS.near(before, text[end : end + 1], odd):
            if (reading := rule.answer(Digits(text, source, at, end))) is not None:
                return self._reading(reading, rule.id)
        number = read_number(text, source, at, end)
        for number_rule in NUMBERS.near(before, text[number.end : number.end + 1], number.unit or number.kind):
            if (reading := number_rule.answer(number)) is not None:
                return self._reading(reading, number_rule.id)
        return self._figure(at, number.end, number.value, None, number.unit, number.more, FIGURE)

    def _ordinal(self, at: int) -> int:
        text = self.text
        last = self.raws[-1] if self.raws else None
        listed = last is not None and last.unit == "位" and last.end == at - 1
        found = RANKS.decide(Ordinal(text, self.source, at, listed))
        if found is None:
            return _skip_numerals(text, at + 1) if text[at] == "第" else at + 1
        return self._rank(*found)

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
        return end if text[at] == "某" else self._mention(masked.kind, at, end, rule)

    def _circled(self, at: int) -> int:
        opens = not at or self.text[at - 1] in "\n。;:,!?"
        return self._mention("list_number" if opens else "footnote", at, at + 1, "digits.circled")

    def _reading(self, reading: Reading, rule: str) -> int:
        if isinstance(reading, Other):
            return self._mention(reading.kind, reading.start, reading.end, rule)
        return self._figure(*reading, rule)

    def _figure(
        self, start: int, end: int, value: Decimal, high: Decimal | None, unit: str, more: bool, rule: str
    ) -> int:
        text = self.text
        raws = self.raws
        last_end, last_unit = (raws[-1].end, raws[-1].unit) if raws else (0, "")
        prefix = comparators.before(text, start, last_end, last_unit)
        suffix = comparators.after(text, end, unit) if text[end : end + 1] in comparators.AFTER_HEADS else None
        lists.append(raws, Raw(start, end, value, high, unit, prefix, suffix, more, False, rule), text)
        return end

    def _rank(self, rank: Rank, rule: str) -> int:
        """A rank is exact, whatever words stand beside it."""
        if isinstance(rank, Redacted):
            return self._redacted(rank, rule)
        if isinstance(rank, Other):
            return self._mention(rank.kind, rank.start, rank.end, rule)
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


_READERS: Final[dict[str, Callable[[_Pass, int], int]]] = {
    **dict.fromkeys("第前首", _Pass._ordinal),
    **dict.fromkeys("Xx×*某", _Pass._mask),
    **dict.fromkeys(_CIRCLED, _Pass._circled),
}


def _skip_numerals(text: str, start: int) -> int:
    while text[start : start + 1] and text[start] in NUMERALS:
        start += 1
    return start


def _finish(view: View, raws: list[Raw]) -> tuple[Quantity, ...]:
    """The quantities of what was found, in the document's terms."""
    text, offsets = view.document.text, view.offsets
    plain = "&" not in text  # without HTML entities each character of the view is one of the document
    result = []
    for start, end, value, high, unit, prefix, suffix, more, redacted, rule in raws:
        if redacted:
            said = comparators.REDACTED
        elif high is not None:
            said = comparators.RANGE
        else:
            said = comparators.combine(prefix, suffix, more)
        span = Span((offsets[start], offsets[end - 1] + 1)) if plain else view.span(start, end)
        if unit == "个百分点":
            unit = "百分点"
        elif "(" in unit:
            unit = view.text[end - len(unit) : end]
        result.append(Quantity(text[span[0] : span[1]], span, value, high, unit, said[0], start, end, rule, said[1]))
    return tuple(result)
