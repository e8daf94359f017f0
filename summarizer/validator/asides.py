"""What prose says beside its numbers that the source must bear out: years, names with digits, runs of years, relations."""

from collections.abc import Iterator, Mapping

from summarizer.documents import View
from summarizer.quantities import Mention
from summarizer.validator import scopes
from summarizer.validator.assignment import Scope
from summarizer.validator.phrases import YEAR, Phrase
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.surroundings import MARKS
from summarizer.validator.words import Words


def aside_differences(
    phrase: Phrase, scope: Scope, matched: Mapping[int, int], reading: Reading
) -> Iterator[Difference]:
    """The years, names with digits, and runs of years (连续N年) of a sentence that the source does not bear out."""
    yield from _years(phrase, reading)
    yield from _names(phrase, reading)
    yield from _streaks(phrase, scope, matched, reading)


def _years(phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    """Years must stand in the report, or be the report's own or the one before."""
    year = reading.analysis.report.year
    known = {str(year), str(year - 1)} if year else set()
    for named in phrase.years:
        if named not in known and named not in reading.folded:
            yield Difference(
                "period_mismatch", Words(f"报告没有提到{named}年", f"the report does not speak of {named}")
            )


def _names(phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    for mention in phrase.mentions:
        text = _mentioned(phrase.view, mention)
        if mention.kind in ("name", "date") and text not in reading.folded and not YEAR.search(text):
            said = Words(f"报告里没有{text}", f"the report does not say {text}")
            yield Difference("number_not_in_source", said)


def _mentioned(view: View, mention: Mention) -> str:
    """A name or date as it is written; bare digits with what follows them, for that makes them a name."""
    text = view.folded[mention.start : mention.end]
    if not text.isdigit():
        return text
    follows = view.folded[mention.end : mention.end + 3]
    return text + min((follows.split(mark)[0] for mark in MARKS + "、"), key=len)


def _streaks(phrase: Phrase, scope: Scope, matched: Mapping[int, int], reading: Reading) -> Iterator[Difference]:
    """连续N年 must be told of the same count and direction where the sentence comes from."""
    said = scopes.streaks(phrase.view.folded)
    if not said:
        return
    extents = [*scope.extents, *(reading.facts[index].evidence for index in matched.values())]
    stands = [streak for extent in extents for streak in scopes.streaks(reading.view.folded[slice(*extent)])]
    for count, unit, direction in said:
        same = [streak for streak in stands if streak[:2] == (count, unit)]
        words = f"连续{count}{unit}"
        if not same:
            yield Difference(
                "period_mismatch", Words(f"原文此处没有“{words}”", f"the source does not say “{words}” here")
            )
        elif direction and all(other not in (None, direction) for _, _, other in same):
            yield Difference(
                "direction_mismatch",
                Words(f"“{words}”之后的升降与原文相反", f"rise and fall are exchanged after “{words}”"),
            )
