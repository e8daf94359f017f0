"""Passages of a review that admit problems and difficulties."""

from summarizer.chunker.model import Extent, Section
from summarizer.chunker.sentences import paragraph_extents, sentence_extents
from summarizer.documents import View
from summarizer.expressions import expression

_TROUBLE = r"(?:问题|困难|挑战|不足|短板|差距|矛盾|弱项|薄弱环节|风险|压力)"
#: The lookahead names the characters that all this can begin with: most places are done with at once.
PROBLEM_TRIGGER = expression(
    r"(?=[清深充地看认意感知存面问困挑不短差矛弱薄风压])(?:"
    rf"(?:清醒|清楚|深刻|充分|深知)?地?(?:看到|认识到|意识到|感到|知道|清醒|深知)[^。]{{0,60}}{_TROUBLE}"
    rf"|(?:存在|面临)(?:着|的|诸多|不少|许多|一些|较多|很多|亟待解决)[^。，]{{0,12}}{_TROUBLE}"
    rf"|{_TROUBLE}[^。，；]{{0,12}}(?:仍然|依然|还|比较)(?:较多|突出|存在|不少)"
    rf"|{_TROUBLE}[^。]{{0,20}}主要(?:表现在|体现在|有|是|为)[：:，,]"
    r"|(?:清醒|清楚)地?(?:看到|认识到))"
)
_PROBLEM_END = expression(
    r"对(?:于)?(?:上述|这些|以上|此类).{0,12}(?:问题|困难|矛盾|不足|挑战|短板)[^。]{0,40}(?:解决|破解|改进|应对|克服)"
)
_PROBLEM_OPENING = expression(
    r"[ 　]*(?:各位代表[，,！!])?"
    r"(?:在?(?:充分)?(?:肯定|总结|看到|取得)(?:这些)?成绩|同时|当然|但|我们|对标|思危|回顾|知|当前)"
)
_PROBLEM_SENTENCE = expression("同时|清醒|还存在|也存在|仍存在|仍面临|还面临|主要是")
_CARRIED_ON = expression(
    r"[ 　]*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]|——|其[一二三四])"
)
_WITH_PROBLEMS = frozenset({"review", "multi_year_review", "problems", "opening", "other"})


def problem_extents(view: View, section: Section) -> list[Extent]:
    """The passages of a section's own text that name problems and difficulties, as extents in ``view.text``.

    A passage runs from the sentence that admits them (我们也清醒认识到，…还存在不少困难和问题) to the end of its
    paragraph, and over the following paragraphs that list them (一是…). Sections of plans and aims have none; a section
    of kind ``problems`` without such a sentence is one passage.
    """
    start, end = section.own
    if section.kind not in _WITH_PROBLEMS:
        return []
    found: list[Extent] = []
    position = start
    for paragraph in paragraph_extents(view.text, start, end):
        if found and found[-1][1] == position and _CARRIED_ON.match(view.text, *paragraph):
            found[-1] = (found[-1][0], paragraph[1])
        elif (begin := _problem_start(view.text, paragraph)) is not None:
            found.append((begin, paragraph[1]))
        position = paragraph[1]
    if not found and section.kind == "problems" and view.text[start:end].strip():
        return [(start, end)]
    return found


def _problem_start(text: str, paragraph: Extent) -> int | None:
    match = PROBLEM_TRIGGER.search(text, *paragraph)
    if match is None:
        return paragraph[0] if _PROBLEM_END.search(text, *paragraph) else None
    head = text[paragraph[0] : paragraph[0] + 200]
    if match.start() - paragraph[0] < 150 and _PROBLEM_OPENING.match(head):
        return paragraph[0]
    for start, end in sentence_extents(text, *paragraph):
        if end > match.start():
            return start if _PROBLEM_SENTENCE.search(text, start, end) else None
    return None
