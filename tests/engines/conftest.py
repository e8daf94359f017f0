"""Shared by the tests of the LLM engine: fictional reports, a local server with a simulated model, runs against it."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # importlib mode leaves the root out
    sys.path.append(str(ROOT))

from summarizer.analysis import Analysis, analyse_document  # noqa: E402
from summarizer.documents import Document  # noqa: E402
from summarizer.engines.llm import LLMEngine  # noqa: E402
from summarizer.llm import Client, load_settings  # noqa: E402
from summarizer.pipeline import summarize_report  # noqa: E402
from summarizer.schemas import Record, to_json_line  # noqa: E402
from summarizer.validator import check  # noqa: E402
from tests.engines.simulated import SimulatedModel  # noqa: E402
from tests.model_server import Json, ModelServer, Plan  # noqa: E402

REPORT = """云岚县政府工作报告
——2024年1月9日在云岚县第十八届人民代表大会第三次会议上
县长 陆见山
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
一年来，全县经济稳中向好。地区生产总值增长6.2%，达到186.4亿元；一般公共预算收入12.3亿元，增长5.1%。
（一）产业升级步伐加快
新增规上工业企业16家，规模以上工业增加值增长8.3%。数字车间建成9个，完成技改投资27.5亿元。
（二）民生保障持续加强
新建学校3所，改造老旧小区42个。城镇新增就业4200人，城镇居民人均可支配收入增长5.7%。
同时，我们也清醒认识到，发展中还存在不少困难和问题，主要是：产业层次不高，链条偏短；财政收支矛盾突出；公共服务仍有短板。
二、2024年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业4000人以上，居民消费价格涨幅3%左右。
（一）做强县域工业
实施技改项目30个，完成投资45亿元，力争规模以上工业增加值增长7.5%。
（二）建设和美乡村
新建农村公路60公里，粮食总产量稳定在12万吨以上。
各位代表！让我们团结一心，奋力谱写云岚发展新篇章！
"""


@dataclass
class Outcome:
    """What a run gave: the record, its line, the verdict of a fresh check, the client's summary of calls."""

    record: Record
    line: str
    errors: list[str]
    calls: dict[str, Any]
    asked: dict[str, int]
    requests: list[Json] = field(repr=False)

    @property
    def codes(self) -> list[str]:
        """The codes of the record's flags."""
        return [flag.code for flag in self.record.validation.flags]

    @property
    def origins(self) -> set[str]:
        """Who made the claims."""
        return {claim.origin for claim in self.record.indicators}


Summarize = Callable[..., Outcome]
Twist = Callable[[Json, Json, int], Json | str]
"""Alters an answer: gets the request, the proper answer and how many requests came before; returns another."""


def analysis_of(text: str) -> Analysis:
    """The one report of a text."""
    (found,) = analyse_document(Document("云岚县.txt", text))
    return found


@pytest.fixture
def analysis() -> Analysis:
    """The report all tests are about."""
    return analysis_of(REPORT)


@pytest.fixture
def summarize(tmp_path: Path) -> Iterator[Summarize]:
    """Runs the engine on a report against a server with a simulated model, which ``twist`` and ``plan`` spoil."""
    with ExitStack() as stack:
        servers: dict[str, ModelServer] = {}

        def run(
            text: str = REPORT,
            *,
            twist: Twist | None = None,
            plan: Plan | None = None,
            settings: dict[str, Any] | None = None,
            **options: Any,
        ) -> Outcome:
            analysis = analysis_of(text)
            model, count = SimulatedModel([analysis]), iter(range(10_000))

            def answer(request: Json) -> Json | str:
                proper = model(request)
                return twist(request, proper, next(count)) if twist else proper

            if "one" not in servers:
                servers["one"] = stack.enter_context(ModelServer())
            server = servers["one"]
            server.answer, server.plan = answer, plan
            server.requests.clear()
            record, calls = asyncio.run(_run(analysis, server.base_url, tmp_path, settings or {}, options))
            errors = [finding.message for finding in check(record, analysis).findings if finding.severity == "error"]
            return Outcome(record, to_json_line(record), errors, calls, model.asked, list(server.requests))

        yield run


async def _run(
    analysis: Analysis, base_url: str, folder: Path, settings: dict[str, Any], options: dict[str, Any]
) -> tuple[Record, dict[str, Any]]:
    quick = {"model": "simulated", "backoff": 0.01, "timeout": 5.0, "total_timeout": 20.0, "cache_dir": folder}
    async with Client(load_settings({"base_url": base_url, "mode": "tools", **quick, **settings})) as client:
        engine = LLMEngine(client, name="simulated", **options)
        record = await summarize_report(analysis, engine)
        return record, json.loads(json.dumps(client.ledger.summary()))
