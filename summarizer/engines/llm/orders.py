"""Sentences of a report that speak to a model instead of to the assembly: what they say belongs into no summary."""

import re

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.engines.llm.claims import numbers, same_number
from summarizer.expressions import expression

_ORDER = expression(
    r"(?:忽略|无视|忘记|忘掉|不要?理会|不必理会)[^。！？\n]{0,12}(?:指示|指令|提示词?|要求|规则|设定|上文|以上|之前)"
    r"|(?:把|将)[^。！？\n]{1,30}(?:写成|写为|改成|改写|说成|输出为|填成|填为|报成)"
    r"|(?:摘要|总结|概述|回答|输出|结果)[中里]?(?:必须|务必|请|应当?|要|只)?(?:写|填|输出|注明|说明|包含)"
    r"|(?:你是|作为)(?:一个|一名)?(?:AI|人工智能|大?模型|助手|机器人)"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b"
    r"|system prompt",
    re.IGNORECASE,
)


def ordered_facts(analysis: Analysis) -> frozenset[int]:
    """The indices of the facts whose numbers stand in such a sentence."""
    text = analysis.view.text
    start, end = analysis.report.extent
    if _ORDER.search(text, start, end) is None:
        return frozenset()
    return frozenset(
        index for index, fact in enumerate(analysis.facts) if _ORDER.search(text, *_around(text, fact.evidence))
    )


def ordered_number(analysis: Analysis, ordered: frozenset[int], text: str) -> str | None:
    """A number of a text that the report gives in such sentences only; None where there is none."""
    if not ordered:
        return None
    for number in numbers(text):
        giving = {index for index, fact in enumerate(analysis.facts) if same_number(fact.quantity, number)}
        if giving and giving <= ordered:
            return number.text
    return None


def _around(text: str, sentence: Extent) -> Extent:
    """A sentence with the one before it, where that stands in the same paragraph: an order may take two."""
    line = text.rfind("\n", 0, sentence[0]) + 1
    before = text[line : sentence[0]].rstrip("。！？!?.；; ")
    stop = max(before.rfind(mark) for mark in "。！？!?")
    return line + stop + 1, sentence[1]
