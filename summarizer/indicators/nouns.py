"""The noun behind a count, and the subject of a clause that has no number of its own."""

import re
from typing import Final

from summarizer.expressions import expression
from summarizer.indicators.phrases import EDGE, Known, clean, trim_start, unquoted
from summarizer.indicators.words import (
    ACTION_VERB,
    ACTION_VERBS,
    AFTER_NUMBER,
    COUNTABLE,
    COUNTED_MEASURE,
    DEEDS,
    NOUN_STOP,
    NOUN_TAIL,
    PREDICATE,
    SAID,
    SAID_OF,
)

_SAID_AFTER_TIME: Final = expression(
    r"(?:[一二三四五六七八九十两近\d]+年来?)?(?:首次|连续|再次|首破|历史性|再|又|均|都|更|也)"
)
#: A bracket that is a part of a noun: 县(市、区), 智能工厂(车间).
_BRACKETED: Final = expression(r"(?<=[\u4e00-\u9fff])\([\u4e00-\u9fff、]{1,8}\)")
_AND_END: Final = expression(r"(?:以及|和|(?<!参)与|(?<![惠涉普波])及)$")
#: What is said of a thing before its noun ("35个已启动城市更新单元").
_ATTRIBUTE: Final = expression(r"^已(?:启动|开工|建成|投产|签约|完成|投用|落地|获批)的?(?=[^,;、。]{3})")
#: The standing that a count is the field of: 13个乡镇中排名第2, 122个县综合考核中位列第9.
_FIELD: Final = expression(r"中(?:综合)?(?:排名|位列|位居|名列|排在|排|居|列)$")
#: Steps that a number has reached are nothing that it counts ("迈上5000亿元新台阶").
_STEP: Final = expression(r"新?(?:[两三四五六\d]*[个大]?)?新?(?:台阶|大关|关口|门槛|水平)")


def following(text: str, *, things: bool = False) -> str | None:
    """The noun that the text after a count begins with ("272个智能制造标杆"), or None.

    ``things`` says that the number counts things one by one: what is done with them, or measured of them, is then no
    part of their name ("500所中小学体育场地升级改造", "14种农产品产量").
    """
    if not text:
        return None
    found = AFTER_NUMBER.match(text)
    rest = text[found.end() :] if found else text
    stop = NOUN_STOP.search(_BRACKETED.sub(_masked, rest) if "(" in rest else rest)
    noun = rest[: stop.start()] if stop else rest
    noun = _FIELD.sub("", _AND_END.sub("", _ATTRIBUTE.sub("", noun)))
    cuts = (cut for cut in PREDICATE.finditer(noun) if cut.start() or not SAID_OF.match(noun, cut.end()))
    cut = next(cuts, None)
    if cut is not None:
        noun = noun[: cut.start()]
    noun = unquoted(noun).strip(EDGE).removesuffix("的")
    if things:
        noun = _things(noun)
    return None if _STEP.fullmatch(noun) else clean(noun)


def _things(noun: str) -> str:
    """The things of a counted noun, without the deed or measure behind the last of them."""
    ends = [found.end() for found in COUNTABLE.finditer(noun)]
    if not ends or ends[-1] == len(noun):
        return noun
    thing, tail = noun[: ends[-1]], noun[ends[-1] :]
    return thing if DEEDS.fullmatch(tail) or COUNTED_MEASURE.fullmatch(tail) else noun


def begins_with_deed(text: str) -> bool:
    """Whether a text begins with a verb of doing and its object."""
    verb = ACTION_VERB.match(text)
    return verb is not None and not NOUN_TAIL.match(text, verb.end()) and verb.end() < len(text)


def _masked(found: re.Match[str]) -> str:
    return "括" * len(found[0])


def object_of(text: str) -> str | None:
    """The object of the verb, or verbs, right after a number ("4人入选中国好人" → "中国好人"), or None."""
    found = ACTION_VERBS.match(text)
    if found is None or text[found.end() : found.end() + 1] in ("到", "至", "为"):
        return None
    return following(text[found.end() :])


def topic(text: str, known: Known) -> str | None:
    """The subject of a clause without a number: its leading noun or the object of its leading verb, or None."""
    text = text.strip(EDGE)
    if SAID.match(text) or _SAID_AFTER_TIME.match(text):
        return None
    text = trim_start(text)
    verb = ACTION_VERB.match(text)
    if verb is not None and not NOUN_TAIL.match(text, verb.end()):
        text = text[verb.end() :]
    cut = SAID.search(text, 1)
    noun = unquoted(text[: cut.start()] if cut else text).strip(EDGE)
    return noun if known(noun) or 2 <= len(noun) <= 24 else None
