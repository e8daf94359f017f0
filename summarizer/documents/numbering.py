"""The numbers that Word writes before paragraphs and that stand in no text: 一、, （一）, 1., ①."""

from collections.abc import Callable
from dataclasses import dataclass

from summarizer.language.numerals import written as numeral

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """A level of a list: the kind of its numbers, the text around them (%1、), where they begin, what restarts them."""

    kind: str
    text: str
    start: int = 1


class Counters:
    """The numbers of a document's lists as its paragraphs come."""

    def __init__(self) -> None:
        """All lists stand before their first item."""
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, group: str, level: int, levels: dict[int, ListLevel]) -> str:
        """The written number of the next item at ``level`` of the list ``group``; "" where it has only a bullet."""
        counts = self._counts.setdefault(group, {})
        here = levels.get(level, ListLevel("decimal", ""))
        counts[level] = counts[level] + 1 if level in counts else here.start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if here.kind in ("bullet", "none"):
            return ""
        text = here.text
        for other in range(level, -1, -1):
            of = levels.get(other, ListLevel("decimal", ""))
            text = text.replace(f"%{other + 1}", written(counts.get(other, of.start), of.kind))
        return text


def written(value: int, kind: str) -> str:
    """A number as Word writes it in a list of a kind (its ``w:numFmt``); plain figures for kinds unknown here."""
    return _KINDS.get(kind, str)(value)


def _counting(value: int) -> str:
    """一 … 九十九; figures beyond, to which no report counts."""
    return numeral(value) if 1 <= value <= 99 else str(value)


def _digits(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def _legal(value: int) -> str:
    return _counting(value).translate(_LEGAL)


def _circled(value: int) -> str:
    return _CIRCLED[value - 1] if 0 < value <= len(_CIRCLED) else str(value)


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    text = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += sign * (value // size)
        value %= size
    return text


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


_KINDS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
        ),
        _counting,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"), _circled),
    "decimalEnclosedParen": lambda value: f"（{value}）",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "none": lambda value: "",
}
"""Word's name of a kind of numbers → how it writes one."""
