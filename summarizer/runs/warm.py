"""Importing this has all that a report needs imported, read and compiled: done once, forks of the process share it."""

from contextlib import suppress

from summarizer.documents import document_from_text
from summarizer.engines import RulesEngine
from summarizer.pipeline import summarize_document
from summarizer.schemas import to_json_line

_SAMPLE = """2024年某某县政府工作报告
——2024年1月18日在某某县第九届人民代表大会第四次会议上
县长 某某

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，全县地区生产总值达到126.5亿元，增长6.1%，城镇新增就业3000多人，粮食产量由12万吨增加到12.4万吨，位居全市第三。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6%左右，居民消费价格涨幅3%以内。我们要清醒地看到，财政收支矛盾突出。
（一）着力扩大内需。实施重点项目20个以上，完成投资30亿元。
各位代表！让我们团结奋斗，谢谢大家！
"""


async def _summarize() -> None:
    async for record in summarize_document(document_from_text(_SAMPLE, "sample"), RulesEngine()):
        to_json_line(record)


with suppress(StopIteration):
    _summarize().send(None)  # the rules wait for nothing, so one step is all of it
