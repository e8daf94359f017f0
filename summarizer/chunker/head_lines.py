"""Lines at the head of a report: a title, the meeting and its day, the speaker, the address that opens the text.

All patterns read folded text (``View.folded``), in which spaces inside lines are gone. Lines are short; nothing
here depends on the length of a document.
"""

from typing import Literal

from summarizer.chunker.model import Extent
from summarizer.chunker.speakers import is_speaker_line
from summarizer.expressions import expression
from summarizer.language.rules import Table

YEAR = r"(?:(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})"
_MONTH_OR_DAY = r"(?:\d{1,2}|[一二三]?[十]?[一二三四五六七八九十])"
DATE = expression(
    rf"(?<!\d)\d{{0,2}}?(?P<year>{YEAR})\s?[年./-]\s?(?P<month>{_MONTH_OR_DAY})\s?[月./-]\s?(?P<day>{_MONTH_OR_DAY})(?!\d)"
)
_LIST_NUMBER = expression(
    r"第[一二三四五六七八九十百\d]{1,4}[篇章][:、.\s]*|\(?\d{1,3}[.、)](?:\s|(?!\d)|(?=(?:19|20)\d\d\s?年))\s?"
    r"|\(?[一二三四五六七八九十]{1,3}[、)]|[★◆●■▲·]\s?|(?:标题|题目):"
)
_NOTE = expression(r"[(\[](?:[受授]权发布|全文|实录|转载|重磅)[)\]]\s?|【[^】]{2,8}】\s?(?=.)")
TITLE = expression(
    r"(?P<phrase>[^,。;!?:、>»|_]{0,40}?)(?:政府工作(?:情况)?的?报告|工作(?:情况)?的?报告)[》】\]]?"
    rf"(?:全文|摘要|实录|\((?P<note>[^()\d]{{1,14}})\)|\({YEAR}年?度?\)|{YEAR}年?度?$)?"
)
_AFTER_TITLE = expression(
    r"[》】\]]?(?:(?:全文)?(?:发布|公布|刊发|来了)[!。]?|[—-]{1,3}(?:.{0,12}\d.{6,60}|在?[^。]{4,40}(?:会议|大会)上?)|\(.{6,70}\)|[_|-].{2,24}(?:网|网站|政府))?"
)
_QUOTES = ("《》", "【】", "[]", "<>")
_NOT_GOVERNMENT = expression(
    r"法院|检察|常委会|常务委员会|政协|纪委|纪律检查|党委|述职|决议|听取|审议|讨论|落实|解读|关于.{0,20}(?:计划|预算|决算)|委员会(?:全体)?会议"
)
_OTHER_REPORT = expression(
    r".{0,40}(?:(?:法院|检察院|常务委员会|常委会)工作的?报告|(?:计划|预算)[^,。]{0,30}的报告|政府工作报告.{0,6}的?决议)(?:\(.{1,12}\))?"
)
_GOVERNED = expression(
    r"政府|公署|行署|兵团|管委会|管理委员会|办事处|[省市县区州旗盟镇乡](?:$|\d)|街道|全国|^$|^" + YEAR + "年?度?$"
)
_CONTENTS = expression(
    r".{0,60}报告(?:\([^()]{1,12}\))?\s?(?:[.…·\-_]+\s?)?\(?(?!(?:19|20)\d\d)\d{1,4}\)?|.{2,60}(?:[.…·]{3,})\s?\(?\d{1,4}\)?"
)
_TITLE_PART = expression(
    rf"(?:关于)?(?:{YEAR}年?度?)?[^,。;!?:、]{{0,24}}(?:省|市|县|区|州|盟|旗|镇|乡|街道|政府|会议|管委会|年度?)|关于"
)
MEETING = expression(r"(?:人民代表大会|人大|代表会|党员大会|次全会|次会议|会议上|届.{0,3}次)")
_SALUTATION = expression(
    r"各位(?:代表|委员|同志|领导|来宾)[^。,]{0,24}[:!,]?|(?:同志们|朋友们)[:!,]?|(?:大会)?主席团[^。]{0,24}[:!]|尊敬的[^。]{2,24}[:!]"
)
BY = expression(
    r"(?:代表|受)(?P<body>[^,。;]{0,24}?)(?:人民政府|政府|(?P<nation>国务院)|管委会|管理委员会|办事处|行政公署)"
)
_REPORTS = expression(r"[^。]{0,40}?(?:报告|汇报|审议|审查)")
_SPEAKS = expression(r"我(?:谨|在此)?(?:代表|受|向)|委托,?(?:由)?我")
_PLAIN_OPENING = expression(
    r"(?:各位[^。]{2,24}[:,!]\s?)?(?:现在|下面)?,?(?:我|由我)?(?:向(?:大会|各位代表)(?:作|报告)[^。]{0,20}(?:工作|报告)|(?:现)?将[^。]{4,50}报告如下)"
)
_MARKDOWN = expression(r"#{1,6}\s?")
_OTHER_SUBJECT = expression(r"(?:计划|预算|决算|审计|环境状况|国有资产)[^。]{0,16}(?:执行|草案|情况|报告)")
_LONGEST_TITLE_LINE = 110
_REMARK = expression(r"\(?(?:全文|摘要|节选|实录|草案)\)?")
_LONGEST_LINE = 80
_LONGEST_MEETING = 60

Role = Literal["title", "speaker", "address", "remark", "meeting"]
REPORT: Table[str, bool] = Table("report")
"""Whether the words before and with …工作报告 name a government's work report, or another organ's."""
HEAD: Table[str, Role] = Table("head")
"""What a line of at most 80 characters is in the head of a report; no answer for others."""


@REPORT.rule
def other_organ(words: str) -> bool | None:
    """Reports of courts, congresses and parties, and texts about a report, are no government reports."""
    return False if _NOT_GOVERNMENT.search(words) else None


@REPORT.rule
def government(words: str) -> bool | None:
    """A title with 政府工作 is that of a government work report."""
    return True if "政府工作" in words else None


@REPORT.rule
def governed_place(words: str) -> bool | None:
    """A government, its office or the place that it governs reports on its work (清江经济开发区管委会工作报告)."""
    match = TITLE.fullmatch(words)
    return True if match is not None and _GOVERNED.search(match["phrase"]) else None


@HEAD.rule
def title(line: str) -> Role | None:
    """The title of a government's work report, its list number and brackets aside."""
    return "title" if title_span(line) else None


@HEAD.rule
def speaker(line: str) -> Role | None:
    """A post, with or without the name (市长 张三)."""
    return "speaker" if is_speaker_line(line) else None


@HEAD.rule
def address(line: str) -> Role | None:
    """A line that only addresses the audience."""
    return "address" if is_salutation(line) else None


@HEAD.rule
def remark(line: str) -> Role | None:
    """That the text is whole, abridged or a draft."""
    return "remark" if _REMARK.fullmatch(line) else None


@HEAD.rule
def meeting(line: str) -> Role | None:
    """The meeting or its day, in a line that is no sentence."""
    named = len(line) <= _LONGEST_MEETING and "。" not in line and (DATE.search(line) or MEETING.search(line))
    return "meeting" if named else None


def is_head_line(line: str) -> bool:
    """Whether a line is a title, a part of the meeting's name and date, a speaker or an address."""
    return len(line) <= _LONGEST_LINE and HEAD.decide(line) is not None


def is_opening(line: str) -> bool:
    """Whether a line opens a report: 现在，我代表区人民政府，向大会报告工作."""
    head = line[:200]
    by = BY.search(head)
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


def title_span(line: str) -> Extent | None:
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
    match = TITLE.match(line, start, end)
    if match is None or not _AFTER_TITLE.fullmatch(line, match.end(), end):
        return None
    answer = REPORT.decide(match.group())
    return (start, match.end()) if answer is not None and answer[0] else None


def _unmarked(line: str) -> Extent:
    """A line without the Markdown signs of a heading: # …, ** … **."""
    start = _MARKDOWN.match(line)
    first = start.end() if start else 0
    if line.startswith("**", first) and line.endswith("**") and len(line) > first + 4:
        return (first + 2, len(line) - 2)
    return (first, len(line))


def has_list_number(line: str) -> bool:
    """Whether a title carries a list number of a collection (2. or 第二篇：)."""
    return _LIST_NUMBER.match(line, _unmarked(line)[0]) is not None


def is_title_part(line: str) -> bool:
    """Whether a line can be the first part of a title broken over lines."""
    return len(line) <= 30 and _TITLE_PART.fullmatch(line) is not None
