"""The scanner: one pass over a view finds every quantity, and what looks like one but is none."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.documents import Document, View, build_view
from summarizer.quantities import chinese, comparators, grammar, mentions, redactions
from summarizer.quantities.model import Comparator, Mention, MentionKind, Quantity, Scan
from summarizer.quantities.units import canonical_unit, dimension
from summarizer.quantities.values import MAX_DIGITS, decimal_of

_CN: Final = "零〇一二两三四五六七八九十百千"
_ANCHOR: Final = re.compile(
    rf"""[0-9第前首翻{_CN}Xx×*某①-⒇❶-➓](?:
        (?<=[0-9])
      | (?<=第)(?=\ ?[0-9{_CN}])
      | (?<=前)(?=[0-9{_CN}])
      | (?<=首)(?=位)
      | (?<=翻)(?=.{{0,3}}番)
      | (?<=[{_CN}])(?=[{_CN}]*(?:点[{_CN}]+)?(?:[成倍元吨亩斤万亿]|分之|公[里斤顷]|平方|千瓦|美元))
      | (?<=[Xx×*某])
      | (?<=[①-⒇❶-➓])
    )""",
    re.VERBOSE,
)
_CONCENTRATION: Final = re.compile(r"每(立方米|升)\Z")
_QUOTE_OPEN: Final = frozenset("“\"'‘")
_QUOTE_CLOSE: Final = frozenset("”\"'’")
_NUMBER_CUE: Final = frozenset("达到为至增降减升长超过破约近于出是占在少低高由从加落:=(数率值比均差量度及和、与")
_NUMBER_STOP: Final = re.compile(
    r"\Z|[,。;、:!?)\n]|以[上内下]|左右|上[升下]|下降|提高|缩小|增|降|减|调整|的|和|及|与|或"
)
_FROM: Final = re.compile(r"[从由自][^,。;、\n]{0,24}\Z")
_CHAIN: Final = 16


class _Raw(NamedTuple):
    """A quantity found, before the words of its list are shared out; extents in the view."""

    start: int
    end: int
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    prefix: Comparator | None
    suffix: Comparator | None
    more: bool
    redacted: bool


def scan_quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order; spans are offsets in the decoded text (line ends as LF)."""
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return list(scan(build_view(Document("text", clean))).quantities)


def scan(view: View, start: int = 0, end: int | None = None) -> Scan:
    """Every quantity and every number-like mention in ``view.text[start:end]``, in text order, without overlaps.

    ``start`` and ``end`` are view offsets and should not cut a number. Takes time linear in the text's length
    and raises nothing on any text.
    """
    pass_ = _Pass(view, start, len(view.text) if end is None else end)
    pass_.run()
    return Scan(tuple(_finish(view, pass_.raws)), tuple(pass_.mentions))


class _Pass:
    """One pass over a stretch of a view: its state is what was found and where the last find ended."""

    __slots__ = ("end", "mentions", "position", "raws", "source", "text")

    def __init__(self, view: View, start: int, end: int) -> None:
        self.text = view.folded if end == len(view.folded) else view.folded[:end]
        self.source = view.text
        self.position = start
        self.end = end
        self.raws: list[_Raw] = []
        self.mentions: list[Mention] = []

    def run(self) -> None:
        text, search, end = self.text, _ANCHOR.search, self.end
        while match := search(text, self.position, end):
            at = match.start()
            char = text[at]
            if "0" <= char <= "9":
                self.position = self._digits(at)
            else:
                self.position = _READERS.get(char, _Pass._chinese)(self, at)

    # ---- one method a kind of anchor; each returns where to go on

    def _digits(self, at: int) -> int:
        text = self.text
        before = text[at - 1] if at else "\n"
        if before.isascii() and (before.isalpha() or before in "_+") and not self._measured_after_latin(at):
            return self._name(at, mentions.slogan(text, at) or mentions.latin_name(text, at))
        if before in "([【〔" and (marked := mentions.mark(text, at)):
            return self._mention(marked[0], at - 1, marked[1])
        digits_end = grammar.read_digits(text, self.source, at)
        if (found := mentions.list_number(text, at, digits_end)) or (
            found := mentions.date_or_period(text, at, digits_end)
        ):
            return self._mention(found[0], at, found[1])
        if digits_end - at > MAX_DIGITS or text.count(".", at, digits_end) > 1:
            return self._name(at, digits_end)
        return self._number(at, digits_end)

    def _number(self, at: int, digits_end: int) -> int:
        text = self.text
        head = text[digits_end : digits_end + 1]
        if head in "+" and head and (end := mentions.slogan(text, at)):
            return self._name(at, end)
        if head and head in "/×xX*" and (end := self._compound(at, digits_end)):
            return end
        if head and head in " :" and (end := grammar.read_ratio(text, digits_end)):
            digits = text[at:digits_end]
            return self._quantity(at, end, decimal_of(digits), None, "比", False)
        number = grammar.read_number(text, at, digits_end)
        if (last := self._range_end(number)) and (done := self._range(number, last)):
            return done
        return self._single(number)

    def _compound(self, at: int, digits_end: int) -> int:
        """A fraction or a product; 0 if it is neither."""
        text = self.text
        if fraction := grammar.read_fraction(text, at, digits_end):
            end, value = fraction
            more = text[end : end + 1] in ("多", "强") and text[end : end + 1] != ""
            return self._quantity(at, end, value, None, "分数", more)
        if product := grammar.read_product(text, at, digits_end):
            number, value = product
            if dimension(number.unit) == "time":
                return self._name(at, number.end)
            return self._quantity(at, number.end, value, None, number.unit, number.more)
        if text[digits_end] in "×xX*/" and text[digits_end + 1 : digits_end + 2].isdigit():
            return self._name(at, grammar.read_digits(text, self.source, digits_end + 1))
        return 0

    def _range_end(self, number: grammar.Number) -> grammar.Number | None:
        text = self.text
        last = grammar.read_range(text, self.source, number)
        if last is None:
            return None
        joined = text[number.end : number.end + 1] in "至到"
        if joined and _FROM.search(text, max(0, number.start - 26), number.start):
            return None
        return last

    def _range(self, number: grammar.Number, last: grammar.Number) -> int:
        """A range from ``number`` to ``last``; 0 if the two make none."""
        ends = grammar.range_ends(number, last)
        if ends is None or text_name(self.text, last):
            return (
                0 if ends is None else self._name(number.start, max(last.end, mentions.name_tail(self.text, last.end)))
            )
        if not last.unit and not last.scale and not self._stands_bare(number.start, last.end):
            return self._name(number.start, last.end)
        if self._is_span_or_group(number.start, last.end, last.unit):
            return self._mention("period" if dimension(last.unit) == "time" else "name", number.start, last.end)
        return self._quantity(number.start, last.end, ends[0], ends[1], last.unit, last.more)

    def _single(self, number: grammar.Number) -> int:
        text, start, end = self.text, number.start, number.end
        if text_name(text, number):
            return self._name(start, max(end, mentions.name_tail(text, end)))
        if not number.unit and not number.scale and not self._is_bare_number(number):
            if mentions.is_bare_year(text, start, end):
                return self._mention("period", start, end)
            following = mentions.latin_name(text, end) if text[end : end + 1].isascii() else end
            return self._name(start, max(following, mentions.name_tail(text, end)))
        if self._is_quoted(start, end, number.unit):
            return self._name(start, end)
        if self._is_span_or_group(start, end, number.unit):
            return self._mention("period" if dimension(number.unit) == "time" else "name", start, end)
        if (
            start
            and text[start - 1] == "前"
            and not number.scale
            and number.unit in ("", "位", "名")
            and (found := chinese.top(text, start - 1))
        ):
            return self._found(found)
        if number.unit in ("微克", "毫克") and (per := _CONCENTRATION.search(text, max(0, start - 4), start)):
            return self._quantity(per.start(), end, number.value(), None, f"{number.unit}/{per[1]}", number.more)
        return self._quantity(start, end, number.value(), None, number.unit, number.more)

    def _ordinal(self, at: int) -> int:
        text = self.text
        if found := chinese.rank(text, at):
            return self._found(found)
        start = at + 1 + (text[at + 1 : at + 2] == " ")
        if text[start : start + 1].isascii():
            end = grammar.read_digits(text, self.source, start)
            return self._name(at, min(self.end, end + 1 if text[end : end + 1] not in "\n,。;、" else end))
        while text[start : start + 1] and text[start] in _CN:
            start += 1
        return start

    def _top(self, at: int) -> int:
        found = chinese.top(self.text, at)
        if found is None or self.text[found.end : found.end + 1] in ("%", "‰"):
            return at + 1
        return self._found(found)

    def _first_place(self, at: int) -> int:
        found = chinese.head_place(self.text, at)
        return self._found(found) if found else at + 2

    def _doubled(self, at: int) -> int:
        found = chinese.doubled(self.text, at)
        return self._found(found) if found else at + 1

    def _chinese(self, at: int) -> int:
        if found := chinese.numeral(self.text, at):
            return self._found(found)
        end, text = at + 1, self.text
        while text[end : end + 1] and text[end] in _CN:
            end += 1
        return end

    def _mask(self, at: int) -> int:
        masked = redactions.read_mask(self.text, at)
        if masked.unit is None:
            return self._name(at, masked.end) if self.text[at] != "某" else masked.end
        suffix, _ = comparators.after(self.text, masked.end)
        self.raws.append(_Raw(at, masked.end, None, None, masked.unit, None, suffix, False, True))
        return masked.end

    def _circled(self, at: int) -> int:
        kind: MentionKind = "list_number" if not at or self.text[at - 1] in "\n。;:,!?" else "footnote"
        return self._mention(kind, at, at + 1)

    # ---- questions about a number's surroundings

    def _measured_after_latin(self, at: int) -> bool:
        """Whether a number right after Latin letters is measured (GDP5.2%, 对XX35年) and no name (5G, C919)."""
        text = self.text
        if text[at - 1] in "+_":
            return False
        if text[at - 1] in "Xx" and text[at - 2 : at - 1] in ("X", "x"):
            return True
        if at < 2 or not (text[at - 2].isascii() and text[at - 2].isupper() and text[at - 1].isupper()):
            return False
        number = grammar.read_number(text, at, grammar.read_digits(text, self.source, at))
        return number.scale != "" or number.unit in ("%", "‰")

    def _is_bare_number(self, number: grammar.Number) -> bool:
        """Whether a number without scale and unit is a figure (达到1.05, 缩小至1.72) and no name (81890专线)."""
        if mentions.is_bare_year(self.text, number.start, number.end):
            return False
        return self._stands_bare(number.start, number.end) and not (
            number.digits.startswith("0") and "." not in number.digits and len(number.digits) > 1
        )

    def _stands_bare(self, start: int, end: int) -> bool:
        return start > 0 and self.text[start - 1] in _NUMBER_CUE and _NUMBER_STOP.match(self.text, end) is not None

    def _is_quoted(self, start: int, end: int, unit: str) -> bool:
        """Whether the number is all that stands between quotation marks (“28条”): a name, unless it is a rate."""
        text = self.text
        if not start or text[start - 1] not in _QUOTE_OPEN or text[end : end + 1] not in _QUOTE_CLOSE:
            return False
        return text[end : end + 1] != "" and dimension(unit) not in ("ratio", "currency")

    def _is_span_or_group(self, start: int, end: int, unit: str) -> bool:
        """Whether a duration is a span of time or a service's name, or an age that of a group of people."""
        if unit in ("岁", "周岁"):
            return mentions.is_age_group(self.text, start)
        return dimension(unit) == "time" and mentions.is_named_duration(self.text, start, end, unit)

    # ---- what was found

    def _quantity(self, start: int, end: int, low: Decimal, high: Decimal | None, unit: str, more: bool) -> int:
        prefix = comparators.before(self.text, start)
        suffix, _ = comparators.after(self.text, end)
        raw = _Raw(start, end, low, high, unit, prefix, suffix, more, False)
        if prefix is None and suffix is None and not more:
            raw = self._led(raw)
        self.raws.append(raw)
        if suffix is not None:
            self._share_back()
        return end

    def _led(self, raw: _Raw) -> _Raw:
        """The quantity under the modifier that 分别 before its list's first number spreads over the list."""
        if not self.raws:
            return raw
        last = self.raws[-1]
        if last.prefix is None or last.suffix is not None or raw.start - last.end > 2 or not _alike(last, raw):
            return raw
        first = last
        for earlier in reversed(self.raws[-_CHAIN:]):
            if earlier.prefix != last.prefix or first.start - earlier.end > 2:
                break
            first = earlier
        if comparators.is_list_gap(self.text, last.end, raw.start) and comparators.governs_list(self.text, first.start):
            return raw._replace(prefix=last.prefix)
        return raw

    def _share_back(self) -> None:
        """Let the word after the last quantity govern the numbers before it in the same list."""
        raws = self.raws
        last = raws[-1]
        for index in range(len(raws) - 2, max(-1, len(raws) - _CHAIN), -1):
            raw = raws[index]
            if raw.suffix or raw.prefix or raw.more or not _alike(raw, last):
                return
            if not comparators.is_list_gap(self.text, raw.end, raws[index + 1].start):
                return
            raws[index] = raw._replace(suffix=last.suffix)

    def _found(self, found: chinese.Found) -> int:
        if found.unit in ("位", "名"):
            raw = _Raw(found.start, found.end, found.value, found.value_max, found.unit, None, None, False, False)
            self.raws.append(raw)
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


def text_name(text: str, number: grammar.Number) -> bool:
    """Whether the word after a number makes a name of it: 3号线, 500强, 110千伏变电站, 30万吨级."""
    if number.unit:
        return text[number.end : number.end + 1] == "级" or dimension(number.unit) == "voltage"
    if number.scale:
        return text[number.end : number.end + 1] == "级"
    return mentions.name_tail(text, number.end) > 0


def _alike(one: _Raw, other: _Raw) -> bool:
    return one.unit == other.unit or canonical_unit(one.unit) == canonical_unit(other.unit)


def _finish(view: View, raws: list[_Raw]) -> list[Quantity]:
    """The quantities of what was found, in the document's terms."""
    text, offsets = view.document.text, view.offsets
    result = []
    for raw in raws:
        start, end, value, high, unit, prefix, suffix, more, redacted = raw
        if redacted:
            comparator: Comparator = "redacted"
        elif high is not None:
            comparator = "range"
        elif prefix is None and suffix is None:
            comparator = "over" if more else "exact"
        else:
            comparator = comparators.combine(prefix, suffix, more)
        span = (offsets[start], offsets[end - 1] + 1)
        if unit == "个百分点":
            unit = "百分点"
        result.append(Quantity(text[span[0] : span[1]], span, value, high, unit, comparator, start, end))
    return result
