"""What the head lines of a report tell: its title, place, date of delivery, speaker and year.

All patterns read folded text (``View.folded``), in which spaces inside lines are gone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.chunker.head_lines import BY, DATE, MEETING, TITLE, YEAR, is_title_part, title_span
from summarizer.chunker.marks import value_of
from summarizer.chunker.speakers import find_speaker
from summarizer.expressions import expression
from summarizer.language import numerals

_NAMED_YEAR = expression(YEAR)
_NOT_DELIVERY = expression(r"发布|来源|日期|时间|浏览|更新|编辑|审核|作者|点击|打印|索引|文号")
_PHRASE_NOISE = expression(
    rf"^关于|{YEAR}\s?年?度?|年度?$|^年度?|人民政府|人民$|政府|管理委员会|管委会|办事处|[《》【】\[\]\"“”]|在$"
)
_PLACE = expression(r"[省市县区州旗盟镇乡]$|街道$|苏木$|林场$|农场$|园$|港$|全国$")
_SESSION = expression(
    r"在?(?:中华人民共和国)?(?P<place>[^,。:()日\d—-]{1,24}?)(?:第?[一二三四五六七八九十百\dXx×*〇]{1,4}届(?P<nation>全国)?"
    r"(?:人民代表|人大|$)|人民代表大会|人大[^,。]{0,4}会)"
)
_NATION_SESSION = expression(r"届全国人民代表大会")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head lines of a report tell; ``year`` is the one in its title."""

    title: str
    year: int | None
    delivered_on: date | None
    speaker: str | None
    phrases: tuple[str, ...]
    """The words that name the report's place, the best first: 泰州市高港区, XX区, 市."""


def read_head(lines: Sequence[str], raw: Sequence[str], opening: str) -> Head:
    """The title, date, speaker and place that head lines tell.

    ``lines`` are the folded head lines, ``raw`` the same lines unfolded, ``opening`` the folded line that opens the
    text ("" if none). The longest title counts: that of a collection's heading and the report's own may differ.
    """
    titles = sorted(_titles(lines, raw), key=lambda found: len(found[0]), reverse=True)
    title, folded = titles[0] if titles else ("", "")
    delivered_on = next(_dates(lines), None)
    year = _year_in(folded)
    phrases = [*(_phrase(text) for _, text in titles), _opening_phrase(opening), *_session_phrases(lines)]
    speaker, post_phrases = find_speaker(lines)
    return Head(title, year, delivered_on, speaker, tuple(filter(None, [*phrases, *post_phrases])))


def _titles(lines: Sequence[str], raw: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The titles in head lines, as written and folded; a title broken over lines is put together."""
    for i, line in enumerate(lines):
        span = title_span(line)
        if not span:
            continue
        first = i
        while first and i - first < 3 and is_title_part(lines[first - 1]) and not _phrase(line):
            first -= 1
        joined, raw_joined = "".join(lines[first : i + 1]), "".join(raw[first : i + 1])
        whole = title_span(joined) if first < i else span
        if whole:
            yield raw_joined[whole[0] : whole[1]], joined[whole[0] : whole[1]]
        else:
            yield raw[i][span[0] : span[1]], line[span[0] : span[1]]


def _phrase(title: str) -> str:
    """The words of a title that name its place: **市2024年政府工作报告 → **市."""
    match = TITLE.fullmatch(title)
    if not match:
        return ""
    session = _SESSION.search(match["phrase"])
    phrase = _PHRASE_NOISE.sub("", session["place"] if session else match["phrase"])
    if not phrase and match["note"]:
        phrase = match["note"]
    return phrase if _PLACE.search(phrase) or (2 <= len(phrase) <= 4 and not match["note"]) else ""


def _opening_phrase(opening: str) -> str:
    by = BY.search(opening[:200])
    if not by:
        return ""
    return "全国" if by["nation"] else by["body"].removeprefix("我")


def _session_phrases(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if _NATION_SESSION.search(line):
            yield "全国"
        elif (session := _SESSION.search(line)) and _PLACE.search(session["place"]):
            yield session["place"].rpartition("在")[2]


def _dates(lines: Sequence[str]) -> Iterator[date]:
    """Dates of delivery: those of the meeting first, then dates that stand alone."""
    dated = [line for line in lines if not _NOT_DELIVERY.search(line) and DATE.search(line)]
    for line in sorted(dated, key=lambda text: MEETING.search(text) is None and "在" not in text):
        for match in DATE.finditer(line):
            try:
                yield date(numerals.year(match["year"]) or 0, value_of(match["month"]), value_of(match["day"]))
            except ValueError:
                continue


def _year_in(text: str) -> int | None:
    match = _NAMED_YEAR.search(text)
    return numerals.year(match.group()) if match else None
