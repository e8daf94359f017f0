"""How exact prose says that a number is: 约, 超过 and 以上 beside it, before its verb or behind its list."""

from typing import Final

from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.quantities import Comparator
from summarizer.validator import words
from summarizer.validator.slots import Difference, difference
from summarizer.validator.surroundings import Number

_PASSED: Final = expression(r"突破|超过|超|关口|大关|台阶|逾")
#: A word that closes a list of numbers and holds for all of them.
_LISTED: Final = {
    "over": expression(r"[0-9].*以上"),
    "about": expression(r"[0-9].*左右"),
    "under": expression(r"[0-9].*以[内下]"),
}
#: Matches nothing: for comparators that no word at the end of a list can stand for.
_NEVER: Final = expression(r"(?!)")
_ABOUT_BEFORE: Final = expression(
    r"(?:约|大约|将近|接近|几乎)(?:占|是|为|有|合|相当于|达|由|从|增|升|降)[^,;。0-9]{0,12}$"
)
"""约 that stands before the verb (约占全省三成)."""


def meant(number: Number) -> Comparator:
    """How exact a number is said to be, by a word that is parted from it where none stands beside it."""
    said = number.fact.quantity.comparator
    if said == "exact" and (_ABOUT_BEFORE.search(number.clause) or _LISTED["about"].search(number.rest)):
        return "about"
    return said


def comparator_differences(number: Number, source: Fact) -> list[Difference]:
    """What the words beside the number say of it."""
    said, stands = number.fact.quantity.comparator, source.quantity.comparator
    if said == stands or meant(number) == stands or (said, stands) == ("about", "exact"):
        return []
    if said == "exact" and (_LISTED.get(stands, _NEVER).search(number.rest) or number.base is not None):
        return []
    if (said, stands) == ("exact", "over") and _PASSED.search(number.own):
        return []
    return [difference("comparator_mismatch", source, words.COMPARATORS[said])]
