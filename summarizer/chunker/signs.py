"""Signs by which a text is known for a government work report, whole or cut. All patterns read folded text."""

from collections.abc import Sequence

from summarizer.chunker.annexes import find_annexes
from summarizer.expressions import expression

_SEPARATOR = expression(
    r"(?:上一篇|下一篇|上一页|下一页|上一条|下一条|相关(?:文章|阅读|推荐|链接|新闻|范文)|推荐(?:阅读|文章)|延伸阅读|猜你喜欢|热门(?:文章|推荐)"
    r"|责任编辑|当前位置|您(?:现在)?的位置|版权(?:所有|声明)|免责声明|扫一扫|附件下载|打印本页|关闭窗口|分享到|返回(?:首页|顶部|列表)"
    r"|正文复制|本文(?:来自|来源|地址|由)|以上就是|声明:).{0,200}"
    r"|合集|目录|导航|首页|(?:网站)?首页\s?(?:[>»/|-]|→).{0,80}|[^。]{2,20}[>»][^。]{2,20}[>»].{0,60}"
    r"|.{0,60}报告.{0,24}\d+\s?篇.{0,20}|.{0,60}\(第?\s?\d+\s?/\s?\d+\s?页?\)|.{0,40}(?:范文|汇编|模板|精选)(?:\(?.{0,8}\)?)?"
)
_PAGE_HEADER = expression(r".{0,60}工作报告.{0,24}\d+\s?篇.{0,20}|.{0,60}报告.{0,30}\(第?\s?\d+\s?/\s?\d+\s?页?\)")
_CALL = expression(
    r"让我们|(?:团结|努力|不懈|接续|共同|顽强)奋斗|而(?:努力|奋斗|不懈)|谱写.{0,40}篇章|(?:作出|做出).{0,16}贡献|交出.{0,30}答卷|谢谢(?:大家|各位)"
    r"|(?:开创|创造|再创|书写|续写|铸就|夺取).{0,40}(?:局面|辉煌|篇章|未来|业绩|胜利|答卷)|献礼|优异成绩"
)
_CALLED = expression(r"各位(?:代表|委员|同志)|同志们|朋友们")
_FINISHED = expression(r"[。!?…][”\"’')]*$")
_CALL_END = expression(r"(?:奋斗|贡献|篇章|辉煌|未来|答卷|胜利|局面|谢谢(?:大家|各位)?)$")
_HEADING = expression(
    r"[^。;]{0,24}(?:工作回顾|年回顾|(?:主要|重点|政府)?(?:工作|目标)?任务|工作(?:安排|部署|打算|思路|重点)|总体要求|(?:主要)?预期目标"
    r"|(?:政府)?自身建设|(?:人民)?满意(?:的)?(?:服务型|法治)?政府|民生实事)"
)
_LISTED = expression(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]是")
_PART = expression(r"(?P<number>[一二三四五六七八九十]{1,3})、")
_JUSTICE = expression(r"本院|检察机关|法官|审判")
_DRIVES = expression(
    r"(?:加快|推进|推动|深化|强化|完善|优化|提升|加强|坚持|落实|实施|打造|建设|促进|培育|持续|全面|深入|着力|全力|大力|扎实|统筹|健全)[^,。;]{2,24}[,。;]"
)
_GOVERNMENT = expression(
    r"(?:省|市|区|县|镇|乡|州|旗)(?:委|政府|人大|政协)|全(?:省|市|区|县|镇|乡|州|旗)|党中央|国务院"
)
_NEWS = expression(
    r"记者|本报讯|新华社|通讯员|(?:会议|报告|文章|他|她)(?:指出|强调|提出|认为|表示)|据悉|采访|笔者|作者"
)
_SHORTEST_FRAGMENT = 160
_TAIL_SHARE = 0.25


def is_separator(line: str) -> bool:
    """Whether a line belongs to the site around a report: links to other pages, page heads, notices."""
    return _SEPARATOR.fullmatch(line) is not None


def is_page_header(line: str) -> bool:
    """Whether a line is a web page's head over one page of a collection: 2024年区政府工作报告-10篇(第13/21页)."""
    return _PAGE_HEADER.fullmatch(line) is not None


def has_tail(lines: Sequence[str]) -> bool:
    """Whether a report's text, as folded lines, ends: with its closing call, not in the middle of a sentence.

    Lists and glossaries may follow the call; without such an annex it stands in the last quarter of the text.
    """
    annexes = find_annexes(lines)
    body = lines[: annexes[0].first] if annexes else lines
    if not body or not (_FINISHED.search(body[-1]) or _CALL_END.search(body[-1])):
        return False
    total = sum(map(len, body))
    seen = 0
    for line in reversed(body):
        if _CALL.search(line[-240:]) and (_CALLED.search(line) or seen < 0.04 * total):
            return True
        seen += len(line)
        if seen > _TAIL_SHARE * total:
            return False
    return False


def begins_late(lines: Sequence[str]) -> bool:
    """Whether the first numbered part of a text is not the first of its report: its head is missing."""
    number = next((match for line in lines if (match := _PART.match(line))), None)
    return number is not None and number["number"] != "一"


def closes(lines: Sequence[str]) -> bool:
    """Whether the last of these lines are the closing call of a report."""
    return any(_CALL.search(line[-240:]) and _FINISHED.search(line) for line in lines[-2:])


def reads_like_report(lines: Sequence[str]) -> bool:
    """Whether lines without a title or opening are part of a work report rather than news or other prose.

    Counted are the audience addressed, headings that only reports have, numbered parts, the manner in which tasks
    are listed, and the organs of government; words of news reports count against it.
    """
    size = sum(map(len, lines))
    text = "\n".join(lines)
    if size < _SHORTEST_FRAGMENT or sum(len(line) for line in lines if "。" in line) < 0.6 * size:
        return False
    score = 2 * min(2, len(_CALLED.findall(text)))
    score += 2 * min(2, sum(1 for line in lines if len(line) <= 36 and _HEADING.match(line)))
    score += sum(1 for line in lines if _LISTED.match(line)) >= 2
    score += 1000 * len(_DRIVES.findall(text)) >= 9 * size
    score += 1000 * len(_GOVERNMENT.findall(text)) >= 2 * size
    score += "我们" in text
    score -= 2 * min(3, len(_NEWS.findall(text)))
    score -= 4 * (len(_JUSTICE.findall(text)) > 4)
    return score >= 4
