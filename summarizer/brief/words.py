"""The fixed words of a memo, the same in every form."""

from collections.abc import Iterable

from summarizer.brief.memo import DOUBTFUL, WRONG

COLUMNS = ("指标", "实绩", "增长", "目标")
FIGURES = "主要数据"
NOTES = "出处"
NOTES_WITHOUT_QUOTES = "出处（章节号，原文字符位置）"

_LEGEND = {DOUBTFUL: f"{DOUBTFUL} 存疑，须对照原文", WRONG: f"{WRONG} 与原文不符"}


def legend(marks: Iterable[str]) -> str:
    """What the marks of a memo mean; "" where it has none."""
    return "；".join(_LEGEND[mark] for mark in sorted(marks))
