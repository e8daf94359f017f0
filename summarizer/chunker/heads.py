"""The lines at the head of a report: which they are, and the title, place, date and year they tell.

All patterns read folded text (``View.folded``), in which spaces inside lines are gone. Lines are short; nothing
here depends on the length of a document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.chunker.marks import value_of
from summarizer.chunker.speakers import find_speaker, is_speaker_line
from summarizer.documents import Span
from summarizer.language import numerals

YEAR = r"(?:(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})"
_NAMED_YEAR = re.compile(YEAR)
_MONTH_OR_DAY = r"(?:\d{1,2}|[一二三]?[十]?[一二三四五六七八九十])"
_DATE = re.compile(
    rf"(?<!\d)\d{{0,2}}?(?P<year>{YEAR})\s?[年./-]\s?(?P<month>{_MONTH_OR_DAY})\s?[月./-]\s?(?P<day>{_MONTH_OR_DAY})(?!\d)"
)
_NOT_DELIVERY = re.compile(r"发布|来源|日期|时间|浏览|更新|编辑|审核|作者|点击|打印|索引|文号")
_LIST_NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[篇章][:、.\s]*|\(?\d{1,3}[.、)](?:\s|(?!\d)|(?=(?:19|20)\d\d\s?年))\s?"
    r"|\(?[一二三四五六七八九十]{1,3}[、)]|[★◆●■▲·]\s?|(?:标题|题目):"
)
_NOTE = re.compile(r"[(\[【](?:[受授]权发布|全文|实录|转载|重磅)[)\]】]\s?")
_TITLE = re.compile(
    r"(?P<phrase>[^,。;!?:、>»|_]{0,40}?)(?:政府工作(?:情况)?的?报告|工作(?:情况)?的?报告)[》】\]]?"
    rf"(?:全文|摘要|实录|\((?P<note>[^()\d]{{1,14}})\)|\({YEAR}年?度?\)|{YEAR}年?度?$)?"
)
_AFTER_TITLE = re.compile(r"[》】\]]?(?:[—-]{1,3}.{0,12}\d.{6,60}|\(.{6,70}\)|[_|-].{2,24}(?:网|网站|政府))?")
_QUOTES = ("《》", "【】", "[]", "<>")
_NOT_GOVERNMENT = re.compile(
    r"法院|检察|常委会|常务委员会|政协|纪委|纪律检查|党委|述职|决议|听取|审议|讨论|落实|解读|关于.{0,20}(?:计划|预算|决算)|委员会(?:全体)?会议"
)
_OTHER_REPORT = re.compile(
    r".{0,40}(?:(?:法院|检察院|常务委员会|常委会)工作的?报告|(?:计划|预算)[^,。]{0,30}的报告|政府工作报告.{0,6}的?决议)(?:\(.{1,12}\))?"
)
_GOVERNED = re.compile(
    r"政府|公署|行署|兵团|管委会|管理委员会|办事处|[省市县区州旗盟镇乡](?:$|\d)|街道|全国|^$|^" + YEAR + "年?度?$"
)
_CONTENTS = re.compile(
    r".{0,60}报告(?:\([^()]{1,12}\))?\s?(?:[.…·\-_]+\s?)?\(?(?!(?:19|20)\d\d)\d{1,4}\)?|.{2,60}(?:[.…·]{3,})\s?\(?\d{1,4}\)?"
)
_TITLE_PART = re.compile(
    rf"(?:关于)?(?:{YEAR}年?度?)?[^,。;!?:、]{{0,24}}(?:省|市|县|区|州|盟|旗|镇|乡|街道|政府|会议|管委会|年度?)|关于"
)
_PHRASE_NOISE = re.compile(
    rf"^关于|{YEAR}\s?年?度?|年度?$|^年度?|人民政府|人民$|政府|管理委员会|管委会|办事处|[《》【】\[\]\"“”]|在$"
)
_PLACE = re.compile(r"[省市县区州旗盟镇乡]$|街道$|苏木$|林场$|农场$|园$|港$|全国$")
_SESSION = re.compile(
    r"在?(?:中华人民共和国)?(?P<place>[^,。:()日\d—-]{1,24}?)(?:第?[一二三四五六七八九十百\dXx×*〇]{1,4}届(?P<nation>全国)?"
    r"(?:人民代表|人大|$)|人民代表大会|人大[^,。]{0,4}会)"
)
_NATION_SESSION = re.compile(r"届全国人民代表大会")
_MEETING = re.compile(r"(?:人民代表大会|人大|代表会|党员大会|次全会|次会议|会议上|届.{0,3}次)")
_META = re.compile(
    r"(?:发布|来源|时间|日期|作者|编辑|浏览|字体|字号|索引|发文|文号|信息).{0,40}|\(?(?:全文|摘要|节选|实录|草案)\)?"
)
_SALUTATION = re.compile(
    r"各位(?:代表|委员|同志|领导|来宾)[^。,]{0,24}[:!,]?|(?:同志们|朋友们)[:!,]?|(?:大会)?主席团[^。]{0,24}[:!]|尊敬的[^。]{2,24}[:!]"
)
_BY = re.compile(
    r"(?:代表|受)(?P<body>[^,。;]{0,24}?)(?:人民政府|政府|(?P<nation>国务院)|管委会|管理委员会|办事处|行政公署)"
)
_REPORTS = re.compile(r"[^。]{0,40}?(?:报告|汇报|审议|审查)")
_SPEAKS = re.compile(r"我(?:谨|在此)?(?:代表|受|向)|委托,?(?:由)?我")
_PLAIN_OPENING = re.compile(
    r"(?:各位[^。]{2,24}[:,!]\s?)?(?:现在|下面)?,?(?:我|由我)?(?:向(?:大会|各位代表)(?:作|报告)[^。]{0,20}(?:工作|报告)|(?:现)?将[^。]{4,50}报告如下)"
)
_MARKDOWN = re.compile(r"#{1,6}\s?")
_OTHER_SUBJECT = re.compile(r"(?:计划|预算|决算|审计|环境状况|国有资产)[^。]{0,16}(?:执行|草案|情况|报告)")
_LONGEST_TITLE_LINE = 110


@dataclass(frozen=True, slots=True)
class Head:
    """What the head lines of a report tell; ``year`` is the one in its title."""

    title: str
    year: int | None
    delivered_on: date | None
    speaker: str | None
    phrases: tuple[str, ...]
    """The words that name the report's place, the best first: 泰州市高港区, XX区, 市."""


def is_opening(line: str) -> bool:
    """Whether a line opens a report: 现在，我代表区人民政府，向大会报告工作."""
    head = line[:200]
    by = _BY.search(head)
    if not by or by.start() > 48 or "。" in head[: by.start()]:
        return _PLAIN_OPENING.match(head) is not None
    subject = head[by.end() : by.end() + 60]
    if _OTHER_SUBJECT.search(subject) and "工作" not in subject:
        return False
    return _SPEAKS.search(head[: by.end() + 40]) is not None and _REPORTS.match(subject) is not None


def is_salutation(line: str) -> bool:
    """Whether a line only addresses the audience: 各位代表：."""
    return _SALUTATION.fullmatch(line) is not None


def is_contents(line: str) -> bool:
    """Whether a line is an entry of a contents page: a title or heading with its page number."""
    return _CONTENTS.fullmatch(line) is not None


def is_other_report(line: str) -> bool:
    """Whether a line is the title of another kind of report: of a court, a congress's committee, a budget."""
    return len(line) <= 60 and _OTHER_REPORT.fullmatch(line) is not None


def title_span(line: str) -> Span | None:
    """Where in a line a government work report's title stands, without its list number; None in other lines."""
    if len(line) > _LONGEST_TITLE_LINE:
        return None
    start, end = _unmarked(line)
    if number := _LIST_NUMBER.match(line, start):
        start = number.end()
    if note := _NOTE.match(line, start):
        start = note.end()
    if line[start : start + 1] + line[end - 1 : end] in _QUOTES:
        start, end = start + 1, end - 1
    match = _TITLE.match(line, start, end)
    if not match or not _AFTER_TITLE.fullmatch(line, match.end(), end) or _NOT_GOVERNMENT.search(match.group()):
        return None
    if "政府工作" not in match.group() and not _GOVERNED.search(match["phrase"]):
        return None
    return (start, match.end())


def _unmarked(line: str) -> Span:
    """A line without the Markdown signs of a heading: # …, ** … **."""
    start = _MARKDOWN.match(line)
    first = start.end() if start else 0
    if line.startswith("**", first) and line.endswith("**") and len(line) > first + 4:
        return (first + 2, len(line) - 2)
    return (first, len(line))


def has_list_number(line: str) -> bool:
    """Whether a title carries a list number of a collection (2. or 第二篇：)."""
    return _LIST_NUMBER.match(line, _unmarked(line)[0]) is not None


def is_head_line(line: str) -> bool:
    """Whether a line is a title, a part of the meeting's name and date, a speaker, or data of a web page."""
    if len(line) > 80:
        return False
    if title_span(line) or is_speaker_line(line) or is_salutation(line) or _META.fullmatch(line):
        return True
    return len(line) <= 60 and "。" not in line and (_DATE.search(line) or _MEETING.search(line)) is not None


def is_title_part(line: str) -> bool:
    """Whether a line can be the first part of a title broken over lines."""
    return len(line) <= 30 and _TITLE_PART.fullmatch(line) is not None


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
    match = _TITLE.fullmatch(title)
    if not match:
        return ""
    session = _SESSION.search(match["phrase"])
    phrase = _PHRASE_NOISE.sub("", session["place"] if session else match["phrase"])
    if not phrase and match["note"]:
        phrase = match["note"]
    return phrase if _PLACE.search(phrase) or (2 <= len(phrase) <= 4 and not match["note"]) else ""


def _opening_phrase(opening: str) -> str:
    by = _BY.search(opening[:200])
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
    dated = [line for line in lines if not _NOT_DELIVERY.search(line) and _DATE.search(line)]
    for line in sorted(dated, key=lambda text: _MEETING.search(text) is None and "在" not in text):
        for match in _DATE.finditer(line):
            try:
                yield date(numerals.year(match["year"]) or 0, value_of(match["month"]), value_of(match["day"]))
            except ValueError:
                continue


def _year_in(text: str) -> int | None:
    match = _NAMED_YEAR.search(text)
    return numerals.year(match.group()) if match else None
