"""How a number measures: level, rate of growth, change, share, rank, multiple or ratio, and in which direction."""

import re
from dataclasses import dataclass

from summarizer.indicators import words
from summarizer.indicators.model import Direction, Measure
from summarizer.language.lexicon import at_end

_RATES = frozenset({"%", "‰", "成", "分数", "番", "倍"})
_SOFT = at_end("soft", extra=r"[\s:\"“”]")
_RANK_TEXT = re.compile(r"(?:第|前|首|倒数|末)")
_TOP = re.compile(r"(?:前|top)\s*$", re.IGNORECASE)
_OBJECT_CHANGE = re.compile(
    r"(?:^|[,、已并将再又力争计划年量市省区])(增加|净增|减少|压减|压缩|缩减|削减|精简|下降|核减|增产|减产|压降)(?!到|至|为|值|量)"
)
_MOVED = re.compile(r"(?:(?P<up>前移|上升|提升|前进|跃升|提高|进位|晋升)|下降|后移|下滑|退后|回落)(?:了)?$")
_PLACES = frozenset({"位", "名", "位次", "个位次", "名次", "个名次"})
_CUT = re.compile(r"(?:^|[,、已并将再又力争])(?:压减|压缩|削减|精简|缩减)(?!到|至|为|率)")
_STANDING = re.compile(
    r"(?:均|都|双双|分别|继续|连续\w{1,3}年|稳|跃)*"
    r"(?:位?居(?!民|家|住)|位?(?<![系序陈])列|排名|排在|排(?!放|查|水|污)|跻身|进入|迈入|名列|进位)[^,、]{0,14}$"
)
#: Verbs and comparatives that before an amount are no change of it ("浓度低于42.5微克", "扩大3000亩").
_NO_AMOUNT = frozenset("提速 改善 加快 超出 扩大 前移 领先 高于 低于 快于 好于 优于 少于 慢于 高出".split())
_BESIDE = re.compile(r"(?<![占对])比(?![例重率较])|较(?![大快好高多])")
_BESIDE_AIM = re.compile(r"(?<![占对])比(?![例重率较])[^,;]*(?:目标|计划)")
_BEYOND_AIM = re.compile(r"超(?:额|过)?(?:完成)?(?:年度|年初|全年)?(?:目标|计划)任务?$")
_MORE = re.compile(
    r"(?:超(?:额|过)?(?:完成)?(?:年度|年初|全年)?(?:目标|计划)任务?|多|高|超过|超|高出|高于|增加|增长|多出|超出)(?:了|约|近)?$"
)
_LESS = re.compile(r"(?:少|低|低于|减少|下降)(?:了|约|近)?$")
_REACHED = re.compile(r"达到|达|为|控制在|保持在|稳定在")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one number measures; ``subject_end`` is where, in the text before it, the words of measure begin,
    ``to_level`` whether a verb of change with 到 or 至 leads to the number."""

    measure: Measure
    direction: Direction | None
    subject_end: int
    to_level: bool = False


def read_measure(before: str, text: str, unit: str, after: str, clause: str) -> Reading:
    """Read the measure of a number from the text ``before`` it (back to the number or clause before), its own
    ``text`` and ``unit``, the text ``after`` it, and all of its ``clause`` before it."""
    if _RANK_TEXT.match(text) or (unit in ("%", "‰", "位", "强", "名") and _TOP.search(before)):
        standing = _STANDING.search(before)
        if standing is not None:
            return Reading("rank", None, standing.start())
        return Reading("rank", None, len(before) - words.RANK_FILLER.length(before))
    if unit == "比":
        reached = _to_level(before)
        return Reading("ratio", None, len(before) if reached is None else reached, to_level=reached is not None)
    if unit in _PLACES and (moved := _MOVED.search(before)) is not None:
        return Reading("change", "up" if moved["up"] else "down", moved.start())
    if unit == "百分点":
        return _points(before, after)
    if unit in _RATES:
        return _rate(before, unit, after)
    return _amount(before, clause)


def _growth(before: str) -> tuple[str, int] | None:
    """The verb of growth right before a number and where it begins, if the number is its rate."""
    if _to_level(before) is not None:
        return None
    text = before[: len(before) - words.RATE_FILLER.length(before)]
    size = words.GROWTH_VERB.length(text)
    verb = text[len(text) - size :]
    if text.endswith(("自然增长率", "自然增长")):
        return None
    if not size or (len(verb) == 1 and verb not in "增降升涨减" and not _BESIDE.search(text)):
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


def _rate(before: str, unit: str, after: str) -> Reading:
    if growth := _growth(before):
        verb, at = growth
        if unit == "番":
            return Reading("multiple", None, at)
        return Reading("growth_rate", _direction(verb), at)
    if unit in ("倍", "番"):
        return Reading("multiple", None, len(before))
    if words.SHARE.search(before):
        return Reading("share", None, len(before))
    reached = _to_level(before)
    if reached is not None and (noun := _rate_noun(before[:reached])) is not None:
        return Reading("growth_rate", _direction(noun), reached - len(noun))
    if reached is None and _CUT.search(before):
        return Reading("growth_rate", "down", len(before))
    return Reading("level", None, len(before) if reached is None else reached, to_level=reached is not None)


def _rate_noun(text: str) -> str | None:
    """The noun of a rate of change that a text ends with ("降幅" in "降幅收窄至5%")."""
    size = words.GROWTH_VERB.length(text)
    noun = text[len(text) - size :]
    return noun if noun in words.RATE_NOUNS else None


def _points(before: str, after: str) -> Reading:
    verbs = list(words.CHANGE_WORDS.finditer(before))
    chosen = [verb for verb in verbs if verb[0] not in ("超", "多", "少") or verb.end() == len(before)]
    if chosen:
        return Reading("change", _direction(chosen[-1][0]), chosen[-1].start())
    later = words.CHANGE_WORDS.search(after)
    return Reading("change", _direction(later[0]) if later else "up", len(before))


def _amount(before: str, clause: str) -> Reading:
    if (reached := _to_level(before)) is not None:
        return Reading("level", None, reached, to_level=True)
    text = before[: len(before) - _SOFT.length(before)]
    size = words.GROWTH_VERB.length(text)
    verb = text[len(text) - size :]
    if size > 1 and verb not in _NO_AMOUNT:
        return Reading("change", _direction(verb), len(text) - size)
    if _BESIDE.search(before) or _BESIDE_AIM.search(clause) or _BEYOND_AIM.search(before):
        if _MORE.search(before):
            return Reading("change", "up", len(before))
        if _LESS.search(before):
            return Reading("change", "down", len(before))
    if found := _OBJECT_CHANGE.search(before):
        return Reading("change", _direction(found[1]), len(before))
    return Reading("level", None, len(before))
