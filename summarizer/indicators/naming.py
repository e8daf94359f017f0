"""Which words name a run of numbers: those before it, those behind it, or what was named before."""

from collections.abc import Sequence
from typing import Final

from summarizer.expressions import expression
from summarizer.indicators import lists, nouns, phrases
from summarizer.indicators.clauses import Slot
from summarizer.indicators.measures import Reading
from summarizer.indicators.places import WHOLES, Placed, place_of
from summarizer.indicators.subjects import (
    OWNED,
    Naming,
    Said,
    Source,
    Subject,
    carried,
    named,
    of_each,
    of_names,
    of_phrase,
)
from summarizer.indicators.words import COUNTABLE, SHARE, STEP
from summarizer.language.rules import Table
from summarizer.quantities.units import dimension

_OF_WHOLE: Final = expression(r"(?:以上|以下|左右)?的[\u4e00-\u9fff]{2}")
_WHOLE_END: Final = expression(r"(?:全[国省市县区州]|贡献|承担|提供|创造|集聚|集中)(?:了)?(?:约|近|超过?)?$")
#: What stands before a share of things that are counted: another whole of them (所有市州和98%的县市区), or nothing.
_BESIDE_WHOLE: Final = expression(r"(?:^|(?:所有|全部|全体)[^,;、]{1,8}(?:和|及|、))(?:约|近|超过?)?$")
_YEARLY_OUTPUT: Final = expression(r"[年日](?:产|加工|处理|屠宰|出栏)$")
_RESTORED: Final = expression(r"(?:恢复|相当于)(?:到|至)?[^,;]*的$")
_AND: Final = expression("[、和]|(?<!普)及")
_A_RATE: Final = expression("率$")
#: Verbs of reaching people or firms, with nothing between them and their number (惠及1320人).
_MONEY: Final = expression(r"(?:[金款费]|补贴|补助|贷款|投资)$")
_REACHES: Final = expression(
    r"(?:惠及|受益|覆盖|带动|扶持|帮扶|救助|资助|补助|补贴|奖励|慰问|帮助|支持)(?:了|约|近|超过?)?$"
)
_STOCK: Final = expression(r"总数|总量|总计|累计|总规模|^(?:已|共)?(?:达到|达|增至|超过|突破)$")


def _kind(case: Naming) -> str:
    """Whether a run gives a name of its own, and to one number or several."""
    if case.said.own is None:
        return "unnamed"
    return "named" if len(case.run) == 1 else "several named"


NAME: Final[Table[Naming, Subject]] = Table("name", kind=_kind)


def name_run(source: Source, run: Sequence[Slot], reading: Reading, between: str, before: Sequence[Subject]) -> Subject:
    """What the numbers of a run are about.

    ``between`` is the text of the sentence between the clause of the number before and the run's own, ``before`` the
    subjects of the runs before, the paragraph's last first-hand ones at the end.
    """
    placed, place_rule = _placed(source, run[0], run[0].before[: reading.subject_end], before)
    naming = Naming(source, run, reading, between, before, lambda case: _said(case, placed, place_rule))
    decided = NAME.decide(naming)
    if decided is None:
        return of_phrase(naming, phrases.whole_phrase(run[0].before))
    subject, rule = decided
    if placed is not None and placed.name in WHOLES:
        place_rule = naming.said.place_rule
    return subject._replace(rule=rule, place_rule=place_rule, clause=run[0].clause)


@NAME.rule
def counted_noun(case: Naming) -> Subject | None:
    """The noun right behind a count names what is counted (272个智能制造标杆)."""
    if not _takes_noun(case):
        return None
    money = dimension(case.first.quantity.unit) == "currency"
    if money and case.said.own is None and nouns.begins_with_deed(case.after):
        return None
    noun = nouns.following(case.after, things=_counts_things(case.first))
    if noun is None or (STEP.search(noun) is not None and case.said.own is not None):
        return None
    return named(case, noun, counted=True)


@NAME.rule_for("named")
def rank_among(case: Naming) -> Subject | None:
    """A rank among things counted is of what they are ranked in, or was told of before (122个县综合考核中位列第9)."""
    last, text = case.last, case.first.before[: case.reading.subject_end]
    if case.reading.measure != "rank" or last is None or not last.counted or not text.endswith("中"):
        return None
    if last.clause != case.first.clause or not text.startswith(last.phrase):
        return None
    field = phrases.whole_phrase(text[len(last.phrase) : -1])
    if field:
        return named(case, field)
    return carried(case, case.before[-2]) if len(case.before) > 1 else of_phrase(case, phrases.RANKING)


@NAME.rule_for("several named")
def shares_in_order(case: Naming) -> Subject | None:
    """Several shares, or rates beside them, are those of the things named (税收占比、就业占比分别达68%、85%)."""
    if not SHARE.search(case.first.before):
        return None
    parts = _AND.split(case.first.before)
    if len(parts) != len(case.run) or not all(SHARE.search(part) or _A_RATE.search(part) for part in parts):
        return None
    names = [phrases.phrase(phrases.share_subject(part), case.source.catalogue.id_of) for part in parts]
    return of_each(case, [name for name in names if name])


@NAME.rule_for("several named")
def deeds_in_order(case: Naming) -> Subject | None:
    """Several deeds listed before 分别 name a number each (接待游客、实现旅游总花费分别增长11.8%、11.5%)."""
    if "分别" not in case.first.before:
        return None
    text = case.first.before[: case.reading.subject_end].partition("分别")[0]
    parts = text.split("、")
    if len(parts) != len(case.run) or not all(nouns.begins_with_deed(phrases.trim_start(part)) for part in parts):
        return None
    return of_each(case, [name for part in parts if (name := phrases.phrase(part, case.source.catalogue.id_of))])


@NAME.rule_for("named", "several named")
def measure_of_subject(case: Naming) -> Subject | None:
    """A measure that with the subject before it is an indicator is that (规模以上工业企业达8600家、增加值增长3%)."""
    last = case.last
    own = case.said.own
    if own not in OWNED or case.between or last is None or len(last.names) != 1:
        return None
    whole = last.phrase + own
    return named(case, whole) if case.source.catalogue.id_of(whole) is not None else None


@NAME.rule_for("named", "several named")
def phrase_before(case: Naming) -> Subject | None:
    """The phrase before a number, without what only says how and when, names it (地区生产总值同比增长6%)."""
    return named(case, case.said.own) if case.said.own is not None else None


@NAME.rule_for("unnamed")
def object_behind(case: Naming) -> Subject | None:
    """The object of the verb behind a number names it where nothing before it does (4人入选中国好人)."""
    if not _takes_noun(case):
        return None
    name = nouns.object_of(case.after)
    return named(case, name) if name is not None else None


@NAME.rule_for("unnamed")
def people_reached(case: Naming) -> Subject | None:
    """People, or firms, that money reached are none of it (发放资金486万元，惠及1320人)."""
    last, unit = case.last, case.first.quantity.unit
    reached = unit in _REACHED_UNITS and len(case.run) == 1 and _REACHES.search(case.first.before)
    if last is None or not reached or case.topic is not None or not _MONEY.search(last.phrase):
        return None
    return of_phrase(case, phrases.whole_phrase(case.first.before))


@NAME.rule_for("unnamed")
def topic_of_clause(case: Naming) -> Subject | None:
    """A number that names nothing is about the subject of the clause before it (固定资产投资稳步增长，增速达8.5%)."""
    topic, last, count = case.topic, case.last, len(case.run)
    if topic is None or (last is not None and count == len(last.names) > 1):
        return None
    names = (lists.listed(topic, count) if count > 1 else None) or [topic] * count
    return carried(case, of_names(case.source, topic, names))


@NAME.rule_for("unnamed")
def nothing_before(case: Naming) -> Subject | None:
    """Where nothing was named before either, all that the clause says must do for a name."""
    if case.last is not None:
        return None
    return carried(case, of_phrase(case, phrases.whole_phrase(case.first.before) or phrases.whole_phrase(case.after)))


@NAME.rule_for("unnamed")
def stock_of_flow(case: Naming) -> Subject | None:
    """A total behind what was added is the stock of it (新增企业36家，总数达到210家)."""
    last = case.last
    if last is None or len(case.run) != len(last.names) or not _STOCK.search(case.first.before):
        return None
    names = tuple(name.removeprefix("新增") or name for name in last.names)
    canonicals = tuple(map(case.source.catalogue.id_of, names))
    return carried(case, last._replace(phrase=names[-1], names=names, canonicals=canonicals))


@NAME.rule_for("unnamed")
def same_as_before(case: Naming) -> Subject | None:
    """A number that names nothing is about what the number before was about (…286亿元，增长6.1%)."""
    last = case.last
    return carried(case, last) if last is not None and len(case.run) == len(last.names) else None


@NAME.rule_for("unnamed")
def last_in_order(case: Naming) -> Subject | None:
    """Several numbers with 分别 take the last subjects in order (收入…，支出…，分别增长6%和8%)."""
    count, last = len(case.run), case.last
    if count == 1 or last is None or len(last.names) != 1:
        return None
    named = [subject for subject in case.before if not subject.carried and len(subject.names) == 1][-count:]
    if len(named) < count:
        return None
    subject = Subject(
        named[-1].phrase,
        tuple(each.names[0] for each in named),
        tuple(each.canonicals[0] for each in named),
        tuple(each.places[0] for each in named),
    )
    return carried(case, subject)


@NAME.rule_for("unnamed")
def whole_list_before(case: Naming) -> Subject | None:
    """One number behind a list of several is about the list as a whole."""
    last, count = case.last, len(case.run)
    if last is None:
        return None
    canonical = case.source.catalogue.id_of(last.phrase)
    return carried(case, Subject(last.phrase, (last.phrase,) * count, (canonical,) * count, (last.places[0],) * count))


def _said(case: Naming, placed: Placed | None, place_rule: str) -> Said:
    """What the clause of a run says before it, at the place that it names."""
    reading, first, name_of = case.reading, case.first, case.source.catalogue.id_of
    text = first.before[: reading.subject_end]
    canonical, planned = None, False
    if reading.measure == "share" or (reading.measure == "change" and SHARE.search(text)):
        canonical = name_of(phrases.trim_start(phrases.trim_end(text)))
        bare = phrases.trim_plan(text)
        planned = bare != text
        text = phrases.share_subject(bare)
    elif reading.measure in ("growth_rate", "change", "rank", "multiple"):
        text = phrases.trim_comparison(phrases.trim_end(text))
    elif first.quantity.unit == "%":
        whole, text = text, phrases.trim_plan(text)
        planned = text != whole or _RESTORED.search(whole) is not None
    else:
        text = _YEARLY_OUTPUT.sub("", text)
    done = first.quantity.unit not in ("%", "‰", "百分点")
    own = phrases.phrase(text, name_of, done=done)
    if placed is not None and placed.name in WHOLES and not _is_whole_of(own, placed, first, name_of):
        placed, place_rule = None, ""
    if placed is not None and placed.length and own is not None:
        rest = phrases.phrase(text[placed.length :], name_of, done=done)
        own = rest if rest is not None or reading.measure != "rank" else own
    return Said(own, canonical, placed.name if placed is not None else None, place_rule, planned)


def _is_whole_of(own: str | None, placed: Placed, slot: Slot, known: phrases.Known) -> bool:
    """Whether a word like 全国 before a name says where: before an indicator that is measured, not counted, and that is
    not named with it (全国重点实验室, 全国政协提案5件)."""
    counted = dimension(slot.quantity.unit) == "count" and slot.quantity.unit not in _PEOPLE
    if own is None or counted:
        return False
    rest = own.removeprefix(placed.name)
    return known(rest) is not None and known(placed.name + rest) in (None, known(rest))


def _placed(source: Source, first: Slot, text: str, before: Sequence[Subject]) -> tuple[Placed | None, str]:
    """The other place that a run is about, and the rule that decided."""
    last = before[-1] if before else None
    linked = None
    if last is not None and last.clause == first.clause and len(set(last.places)) == 1:
        linked = last.places[0] if last.places[0] not in WHOLES else None
    return place_of(source.gazetteer, text, first.quantity.start - len(first.before), linked)


def _takes_noun(case: Naming) -> bool:
    """Whether the noun right after a number names it: always for counts, else only where nothing before it does."""
    slot = case.first
    counted = not slot.quantity.unit or dimension(slot.quantity.unit) in ("count", "rank")
    if counted and slot.quantity.text[0].isdigit():
        return bool(slot.quantity.unit) or case.said.own is None
    if slot.quantity.unit in ("%", "成") and _OF_WHOLE.match(slot.after):
        if _WHOLE_END.search(slot.before):
            return True
        if _BESIDE_WHOLE.search(slot.before) and COUNTABLE.search(slot.after, 0, 12):
            return True
    return not slot.linked and case.said.own is None


def _counts_things(slot: Slot) -> bool:
    """Whether a number counts things one by one (个, 家, 所 …), so that a deed or measure behind them is no part of
    their name."""
    return dimension(slot.quantity.unit) == "count" and slot.quantity.unit not in _COUNTS_DEEDS


_REACHED_UNITS: Final = frozenset("人 户 人次 家 户次 家次 名".split())
_PEOPLE: Final = frozenset("人 户 人次".split())
_COUNTS_DEEDS: Final = frozenset("次 场 场次 项 批 批次 期 件 件次 人次 轮 届 起 宗 单 天 万".split())
