"""What prose says beside its numbers that the source must bear out: years, names, runs of years, places, relations."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from summarizer.chunker.places import places_in
from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.language.contrasts import members
from summarizer.quantities import Mention
from summarizer.validator import scopes
from summarizer.validator.assignment import Scope
from summarizer.validator.clauses import Clauses, clauses, numbered, opposite, placed
from summarizer.validator.phrases import YEAR, Phrase
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.surroundings import MARKS
from summarizer.validator.words import Words

_WORKED_OUT: Final = expression(r"[反推倒]推|推算|估算|测算|折算|增速")
_BEFORE: Final = 80
_STREAK_ALIKE: Final = 0.3
_FAR: Final = frozenset({"world", "asia", "europe"})
_LEVELS: Final = {"nation": "nation", "province": "province", "prefecture": "city", "county": "county"}


def aside_differences(
    phrase: Phrase, scope: Scope, matched: Mapping[int, int], derived: Collection[int], reading: Reading
) -> Iterator[Difference]:
    """The years, names with digits, runs of years (连续N年), places and turned words that the source does not bear out.

    ``matched`` are the facts that the sentence's numbers come from, ``derived`` the numbers that were worked out: the
    words beside these are not the source's.
    """
    yield from _years(phrase, reading)
    yield from _names(phrase, reading)
    near, narrow = _wide(scope, matched, reading), scope.extents != (reading.analysis.report.extent,)
    source = clauses(near)
    own = _LEVELS.get(reading.analysis.report.region.level or "", "")
    for start, clause in placed(phrase.view.folded):
        end = start + len(clause)
        beside = source.aligned(clause) or _of_numbers(phrase, start, end, matched, reading)
        wide = near if beside or narrow else reading.folded
        yield from _streaks(clause, beside, source.texts)
        if not any(start <= phrase.facts[k].quantity.start < end for k in derived):
            yield from _turned(clause, beside or (_nearest(phrase, start, matched, reading) if narrow else ()))
            yield from _contrasts(clause, beside, " ".join(beside))
        yield from _scopes(clause, beside, " ".join(beside) if beside else wide, own)
        yield from _places(clause, beside, wide, reading)
        yield from _grades(clause, wide)


def _of_numbers(phrase: Phrase, start: int, end: int, matched: Mapping[int, int], reading: Reading) -> list[str]:
    """The clauses of the source that the numbers of a clause of prose come from."""
    found = []
    for k, index in matched.items():
        if start <= phrase.facts[k].quantity.start < end:
            number = reading.number(index)
            found.append(number.clause + number.fact.quantity.text + number.rest)
    return found


def _nearest(phrase: Phrase, start: int, matched: Mapping[int, int], reading: Reading) -> list[str]:
    """The sentence that the number nearest to a clause without numbers comes from."""
    if not matched:
        return []
    near = min(matched, key=lambda k: abs(phrase.facts[k].quantity.start - start))
    return [reading.view.folded[slice(*reading.facts[matched[near]].evidence)]]


def _wide(scope: Scope, matched: Mapping[int, int], reading: Reading) -> str:
    """The text that a sentence rests on: its evidence or section, and the sentences of its numbers with what stands
    before them; the whole report only where the sentence has no numbers to say where."""
    folded = reading.view.folded
    near = [reading.facts[index].evidence for index in matched.values()]
    around = [(max(0, start - _BEFORE), end) for start, end in near]
    whole = scope.extents == (reading.analysis.report.extent,)
    extents = around if whole and around else [*scope.extents, *around]
    return "。".join(folded[slice(*extent)] for extent in dict.fromkeys(extents))


def _years(phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    """Years must stand in the report, or be the report's own or the one before."""
    year = reading.analysis.report.year
    known = {str(year), str(year - 1)} if year else set()
    if year and _WORKED_OUT.search(phrase.view.folded):
        known.add(str(year - 2))
    for named in phrase.years:
        if named not in known and named not in reading.folded:
            yield Difference(
                "period_mismatch", Words(f"报告没有提到{named}年", f"the report does not speak of {named}")
            )


def _names(phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    for mention in phrase.mentions:
        text = _mentioned(phrase.view, mention)
        if mention.kind in ("name", "date") and text not in reading.folded and not _is_plain(text, phrase, mention):
            said = Words(f"报告里没有{text}", f"the report does not say {text}")
            yield Difference("number_not_in_source", said)


def _is_plain(text: str, phrase: Phrase, mention: Mention) -> bool:
    """Whether a number-like thing needs no place in the source: a year, a count at the head, PM2.5 for 细颗粒物."""
    before = phrase.view.folded[max(0, mention.start - 2) : mention.start].lower()
    return bool(YEAR.search(text)) or (text[0].isdigit() and mention.start == 0) or before == "pm"


def _mentioned(view: View, mention: Mention) -> str:
    """A name or date as it is written; bare digits with what follows them, for that makes them a name."""
    text = view.folded[mention.start : mention.end]
    if not text.isdigit():
        return text
    follows = view.folded[mention.end : mention.end + 3].partition("”")[0]
    return text + min((follows.split(mark)[0] for mark in MARKS + "、"), key=len)


def _streaks(clause: str, source: Sequence[str], wide: Sequence[str]) -> Iterator[Difference]:
    """连续N年 must be told of the same thing with the same count, and rise and fall after it."""
    for part in clause.split("、"):
        for count, unit, direction in scopes.streaks(part):
            beside = [
                each
                for text in (Clauses(_parts(wide)).aligned(part, _STREAK_ALIKE) or wide)
                for each in scopes.streaks(text)
            ]
            same = [streak for streak in beside if streak[:2] == (count, unit)]
            if unit[0] == "近" and not any(streak[1] == unit for streak in beside):
                continue
            words = f"连续{count}{unit}"
            if not same:
                said = Words(f"原文此处没有“{words}”", f"the source does not say “{words}” here")
                yield Difference("period_mismatch", said)
            elif direction and all(other not in (None, direction) for _, _, other in same):
                said = Words(f"“{words}”之后的升降与原文相反", f"rise and fall are exchanged after “{words}”")
                yield Difference("direction_mismatch", said)


def _parts(texts: Sequence[str]) -> list[str]:
    return [part for text in texts for part in text.split("、") if scopes.streaks(part)]


def _turned(clause: str, source: Sequence[str]) -> Iterator[Difference]:
    """Words of rise and fall, of more and less, that the source has the other way round."""
    words = [opposite(clause, each) for each in source]
    if words and all(words):
        said = Words(f"“{words[0]}”与原文的意思相反", f"“{words[0]}” is the opposite of what the source says")
        yield Difference("direction_mismatch", said)


def _contrasts(clause: str, source: Sequence[str], wide: str) -> Iterator[Difference]:
    """Words of a contrast class (城镇, 农村) in the place of others of the class."""
    held = members(wide)
    theirs = [members(each) for each in source]
    for kind, ours in members(clause).items():
        beside = {member for each in theirs for member in each.get(kind, ())}
        if beside and not beside & set(ours) and not set(ours) & set(held.get(kind, ())):
            one, other = "、".join(ours), "、".join(sorted(beside))
            said = Words(f"原文说的是{other}；你写：{one}（所指不同）", f"the source says {other}; you wrote {one}")
            yield Difference("indicator_mismatch", said)


def _scopes(clause: str, source: Sequence[str], wide: str, own: str) -> Iterator[Difference]:
    """全国 for 全省, 西部 for 全国: the scope of a rank or a whole."""
    theirs = {scope for each in source for scope in scopes.scopes(each)}
    strange = scopes.scopes(clause) - scopes.scopes(wide) - {own}
    if strange and (theirs or strange & _FAR):
        word = next(word for word in scopes.SCOPES if word in clause and scopes.SCOPES[word] in strange)
        said = Words(f"原文此处说的不是“{word}”", f"the source does not speak of “{word}” here")
        yield Difference("indicator_mismatch", said)


def _places(clause: str, beside: Sequence[str], wide: str, reading: Reading) -> Iterator[Difference]:
    """A place that neither the source speaks of here nor the report is of."""
    region = reading.analysis.report.region
    own = f"{region.name or ''}{reading.analysis.report.title}"
    if not region.name:
        return
    theirs = {each[place.start : place.end] for each in beside for place in places_in(each, region)}
    wide = " ".join(beside) if theirs else wide
    for place in places_in(clause, region):
        name = clause[place.start : place.end]
        full = place.region.name or name
        if name in own or full in own or name in wide or (region.name in full) or full in wide or name[:2] in own:
            continue
        said = Words(f"原文此处没有提到{name}", f"the source does not speak of {name} here")
        yield Difference("indicator_mismatch", said)


def _grades(clause: str, wide: str) -> Iterator[Difference]:
    grades = list(numbered(clause))
    held = set(numbered(wide)) if grades else set()
    for grade in grades:
        if grade not in held:
            yield Difference(
                "value_mismatch", Words(f"原文此处没有“{grade}”", f"the source does not say “{grade}” here")
            )
