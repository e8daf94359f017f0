"""What prose says beside its numbers that the source must bear out: years, names, runs of years, places, relations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.language.contrasts import members
from summarizer.quantities import Mention
from summarizer.validator import scopes
from summarizer.validator.assignment import Matches, Scope
from summarizer.validator.clauses import Clauses, clauses, numbered, opposite, placed
from summarizer.validator.comparisons import comparison_differences
from summarizer.validator.former import former_differences
from summarizer.validator.localities import local_differences
from summarizer.validator.phrases import YEAR, Phrase
from summarizer.validator.reading import Reading
from summarizer.validator.rivals import rival_differences
from summarizer.validator.slots import Difference
from summarizer.validator.surroundings import MARKS
from summarizer.validator.words import Words

_WORKED_OUT: Final = expression(r"[反推倒]推|推算|估算|测算|折算|增速")
_SPOKEN_OF: Final = frozenset(
    "budget sector trade owner provider insurance road power crop pollutant tier employment vital register school"
    " dwelling patent carriage side origin capital spending board river jobless".split()
)
"""Classes of contrasting words of which prose uses none that its source does not."""
_NUMERALS: Final = "〇一二三四五六七八九"
_NAMED: Final = frozenset("river pollutant board spending owner jobless".split())
"""Those of names that no other word stands for; of the rest the source must use another member."""
_NESTED: Final = frozenset("sector school dwelling road power grade".split())
"""Those whose members hold one another, so that one in common is enough."""
_BEFORE: Final = 80
_STREAK_ALIKE: Final = 0.3


def aside_differences(phrase: Phrase, scope: Scope, found: Matches, reading: Reading) -> Iterator[Difference]:
    """The years, names with digits, runs of years (连续N年), places and turned words that the source does not bear out.

    ``found`` are the facts that the sentence's numbers come from; the words beside those that were worked out are not
    the source's.
    """
    yield from _years(phrase, reading)
    yield from _names(phrase, reading)
    yield from former_differences(phrase)
    yield from rival_differences(phrase.view.folded, scope.extents, reading)
    near, narrow = _wide(scope, found.matched, reading), scope.extents != (reading.analysis.report.extent,)
    source = clauses(near)
    for start, clause in placed(phrase.view.folded):
        if clause in near:
            continue
        end = start + len(clause)
        facts = _facts(phrase, start, end, found, reading)
        beside = source.aligned(clause) or _of_numbers(phrase, start, end, found.matched, reading)
        wide = near if beside or narrow else reading.folded
        nearest = _nearest(phrase, start, found.matched, reading) if narrow else []
        yield from _streaks(clause, beside, source.texts)
        if not any(start <= phrase.facts[k].quantity.start < end for k in found.derived):
            yield from _turned(clause, beside or nearest)
            yield from _contrasts(clause, beside, " ".join(beside))
        held = _up_to(facts, scope, reading) if facts else near if narrow else reading.folded
        if facts:
            yield from _unheard(clause, held)
        yield from local_differences(clause, beside, held, nearest, reading, counted=bool(facts), narrow=narrow)
        yield from _grades(clause, wide)
        if narrow:
            around = " ".join(beside or nearest) or wide
            yield from comparison_differences(clause, around, scope.extents, reading, counted=bool(facts))


def _facts(phrase: Phrase, start: int, end: int, found: Matches, reading: Reading) -> list[Fact]:
    """The facts that the numbers of a clause of prose come from."""
    held = [k for k in (*found.matched, *found.derived) if start <= phrase.facts[k].quantity.start < end]
    made = [fact for k in held if k in found.derived for fact in found.derived[k]]
    return [reading.facts[found.matched[k]] for k in held if k in found.matched] + made


def _up_to(facts: Sequence[Fact], scope: Scope, reading: Reading) -> str:
    """The evidence up to the end of the sentences of some facts, and what stands shortly before these elsewhere."""
    folded, found = reading.view.folded, []
    for start, end in dict.fromkeys(fact.evidence for fact in facts):
        around = [each for each in scope.extents if each[0] <= start < each[1]]
        narrow = around and around[0] != reading.analysis.report.extent
        found.append(folded[around[0][0] if narrow else max(0, start - _BEFORE) : end])
    return "。".join(found)


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
        if named not in known and named not in reading.folded and not _is_spelled(named, reading.folded):
            yield Difference(
                "period_mismatch", Words(f"报告没有提到{named}年", f"the report does not speak of {named}")
            )


def _is_spelled(year: str, text: str) -> bool:
    """Whether a text has a year in Chinese numerals (二〇三五年), be it without the 〇 that many systems lose."""
    spelled = "".join(_NUMERALS[int(digit)] for digit in year)
    return any(f"{form}年" in text for form in (spelled, spelled.replace("〇", "零"), spelled.replace("〇", "")))


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
            same = [streak for streak in beside if streak[:2] in ((count, unit), _in_months(count, unit))]
            if unit[0] == "近" and not any(streak[1] == unit for streak in beside):
                continue
            words = f"连续{count}{unit}"
            if not same:
                said = Words(f"原文此处没有“{words}”", f"the source does not say “{words}” here")
                yield Difference("period_mismatch", said)
            elif direction and all(other not in (None, direction) for _, _, other in same):
                said = Words(f"“{words}”之后的升降与原文相反", f"rise and fall are exchanged after “{words}”")
                yield Difference("direction_mismatch", said)


def _in_months(count: int, unit: str) -> tuple[int, str]:
    """A run of years as one of months, which it is as well (两年: 24个月)."""
    return (12 * count, "月") if unit == "年" else (count, unit)


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
    theirs = [members(each.replace("总量", "总数")) for each in source]
    for kind, ours in members(clause).items():
        beside = {member for each in theirs for member in each.get(kind, ())}
        strange = {each for each in set(ours) - beside - set(held.get(kind, ())) if each not in wide}
        if beside and strange and (not beside & set(ours) or beside - set(ours)):
            one, other = "、".join(ours), "、".join(sorted(beside))
            said = Words(f"原文说的是{other}；你写：{one}（所指不同）", f"the source says {other}; you wrote {one}")
            yield Difference("indicator_mismatch", said)


def _unheard(clause: str, held: str) -> Iterator[Difference]:
    """A kind of thing (竣工, 民办, 房地产) that the evidence of a clause's numbers does not speak of at all."""
    kinds = {kind: set(ours) for kind, ours in members(clause).items() if kind in _SPOKEN_OF}
    stands = members(held) if kinds else {}
    for kind, ours in kinds.items():
        theirs = set(stands.get(kind, ()))
        strange = {each for each in ours - theirs if each not in held}
        if strange and (theirs or kind in _NAMED) and not (ours & theirs and kind in _NESTED):
            word = "、".join(sorted(strange))
            said = Words(f"原文此处没有提到{word}", f"the source does not speak of {word} here")
            yield Difference("indicator_mismatch", said)


def _grades(clause: str, wide: str) -> Iterator[Difference]:
    grades = list(numbered(clause))
    held = set(numbered(wide)) if grades else set()
    for grade in grades:
        if grade not in held:
            yield Difference(
                "value_mismatch", Words(f"原文此处没有“{grade}”", f"the source does not say “{grade}” here")
            )
