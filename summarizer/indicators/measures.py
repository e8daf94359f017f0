"""How a number measures: level, rate of growth, change, share, rank, multiple or ratio, and in which direction."""

import re
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.indicators import words
from summarizer.indicators.model import Direction, Measure
from summarizer.language.lexicon import at_end, one_of
from summarizer.language.lexicon import words as words_of
from summarizer.language.rules import Table

_RANK_UNITS: Final = frozenset({"%", "‰", "位", "强", "名"})
_PLACES: Final = frozenset({"位", "名", "位次", "个位次", "名次", "个名次"})
_ONE_CHARACTER_VERBS: Final = "增降升涨减"
_SOFT: Final = at_end("soft", extra=r"[\s:\"“”]")
_RANK_TEXT: Final = expression(r"(?:第|前|首|倒数|末)")
_TOP: Final = expression(r"(?:前|top)\s*$", re.IGNORECASE)
_AFTER_ADVERB: Final = r"(?:^|[,、已并将再又力争计划年量市省区])"
# 增加5亿元 is a change, 增加到5亿元 a level, 增加值5亿元 a name: what follows the verb decides.
_OBJECT_CHANGE: Final = expression(_AFTER_ADVERB + f"({one_of('amount_change')})(?!到|至|为|值|量)")
_CUT: Final = expression(_AFTER_ADVERB + one_of("cut") + "(?!到|至|为|率)")
_MOVED: Final = expression(f"(?:(?P<up>{one_of('moved_up')})|{one_of('moved_down')})了?$")
# Verbs of standing make a rank; 居民, 系列, 序列, 排放, 排查 and 排水 only begin or end like them.
_STANDING: Final = expression(
    r"(?:均|都|双双|分别|继续|连续\w{1,3}年|稳|跃)*"
    r"(?:位?居(?!民|家|住)|位?(?<![系序陈])列|排名|排在|排(?!放|查|水|污)|跻身|进入|迈入|名列|进位)[^,、]{0,14}$"
)
#: Verbs and comparatives that before an amount are no change of it ("浓度低于42.5微克", "扩大3000亩").
_NO_AMOUNT: Final = frozenset(words_of("no_amount"))
#: 比 and 较 as "than", not in 占比, 比例, 比重, 较大, 较快: what follows is a difference.
_BESIDE: Final = expression(r"(?<![占对])比(?![例重率较])|较(?![大快好高多])")
_BESIDE_AIM: Final = expression(r"(?<![占对])比(?![例重率较])[^,;]*(?:目标|计划)")
_AIM_PASSED: Final = r"超(?:额|过)?(?:完成)?(?:年度|年初|全年)?(?:目标|计划)任务?"
_BEYOND_AIM: Final = expression(_AIM_PASSED + "$")
_MORE: Final = expression(f"(?:{_AIM_PASSED}|{one_of('more')})(?:了|约|近)?$")
_LESS: Final = expression(f"{one_of('less')}(?:了|约|近)?$")
_REACHED: Final = expression(r"达到|达|为|控制在|保持在|稳定在")
_SPENT: Final = expression(f"(?:以上|左右|以内)?的?(?:资金|财力|支出)?{one_of('spent')}")


class Reading(NamedTuple):
    """How one number measures.

    ``subject_end`` is where, in the text before the number, the words of measure begin; ``to_level`` whether a verb of
    change with 到 or 至 leads to the number; ``rule`` is the id of the rule that decided.
    """

    measure: Measure
    direction: Direction | None
    subject_end: int
    to_level: bool = False
    rule: str = ""


class Wording(NamedTuple):
    """The words around a number that tell its measure.

    ``before`` reaches back to the number or clause before, ``after`` on to the next; ``clause`` is all of its clause
    before it. ``reached`` is where in ``before`` a verb that leads to the level reached begins ("提高到"), else None.
    """

    before: str
    text: str
    unit: str
    after: str
    clause: str
    reached: int | None

    @property
    def end(self) -> int:
        """Where the text before the number ends."""
        return len(self.before)


def _kind(case: Wording) -> str:
    """What a unit, or a word such as 第, already says of the measure."""
    if _RANK_TEXT.match(case.text) or (case.unit in _RANK_UNITS and _TOP.search(case.before)):
        return "rank"
    return _KINDS.get(case.unit, "amount")


_KINDS: Final = dict.fromkeys(("%", "‰", "成", "分数", "倍"), "rate") | {
    "比": "ratio",
    "百分点": "points",
    "番": "doubling",
}
MEASURE: Final[Table[Wording, Reading]] = Table("measure", kind=_kind)


def read_measure(before: str, text: str, unit: str, after: str, clause: str) -> Reading:
    """Read the measure of a number from the text ``before`` it (back to the number or clause before), its own
    ``text`` and ``unit``, the text ``after`` it, and all of its ``clause`` before it."""
    decided = MEASURE.decide(Wording(before, text, unit, after, clause, _to_level(before)))
    if decided is None:
        return Reading("level", None, len(before))
    reading, rule = decided
    return Reading(reading.measure, reading.direction, reading.subject_end, reading.to_level, rule)


@MEASURE.rule_for("rank")
def rank_with_verb(case: Wording) -> Reading | None:
    """A place with a verb of standing before it is a rank: the subject ends where the verb begins (居全国第1位)."""
    standing = _STANDING.search(case.before)
    return Reading("rank", None, standing.start()) if standing is not None else None


@MEASURE.rule_for("rank")
def rank(case: Wording) -> Reading | None:
    """第, 前 and 首 make a rank, whatever stands between it and its subject (增速全国第一)."""
    return Reading("rank", None, case.end - words.RANK_FILLER.length(case.before))


@MEASURE.rule_for("ratio")
def ratio(case: Wording) -> Reading | None:
    """Numbers with a colon between them are a ratio (2.52:1)."""
    return _level(case)._replace(measure="ratio")


@MEASURE.rule_for("amount")
def moved_places(case: Wording) -> Reading | None:
    """Places gained or lost are a change (前移2位)."""
    moved = _MOVED.search(case.before) if case.unit in _PLACES else None
    return Reading("change", "up" if moved["up"] else "down", moved.start()) if moved is not None else None


@MEASURE.rule_for("points")
def points(case: Wording) -> Reading | None:
    """Percentage points are a change, in the direction of the last verb of change before them (提高1.3个百分点)."""
    verbs = [verb for verb in words.CHANGE_WORDS.finditer(case.before) if _changes(verb, case.before)]
    return Reading("change", _direction(verbs[-1][0]), verbs[-1].start()) if verbs else None


@MEASURE.rule_for("points")
def points_with_verb_behind(case: Wording) -> Reading | None:
    """Percentage points without a verb before them take the direction of the one behind, or of their sign (-5.64)."""
    later = words.CHANGE_WORDS.search(case.after)
    signed: Direction = "down" if case.text.startswith("-") else "up"
    return Reading("change", _direction(later[0]) if later else signed, case.end)


@MEASURE.rule_for("doubling")
def doubling(case: Wording) -> Reading | None:
    """番 is growth by doubling, with or without a verb of growth (翻两番)."""
    growth = _growth(case)
    return Reading("growth_rate", "up", growth[1] if growth is not None else case.end)


@MEASURE.rule_for("rate")
def growth(case: Wording) -> Reading | None:
    """A rate behind a verb or noun of growth is a rate of growth (增长5.2%, 增速达到6%)."""
    growth = _growth(case)
    return Reading("growth_rate", _direction(growth[0]), growth[1]) if growth is not None else None


@MEASURE.rule_for("rate")
def signed(case: Wording) -> Reading | None:
    """A rate with its sign is one of growth (装备制造+21.6%)."""
    if case.text.startswith("-"):
        return Reading("growth_rate", "down", case.end)
    return Reading("growth_rate", "up", case.end - 1) if case.before.endswith("+") else None


@MEASURE.rule_for("rate")
def multiple(case: Wording) -> Reading | None:
    """倍 without a verb of growth is a multiple (是2019年的2.57倍)."""
    return Reading("multiple", None, case.end) if case.unit == "倍" else None


@MEASURE.rule_for("rate")
def share(case: Wording) -> Reading | None:
    """A rate with a word of share before it is a share (占比达40%)."""
    return Reading("share", None, case.end) if words.SHARE.search(case.before) else None


@MEASURE.rule_for("rate")
def share_spent(case: Wording) -> Reading | None:
    """A rate of what was just named that went somewhere is a share (支出3.4万亿元，74%以上用于民生)."""
    spent = case.unit in ("%", "成") and _SPENT.match(case.after)
    return Reading("share", None, case.end) if spent else None


@MEASURE.rule_for("rate")
def growth_reached(case: Wording) -> Reading | None:
    """A noun of growth that reaches a rate is a rate of growth in its direction (降幅收窄至5%)."""
    if case.reached is None:
        return None
    text = case.before[: case.reached]
    noun = text[len(text) - words.GROWTH_VERB.length(text) :]
    if noun not in words.RATE_NOUNS:
        return None
    return Reading("growth_rate", _direction(noun), case.reached - len(noun))


@MEASURE.rule_for("rate")
def cut_by_rate(case: Wording) -> Reading | None:
    """What is cut by a rate falls by it (压减一般性支出5%)."""
    cut = case.reached is None and _CUT.search(case.before)
    return Reading("growth_rate", "down", case.end) if cut else None


@MEASURE.rule
def level_reached(case: Wording) -> Reading | None:
    """What a verb of change leads to with 到 or 至 is a level (提高到64.8%, 增至12个)."""
    return _level(case) if case.reached is not None else None


@MEASURE.rule_for("amount")
def amount_changed(case: Wording) -> Reading | None:
    """An amount right behind a verb of rising or falling is a change by it (减少300亿元)."""
    text = case.before[: case.end - _SOFT.length(case.before)]
    size = words.GROWTH_VERB.length(text)
    verb = text[len(text) - size :]
    if size < 2 or verb in _NO_AMOUNT:
        return None
    return Reading("change", _direction(verb), len(text) - size)


@MEASURE.rule_for("amount")
def amount_beside(case: Wording) -> Reading | None:
    """An amount more or less than something else is a change (比上年多20亿元, 超目标任务3亿元)."""
    compared = _BESIDE.search(case.before) or _BESIDE_AIM.search(case.clause) or _BEYOND_AIM.search(case.before)
    if not compared:
        return None
    if _MORE.search(case.before):
        return Reading("change", "up", case.end)
    return Reading("change", "down", case.end) if _LESS.search(case.before) else None


@MEASURE.rule_for("amount")
def object_changed(case: Wording) -> Reading | None:
    """An amount of the object of a verb of rising or falling is a change (压减行政经费3亿元)."""
    found = _OBJECT_CHANGE.search(case.before)
    return Reading("change", _direction(found[1]), case.end) if found is not None else None


@MEASURE.rule
def level(case: Wording) -> Reading | None:
    """All else is a level."""
    return _level(case)


def _changes(verb: re.Match[str], before: str) -> bool:
    """Whether a word of change is a verb of the number behind it, and no part of a noun (对经济增长的拉动为0.15)."""
    if before.startswith("的", verb.end()) and verb.end() + 1 < len(before):
        return False
    return verb[0] not in ("超", "多", "少") or verb.end() == len(before)


def _level(case: Wording) -> Reading:
    if case.reached is None:
        return Reading("level", None, case.end)
    return Reading("level", None, case.reached, to_level=True)


def _growth(case: Wording) -> tuple[str, int] | None:
    """The verb of growth right before a number and where it begins, if the number is its rate."""
    if case.reached is not None:
        return None
    before = case.before
    text = before[: case.end - words.RATE_FILLER.length(before)]
    size = words.GROWTH_VERB.length(text)
    verb = text[len(text) - size :]
    if not size or text.endswith(("自然增长率", "自然增长")):
        return None
    if len(verb) == 1 and verb not in _ONE_CHARACTER_VERBS and not _BESIDE.search(text):
        return None
    if text != before and verb not in words.RATE_NOUNS and _REACHED.match(before, len(text)):
        return (verb, len(text) - size) if verb.endswith(("增长", "下降", "上涨")) else None
    return verb, len(text) - size


def _to_level(before: str) -> int | None:
    """Where a verb that leads to the level reached begins ("提高到"), or None."""
    end = len(before) - _SOFT.length(before)
    size = words.TO_VERB.length(before[:end])
    return end - size if size else None


def _direction(word: str) -> Direction:
    return "down" if words.DIRECTIONS.get(word) == "down" else "up"
