"""Compares a number of prose with a number of the source: do the words around them mean the same?"""

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.chunker.places import places_in
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.schemas.record import Direction, FlagCode
from summarizer.validator import scopes, words
from summarizer.validator.belonging import is_other_thing
from summarizer.validator.operands import AGAINST
from summarizer.validator.phrases import Phrase
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference, difference, period_differences
from summarizer.validator.spans import one_for_added_up, other_base, other_count, several_for_one, tells_years
from summarizer.validator.subjects import ALIKE, likeness
from summarizer.validator.surroundings import Number
from summarizer.validator.times import nearly, one_of_several, own_period, said_part
from summarizer.validator.values import same_unit
from summarizer.validator.words import Words

_BASE: Final = expression(r"((?:19|20)[0-9]{2})年[末底初]?的?(?:约|近)?$")
_AIMED: Final = expression(r"目标|力争|确保|预期|计划|争取|将|要|拟|今后|未来|到20\d\d年|达到|明年|安排|推动|实现")
_DONE: Final = expression(r"去年|上年|已(?!经济)|完成了?|实现了|累计|过去|以来|实际|曾")
_STRONG_DONE: Final = expression(r"去年|上年|已(?!经济)|实际(?!使用|利用|到位)|过去|(?<!预计)完成了|实现了")
_STRONG_AIM: Final = expression(
    r"(?<!超)(?<!完成)(?<!高于)(?<!超过)(?<!预期)(?<!年度)目标(?!任务)|力争|确保|争取(?![“\"到了中上国资])|今年(?:计划|要|将|拟|预期|安排)|将[于在](?:今年|明年|年内|20\d\d年)|拟|今年[^,;。]{0,4}计划"
)
_OF_AIM: Final = expression(r"(?:目标|计划|预期|任务|预算)(?:的|数|值|进度|水平|任务)?[^,;。]{0,6}$")
#: The year that something is compared with or is a multiple of.
_BASE_YEAR: Final = expression(r"(?:比|较|是|为|到|于|同|与)(?:(?:19|20)[0-9]{2}年)[^,;。]{0,12}$")
_AROUND_PLACE: Final = 80
"""How far before a sentence the place may stand that it is about."""
_RELATIVE: Final = frozenset({"growth_rate", "change", "multiple"})
_OWN_YEAR: Final = expression(r"(?:去年|上年|实际|此前|原来|由|从|比)[^,;。]{0,14}$")
_QUOTES: Final = str.maketrans("", "", '“”"')
_DIGIT: Final = expression(r"[\d.]")
_PLAN_PART: Final = expression(r"(?:计划|目标|任务|预算)的?$")
_DURATIONS: Final = frozenset("年 天 个月 月 小时 周 分钟 岁".split())
"""Units of runs and lengths of time, which belong to no subject of their own."""
_TELLING: Final = 4
"""Characters behind a number that tell what it is of."""
_RATES: Final = frozenset({"%", "‰", "倍", "番", "成", "分数", "百分点", "位"})
_RATE_NOUN: Final = expression(r"(?:增速|增幅|涨幅|降幅|增长率)(?:为|达|约|近|超过?)?$")
_BY: Final = expression(r"(?:增加|减少|增长|下降|净增|多|少|高|低|多收|少收)(?:了|约|出|近|至少|至多|收)*$")
_COMPARES: Final = expression(r"[比较]|[高低超多]出|[高低快慢多少大小优]于|超过|超|领先")
_WHEN: Final = expression(
    r"上年|去年|同期|年初|期初|(?:19|20)\d\d年|[“\"]?十[二三四五]五[”\"]?|五年前|实际|末|底|的|水平|平均|增速|增幅|目标|计划|预期"
)
_SUMMED: Final = expression(r"(?:共|合计|共计|总计)(?:新增|约|达|为|有)?$")
_TOTAL: Final = expression(r"共|合计|总|累计|全|达|已有|拥有")
_BEFORE: Final = expression(r"(?:此前|原有|原为|之前)(?:为|是|有|约)*$")
_WAS: Final = expression(r"(?:此前|原有|原为|之前|上年|去年|原计划)[^,;。]{0,4}(?:为|是|有|约)*$")
_IS: Final = expression(r"(?:为|是|达到?|共有)(?:约|近)?$")
_EACH: Final = expression(
    r"(?:平均)?每(?:一?[个家户所座村镇乡县区市州])|各(?:个?[市州县区乡镇村]+|地)(?:分别|各自?|均(?!衡)|都)|户均|村均|县均|(?:平均)?每[月天日]|[月日]均"
)
_APIECE: Final = expression(r"每|均|各(?![类种项级方界族])|分别|都|/|全覆盖|[月日天]")
_TIMES: Final = frozenset({"multiple", "growth_rate"})
_AS_RISE: Final = frozenset({"growth_rate", "change"})


def prose_differences(
    said: Number, index: int, phrase: Phrase, role: str, rivals: Sequence[int], reading: Reading
) -> list[Difference]:
    """The slots, but for the number itself, in which a number of prose differs from fact ``index`` of the source.

    ``role`` is the list of the summary that the sentence stands in ("" for none), ``rivals`` are the facts that the
    number could be taken for instead. Prose leaves out what its reader knows: what it does not say is not compared.
    """
    source = reading.number(index)
    if source.fact.quantity.unit in _DURATIONS and source.fact.canonical is None:
        return []
    return [
        *_measures(said, source),
        *_directions(said, source),
        *_periods(said, source, phrase, reading),
        *_statuses(said, source, phrase, role, reading),
        *_flows(said, source),
        *_shares_out(said, source),
        *_subjects(said, index, rivals, reading),
        *_places(said, source, reading),
        *_ranks(said, source),
    ]


def _measures(said: Number, source: Number) -> Iterator[Difference]:
    """A rank is nothing else, and 增长1倍 is not 是…的1倍; other measures prose words alike."""
    ours, theirs = said.fact.measure, source.fact.measure
    if (
        said.fact.quantity.unit not in _RATES
        and _RATE_NOUN.search(said.clause)
        and not _RATE_NOUN.search(source.clause)
    ):
        yield difference("measure_mismatch", source.fact, words.MEASURES["growth_rate"])
    if _is_other_role(said, source):
        told = words.MEASURES["change" if theirs == "level" else "level"]
        yield difference("measure_mismatch", source.fact, told)
        return
    if ours == theirs:
        if _is_other_multiple(said.fact, source.fact):
            yield difference("value_mismatch", source.fact, words.plainly(said.fact.quantity.text))
        return
    rank = "rank" in (ours, theirs) and "change" not in (ours, theirs)
    one, other = said.fact.quantity, source.fact.quantity
    times = {ours, theirs} == _TIMES and (one.unit, one.value) == (other.unit, other.value)
    of_plan = bool(_PLAN_PART.search(source.clause)) and said.fact.direction is not None
    risen = ours == "growth_rate" and said.fact.direction and theirs == "level" and of_plan
    share = theirs == "share" and ours in _AS_RISE and said.fact.quantity.unit == "%"
    if rank or times or risen or share:
        yield difference("measure_mismatch", source.fact, words.MEASURES[ours])


def _is_other_role(said: Number, source: Number) -> bool:
    """Whether what something changed by is told as what it was or came to, or the reverse."""
    ours, theirs = said.fact.measure, source.fact.measure
    if not {ours, theirs} <= {"level", "change"} or said.fact.quantity.unit in _RATES | {"次"}:
        return False  # 提高4次: how often, not by how much
    if _BEFORE.search(said.clause) and scopes.flow(source) == "added":
        return True
    period = source.fact.period
    several = period is not None and period.start != period.end
    if _SUMMED.search(said.clause) and not _TOTAL.search(source.clause) and not several:
        return True
    if theirs == "change":
        if ours == "change":
            return False
        told = scopes.leads(said) is not None or _WAS.search(said.clause) is not None
        return told or (scopes.way(said) is None and scopes.flow(said) is None and _IS.search(said.clause) is not None)
    return _BY.search(said.clause) is not None and not _BY.search(source.clause) and scopes.flow(source) != "added"


def _is_other_multiple(said: Fact, source: Fact) -> bool:
    """Whether two multiples, worded alike, are one apart: 是…的3倍 is 增长2倍, but not 是…的2倍."""
    one, other = said.quantity, source.quantity
    return (one.unit == other.unit == "倍") and abs((one.value or 0) - (other.value or 0)) == 1


def _directions(said: Number, source: Number) -> Iterator[Difference]:
    """Rise and fall, by the slots and by the words beside the numbers, and where from and where to."""
    ours, theirs = said.fact.direction, source.fact.direction
    turned = scopes.turned(said, source)
    if turned == "order":
        yield Difference("value_mismatch", _order(source))
    elif turned == "direction" or (ours and theirs and ours != theirs and scopes.way(said) != scopes.way(source)):
        yield difference("direction_mismatch", source.fact, words.DIRECTIONS[ours] if ours else _turned(said))
    elif (one := scopes.way(said)) and (other := theirs or scopes.way(source)) and one != other and not turned:
        yield difference("direction_mismatch", source.fact, words.DIRECTIONS[_direction(one)])


def _direction(word: str) -> Direction:
    return "down" if word == "down" else "up"


def _turned(said: Number) -> Words:
    found = scopes.leads(said)
    return words.DIRECTIONS[_direction(found[1])] if found else words.NOTHING


def _order(source: Number) -> Words:
    stands = words.described(source.fact)
    return Words(
        f"原文此处：{stands.zh}；你把起点与终点写反了（由……到……）",
        f"the source says: {stands.en}; you took where it began for where it came to",
    )


def _periods(said: Number, source: Number, phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    fact = said.fact
    sentence = phrase.view.folded[slice(*fact.evidence)]
    period = own_period(said, reading.analysis.report.year) or fact.period
    if (fact.measure in _RELATIVE or _BY.search(said.clause)) and _BASE_YEAR.search(said.lead):
        period = None
    if said.base is not None and own_period(said, reading.analysis.report.year) is None:
        period = None
    if period is not None and tells_years(said, source):
        period = None
    if period is not None and _bare(period.label) in _bare(sentence) and not nearly(period, source.fact):
        if one_of_several(period, source.fact):
            yield difference("period_mismatch", source.fact, words.years(period))
        else:
            yield from period_differences(period, source.fact, reading)
    ours = said_part(phrase.view.folded, fact.evidence[0], fact.quantity.start)
    theirs = said_part(reading.view.folded, source.fact.evidence[0], source.fact.quantity.start)
    if ours != theirs and (ours or _governs(source)):
        yield difference("period_mismatch", source.fact, words.plainly(said.lead[-14:]))
    one, other = _BASE.search(said.lead), _BASE.search(source.lead)
    if one and other and one[1] != other[1]:
        yield difference("period_mismatch", source.fact, words.plainly(f"{one[1]}年"))
    if (told := _span(said, source, reading)) is not None:
        yield difference("period_mismatch", source.fact, words.plainly(told))


def _span(said: Number, source: Number, reading: Reading) -> str | None:
    """The words of prose by which a number is of more or fewer years, or set against another, than in the source."""
    year, of_years = reading.analysis.report.year, reading.kinds[source.fact.section] == "multi_year_review"
    return (
        (None if of_years else several_for_one(said, source))
        or one_for_added_up(said, source)
        or other_count(said, source)
        or other_base(said, source, year)
    )


def _bare(text: str) -> str:
    """A text without quotation marks."""
    return text.translate(_QUOTES)


def _governs(source: Number) -> bool:
    """Whether a part of the year stands in the number's own stretch of the source, not somewhere before it."""
    return said_part(source.clause, 0, len(source.clause)) is not None


def _statuses(said: Number, source: Number, phrase: Phrase, role: str, reading: Reading) -> Iterator[Difference]:
    """An aim told as a result, or a result as an aim: by the list that the sentence stands in, and by its words."""
    if _opposed(said, source, phrase, role, reading):
        told = words.STATUSES["target" if source.fact.status != "target" else "actual"]
        yield difference("status_mismatch", source.fact, told)


def _opposed(said: Number, source: Number, phrase: Phrase, role: str, reading: Reading) -> bool:
    aimed = source.fact.status == "target"
    clause = said.before + said.after
    own_aim = bool(_STRONG_AIM.search(clause)) and not _OF_AIM.search(said.before)
    own_done = bool(_STRONG_DONE.search(clause))
    if aimed and own_done and not own_aim:
        return not _STRONG_DONE.search(source.before)
    if not aimed and own_aim and not own_done:
        return not _STRONG_AIM.search(source.before) and not _AIMED.search(source.before)
    if _OWN_YEAR.search(said.before):
        return False
    sentence = phrase.view.folded[slice(*said.fact.evidence)]
    if aimed:
        plan = reading.kinds[source.fact.section] in ("goals", "tasks", "livelihood")
        if _STRONG_DONE.search(said.lead) and not _AIMED.search(sentence):
            return True
        return role == "achievements" and plan and not _AIMED.search(sentence)
    return (role == "targets" or bool(_STRONG_AIM.search(said.lead))) and not _DONE.search(said.lead[-20:])


def _subjects(said: Number, index: int, rivals: Sequence[int], reading: Reading) -> Iterator[Difference]:
    source = reading.number(index)
    if _sets_against(said.clause) and source.fact.measure == "change" and not _COMPARES.search(source.lead[-40:]):
        yield difference("indicator_mismatch", source.fact, words.plainly(said.clause[-24:]))
    elif is_other_thing(said, index, rivals, reading) and not _goes_on_alike(said, index, reading):
        name = said.name or said.clause[-12:]
        yield difference("indicator_mismatch", reading.facts[index], words.plainly(name))


def _goes_on_alike(said: Number, index: int, reading: Reading) -> bool:
    """Whether a name of the source that is doubtful itself says less than the words behind the number, which prose
    repeats (20.3亿元补贴…): these tell what it is of."""
    if "name" not in reading.doubted(index):
        return False
    ours, theirs = said.after, reading.number(index).after
    size = min(len(theirs), _TELLING)
    return size > 1 and ours[:size] == theirs[:size]


def _sets_against(clause: str) -> bool:
    """Whether a number is a distance from another thing, not from another time (比出游总花费高1.3个百分点)."""
    found = AGAINST.search(clause)
    return found is not None and len(_WHEN.sub("", found["thing"])) > 1


def _flows(said: Number, source: Number) -> Iterator[Difference]:
    """What was added told as the total, and the reverse (新增5家, 总数达5家)."""
    ours, theirs = scopes.flow(said), scopes.flow(source)
    if ours and theirs and ours != theirs:
        yield difference("indicator_mismatch", source.fact, words.plainly(said.clause[-14:]))


def _shares_out(said: Number, source: Number) -> Iterator[Difference]:
    """What all have together told as what each has (每个市州…超过3万家)."""
    found = _EACH.search(said.clause)
    if found is not None and not _APIECE.search(
        source.clause + source.rest + source.fact.name + source.fact.quantity.unit
    ):
        yield difference("indicator_mismatch", source.fact, words.plainly(said.clause[found.start() :]))


def _places(said: Number, source: Number, reading: Reading) -> Iterator[Difference]:
    """A whole or a region that only one of the two speaks of."""
    if said.fact.measure == "rank":
        return
    report = reading.analysis.report
    ours, theirs = scopes.wholes(said.clause), scopes.wholes(source.clause[:6])
    own = scopes.own_wholes(report.region.level)
    around = reading.view.folded[max(0, source.fact.evidence[0] - 80) : source.fact.evidence[1]]
    foreign = ours - theirs - own
    missed = {whole for whole in theirs & {"nation", "world"} if whole not in own and not scopes.wholes(said.lead)}
    if (
        _is_larger(ours, source, reading)
        or _names_parent(said, source, reading)
        or _holds_narrower(said, source, reading)
        or _names_part(said, source, reading)
    ):
        yield difference("indicator_mismatch", source.fact, words.plainly(said.clause[:20]))
    elif foreign and not (foreign & scopes.wholes(around)):
        yield difference("indicator_mismatch", source.fact, words.plainly(said.own[:20]))
    elif missed and "全国" not in said.lead and "我国" not in said.lead:
        yield difference("indicator_mismatch", source.fact, words.OWN_PLACE)
    else:
        name = report.region.name or report.title
        strange = [each for each in scopes.regions(said.clause) if each not in around and each not in name]
        if strange and report.region.name and strange[0] not in reading.folded:
            yield difference("indicator_mismatch", source.fact, words.plainly(strange[0]))


def _is_larger(ours: set[str], source: Number, reading: Reading) -> bool:
    """Whether prose is about a larger whole than the report (全市 in one of a district), which the source is not."""
    return bool(ours & reading.larger) and not ours & scopes.scopes(_sentence(source, reading))


def _names_parent(said: Number, source: Number, reading: Reading) -> bool:
    """Whether prose tells by the name of the city or province what the source says of the report's own part of it."""
    own = reading.analysis.report.region
    if own.code is None or own.name is None or own.name[:2] in said.lead:
        return False
    for place in places_in(said.clause, own):
        code = (place.region.code or "").rstrip("0")
        name = said.clause[place.start : place.end]
        if code and place.region.code != own.code and own.code.startswith(code) and name not in own.name:
            return name[:2] not in _sentence(source, reading)
    return False


def _names_part(said: Number, source: Number, reading: Reading) -> bool:
    """Whether prose says of a place in the report's region what the source says of no such place, or of the whole."""
    region = reading.analysis.report.region
    if region.name is None or region.code is None:
        return False
    start = source.fact.evidence[0]
    before = reading.view.folded[max(0, start - _AROUND_PLACE) : start] + source.lead + source.rest
    whole = scopes.wholes(source.clause) & scopes.own_wholes(region.level)
    for place in places_in(said.clause, region):
        name, code = said.clause[place.start : place.end], place.region.code or ""
        within = code != region.code and code.startswith(region.code.rstrip("0"))
        if within and (whole or name[:2] not in before):
            return True
    return False


def _holds_narrower(said: Number, source: Number, reading: Reading) -> bool:
    """Whether prose says of the report's whole region what the source says of a place in it (全省机场… for one)."""
    if not scopes.wholes(said.clause) & scopes.own_wholes(reading.analysis.report.region.level):
        return False
    region = reading.analysis.report.region
    held = source.clause
    named = [held[place.start : place.end] for place in places_in(held, region)]
    narrower = [name for name in named if name not in (region.name or "") and name not in said.lead]
    return bool(narrower) and not scopes.wholes(source.clause)


def _sentence(source: Number, reading: Reading) -> str:
    return reading.view.folded[slice(*source.fact.evidence)]


def _ranks(said: Number, source: Number) -> Iterator[Difference]:
    if said.fact.measure != "rank" or source.fact.measure != "rank":
        return
    ours, theirs = scopes.rank_scope(said), scopes.rank_scope(source)
    if ours and theirs and ours != theirs and ours not in scopes.scopes(source.clause):
        yield difference("indicator_mismatch", source.fact, words.plainly(said.clause[-10:] + said.fact.quantity.text))


def closest(said: Number, facts: Sequence[Fact]) -> tuple[FlagCode, Fact | None]:
    """What to call a number that the source does not give: another value or unit of its own subject, or nothing."""
    fact = said.fact
    digits = _digits(fact.quantity.text)
    for other in facts:
        if _digits(other.quantity.text) == digits and likeness(other.name, fact.name) >= ALIKE:
            same = same_unit(other.quantity.unit, fact.quantity.unit)
            return "value_mismatch" if same else "unit_mismatch", other
    for other in facts:
        if fact.name and other.name == fact.name and other.measure == fact.measure and other.status == fact.status:
            return "value_mismatch", other
    return "number_not_in_source", None


def _digits(text: str) -> str:
    return "".join(_DIGIT.findall(text))
