"""Whether a number is a result, an expected result or an aim, and how firmly an aim is worded."""

from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.indicators.case import Case
from summarizer.indicators.frames import so_far
from summarizer.indicators.model import Modality, Status, SupportKind, Told
from summarizer.language.lexicon import anywhere, one_of, words
from summarizer.language.rules import Table

_REACH: Final = 60
#: How far a word at the head of a sentence can govern; sentences of reports are shorter, endless ones are no sentences.
_FAR: Final = 800
_EXPECTED: Final = anywhere("expected")
_EXPECTED_WORDS: Final = words("expected")
#: Between the begin of a clause and a 预计 that stands at its head.
_AT_HEAD: Final = expression(
    r"(?:\A|[,;:。!?\n(])[\s\"“”(]*(?:全年|今年|去年|年末|年底|全[省市县区国]|我[省市县区]|20\d\d年|其中|初步)*$"
)
_CLAUSE_EDGE: Final = expression(r"[,;。]")
_ALIKE: Final = expression(r"下同")
_EXPECTED_LIST: Final = expression(r"预计(?:数)?[^。;,]{0,30}[::]")
# 计划 and 将 announce an aim only before a verb of doing; 计划生育 is family planning.
_AIM: Final = expression(
    one_of("aim") + r"|(?:我们|政府)?(?:将|计划)(?!生育)(?=[^,。]{0,12}(?:达|建|新|完|实|投|推|开|增|培|引|打|改))"
)
_AIMED_NUMBER: Final = expression(
    r"(?<!完成)(?<!完成年)(?<!完成全年)(?<!完成年度)" + one_of("aimed") + r"(?:为|是|的|值|确定为|设定为|[\s:\"“”])*$"
)
#: In 超额完成年度目标 the aim is what was passed, not what the number aims at.
_BEYOND: Final = expression(r"(?:超额?|占|完成|达到|高于|低于|优于|好于|快于)[^,;]{0,12}$")
_DONE: Final = anywhere("done")


class StatusCase(NamedTuple):
    """A number with its period: what its status is decided from."""

    case: Case
    told: Told

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.case.folded[max(self.case.sentence[0], self.case.at - _FAR) : self.case.at]

    @property
    def past(self) -> bool:
        """Whether its period is over when the report is given."""
        period, year = self.told.period, self.case.year
        return period is not None and period.end is not None and year is not None and period.end < year


STATUS: Final[Table[StatusCase, tuple[Status, SupportKind]]] = Table(
    "status", kind=lambda number: "past" if number.case.frame.past else "ahead"
)
MODALITY: Final[Table[Case, Modality]] = Table("modality")


@STATUS.rule
def aimed_number(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """A number right behind 目标 is the aim, unless it is said to be beyond it (比“十五”计划目标250亿元…)."""
    before = number.case.slot.before
    aimed = _AIMED_NUMBER.search(before)
    return ("target", "stated") if aimed is not None and not _BEYOND.search(before, 0, aimed.start()) else None


@STATUS.rule_for("ahead")
def done_before_task(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """In a text about what is to come, a number of a time that is over is a result (2023年已建成…)."""
    case = number.case
    if not number.past or number.told.support != "stated":
        return None
    done = case.kind != "goals" or _DONE.search(number.before)
    return ("actual", "stated") if done else None


@STATUS.rule_for("ahead")
def task(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """Numbers in a text about what is to come are aims."""
    return "target", "inherited" if number.case.frame.source != "kind" else "assumed"


@STATUS.rule_for("past")
def year_ahead(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """A number of this year or later in a review is an aim; one that a December report expects, or one of the year so
    far (今年以来), is not."""
    case, period = number.case, number.told.period
    if number.told.support != "stated" or period is None or period.end is None or case.year is None:
        return None
    if period.end < case.year or case.frame.period == period:
        return None
    if case.word is not None and so_far(case.folded, case.word):
        return None
    expects = period.end == case.year and _is_expected(number) and not _aims(number)
    return None if expects else ("target", "stated")


@STATUS.rule_for("past")
def expected_said(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """预计 makes an expected result: at the head of a sentence for all of it, after a subject for its clause."""
    return ("expected", "stated") if _governs(number) else None


@STATUS.rule_for("past")
def expected_before(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """预计，下同 and 预计： hold for the rest of the paragraph."""
    return ("expected", "inherited") if number.case.expected else None


@STATUS.rule_for("past")
def result(number: StatusCase) -> tuple[Status, SupportKind] | None:
    """All else in a text that looks back is a result."""
    return "actual", "assumed" if number.case.frame.source == "kind" else "inherited"


def status_of(case: Case, told: Told) -> tuple[Status, SupportKind, str]:
    """The status of a number whose period is told, what it rests on, and the id of the rule that decided."""
    decided = STATUS.decide(StatusCase(case, told))
    if decided is None:
        return "actual", "assumed", ""
    return *decided[0], decided[1]


def may_expect(sentence: str) -> bool:
    """Whether a sentence has a word of expecting, whatever it means there."""
    return any(word in sentence for word in _EXPECTED_WORDS)


def expected_from_here(sentence: str) -> bool:
    """Whether 预计 in this sentence governs the rest of the paragraph ("（预计，下同）", "预计：…")."""
    return bool(_EXPECTED.search(sentence) and (_ALIKE.search(sentence) or _EXPECTED_LIST.search(sentence)))


def _is_expected(number: StatusCase) -> bool:
    return number.case.expected or _governs(number)


def _aims(number: StatusCase) -> bool:
    """Whether a word of aiming stands shortly before the number in its sentence."""
    case = number.case
    return _AIM.search(case.folded, max(case.sentence[0], case.at - _REACH), case.at) is not None


def _governs(number: StatusCase) -> bool:
    """Whether a 预计 in the sentence governs the number, or one after it does, as it says (预计，下同)."""
    case = number.case
    if not case.expecting:
        return False
    folded, at = case.folded, case.at
    start = max(case.sentence[0], at - _FAR)
    for word in _EXPECTED.finditer(folded, start, at):
        # The character before the sentence is the end of the one before, an edge as good as a comma.
        if _AT_HEAD.search(folded, max(0, start - 1), word.start()) or not _CLAUSE_EDGE.search(folded, word.end(), at):
            return True
    alike = _ALIKE.search(folded, at, min(case.sentence[1], at + _FAR))
    return alike is not None and _EXPECTED.search(folded, at, alike.end()) is not None


_FIRM: Final = expression(f"(?P<must>{one_of('must')})|(?P<strive>{one_of('strive')})|(?P<expect>{one_of('expect')})")


@MODALITY.rule
def said_of_number(case: Case) -> Modality | None:
    """The nearest word of firmness in the number's own clause says how firm its aim is (确保, 力争, 预期)."""
    return _nearest(case, max(case.slot.clause[0], case.at - _FAR), case.at)


@MODALITY.rule
def said_of_list(case: Case) -> Modality | None:
    """A word of firmness at the head of a list holds for all of it (主要预期目标是：…; 力争…，…)."""
    start = max(case.sentence[0], case.at - _FAR)
    colon = case.folded.rfind(":", start, case.at)
    return _nearest(case, start, colon) if colon >= 0 else None


@MODALITY.rule
def about(case: Case) -> Modality | None:
    """左右 with no other word says what is expected (增长5%左右)."""
    return "expect" if case.slot.quantity.comparator == "about" and case.slot.after.startswith("左右") else None


def modality_of(case: Case) -> tuple[Modality | None, str]:
    """How firmly an aim is worded, and the id of the rule that decided; (None, "") where nothing says it."""
    return MODALITY.decide(case) or (None, "")


def _nearest(case: Case, start: int, end: int) -> Modality | None:
    found: Modality | None = None
    for word in _FIRM.finditer(case.folded, start, end):
        found = "must" if word["must"] else "strive" if word["strive"] else "expect"
    return found
