"""Small fictional reports, and an engine that waits as one with a model does."""

import asyncio
import random
from pathlib import Path

from summarizer.analysis import Analysis
from summarizer.documents import Document, document_from_text
from summarizer.engines import RulesEngine, Session
from summarizer.errors import PromptError, ProviderError
from summarizer.schemas.record import Engine as Description

REPORT = """2024年{place}县政府工作报告
——2024年1月18日在{place}县第九届人民代表大会第四次会议上
县长 林若川

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，全县地区生产总值{gdp}亿元，增长6.1%。城镇新增就业{jobs}人。粮食总产量12.4万吨。
二、2024年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%。
各位代表！让我们团结奋斗，谢谢大家！
"""
PLACES = tuple("甲乙丙丁戊己庚辛壬癸")


class WaitingEngine:
    """The rules under another name, after a wait of random length; fails where the report's place says so.

    ``busiest`` is the largest number of reports that were with it at once, ``drafted`` the titles it was asked for.
    """

    def __init__(self, *, wait: float = 0.0, settings: dict[str, object] | None = None) -> None:
        self._wait = wait
        self._settings = settings or {}
        self._dice = random.Random(7)
        self._busy = 0
        self.busiest = 0
        self.drafted: list[str] = []

    @property
    def description(self) -> Description:
        """An LLM's, as far as records can tell."""
        return Description(name="llm", model="stand-in", prompt_sha256="0" * 64, settings=self._settings)

    @property
    def reads_doubts(self) -> bool:
        """No."""
        return False

    def session(self, analysis: Analysis) -> Session:
        """As the rules'."""
        return RulesEngine().session(analysis)

    async def answer(self, session: Session) -> None:
        """Wait, and fail where the report's place says so."""
        title = session.analysis.report.title
        self.drafted.append(title)
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        await asyncio.sleep(self._dice.random() * self._wait)
        self._busy -= 1
        if "账空" in title:
            raise ProviderError("the account is empty")
        if "缺模" in title:
            raise PromptError("task.md: no such variable")
        if "意外" in title:
            raise KeyError("意外")


def make_text(*places: str) -> str:
    """A collection: one report for each place."""
    return "\n".join(
        REPORT.format(place=place, gdp=100 + sum(map(ord, place)) % 900, jobs=3000 + 17 * len(place))
        for place in places
    )


def make_document(name: str, *places: str) -> Document:
    """A document with one report for each place."""
    return document_from_text(make_text(*places), name)


def write_reports(folder: Path, *files: tuple[str, ...]) -> Path:
    """Files r00.txt, r01.txt, …, each with a report for each of its places."""
    folder.mkdir(exist_ok=True)
    for number, places in enumerate(files):
        (folder / f"r{number:02}.txt").write_text(make_text(*places), "utf-8")
    return folder
