"""A model for the local server: reads the marked text of a request and answers rightly, or wrongly as it is told.

It knows the reports it will be asked about, as a good model knows how to read: from the tags and marks of a prompt it
finds the place in a report, and says of each marked number what the report says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from summarizer.analysis import Analysis
from summarizer.chunker.sentences import sentence_extents
from summarizer.indicators import Fact
from tests.model_server import schema_of

Json = dict[str, Any]

_FENCE = re.compile(r"<report>\n(.*)\n</report>", re.S)
_TAG = re.compile(r"<([\d.]+)>")
_MARK = re.compile(r"#(\d+)(?: (?=\d))?")
_ITEM = re.compile(r"^标记#(\d+)，", re.M)
_DOUBTED = re.compile(r"^(\d+)\|.*\|存疑：", re.M)
_KIND = re.compile(r"^〔[^〕]*〕", re.M)
_TEXT_ITEM = re.compile(r"^条目(\d+)，", re.M)
_HARMLESS = str.maketrans({"<": "＜", ">": "＞", "#": "＃"})


@dataclass
class SimulatedModel:
    """Answers requests about ``analyses``; ``asked`` counts the questions by kind."""

    analyses: Iterable[Analysis]
    asked: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reports = [(a, a.view.text.translate(_HARMLESS)) for a in self.analyses]

    def __call__(self, request: Json) -> Json:
        """The content of the answer."""
        fields = schema_of(request)["properties"]
        user = next(turn["content"] for turn in request["messages"] if turn["role"] == "user")
        kind = "section" if "sections" in fields else "revision" if "texts" in fields else "report"
        self.asked[kind] = self.asked.get(kind, 0) + 1
        if kind == "section":
            return self.section(user, blind="claims" in fields)
        return self.revision(user) if kind == "revision" else self.report(user)

    def section(self, user: str, *, blind: bool = False) -> Json:
        """The first sentences of each tagged section; a claim for each mark, or a word on each doubtful reading."""
        text = fenced(user)
        told = list(_sections(text))
        if blind:
            return {"claims": list(self.claims(text)), "sections": told}
        return {"corrections": [{"m": int(mark), "x": "对"} for mark in _DOUBTED.findall(user)], "sections": told}

    def report(self, user: str) -> Json:
        """A ReportDraft: the points it is given, sorted by their kind, the passages sentence by sentence."""
        rows = [line.split("｜", 1) for line in fenced(user).splitlines() if "｜" in line]
        told: dict[str, list[str]] = {}
        for kind, text in rows:
            parts = text.split("；") if kind not in ("目标原文", "问题原文") else text.rstrip("。").split("。")
            told.setdefault(kind, []).extend(part for part in parts if len(part) < 240)
        texts = [text for kind, found in told.items() if kind != "数字" for text in found]
        return {
            "headline": user.split("》")[0].lstrip("《"),
            "overview": texts[0] if texts else "",
            "achievements": told.get("工作回顾", [])[:3],
            "targets": told.get("目标原文", [])[:4],
            "priorities": told.get("重点任务", [])[:3],
            "problems": told.get("问题原文", [])[:2],
        }

    def revision(self, user: str) -> Json:
        """A Revision: that the readings hold, a sentence of the source for each text."""
        text = _KIND.sub("", fenced(user))
        corrections = [{"m": int(mark), "x": "对"} for mark in _ITEM.findall(user)]
        first = next(iter(bare(text).splitlines()), "")
        texts = [{"i": int(number), "x": first} for number in _TEXT_ITEM.findall(user)]
        return {"texts": texts, "corrections": corrections}

    def claims(self, text: str) -> Iterable[Json]:
        """What is to be said of each mark of a stretch of marked text."""
        for mark, fact in self.facts(text):
            yield claim_of(mark, fact)

    def facts(self, text: str) -> Iterable[tuple[int, Fact]]:
        """The facts that the marks of a stretch of marked text stand for."""
        clean = bare(text)
        for analysis, source in self._reports:
            start = source.find(clean, *analysis.report.extent)
            if start >= 0 and clean:
                by_end = {fact.quantity.end: fact for fact in analysis.facts}
                for mark, at in marks(text):
                    if start + at in by_end:
                        yield mark, by_end[start + at]
                return


def fenced(user: str) -> str:
    """The untrusted text of a prompt."""
    found = _FENCE.search(user)
    return found[1] if found else ""


def bare(text: str) -> str:
    """A marked text without tags and marks."""
    return _MARK.sub("", _TAG.sub("", text))


def marks(text: str) -> Iterable[tuple[int, int]]:
    """The marks of a text and where they stand in it when it is bare."""
    text = _TAG.sub("", text)
    gone = 0
    for found in _MARK.finditer(text):
        yield int(found[1]), found.start() - gone
        gone += len(found[0])


def claim_of(mark: int, fact: Fact) -> Json:
    """A ClaimDraft that says what a fact says."""
    period = fact.period
    years = None if period is None or period.start is None else f"{period.start}-{period.end}"
    return {
        "m": mark,
        "v": fact.quantity.text,
        "n": fact.name,
        "k": fact.measure,
        "d": fact.direction,
        "s": fact.status,
        "t": years,
        "r": fact.region,
    }


def _sections(text: str) -> Iterable[Json]:
    tags = list(_TAG.finditer(text))
    for tag, following in zip(tags, [*tags[1:], None][: len(tags)], strict=True):
        body = bare(text[tag.end() : following.start() if following else len(text)])
        sentences = [body[start:end] for start, end in sentence_extents(body, 0, len(body))]
        longest = sorted(sentences, key=lambda s: -len(s[:200]))[:2]
        yield {"id": tag[1], "s": (longest or ["无"])[0][:380], "p": [s for s in longest if len(s) < 240]}
