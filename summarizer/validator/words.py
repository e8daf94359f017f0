"""What the validator says of a difference, in Chinese with an English twin."""

from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.indicators import Fact, Period
from summarizer.quantities import Comparator
from summarizer.schemas.record import Direction, FlagCode, Measure, Status


class Words(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str


SLOTS: Final[dict[FlagCode, Words]] = {
    "value_mismatch": Words("数值", "value"),
    "unit_mismatch": Words("单位", "unit"),
    "comparator_mismatch": Words("“超过、左右”一类的限定", "comparator"),
    "direction_mismatch": Words("升降方向", "direction"),
    "period_mismatch": Words("时间", "period"),
    "status_mismatch": Words("目标还是结果", "aim or result"),
    "measure_mismatch": Words("数的性质", "measure"),
    "indicator_mismatch": Words("所指", "indicator"),
    "number_not_in_source": Words("数字", "number"),
    "redacted_value": Words("数值", "value"),
}
"""What a flag code says of a number is different."""

MEASURES: Final[dict[Measure, Words]] = {
    "level": Words("数额", "level"),
    "growth_rate": Words("增长率", "growth rate"),
    "change": Words("增减量", "change"),
    "share": Words("占比", "share"),
    "rank": Words("位次", "rank"),
    "multiple": Words("倍数", "multiple"),
    "ratio": Words("比例", "ratio"),
}
STATUSES: Final[dict[Status, Words]] = {
    "actual": Words("结果", "result"),
    "expected": Words("预计数", "expected result"),
    "target": Words("目标", "target"),
}
DIRECTIONS: Final[dict[Direction | None, Words]] = {
    "up": Words("上升", "up"),
    "down": Words("下降", "down"),
    None: Words("不说升降", "no direction"),
}
COMPARATORS: Final[dict[Comparator, Words]] = {
    "exact": Words("没有限定词", "exact"),
    "about": Words("“左右、约、近”", "about"),
    "over": Words("“超过、以上”", "over"),
    "under": Words("“不到、以内”", "under"),
    "range": Words("区间", "range"),
    "redacted": Words("略去不写", "redacted"),
}
NOTHING: Final = Words("（没有写）", "(nothing)")
OWN_PLACE: Final = Words("本地", "the report's own region")
_SIGNS: Final[dict[tuple[Measure, Direction | None], Words]] = {
    ("growth_rate", "up"): Words("增长", "up "),
    ("growth_rate", "down"): Words("下降", "down "),
    ("change", "up"): Words("增加", "up "),
    ("change", "down"): Words("减少", "down "),
    ("share", None): Words("占", "a share of "),
}
_BESIDE: Final[dict[Comparator, Words]] = {
    "about": Words("（左右）", " (about)"),
    "over": Words("（以上）", " (over)"),
    "under": Words("（以内）", " (under)"),
}
_LONGEST: Final = 24


def plainly(text: str) -> Words:
    """A text of the report or the record, the same in both languages; cut where it is long."""
    text = " ".join(text.split())
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return Words(text, text) if text else NOTHING


def described(fact: Fact) -> Words:
    """A fact in a few words, time and kind of number included ("固定资产投资，2024年目标，增长13%（左右）")."""
    status, sign = STATUSES[fact.status], _SIGNS.get((fact.measure, fact.direction), Words("", ""))
    beside = _BESIDE.get(fact.quantity.comparator, Words("", ""))
    number = " ".join(fact.quantity.text.split())
    label = fact.period.label if fact.period else ""
    name = f"{fact.region or ''}{fact.name}"
    zh = f"{label}{status.zh}，{sign.zh}{number}{beside.zh}"
    en = f"{status.en}{f' of {label}' if label else ''}, {sign.en}{number}{beside.en}"
    return Words(f"{name}，{zh}", f"{name}, {en}") if name else Words(zh, en)


def compared(code: FlagCode, fact: Fact, said: Words) -> Words:
    """What to tell of a difference: what stands in the source, what was said instead, in which slot they differ."""
    stands, slot = described(fact), SLOTS.get(code, Words("内容", "content"))
    return Words(
        f"原文此处：{stands.zh}；你写：{said.zh}（{slot.zh}不同）",
        f"the source says: {stands.en}; you wrote: {said.en} ({slot.en} differs)",
    )


def disputed(number: str) -> Words:
    """What to tell where two readers read a number otherwise and the source leaves room for both."""
    return Words(f"{number}：规则与模型读法不同，两种读法都列出", f"{number}: rules and model differ; both stand")


def rounded(said: str, exact: str) -> Words:
    """What to note of a stated rounding."""
    return Words(f"{said}是原文{exact}的约数", f"{said} rounds {exact}")


def years(period: Period | None) -> Words:
    """A period by its label, with its years where the label does not say them."""
    if period is None:
        return NOTHING
    start, end = period.start, period.end
    span = str(start) if start == end else f"{start}—{end}"
    shown = period.label if start is None or str(start) in period.label else f"{period.label}（{span}）"
    return plainly(shown)


def number(value: Decimal | None, value_max: Decimal | None, unit: str) -> Words:
    """A number by its exact value."""
    if value is None:
        return NOTHING
    high = f"–{value_max:f}" if value_max is not None else ""
    return plainly(f"{value:f}{high}{unit}")
