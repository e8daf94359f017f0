"""Annexes after a report: glossaries, lists of projects for the public benefit, tables of figures and of tasks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.chunker.marks import MARKUP, STOPS
from summarizer.chunker.model import Kind
from summarizer.chunker.words import has_words
from summarizer.expressions import expression
from summarizer.language.rules import Table

_MARK = expression(r"[（(【]?(?P<number>附[件录表注][ 0-9一二三四五六]{0,3})[）)】]?[：:、.． ]{0,2}(?P<title>.*)")
_GLOSSARY = expression(
    r"[（(【]?(?:《?.{0,12}政府工作报告》?)?中?的?(?:有关|部分|相关|若干|主要)?(?:内容|专业|专有|专用)?"
    r"(?:名词|用语|术语|缩略语|概念|词语)(?:[、和及与](?:名词|用语|术语|缩略语|概念))?的?(?:解释|说明|注释|注解|释义)[）)】]?"
    r"|(?:注释|名词)[ 0-9一二三]{0,2}(?:[：:].*)?"
)
_ENTRY = expression(r"[ 　]*(?:\d{1,3}[.．、]|[（(]\d{1,3}[）)]|\[\d{1,3}\])[^。]{1,40}(?:[：:]|[，,]?(?:是)?指)")
_LAST_CALL = expression(r"让我们|更加紧密地?团结|谢谢大家")
_LISTED = expression(r"[ 　]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(〔]?[一二三四五六七八九十\d]{1,3}[）)〕、.．])")
_LONGEST_TITLE = 40
_AFTER_CALL = 3
"""Within this many lines after the closing call, the title of a list needs no 附件 before it."""


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line that may title an annex, without the mark 附件 before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: the index of its first line, of the line that names it and of its text's first, its mark and kind."""

    first: int
    title: int
    body: int
    number: str | None
    kind: Kind
    rule: str


ANNEX: Table[AnnexLine, Kind] = Table("annex")
"""What an annex holds, by its title; no answer for a line that titles none."""


@ANNEX.rule
def glossary(line: AnnexLine) -> Kind | None:
    """A title such as 名词解释 begins a glossary of the report's terms."""
    return "glossary" if _GLOSSARY.fullmatch(line.text) else None


@ANNEX.rule
def benefit_list(line: AnnexLine) -> Kind | None:
    """A list of 民生实事 promises projects for the public benefit."""
    return "livelihood" if has_words("livelihood", line.text) else None


@ANNEX.rule
def figures(line: AnnexLine) -> Kind | None:
    """A table of indicators or of their targets holds goals."""
    return "goals" if has_words("annex_figures", line.text) else None


@ANNEX.rule
def projects(line: AnnexLine) -> Kind | None:
    """A list of projects, or of who is responsible for what, holds tasks."""
    return "tasks" if has_words("annex_tasks", line.text) else None


def is_annex_title(line: str) -> bool:
    """Whether a line is the title of a glossary, or marked as an annex (名词解释, 附件1)."""
    bare = line.strip(MARKUP)
    return len(bare) <= _LONGEST_TITLE and (_GLOSSARY.fullmatch(bare) or _MARK.fullmatch(bare)) is not None


def find_annexes(lines: Sequence[str]) -> list[Annex]:
    """The annexes of a report, given as its lines, in order; the first begins after the report's own text.

    A title with 附件 or of a glossary counts in the second half of the lines, any without a number right after the last
    call on the audience or after an annex. A mark alone takes the next line for its title, where that is one.
    """
    found: list[Annex] = []
    called = _last_call(lines)
    for index, line in enumerate(lines[:-1]):
        if not 0 < len(line) <= _LONGEST_TITLE or (found and index < found[-1].body):
            continue
        after_call = bool(found) or 0 < index - called <= _AFTER_CALL
        if (annex := _annex(lines, index, after_call=after_call)) is not None and (
            after_call or 2 * index >= len(lines) - 1
        ):
            found.append(annex)
    return found


def _last_call(lines: Sequence[str]) -> int:
    """The index of the last line that calls on the audience; a negative one far away if there is none."""
    calls = (index for index in range(len(lines) - 1, -1, -1) if _LAST_CALL.search(lines[index]))
    return next(calls, -len(lines) - _AFTER_CALL)


def _annex(lines: Sequence[str], index: int, *, after_call: bool) -> Annex | None:
    """The annex that a line titles; without a mark any title counts after the last call, elsewhere a glossary's."""
    line = lines[index].strip(MARKUP)
    if (mark := _MARK.fullmatch(line)) is not None:
        return _marked(lines, index, mark)
    if not _is_title(line):
        return None
    answer = ANNEX.decide(AnnexLine(line))
    if answer is None or not (after_call or answer[0] == "glossary"):
        return None
    return Annex(index, index, index + 1, None, *answer)


def _marked(lines: Sequence[str], index: int, mark: re.Match[str]) -> Annex:
    """An annex whose title begins with 附件, in its line or alone above it."""
    title, named = mark["title"], False
    if not title and index + 2 < len(lines):
        title = lines[index + 1].strip(MARKUP)
        named = _is_title(title)
    body = index + 1 + named
    answer = (ANNEX.decide(AnnexLine(title)) if title else None) or _unnamed(lines, body)
    return Annex(index, index + named, body, mark["number"].strip(), *answer)


def _is_title(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_TITLE and line[-1] not in STOPS and not _LISTED.match(line)


def _unnamed(lines: Sequence[str], body: int) -> tuple[Kind, str]:
    """The kind of an annex whose title does not tell it: a glossary where its first lines explain words."""
    entries = sum(_ENTRY.match(line) is not None for line in lines[body : body + 4])
    return ("glossary", "annex.entries") if entries else ("other", "annex.unnamed")
