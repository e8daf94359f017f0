"""Ways to get a number wrong: changes of claims and of sentences, and honest rewordings, for the benchmark."""

import random
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from summarizer.language.contrasts import differ, members
from summarizer.quantities import scan_quantities
from summarizer.quantities.model import Quantity
from summarizer.schemas.record import Indicator

Random: TypeAlias = random.Random
ProseChange: TypeAlias = Callable[[str, Random, bool | None], str | None]
"""Text, chance, whether its section looks back (None: both) → the changed text, or None."""

# ---- changes of claims: each gives the changed claim, or None where it cannot be made


def _with_quantity(claim: Indicator, **values: object) -> Indicator:
    return claim.model_copy(update={"quantity": claim.quantity.model_copy(update=values)})


def _renumber(claim: Indicator, text: str, rng: Random) -> Indicator | None:
    """The claim with another number: in its value alone, or in its words as well."""
    read = scan_quantities(text)
    old = claim.quantity
    if len(read) != 1 or read[0].value is None or (read[0].value, read[0].value_max) == (old.value, old.value_max):
        return None
    values = {"value": read[0].value, "value_max": read[0].value_max}
    return _with_quantity(claim, **values, **({"text": text} if rng.random() < 0.5 else {}))


def digit_changed(claim: Indicator, rng: Random) -> Indicator | None:
    return _renumber(claim, change_digit(claim.quantity.text, rng), rng)


def digits_swapped(claim: Indicator, rng: Random) -> Indicator | None:
    return _renumber(claim, swap_digits(claim.quantity.text, rng), rng)


def point_moved(claim: Indicator, rng: Random) -> Indicator | None:
    return _renumber(claim, move_point(claim.quantity.text), rng)


def scale_changed(claim: Indicator, rng: Random) -> Indicator | None:
    return _renumber(claim, change_scale(claim.quantity.text), rng)


def unit_changed(claim: Indicator, rng: Random) -> Indicator | None:
    unit = UNITS.get(claim.quantity.unit)
    if unit is None:
        return None
    text = change_unit(claim.quantity.text)
    return _with_quantity(claim, unit=unit, **({"text": text} if rng.random() < 0.5 else {}))


def direction_flipped(claim: Indicator, rng: Random) -> Indicator | None:
    if claim.direction is None:
        return None
    return claim.model_copy(update={"direction": "down" if claim.direction == "up" else "up"})


def year_shifted(claim: Indicator, rng: Random) -> Indicator | None:
    period = claim.period
    if period is None or period.start is None or period.end is None:
        return None
    step = rng.choice((-1, 1))
    label = re.sub(r"20\d\d", lambda year: str(int(year[0]) + step), period.label)
    values = {"label": label, "start": period.start + step, "end": period.end + step}
    return claim.model_copy(update={"period": period.model_copy(update=values)})


def status_changed(claim: Indicator, rng: Random) -> Indicator | None:
    return claim.model_copy(update={"status": "actual" if claim.status == "target" else "target"})


def comparator_dropped(claim: Indicator, rng: Random) -> Indicator | None:
    if claim.quantity.comparator in ("exact", "range", "redacted"):
        return None
    return _with_quantity(claim, comparator="exact")


def number_invented(claim: Indicator, rng: Random) -> Indicator | None:
    """A number that is nowhere, said of a real subject with a real quote, at the place of another number or of none."""
    text = f"{rng.randint(1001, 99999)}.{rng.randint(1, 9)}{rng.choice(('万元', '家', '亿元', '公里', '%', '人'))}"
    read = scan_quantities(text)[0]
    start = claim.quantity.span[0] if rng.random() < 0.5 else claim.evidence.span[0]
    values = {"value": read.value, "unit": read.unit, "text": text, "span": (start, start + len(text))}
    return _with_quantity(claim, **values, value_max=None, comparator="exact")


def quote_changed(claim: Indicator, rng: Random) -> Indicator | None:
    quote = change_digit(claim.evidence.quote, rng)
    if quote == claim.evidence.quote:
        return None
    return claim.model_copy(update={"evidence": claim.evidence.model_copy(update={"quote": quote})})


def per_head(claim: Indicator, rng: Random) -> Indicator | None:
    """人均 before a total's name."""
    if members(claim.name).get("per") or len(claim.name) < 2 or claim.measure == "rank":
        return None
    return claim.model_copy(update={"name": f"人均{claim.name}"})


def qualifier_turned(claim: Indicator, rng: Random) -> Indicator | None:
    """A word of the name turned into its opposite (城镇 → 农村)."""
    words = [word for word in OPPOSITES if word in claim.name]
    if not words:
        return None
    word = rng.choice(words)
    name = claim.name.replace(word, OPPOSITES[word], 1)
    return None if differ(claim.name, name) is None else claim.model_copy(update={"name": name, "canonical": None})


def part_of_year(claim: Indicator, rng: Random) -> Indicator | None:
    """A year's number told of its first half, its third quarter, a month."""
    period = claim.period
    told = re.search(r"季度|半年|\d月", claim.evidence.quote)
    if period is None or period.start is None or period.start != period.end or told:
        return None
    label = f"{period.start}年{rng.choice(('上半年', '前三季度', '一季度', '1—5月'))}"
    return claim.model_copy(update={"period": period.model_copy(update={"label": label})})


def place_invented(claim: Indicator, rng: Random) -> Indicator | None:
    """A place that the report does not speak of."""
    return claim.model_copy(update={"region": rng.choice(("安澜市", "云岚县", "青屿区", "澄江省"))})


def nation_for_region(claim: Indicator, rng: Random) -> Indicator | None:
    """A region's number told of the nation."""
    if claim.region is not None or "全国" in claim.evidence.quote or "我国" in claim.evidence.quote:
        return None
    return claim.model_copy(update={"region": "全国"})


def scope_of_rank(claim: Indicator, rng: Random) -> Indicator | None:
    """A rank within the region told of the nation, one within the nation of a part of it."""
    if claim.measure != "rank":
        return None
    choices = [scope for scope in ("全国", "西部", "东北", "长三角") if scope not in claim.evidence.quote]
    return claim.model_copy(update={"region": rng.choice(choices)}) if choices else None


CLAIMS: dict[str, Callable[[Indicator, Random], Indicator | None]] = {
    "digit changed": digit_changed,
    "digits swapped": digits_swapped,
    "decimal point moved": point_moved,
    "万 ↔ 亿": scale_changed,
    "unit changed": unit_changed,
    "direction flipped": direction_flipped,
    "year shifted": year_shifted,
    "actual ↔ target": status_changed,
    "comparator dropped": comparator_dropped,
    "number invented": number_invented,
    "quote, one digit changed": quote_changed,
    "人均 added": per_head,
    "opposite qualifier": qualifier_turned,
    "part of the year": part_of_year,
    "place invented": place_invented,
    "nation for region": nation_for_region,
    "scope of rank": scope_of_rank,
}


def restated(claim: Indicator, rng: Random) -> Indicator | None:
    """The claim as another maker would honestly write it: another unit, an abbreviation, the region's own name, a
    rounding with its word."""
    return rng.choice((_other_scale, _abbreviated, _own_place, _rounded))(claim)


def _other_scale(claim: Indicator) -> Indicator | None:
    """12.3亿元 as 123000万元."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)亿(元|人次|吨|公斤|斤|千瓦时)", claim.quantity.text)
    if found is None:
        return None
    return _with_quantity(claim, text=f"{Decimal(found[1]) * 10000:f}万{found[2]}")


def _abbreviated(claim: Indicator) -> Indicator | None:
    """A long name by its short form."""
    short = next((word for word in SHORT if SHORT[word] in claim.name), None)
    return None if short is None else claim.model_copy(update={"name": claim.name.replace(SHORT[short], short, 1)})


def _own_place(claim: Indicator) -> Indicator | None:
    """A name with the words that a report puts before it."""
    if claim.region is not None or claim.name.startswith(("全", "其中")) or not claim.name[1:].isalpha():
        return None
    return claim.model_copy(update={"name": f"其中{claim.name}"})


def _rounded(claim: Indicator) -> Indicator | None:
    """1260.58亿元 as 超过1260亿元."""
    found = re.fullmatch(r"(\d{2,})\.\d+(万?亿?元)", claim.quantity.text)
    if found is None or claim.quantity.comparator != "exact":
        return None
    read = scan_quantities(f"{found[1]}{found[2]}")[0]
    return _with_quantity(claim, text=read.text, value=read.value, comparator="over")


def exchanged(first: Indicator, second: Indicator, rng: Random) -> tuple[Indicator, Indicator] | None:
    """Two claims with each other's numbers; None where that makes no difference."""
    one, two = first.quantity, second.quantity
    if _says(first) == _says(second) or (one.value, one.value_max, one.unit) == (two.value, two.value_max, two.unit):
        return None
    if rng.random() < 0.5:
        return first.model_copy(update={"quantity": two}), second.model_copy(update={"quantity": one})
    fields = ("value", "value_max", "unit", "text", "comparator")
    return (
        _with_quantity(first, **{name: getattr(two, name) for name in fields}),
        _with_quantity(second, **{name: getattr(one, name) for name in fields}),
    )


def _says(claim: Indicator) -> tuple[object, ...]:
    return claim.name, claim.canonical, claim.measure, claim.direction, claim.period, claim.status, claim.region


OPPOSITES = {
    "城镇": "农村", "农村": "城镇", "进口": "出口", "出口": "进口", "收入": "支出", "支出": "收入", "存款": "贷款",
    "贷款": "存款", "新建": "改造", "改造": "新建", "开工": "竣工", "竣工": "开工", "工业": "服务业", "服务业": "工业",
    "国家级": "省级", "省级": "国家级", "公办": "民办", "增加值": "总产值", "第一产业": "第二产业",
    "第三产业": "第一产业",
}  # fmt: skip
SHORT = {
    "规上": "规模以上",
    "社零": "社会消费品零售总额",
    "GDP": "地区生产总值",
    "财政收入": "一般公共预算收入",
    "固投": "固定资产投资",
}

# ---- changes of written numbers and sentences

UNITS = {
    "%": "百分点",
    "百分点": "%",
    "亩": "公顷",
    "公顷": "亩",
    "元": "美元",
    "吨": "公斤",
    "公里": "里",
    "人": "户",
    "家": "个",
}
SCALES = {"万亿": "亿", "亿": "万", "万": "亿"}
DIRECTIONS = {"增长": "下降", "下降": "增长", "提高": "降低", "降低": "提高", "增加": "减少", "减少": "增加",
              "上升": "下降", "上涨": "下降"}  # fmt: skip
DIRECTION = re.compile("|".join(f"{word}(?!值|极|点)" for word in DIRECTIONS))
AIM = re.compile(r"力争|确保|争取|预期目标|目标")


def change_digit(text: str, rng: Random) -> str:
    """Another digit in the place of one of the digits of a text, the first not made 0."""
    places = [i for i, char in enumerate(text) if "0" <= char <= "9"]
    if not places:
        return text
    at = rng.choice(places)
    choices = [digit for digit in "123456789" if digit != text[at]]
    return text[:at] + rng.choice(choices) + text[at + 1 :]


def swap_digits(text: str, rng: Random) -> str:
    """Two neighbouring digits exchanged, the point between them left where it is."""
    places = [i for i, char in enumerate(text) if "0" <= char <= "9"]
    pairs = [(a, b) for a, b in pairwise(places) if b - a <= 2 and text[a] != text[b]]
    if not pairs:
        return text
    a, b = rng.choice(pairs)
    return text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]


def move_point(text: str) -> str:
    """The decimal point one place to the right, or into a whole number."""
    moved = re.sub(r"(\d+)\.(\d)(\d*)", lambda m: f"{m[1]}{m[2]}" + (f".{m[3]}" if m[3] else ""), text, count=1)
    return moved if moved != text else re.sub(r"(\d)(\d)(?!\d)", r"\1.\2", text, count=1)


def change_scale(text: str) -> str:
    return re.sub("|".join(SCALES), lambda scale: SCALES[scale[0]], text, count=1)


def change_unit(text: str) -> str:
    """The first unit that has a counterpart, changed."""
    if "百分点" in text:
        return re.sub("个?百分点", "%", text, count=1)
    named = "|".join(unit for unit in UNITS if unit != "百分点")
    return re.sub(named, lambda unit: {"%": "个百分点"}.get(unit[0], UNITS[unit[0]]), text, count=1)


# ---- changes of prose


def _numbers(text: str) -> list[Quantity]:
    """The numbers of a text that are written in digits."""
    return [quantity for quantity in scan_quantities(text) if quantity.value is not None and quantity.text[0].isdigit()]


def _at_number(text: str, rng: Random, change: Callable[[str], str]) -> str | None:
    """The text with one of its numbers changed."""
    if not (numbers := _numbers(text)):
        return None
    start, end = rng.choice(numbers).span
    changed = change(text[start:end])
    return None if changed == text[start:end] else text[:start] + changed + text[end:]


def flip(text: str, rng: Random, past: bool | None) -> str | None:
    """A word of direction right before one of the numbers turned round."""
    places = [
        match
        for match in DIRECTION.finditer(text)
        for number in _numbers(text)
        if match.end() <= number.span[0] and re.fullmatch(r"[^，。；、]{0,4}", text[match.end() : number.span[0]])
    ]
    if not places:
        return None
    chosen = rng.choice(places)
    return text[: chosen.start()] + DIRECTIONS[chosen[0]] + text[chosen.end() :]


def shift_year(text: str, rng: Random, past: bool | None) -> str | None:
    """One year of the text made the one before or after it."""
    years = list(re.finditer(r"20\d\d(?=年)", text))
    if not years:
        return None
    chosen = rng.choice(years)
    return text[: chosen.start()] + str(int(chosen[0]) + rng.choice((-1, 1))) + text[chosen.end() :]


def exchange(text: str, rng: Random, past: bool | None) -> str | None:
    """Two neighbouring numbers of one sentence exchanged, units and all."""
    numbers = _numbers(text)
    pairs = [
        (a, b)
        for a, b in pairwise(numbers)
        if "。" not in text[a.span[1] : b.span[0]] and (a.value, a.unit) != (b.value, b.unit)
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.span[0]] + b.text + text[a.span[1] : b.span[0]] + a.text + text[b.span[1] :]


def drop_comparator(text: str, rng: Random, past: bool | None) -> str | None:
    """One 超过, 左右, 以上 … left out, where that makes another number of any."""
    said = [quantity.comparator for quantity in scan_quantities(text)]
    numbers = [quantity for quantity in _numbers(text) if quantity.comparator in ("over", "about", "under")]
    rng.shuffle(numbers)
    for number in numbers:
        start, end = number.span
        after = re.match(r"左右|以上|以内|以下", text[end:])
        before = re.search(r"(?:不低于|不少于|不超过|超过|突破|约|近|超)$", text[:start])
        changed = text
        if after:
            changed = text[:end] + text[end + after.end() :]
        elif before:
            changed = text[: before.start()] + text[start:]
        if [quantity.comparator for quantity in scan_quantities(changed)] != said:
            return changed
    return None


def invent(text: str, rng: Random, past: bool | None) -> str | None:
    """A clause with a number that is nowhere, after the first clause."""
    number = f"{rng.randint(1001, 99999)}.{rng.randint(1, 9)}"
    clause = rng.choice(("实现营业收入{}亿元", "新增就业{}万人", "增长{}%", "新建改建公路{}公里"))
    head, mark, tail = text.partition("，")
    return f"{head}，{clause.format(number)}{mark}{tail}" if mark else None


def change_status(text: str, rng: Random, past: bool | None) -> str | None:
    """The aim of a section of tasks worded as a result (去年已…), or the result of a review as an aim (力争…)."""
    if past is None or not (numbers := _numbers(text)):
        return None
    start = numbers[0].span[0]
    clause = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    if past:
        return None if AIM.search(text) else f"{text[:clause]}今年力争{text[clause:]}"
    return None if "去年" in text else AIM.sub("", text[:clause]) + "去年已" + AIM.sub("", text[clause:])


PROSE: dict[str, ProseChange] = {
    "digit changed": lambda text, rng, past: _at_number(text, rng, lambda number: change_digit(number, rng)),
    "digits swapped": lambda text, rng, past: _at_number(text, rng, lambda number: swap_digits(number, rng)),
    "decimal point moved": lambda text, rng, past: _at_number(text, rng, move_point),
    "万 ↔ 亿": lambda text, rng, past: _at_number(text, rng, change_scale),
    "unit changed": lambda text, rng, past: _at_number(text, rng, change_unit),
    "direction flipped": flip,
    "neighbours exchanged": exchange,
    "year shifted": shift_year,
    "actual ↔ target": change_status,
    "comparator dropped": drop_comparator,
    "number invented": invent,
}
