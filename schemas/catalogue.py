"""The indicator catalogue: which indicators are known, under which names, and which of them make the headline.

The data stands in ``catalogue.toml``; adding an indicator means adding an entry there and nothing else.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from summarizer.errors import CatalogueError
from summarizer.expressions import expression
from summarizer.schemas.record import HeadlineStatus, Measure

DEFAULT_PATH = Path(__file__).with_name("catalogue.toml")


def _words(value: object) -> object:
    """A text's words; anything else as it is, for the type to judge."""
    return tuple(value.split()) if isinstance(value, str) else value


Text: TypeAlias = Annotated[str, Field(min_length=1)]
Words: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_words)]
Measures: TypeAlias = Annotated[tuple[Measure, ...], BeforeValidator(_words)]
Range: TypeAlias = Annotated[tuple[Decimal, Decimal], BeforeValidator(_words)]


class Entry(BaseModel):
    """One indicator.

    ``zh`` and ``aliases`` are the names reports use; ``units`` its canonical units (scale left out), the usual one
    first, none for bare numbers; ``measures`` the kinds of number it comes as; ``level_range`` what a level may
    plausibly be, in the first unit, ``growth_range`` a growth rate in %; ``headline`` the measures that have a
    headline slot; ``done`` whether it counts what is done, so that 新增, 建成, 完成 … before its name do not change it.
    In the file a list is one text, its items parted by white space.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
    zh: Text
    en: Text
    aliases: Words = ()
    units: Words
    measures: Measures = Field(min_length=1)
    level_range: Range | None = None
    growth_range: Range | None = None
    headline: Measures = ()
    done: bool = False
    definition: Text
    source: Text


@dataclass(frozen=True, slots=True)
class HeadlineSlot:
    """One row of every record's ``headlines``."""

    canonical: str
    measure: Measure
    status: HeadlineStatus


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries in the file's order, and the ways to find one.

    ``by_id`` maps ids, ``by_name`` normalised names (see ``normalise``) to entries; ``headlines`` are the slots in
    catalogue order: for each headline measure of each entry the actual figure, then the target.
    """

    entries: tuple[Entry, ...]
    by_id: Mapping[str, Entry] = field(init=False, repr=False, compare=False)
    by_name: Mapping[str, Entry] = field(init=False, repr=False, compare=False)
    headlines: tuple[HeadlineSlot, ...] = field(init=False, compare=False)
    _endings: frozenset[str] = field(init=False, repr=False, compare=False)
    _ids: Callable[[str], str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = _index_names(self.entries)
        object.__setattr__(self, "by_id", MappingProxyType({entry.id: entry for entry in self.entries}))
        object.__setattr__(self, "by_name", MappingProxyType(names))
        object.__setattr__(self, "headlines", _headlines(self.entries))
        object.__setattr__(self, "_endings", frozenset(name[-2:] for name in names))
        object.__setattr__(self, "_ids", lru_cache(_REMEMBERED)(self._find_id))

    def lookup(self, name: str) -> Entry | None:
        """The indicator that a phrase of a report names, or None.

        The phrase is an indicator's name, or ends in one with only harmless words before it (places, times, 全市,
        预计, 其中, 完成 …) or after it (增速, 目标, 占GDP比重 …). The longest name decides, and a word that is not
        known to be harmless makes another indicator of it: 人均地区生产总值 is not 地区生产总值.
        """
        if len(name) > _LONGEST_NAME:
            return None
        text = normalise(name)
        found = self._named(text)
        if found is None and "(" in text:
            found = self._named(_PARENTHESES.sub("", text))
        return found

    def id_of(self, subject: str) -> str | None:
        """The id of the indicator that a number's subject names, or None; none for 40 characters or more.

        Answers are remembered, since reports repeat themselves and each other.
        """
        return self._ids(subject)

    def _find_id(self, subject: str) -> str | None:
        entry = self.lookup(subject) if len(subject) < _LONGEST_SUBJECT else None
        return entry.id if entry is not None else None

    def _named(self, text: str) -> Entry | None:
        entry = self._found(text)
        if entry is not None or text[-1:] not in _AFTER_ENDS:
            return entry
        bare = _AFTER.sub("", text)
        if bare != text and (entry := self._found(bare)) is not None:
            return entry
        return self._share(bare)

    def _share(self, text: str) -> Entry | None:
        """The entry whose share the text names: one of its own (研发经费占GDP比重) or one that has shares."""
        share = _GDP_SHARE.search(text)
        if share and (entry := self._found(text[: share.start()] + "占gdp比重")) is not None:
            return entry
        bare = _SHARE.sub("", text)
        entry = self._found(bare) if bare != text else None
        return entry if entry is not None and "share" in entry.measures else None

    def _found(self, text: str) -> Entry | None:
        """The entry of the longest name that ends the text with only harmless words before it."""
        entry = self.by_name.get(text)
        if entry is not None or text[-2:] not in self._endings:
            return entry
        for start in range(1, min(len(text) - 1, _LONGEST_BEFORE)):
            entry = self.by_name.get(text[start:])
            if entry is not None and (_BEFORE_DONE if entry.done else _BEFORE).fullmatch(text, 0, start):
                return entry
        return None


def normalise(name: str) -> str:
    """A name as the index has it: compatibility forms folded, lower case, without spaces and quotation marks."""
    return unicodedata.normalize("NFKC", name).casefold().translate(_DROPPED)


def load_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue in a TOML file; without a path the package's own (read once).

    Raises CatalogueError, whose text names the file and the entry, if the file cannot be read or an entry is wrong:
    a field missing, unknown or of the wrong type, an unknown measure, a range upside down, an id or name used twice.
    """
    return _default() if path is None else _load(path)


@cache
def _default() -> Catalogue:
    return _load(DEFAULT_PATH)


def _load(path: Path) -> Catalogue:
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name}: {error}") from None
    try:
        return Catalogue(tuple(_entry(name, row) for name, row in table.items()))
    except CatalogueError as error:
        raise CatalogueError(f"{path.name}: {error}") from None


def _entry(name: str, row: object) -> Entry:
    """One table of the file; its name is the id."""
    if not isinstance(row, dict) or "id" in row:
        raise CatalogueError(f"entry {name!r}: must be a table [{name}] without an id of its own")
    try:
        entry = Entry(id=name, **row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise CatalogueError(f"entry {name!r}: {place}: {first['msg']}") from None
    _check(entry)
    return entry


def _check(entry: Entry) -> None:
    """What the types of single fields cannot say."""
    for name in ("level_range", "growth_range"):
        bounds: Range | None = getattr(entry, name)
        if bounds is not None and bounds[0] >= bounds[1]:
            raise CatalogueError(f"entry {entry.id!r}: {name}: {bounds[0]} is not below {bounds[1]}")
    if entry.level_range and not {"level", "share"} & set(entry.measures):
        raise CatalogueError(f"entry {entry.id!r}: level_range: level is not one of its measures")
    if entry.growth_range and "growth_rate" not in entry.measures:
        raise CatalogueError(f"entry {entry.id!r}: growth_range: growth_rate is not one of its measures")
    unknown = set(entry.headline) - set(entry.measures)
    if unknown:
        raise CatalogueError(f"entry {entry.id!r}: headline: {', '.join(sorted(unknown))} is not one of its measures")


def _index_names(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    index: dict[str, Entry] = {}
    for entry in entries:
        for name in (entry.zh, *entry.aliases):
            key = normalise(name)
            if key in index:
                raise CatalogueError(f"entry {entry.id!r}: the name {name!r} is already a name of {index[key].id!r}")
            index[key] = entry
    return index


def _headlines(entries: tuple[Entry, ...]) -> tuple[HeadlineSlot, ...]:
    return tuple(
        HeadlineSlot(entry.id, measure, status)
        for entry in entries
        for measure in entry.headline
        for status in _HEADLINE_STATUSES
    )


_HEADLINE_STATUSES: tuple[HeadlineStatus, ...] = ("actual", "target")

_DROPPED = {ord(character): None for character in " \t\n\r\u200b\ufeff\u00ad\"'“”‘’「」『』《》"}

_PARENTHESES = expression(r"\([^()]*\)")

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|"
    "四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)

# Words that end like a place but are none (城镇居民, 景区旅游收入, 上市企业), or are parts or kinds of places, with
# figures of their own (高新区, 脱贫县, 9个市).
_NO_PLACE = (
    "城镇|城乡|乡镇|小镇|家乡|城市|上市|超市|股市|楼市|夜市|都市|小区|社区|景区|园区|校区|林区|牧区|山区|库区|开发区|高新区|经开区|"
    "技术区|自贸区|贸易区|保税区|保区|示范区|试验区|脱贫|百强|重点|省级|市级|县级|国家级|"
    "占|均|每|单位|亿元|万元|各|个(?:省|市|盟|州|县|旗|区|镇|乡|街道)"
)

_HARMLESS = rf"""
        (?:全|我|本|整个)(?:国|省|自治区|市|州|盟|区|县|旗|镇|乡|街道|地区|域|社会|年|期)
      | 我们|我国|中国
      | (?:{_PROVINCES})(?!部)
      | (?:(?!{_NO_PLACE}).){{1,6}}?(?:省|市|自治区|自治州|州|地区|盟|区|新区|县|旗|镇|乡|街道)
      | (?:东|西|中|南|北)部(?:地区)?|东北地区
      | (?:今|去|上|当|本|同|近|每|全)?年度?|(?:19|20)?\d\d年[底末]?|[年期]末|年底
      | (?:\d{{1,2}}[-—~至到])?\d{{1,2}}月[底末份]?|上半年|下半年
      | (?:前|第)[一二三四]个?季度|(?:过去|这|近)?[一二三四五]年来?|[十一二三四五]{{1,3}}五(?:时期|期间|以来)?
      | 初步[核统]算|初步统计|预计|力争|确保|努力|争取|推动|带动|促进|实现|完成|达到|保持|继续|同比|比上年|预期|计划
      | (?:按)?(?:同口径|可比口径|可比价格?|现价|不变价)(?:计算)?
      | 其中|累计|全部|总体|合计|共计|共|主要|将|使|为|的|:|,|——|—
"""

# What is done to things that are counted by their doing.
_DONE = r"""
        新增|净增|增加|新建|改建|扩建|迁建|续建|改|扩|[、和及()]|建成|建设|开工|复工|竣工|交付|投用|启用|基本建成
      | 实施|开展|启动|推进|组织|举办|改造|更新|提升|整治|治理|维修|改善|翻新|新?筹[集建措]|提供|发放|发行|拨付|投入
      | 争取到?|安排|下达|获批|引进|新?引[育进]|招引|新?签约|新?培育|新?认定|新?打造|创建|创成|建立|设立|设置|布局
      | 开通|开行|加装|安装|配备|种植|播种|扩种|落实|帮助|帮扶|援助|吸纳|办理|办结|办复|受理|回应|处置|盘活|消化
      | 化解|惠及|保障|救助|动态|高质量|扎实|有序|全面|顺利|新
"""

_LONGEST_SUBJECT = 40
_REMEMBERED = 1 << 14
"""Subjects whose ids are remembered: those of a hundred reports, in about 3 MB."""
_LONGEST_NAME, _LONGEST_BEFORE = 80, 16
"""Characters of a phrase, and of harmless words before a name in it; more is no name, and would take long to search."""
_BEFORE = expression(rf"(?:{_HARMLESS})+", re.VERBOSE)
_BEFORE_DONE = expression(rf"(?:{_HARMLESS}|{_DONE})+", re.VERBOSE)

_AFTER = expression(
    r"(?:(?:(?:年均|年平均|平均|同比|预期|可比|名义|实际)?(?:增长速度|增长率|增长目标|预期目标|增速|增幅|增长|涨幅|降幅|上涨|"
    r"下降|目标值?|预期))|总量|总?数量?|总数|户数|家数|规模|水平|均值|平均值?|累计|合计|(?:按)?(?:同口径|可比口径|可比价格?))+$"
)
_AFTER_ENDS = frozenset("度率标速幅长涨降值期量数模平均计径价格重例份额比的p)")

_SHARE = expression(
    r"(?:(?:占|相当于|与)[^占]{0,12}?(?:的?(?:比重|比例|比率|比值|份额|之比|百分比|比|的))|的?(?:比重|占比|份额|比例))$"
)
_GDP_SHARE = expression(
    r"(?:(?:占|相当于|与)[^占]{0,6}(?:gdp|生产总值|经济总量)(?:\(gdp\))?(?:的?(?:比重|比例|比率|比值|份额|之比|百分比|比|的))?|的?占比)$"
)
