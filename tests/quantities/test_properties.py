"""What holds for every number and every text."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.documents import Document, build_view
from summarizer.language.numerals import scale_power
from summarizer.quantities import canonical_unit, scan, scan_quantities
from summarizer.quantities.values import decimal_of

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
UNITS = [
    "元",
    "%",
    "个百分点",
    "家",
    "亩",
    "公里",
    "平方米",
    "㎡",
    "吨",
    "千瓦时",
    "美元",
    "微克/立方米",
    "人次",
    "个",
    "台(套)",
    "元/人",
]
CHARACTERS = (
    "0123456789０５.,，:：/×-—～%％‰XxｘＸ*第前首位翻番倍成分之一二三十百千万亿余多几约近超过以上左右和、。“”（）①\n "
    "元个家年月日号级G至到每立方米微克"
)
FILLER = "全市上下坚持稳中求进工作总基调，扎实推进各项重点任务落实见效，经济运行总体平稳，"


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A written number with its scale, and what it is worth."""
    whole = draw(st.integers(1, 999_999))
    fraction = draw(st.sampled_from(["", ".5", ".25", ".08", ".123"]))
    scale = draw(st.sampled_from(["", "万", "亿", "万亿", "百万", "千万"]))
    digits = f"{whole:,}" if draw(st.booleans()) and whole >= 1000 else str(whole)
    value = decimal_of(f"{whole}{fraction}", scale_power(scale))
    written = digits + fraction
    if draw(st.booleans()) and "," not in written:
        written = written.translate(WIDE)
    gap = draw(st.sampled_from(["", " ", "\u3000", "\u200b"]))
    return written + gap + scale, value


def wrapped(text: str, width: int, separator: str) -> str:
    """The text hard-wrapped to ``width`` half-widths."""
    lines, line, used = [], "", 0
    for char in text:
        size = 1 if ord(char) < 0x2000 else 2
        if used + size > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + char, used + size
    return separator.join([*lines, line])


def readings(text: str) -> list[tuple[Decimal | None, Decimal | None, str, str]]:
    """Value, upper value, unit and comparator of each quantity."""
    return [(q.value, q.value_max, q.unit, q.comparator) for q in scan_quantities(text)]


@given(numbers(), st.sampled_from(UNITS))
def test_written_value_is_read_back(number: tuple[str, Decimal], unit: str) -> None:
    """Any width, grouping, scale and space: the value is exact."""
    written, value = number
    (quantity,) = scan_quantities(f"累计完成投资{written}{unit}，同比")
    assert (quantity.value, canonical_unit(quantity.unit)) == (value, canonical_unit(unit))


@given(
    st.integers(1, 500), st.integers(1, 500), st.sampled_from("-—～~至"), st.sampled_from(["万亩", "%", "个", "亿元"])
)
def test_written_range_is_read_back(low: int, more: int, dash: str, unit: str) -> None:
    """Both ends of a range are read, the scale shared."""
    (quantity,) = scan_quantities(f"力争增加{low}{dash}{low + more}{unit}，")
    scale = scale_power(unit[0]) if unit[0] in "万亿" else 0
    assert (quantity.value, quantity.value_max) == (Decimal(low) * 10**scale, Decimal(low + more) * 10**scale)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(numbers(), st.sampled_from(UNITS), st.sampled_from(["", "以上", "左右"])), min_size=4, max_size=12
    ),
    st.integers(36, 90),
    st.sampled_from(["\n", "\n\n", "\n \n"]),
)
def test_wrapped_text_reads_the_same(
    facts: list[tuple[tuple[str, Decimal], str, str]], width: int, separator: str
) -> None:
    """A hard-wrapped text has the same quantities as the text (but for odd spaces at a line's edge)."""
    text = (
        FILLER + "，".join(f"项目完成{written}{unit}{tail}{FILLER[:-1]}" for (written, _), unit, tail in facts) + "。"
    ).translate(dict.fromkeys(map(ord, "\u3000\u200b")))
    assert readings(wrapped(text * 2, width, separator)) == readings(text * 2)


@settings(max_examples=400)
@given(st.text(alphabet=CHARACTERS))
def test_no_text_raises(text: str) -> None:
    """Anything is read, and what is found stands in the text, in order, without overlaps."""
    document = Document("d", text)
    view = build_view(document)
    found = scan(view)
    items = sorted([(q.start, q.end) for q in found.quantities] + [(m.start, m.end) for m in found.mentions])
    assert all(0 <= start < end <= len(view.text) for start, end in items)
    assert all(one[1] <= other[0] for one, other in pairwise(items))
    assert all(document.text[slice(*quantity.span)] == quantity.text for quantity in found.quantities)
