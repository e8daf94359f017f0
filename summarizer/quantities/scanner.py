"""The scanner: one pass over a view finds every quantity, and what looks like one but is none."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from summarizer.documents import Document, View, build_view
from summarizer.documents.reading import normalised
from summarizer.language.numerals import BELOW_WAN as NUMERALS
from summarizer.quantities import chinese, comparators, context, grammar, lists, mentions, redactions
from summarizer.quantities.lists import Raw
from summarizer.quantities.model import Comparator, Mention, MentionKind, Quantity, Scan
from summarizer.quantities.units import dimension
from summarizer.quantities.values import MAX_DIGITS, decimal_of

_AFTER_CN: Final = "季度|[五〇](?![年个届])|[成倍元吨亩斤万亿余多]|分之|个百分|公[里斤顷]|平方|千瓦|美元"
_ANCHOR: Final = re.compile(
    rf"""[0-9第前首翻{NUMERALS}Xx×*某①-⒇❶-➓](?:
        (?<=[0-9])
      | (?<=第)(?=\ ?[0-9{NUMERALS}Xx×*])
      | (?<=前)(?=[0-9{NUMERALS}])
      | (?<=首)(?=位)
      | (?<=翻)(?=.{{0,4}}番)
      | (?<=[{NUMERALS}])(?=[{NUMERALS}]{{0,12}}(?:点[{NUMERALS}]{{1,6}})?(?:{_AFTER_CN}))
      | (?<=[Xx×*某])
      | (?<=[①-⒇❶-➓])
    )""",
    re.VERBOSE,
)
_CONCENTRATION: Final = re.compile(r"每(立方米|升)\Z")


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
        text = self.text
        before = text[at - 1] if at else "\n"
        if before.isascii() and (before.isalpha() or before in "_+"):
            signed = before == "+" and context.is_positive(text, self.source, at)
            if not signed and not context.is_measured_after_latin(text, self.source, at):
                return self._name(at, mentions.slogan(text, at) or mentions.latin_name(text, at))
        elif before in "([【〔" and (marked := mentions.mark(text, at)):
            return self._mention(marked[0], at - 1, marked[1])
        digits_end = grammar.read_digits(text, self.source, at)
        found = mentions.list_number(text, at) or mentions.date_or_period(text, at, digits_end)
        if found:
            return self._mention(found[0], at, found[1])
        if digits_end - at > MAX_DIGITS or text.count(".", at, digits_end) > 1:
            return self._name(at, digits_end)
        return self._number(at, digits_end)

    def _number(self, at: int, digits_end: int) -> int:
        text = self.text
        head = text[digits_end : digits_end + 1] or "\n"
        if head == "+" and (end := mentions.slogan(text, at)):
            return self._name(at, end)
        if head in "/×xX*" and (end := self._compound(at, digits_end)):
            return end
        if head in " :" and (end := grammar.read_ratio(text, digits_end)):
            return self._quantity(at, end, decimal_of(text[at:digits_end]), None, "比", False)
        number = grammar.read_number(text, at, digits_end)
        last = grammar.read_range(text, self.source, number)
        if last and (done := self._range(number, last)):
            return done
        return self._single(number)

    def _compound(self, at: int, digits_end: int) -> int:
        """An incidence (8.6/10万), a fraction (2/3) or a product (2×100万千瓦); 0 if it is none."""
        text = self.text
        if base := grammar.read_incidence(text, digits_end):
            return self._quantity(at, digits_end + len(base), decimal_of(text[at:digits_end]), None, base, False)
        if fraction := grammar.read_fraction(text, at, digits_end):
            end, value = fraction
            return self._quantity(at, end, value, None, "分数", text[end : end + 1] == "多")
        if product := grammar.read_product(text, at, digits_end):
            number, value = product
            if dimension(number.unit) == "time":
                return self._name(at, number.end)
            return self._quantity(at, number.end, value, None, number.unit, number.more)
        if text[digits_end + 1 : digits_end + 2].isdigit():
            return self._name(at, grammar.read_digits(text, self.source, digits_end + 1))
        return 0

    def _range(self, number: grammar.Number, last: grammar.Number) -> int:
        """A range from ``number`` to ``last``; 0 if the two make none."""
        text = self.text
        ends = grammar.range_ends(number, last)
        if ends is None or context.is_change(text, number.start, number.end):
            return 0
        if context.is_named(text, last):
            return self._name(number.start, max(last.end, mentions.name_tail(text, last.end)))
        if not last.unit and not last.scale and not context.stands_bare(text, number.start, last.end):
            return self._name(number.start, last.end)
        if kind := context.span_or_group(text, number.start, last.end, last.unit):
            return self._mention(kind, number.start, last.end)
        return self._quantity(number.start, last.end, ends[0], ends[1], last.unit, last.more)

    def _single(self, number: grammar.Number) -> int:
        text, start, end, unit = self.text, number.start, number.end, number.unit
        if context.is_named(text, number):
            return self._name(start, max(end, mentions.name_tail(text, end)))
        if not unit and not number.scale and not context.is_figure(text, number):
            if mentions.is_bare_year(text, start, end):
                return self._mention("period", start, end)
            return self._name(start, mentions.latin_name(text, end) if text[end : end + 1].isascii() else end)
        if context.is_quoted_name(text, start, end, unit):
            return self._name(start, end)
        if kind := context.span_or_group(text, start, end, unit):
            return self._mention(kind, start, end)
        if unit in ("微克", "毫克") and (per := _CONCENTRATION.search(text, max(0, start - 4), start)):
            return self._quantity(per.start(), end, number.value(), None, f"{unit}/{per[1]}", number.more)
        if context.is_negative(text, start, unit):
            return self._quantity(start - 1, end, -number.value(), None, unit, number.more)
        return self._quantity(start, end, number.value(), None, unit, number.more)

    def _ordinal(self, at: int) -> int:
        text = self.text
        last = self.raws[-1] if self.raws else None
        listed = last is not None and last.unit == "位" and last.end == at - 1
        if found := chinese.rank(text, at, listed):
            return self._found(found)
        if end := redactions.masked_rank(text, at):
            self.raws.append(Raw(at, end, None, None, "位", None, None, False, True))
            return end
        start = at + 1 + (text[at + 1 : at + 2] == " ")
        if text[start : start + 1].isascii():
            end = grammar.read_digits(text, self.source, start)
            if text[end : end + 1] == "/":
                end = max(end, grammar.read_digits(text, self.source, end + 1))
            return self._name(at, mentions.ordinal_end(text, end))
        return _skip_numerals(text, start)

    def _top(self, at: int) -> int:
        found = chinese.top(self.text, at)
        return self._found(found) if found else at + 1

    def _first_place(self, at: int) -> int:
        found = chinese.head_place(self.text, at)
        return self._found(found) if found else at + 2

    def _doubled(self, at: int) -> int:
        found = chinese.doubled(self.text, at)
        return self._found(found) if found else at + 1

    def _numeral(self, at: int) -> int:
        if end := mentions.chinese_period(self.text, at):
            return self._mention("period", at, end)
        found = chinese.numeral(self.text, at)
        return self._found(found) if found else _skip_numerals(self.text, at + 1)

    def _mask(self, at: int) -> int:
        text = self.text
        masked = redactions.read_mask(text, at, self.raws[-1].end if self.raws else 0)
        if masked.unit is not None:
            self.raws.append(Raw(at, masked.end, None, None, masked.unit, None, None, False, True))
            return masked.end
        return masked.end if text[at] == "某" else self._name(at, masked.end)

    def _circled(self, at: int) -> int:
        return self._mention("list_number" if not at or self.text[at - 1] in "\n。;:,!?" else "footnote", at, at + 1)

    def _quantity(self, start: int, end: int, low: Decimal, high: Decimal | None, unit: str, more: bool) -> int:
        prefix = comparators.before(self.text, start, self.raws[-1].end if self.raws else 0)
        suffix = comparators.after(self.text, end, unit)
        lists.append(self.raws, Raw(start, end, low, high, unit, prefix, suffix, more, False), self.text)
        return end

    def _found(self, found: chinese.Found) -> int:
        if found.unit in ("位", "名"):
            rank = Raw(found.start, found.end, found.value, found.value_max, found.unit, None, None, False, False)
            self.raws.append(rank)
            return found.end
        return self._quantity(found.start, found.end, found.value, found.value_max, found.unit, found.more)

    def _mention(self, kind: MentionKind, start: int, end: int) -> int:
        end = max(start + 1, min(end, self.end))
        self.mentions.append(Mention(kind, start, end))
        return end

    def _name(self, start: int, end: int) -> int:
        return self._mention("name", start, end)


_READERS: Final[dict[str, Callable[[_Pass, int], int]]] = {
    "第": _Pass._ordinal,
    "前": _Pass._top,
    "首": _Pass._first_place,
    "翻": _Pass._doubled,
    **dict.fromkeys("Xx×*某", _Pass._mask),
    **dict.fromkeys((chr(code) for code in (*range(0x2460, 0x2488), *range(0x2776, 0x2794))), _Pass._circled),
}


def _skip_numerals(text: str, start: int) -> int:
    while text[start : start + 1] and text[start] in NUMERALS:
        start += 1
    return start


def _finish(view: View, raws: list[Raw]) -> tuple[Quantity, ...]:
    """The quantities of what was found, in the document's terms."""
    text = view.document.text
    result = []
    for start, end, value, high, unit, prefix, suffix, more, redacted in raws:
        if redacted:
            comparator: Comparator = "redacted"
        elif high is not None:
            comparator = "range"
        else:
            comparator = comparators.combine(prefix, suffix, more)
        span = view.span(start, end)
        written = "百分点" if unit == "个百分点" else unit
        result.append(Quantity(text[span[0] : span[1]], span, value, high, written, comparator, start, end))
    return tuple(result)
