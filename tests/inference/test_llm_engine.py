"""The whole engine against a real inference server whose model knows nothing: nonsense in, a sound record out."""

import asyncio
from pathlib import Path

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines.llm import LLMEngine
from summarizer.llm import Client, Mode, load_settings
from summarizer.pipeline import summarize_report
from summarizer.schemas import Record
from summarizer.validator import check

pytestmark = pytest.mark.inference

REPORT = """云岚县政府工作报告
——2024年1月9日在云岚县第十八届人民代表大会第三次会议上
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
一年来，地区生产总值增长6.2%，达到186.4亿元；一般公共预算收入12.3亿元，增长5.1%。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6%左右，城镇新增就业4000人以上。
"""


async def _summarize(analysis: Analysis, url: str, folder: Path, mode: Mode) -> Record:
    given = {"base_url": url, "model": "tiny-random", "mode": mode, "cache_dir": folder, "concurrency": 2}
    async with Client(load_settings({**given, "temperature": 0.8, "seed": 1, "timeout": 60.0})) as client:
        engine = LLMEngine(client, name="tiny-random", reasks=1)
        return await summarize_report(analysis, engine)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_record_is_sound_whatever_the_model_says(inference_url: str, tmp_path: Path, mode: Mode) -> None:
    """Every mode runs to its end; every number is there with the source's value, and a fresh check finds no error."""
    (analysis,) = analyse_document(Document("云岚县.txt", REPORT))
    record = asyncio.run(_summarize(analysis, inference_url, tmp_path, mode))
    assert [claim.quantity.value for claim in record.indicators] == [fact.quantity.value for fact in analysis.facts]
    assert [finding for finding in check(record, analysis).findings if finding.severity == "error"] == []
    assert record.usage.calls >= 2
    if mode in (Mode.JSON_OBJECT, Mode.MARKDOWN):
        assert "llm_failed" in [flag.code for flag in record.validation.flags]
