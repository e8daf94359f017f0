"""Numbers written with marks that elsewhere divide: a full-width thousands comma, a middle dot for a decimal point."""

from summarizer.expressions import expression

_UNIT = r"(?:个?百分点|[%％‰万亿元倍]|公[里顷斤]|平方|千[瓦米]|[吨亩米户人家件项套辆台座条名只头个])"
# The mark comes first in both patterns: a literal is found many times faster than a lookbehind.
_WIDE_COMMA = expression(rf"，(?<=\d，)(?=(?:\d{{3}}[，,]){{0,3}}\d{{3}}(?:\.\d+)?\s?{_UNIT})")
_MIDDLE_DOT = expression(rf"[·•∙・‧･⋅](?<=\d.)(?=\d{{1,4}}{_UNIT})")
_GROUPS = expression(r"(?<![\d.．，,])[1-9]\d{0,2}(?:[，,]\d{3})*$")
_LIST = expression(r"[、和]\d{1,3}$|分别")
_LONGEST_GROUPS = 16
DOTS = frozenset("·•∙・‧･⋅")
"""What may stand for a decimal point."""


def with_plain_commas(text: str) -> str:
    """The text with full-width commas inside numbers made ASCII ones (1，286.4亿 → 1,286.4亿), of the same length.

    A comma is part of a number where groups of exactly three digits follow it up to a unit, one to three digits stand
    before it, and they are not one of a list of numbers.
    """
    pieces, at = [], 0
    for match in _WIDE_COMMA.finditer(text):
        if _is_grouping(text, match.start()):
            pieces.append(text[at : match.start()])
            at = match.end()
    return ",".join([*pieces, text[at:]]) if pieces else text


def with_plain_points(text: str) -> str:
    """The text with middle dots that are decimal points made such (5·2% → 5.2%), of the same length.

    They are where digits with a unit follow, which the names of days (7·20, 3·15) have not.
    """
    return _MIDDLE_DOT.sub(".", text)


def _is_grouping(text: str, comma: int) -> bool:
    head = _GROUPS.search(text, max(0, comma - _LONGEST_GROUPS), comma)
    return head is not None and not _LIST.search(text[max(0, head.start() - 8) : head.end()])
