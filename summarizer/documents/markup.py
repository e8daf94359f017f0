"""Signs of markup in plain text, and watermarks, blotted out where they stand: every offset stays what it is."""

import html
import re
from collections.abc import Callable, Iterable

from summarizer.documents.emphasis import emphasis
from summarizer.documents.watermarks import watermarks
from summarizer.expressions import expression

BLOT = "\u200b"
"""Stands in a source's working copy for a character that is not read: zero-width, and so left out of every view."""

_ENTITY = expression(
    r"&(?:amp;){0,3}+(?:(?:nbsp|ensp|emsp|ldquo|rdquo|middot);?|[A-Za-z]{2,8}\d{0,2};|#\d{1,7};|#[xX][\dA-Fa-f]{1,6};)"
)
_HEADING = expression(
    r"^[ \t]{0,3}(?P<signs>#{1,6})(?=[ \t]+\S|[\u4e00-\u9fff“（*])(?![^\n]*[^#\n\s]#[ \t]*$)", re.MULTILINE
)
_CLOSED_HEADING = expression(r"^[ \t]{0,3}#{1,6}[ \t][^\n]*?[ \t](?P<close>#++)[ \t]*$", re.MULTILINE)
_FRONT_MATTER = expression(r"\A\s*---[ \t]*\n(?:[^\n]*\n){0,60}?(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_RULE_OR_FENCE = expression(
    r"^[ \t]*+(?:```[^\n]*|~~~[^\n]*|(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|=++[ \t]*"
    r"|\|?(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)+[ \t:-]*+)$",
    re.MULTILINE,
)
_LINE_MARK = expression(r"^[ \t]*+(?:(?:>[ \t]?)+|[*+-][ \t]++(?=\S))", re.MULTILINE)
_OUTER_BAR = expression(r"^[ \t]*+\||\|(?=[ \t]*+$)", re.MULTILINE)
_ESCAPE = expression(r"\\(?=[!-/:-@\[-`{-~])")
_COMMENT = expression(r"<!--(?:[^<-]|-(?!->)|<(?!!--))*+-->")
_LINE_END = expression(r"<(?:br|/p|/div|/li|/tr|/h\d)[ \t]{0,8}/?>", re.IGNORECASE)
_TAG = expression(r"</?[A-Za-z][^<>\n]{0,400}>")
_PICTURE = expression(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)")
_LINK = expression(r"\[(?P<words>[^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)")
_FOOTNOTE_MARK = expression(r"\[\^[^\]\s]{1,20}\](?!:)")


def readable(text: str, *, markdown: bool) -> str:
    """A working copy of a source, of the same length, in which the signs of markup are no characters to be read.

    Entities (&nbsp; &ldquo; &#8220;), the signs of Markdown headings and of emphasis around words are blotted out in
    any text; in Markdown, so are all its other signs: marks of lists and quotations, rules, tables' bars, links, tags.
    ``**`` that stands for something left out (**街道, **亿元) stays; watermarks go. Linear in the text's length.
    """
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if markdown:
        text = _without_markdown(text)
    if "#" in text:
        text = _HEADING.sub(_blotted, text)
    if "**" in text:
        text = _without(text, emphasis(text, certain=markdown))
    return _without(text, watermarks(text))


def entity_end(text: str, start: int) -> int:
    """The end of the entity that begins at ``start``; the next character's offset where none does."""
    match = _ENTITY.match(text, start)
    return match.end() if match and _character(match)[0] != "&" else start + 1


def _blotted(match: re.Match[str]) -> str:
    return BLOT * len(match.group())


def _character(match: re.Match[str]) -> str:
    """The character of an entity, and blots for the rest of it; the entity itself where there is none such."""
    written = match.group()
    char = written
    while char.startswith("&") and (plainer := html.unescape(char)) != char:
        char = plainer
    return char + BLOT * (len(written) - 1) if len(char) == 1 else written


def _without_markdown(text: str) -> str:
    text = _FRONT_MATTER.sub(_blotted, text)
    if "<" in text:
        text = _COMMENT.sub(_blotted, text)
        text = _LINE_END.sub(lambda match: "\n" + BLOT * (len(match.group()) - 1), text)
        text = _TAG.sub(_blotted, text)
    text = _RULE_OR_FENCE.sub(_blotted, text)
    if "](" in text:
        text = _PICTURE.sub(_blotted, text)
        text = _LINK.sub(_words_only("words"), text)
    if "[^" in text:
        text = _FOOTNOTE_MARK.sub(_blotted, text)
    if "|" in text:
        text = _OUTER_BAR.sub(_blotted, text).replace("|", "\t")
    if "#" in text:
        text = _CLOSED_HEADING.sub(_closed_heading, text)
    return _ESCAPE.sub(_blotted, _LINE_MARK.sub(_blotted, text))


def _words_only(group: str) -> Callable[[re.Match[str]], str]:
    def keep(match: re.Match[str]) -> str:
        start, end = match.span(group)
        return BLOT * (start - match.start()) + match[group] + BLOT * (match.end() - end)

    return keep


def _closed_heading(match: re.Match[str]) -> str:
    """A heading without the signs that close it: ## … ##."""
    start = match.start("close") - match.start()
    return match.group()[:start] + BLOT * (len(match.group()) - start)


def _without(text: str, extents: Iterable[tuple[int, int]]) -> str:
    """The text with some extents, which come in order, blotted out."""
    pieces, at = [], 0
    for start, end in extents:
        pieces += [text[at:start], BLOT * (end - start)]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text
