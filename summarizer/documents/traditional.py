"""Traditional characters read as simplified ones, one for one."""

from functools import cache
from typing import TYPE_CHECKING

from summarizer.expressions import expression

if TYPE_CHECKING:
    from opencc import OpenCC

_SIGNS = expression(
    "[國產業億萬發為與於這實現經濟區縣會議報個項來時對從長門開關還進過達運動務農資質設計劃觀規視覺類師]"
)
"""Frequent characters that simplified text does not have: whoever writes traditional ones writes some of these."""

_ALSO = {ord("於"): "于"}
"""Simplified text has this one in surnames only, traditional text in every sentence."""


def simplified(text: str) -> str:
    """The text with traditional characters replaced by simplified ones, of the same length.

    A text without signs of traditional writing is returned as it is. Only characters that simplified text never has
    (those outside GB 2312) are replaced, so that 乾 in a county's name or 著 in 著名 stay what they are.
    """
    if not _SIGNS.search(text):
        return text
    twins = {ord(char): _twin(char) for char in set(text) if "\u4e00" <= char <= "\u9fff" and not _is_simplified(char)}
    return text.translate(twins | _ALSO)


def _is_simplified(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _twin(char: str) -> str:
    twin: str = _converter().convert(char)
    return twin if len(twin) == 1 else char


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC  # only needed for traditional text

    return OpenCC("t2s")
