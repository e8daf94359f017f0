"""Lines of the web page or newspaper around a report: buttons, publication data, captions, links, footers."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from summarizer.expressions import expression
from summarizer.language.rules import Table

_LONGEST = 80
_LONGEST_VALUE = 16
_LEADING = "【[(<>《》«»|*·•-—_= ▶►▼◆■□"
_BRACKETS = _LEADING + "】])"
_STAMP = expression(
    r"\(?(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?[ ,]*(?:星期.)?\d{1,2}[:时]\d\d(?:[:分](?:\d\d秒?)?)?\)?"
)
_FIELD = expression(r":|^.{2,6}[|丨/]")
_FILE = expression(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|jpe?g|png|mp4)$", re.IGNORECASE)
_HASH = expression(r"[0-9a-f]{16,}:?")
_ADDRESS = expression(r"(?:https?://|www\.)[!-~]+")
_CAPTION = expression(
    r".{0,50}(?:摄影?(?:报道)?|供图|制图)[。)]?|\(?图为.{0,50}|[^我]{0,30}作政府工作报告[。,!]?.{0,30}"
)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("summarizer.chunker").joinpath("site.toml").read_text("utf-8"))
    return {name: tuple(group["words"]) for name, group in data.items()}


@cache
def _footers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()["footers"])))


def _bare(line: str) -> str:
    return line.strip(_BRACKETS)


Mark = Literal["button", "credit", "stamp", "caption", "link", "footer", "machine"]
PAGE: Table[str, Mark] = Table("page")
"""What a folded line of at most 80 characters is for the page around a text; no answer for a line of the text."""


@PAGE.rule
def button(line: str) -> Mark | None:
    """A page's buttons and the sizes of its letters stand on lines of their own."""
    bare = _bare(line).rstrip(":")
    return "button" if not bare or bare in _words()["buttons"] else None


@PAGE.rule
def credit(line: str) -> Mark | None:
    """Where a text is taken from and who edited it is a field with a colon, alone on a line, or in brackets."""
    bare = _bare(line)
    named = bare.startswith(_words()["credits"])
    field = _FIELD.search(bare) is not None or bare in _words()["credits"] or line[0] in "【[("
    return "credit" if named and field else None


@PAGE.rule
def stamp(line: str) -> Mark | None:
    """A date with a time of day is that of publication."""
    return "stamp" if _STAMP.fullmatch(line) else None


@PAGE.rule
def caption(line: str) -> Mark | None:
    """A photograph's caption says who took it, or that somebody gives the report."""
    return "caption" if _CAPTION.fullmatch(line) else None


@PAGE.rule
def link(line: str) -> Mark | None:
    """What leads on to other pages is announced by a set phrase; a file to load is named with its ending."""
    announced = line.lstrip(_LEADING).startswith(_words()["links"])
    return "link" if announced or _FILE.search(line) else None


@PAGE.rule
def footer(line: str) -> Mark | None:
    """The foot of a page names who runs the site."""
    return "footer" if _footers().search(line) else None


@PAGE.rule
def machine(line: str) -> Mark | None:
    """Keys and addresses are for machines."""
    return "machine" if _HASH.fullmatch(line) or _ADDRESS.fullmatch(line) else None


def is_page_line(line: str) -> bool:
    """Whether a folded line belongs to the page around a text."""
    return 0 < len(line) <= _LONGEST and PAGE.decide(line) is not None


def is_note(line: str) -> bool:
    """Whether a folded line is a caption or a link, which end without a stop like text that runs on."""
    return len(line) <= _LONGEST and (caption(line) is not None or link(line) is not None)


def stands_apart(lines: Sequence[str], i: int) -> bool:
    """Whether line ``i`` belongs to the page around a text, or is the value of a field that the line before names."""
    if is_page_line(lines[i]):
        return True
    before = lines[i - 1] if i else ""
    return before.endswith(":") and len(lines[i]) <= _LONGEST_VALUE and credit(before) is not None
