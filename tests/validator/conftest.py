"""A fictional report, read and recorded, and ways to change what its record says."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines import RulesEngine
from summarizer.engines.rules import draft
from summarizer.output.records import to_record
from summarizer.schemas.record import Indicator, Record

TEXT = """青屿市2024年政府工作报告
——2024年1月16日在青屿市第九届人民代表大会第三次会议上
市长 林远舟
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，我们贯彻落实党的二十大精神，全市经济稳步回升。
（一）经济运行稳中向好。全市地区生产总值达到1260.58亿元，增长6.2%。一般公共预算收入完成98.5亿元，增长7.4%。规模以上工业增加值增长8.1%，固定资产投资增长超过9%。
（二）产业升级步伐加快。新增高新技术企业126家，高新技术企业总数达到485家。技术合同成交额由2022年的20亿元增加到2023年的25亿元。港口集装箱吞吐量下降3.5%，居全省第三位。
（三）民生福祉持续改善。城镇、农村居民人均可支配收入分别增长5.6%和8.4%。城镇新增就业3.2万人。粮食产量139.08万吨。安排改造资金XX亿元。建成公园绿地1200亩。
二、2024年工作安排
2024年是实施“十四五”规划的关键一年。
今年发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5.5%，城镇新增就业3万人以上。
（一）扩大有效投资。新建改建农村公路150公里，完成技改投资80亿元。
（二）办好民生实事。力争新增养老床位2000张，新建幼儿园12所。
各位代表，让我们团结奋斗，谱写青屿发展新篇章！
"""


def read(text: str, name: str = "青屿.txt") -> Analysis:
    """The analysis of the one report of a text."""
    (analysis,) = analyse_document(Document(name, text))
    return analysis


def recorded(analysis: Analysis) -> Record:
    """The record that the rules engine makes of a report, unchecked."""
    return to_record(analysis, draft(analysis), RulesEngine().description)


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return read(TEXT)


@pytest.fixture(scope="session")
def record(analysis: Analysis) -> Record:
    return recorded(analysis)


Change: TypeAlias = Callable[..., Record]


@pytest.fixture
def change(record: Record) -> Change:
    """Gives the record with one claim, found by its number's text, changed; fields of quantity, period and evidence
    are given as dicts."""

    def changed(text: str, **values: Any) -> Record:
        indicators = list(record.indicators)
        place = next(i for i, claim in enumerate(indicators) if claim.quantity.text == text)
        indicators[place] = with_fields(indicators[place], **values)
        return record.model_copy(update={"indicators": tuple(indicators)})

    return changed


def with_fields(claim: Indicator, **values: Any) -> Indicator:
    """The claim with other values; a dict changes the fields of a nested model."""
    update = {
        name: getattr(claim, name).model_copy(update=value) if isinstance(value, dict) else value
        for name, value in values.items()
    }
    return claim.model_copy(update=update)
