"""Places named in a report: which division of GB/T 2260 or which region of several a name means there."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from summarizer.chunker.model import Region
from summarizer.chunker.regions import code_prefix, codes_of_names, level_of, name_of, unique_code
from summarizer.expressions import expression

NATION = ("全国", "我国")
_BEFORE_SHORT = frozenset("中及与、，。；：,;:（(“\n ")
"""What may stand before a county of two characters: elsewhere they are the end of another word (示范县)."""
_SHORT_NAME = 2
_PEOPLES = (
    "壮族|藏族|回族|苗族|彝族|侗族|瑶族|傣族|羌族|白族|畲族|黎族|土族|满族|蒙古族?|朝鲜族|土家族|布依族|哈尼族|傈僳族|景颇族|拉祜族|佤族|水族|仡佬族"
    "|哈萨克|维吾尔|柯尔克孜|塔吉克|锡伯|裕固族|保安族|东乡族|撒拉族|达斡尔族|鄂伦春|鄂温克族|毛南族|仫佬族|纳西族|独龙族怒族|普米族|布朗族|阿昌族|德昂族|各族"
)
_AUTONOMOUS = expression(rf"(?P<stem>.{{2,}}?)(?:{_PEOPLES})+自治(?P<kind>[州县])")
_SHORT = expression(r"(?P<stem>.{2,}?)(?:市|地区|盟|(?:壮族|回族|维吾尔)?自治区|省|特别行政区)")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place named at ``start``–``end`` of a text (offsets in it).

    ``region.name`` is its full name, of the standard where that has it; ``region.code`` is None for a region of several
    places, and for a name that several divisions share where the report's own region leaves more than one.
    """

    start: int
    end: int
    region: Region


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("summarizer.chunker").joinpath("places.toml").read_text("utf-8"))
    return {name: frozenset(group["words"]) for name, group in data.items()}


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    """Name → the full names that it may stand for: itself, or those it shortens (鄂尔多斯, 恩施州)."""
    names: dict[str, tuple[str, ...]] = {name: (name,) for name in codes_of_names()}
    for name, codes in codes_of_names().items():
        for short in _short_names(name, codes[0]):
            if short != name and name not in names.get(short, ()):
                names[short] = names.get(short, ()) if short in codes_of_names() else (*names.get(short, ()), name)
    return {name: full for name, full in names.items() if full}


def _short_names(name: str, code: str) -> Iterator[str]:
    if (own := _AUTONOMOUS.fullmatch(name)) is not None:
        yield own["stem"] + own["kind"]
        if own["kind"] == "州":
            yield own["stem"]
    elif code.endswith("00") and (own := _SHORT.fullmatch(name)) is not None:
        yield own["stem"]


@lru_cache(maxsize=8192)
def place_named(name: str, own: Region) -> Region | None:
    """The place that a name means in a report of the region ``own``; None if it is no place's name.

    The name is folded text: of a division (鄂尔多斯市, 鄂尔多斯, 恩施州, 南京市鼓楼区), of a region of several (长三角)
    or of the nation. Of divisions that share a name (鼓楼区) the one in or nearest around ``own`` counts; where several
    are as near, the code is None.
    """
    if name in NATION:
        return Region("全国", "nation", None)
    if name in _words()["several"]:
        return Region(name, None, None)
    full = _full_names().get(name)
    if full is None:
        code = unique_code(name)
        return Region(name, level_of(code), code) if code else None
    near = _nearest([code for each in full for code in codes_of_names()[each]], own.code)
    if len(near) > 1:
        return Region(name, level_of(near[0]), None)
    return Region(name_of(near[0]), level_of(near[0]), near[0])


def _nearest(codes: list[str], own: str | None) -> list[str]:
    """Those of ``codes`` inside the region of code ``own``, else inside its prefecture, else its province, else all."""
    if own is not None:
        for prefix in (code_prefix(own), own[:4], own[:2]):
            if near := [code for code in codes if code.startswith(prefix)]:
                return near
    return codes


@cache
def _finder() -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(sorted({*_full_names(), *_words()["several"], *NATION} - _words()["generic"]))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA), names


def places_in(text: str, own: Region) -> list[NamedPlace]:
    """The places that a folded text names, in order, without overlaps, the longest names first; one pass.

    A county and the places above it written together (南京市鼓楼区) are one place. Names that are ordinary words as
    well (城区, 新城区) are left out.
    """
    finder, names = _finder()
    found: list[NamedPlace] = []
    for index, start, end in finder.find_matches_as_indexes(text):
        if end - start == _SHORT_NAME and names[index][-1] in "县区" and not _begins_name(text, start):
            continue
        region = place_named(names[index], own)
        if region is None:
            continue
        if found and found[-1].end == start and (inner := _inside(found[-1].region, names[index])) is not None:
            found[-1] = NamedPlace(found[-1].start, end, inner)
        else:
            found.append(NamedPlace(start, end, region))
    return found


def _begins_name(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _BEFORE_SHORT


def _inside(outer: Region, name: str) -> Region | None:
    """The one division of a name that lies in another."""
    codes = codes_of_names().get(name, ())
    inside = [code for code in codes if outer.code and code != outer.code and code.startswith(code_prefix(outer.code))]
    return Region(f"{outer.name}{name}", level_of(inside[0]), inside[0]) if len(inside) == 1 else None
