"""Records of a fictional report with everything awkward in it, made doubtful, disputed and wrong in places."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizer.api import summarize
from summarizer.documents import Document, document_from_text
from summarizer.review import with_sources
from summarizer.review.decisions import Decision
from summarizer.review.page import Sourced
from summarizer.schemas import Record
from summarizer.schemas.record import Flag, Indicator, OtherReading, Verification

RIGHT_TO_LEFT = "\u202e"
AWKWARD = (
    "<script>window.ran = 1</script> </script> ]]> <!-- <img src=x onerror='window.ran = 1'> "
    f"{RIGHT_TO_LEFT}倒序\u202c 𠮷野村"
)

TEXT = f"""2024年青禾县政府工作报告
——2024年1月18日在青禾县第十八届人民代表大会第三次会议上
县长 林一鸣

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。

一、2023年工作回顾
过去一年，我们稳中求进，各项工作取得新成效。{AWKWARD}
（一）经济运行持续向好。𠮷野村开工建设。地区生产总值达到286.4亿元，增长6.1%；一般公共预算收入17.3亿元，增长8.5%。规模以上工业增加值增长7.2%。
（二）民生福祉不断改善。城镇新增就业5200人，城镇居民人均可支配收入增长5.4%。新建幼儿园3所。
同时，我们也清醒地看到，产业结构还不够优，财政收支矛盾比较突出。

二、2024年主要目标和重点工作
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业5000人以上，居民消费价格涨幅3%左右。
（一）着力壮大产业。实施亿元以上项目40个，完成投资95亿元。
（二）着力改善生态环境。完成造林2.6万亩，森林覆盖率达到48.5%。

各位代表！让我们同心协力，为建设美丽青禾而努力奋斗！
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A document and the record made of it."""

    document: Document
    record: Record

    @property
    def sourced(self) -> Sourced:
        """The record with its text."""
        (item,) = with_sources([self.record], [self.document])
        return item


def fact(record: Record, text: str) -> Indicator:
    """The claim of a record whose number is written so."""
    (found,) = [one for one in record.indicators if one.quantity.text == text]
    return found


def decide(record: Record, text: str, verb: str, **correction: Any) -> Decision:
    """A decision about the number that is written so."""
    values: dict[str, Any] = {"report": record.report.id, "indicator": fact(record, text).id, "decision": verb}
    if correction:
        values["correction"] = correction
    source = record.report.source
    return Decision.model_validate({**values, "source": source.name, "text_sha256": source.text_sha256})


def changed(record: Record, text: str, **update: Any) -> Record:
    """The record with one claim changed."""
    facts = [one.model_copy(update=update) if one.quantity.text == text else one for one in record.indicators]
    return record.model_copy(update={"indicators": tuple(facts)})


@pytest.fixture(scope="session")
def case() -> Case:
    """A report as the rules read it, but with a doubt, a dispute and a mistake put in."""
    document = document_from_text(TEXT, "青禾县.txt")
    (record,) = summarize(document)
    doubt = Verification(status="doubtful", reasons=(), doubts=("carried_subject",))
    record = changed(record, "7.2%", verification=doubt)
    wrong = Verification(status="mismatch", reasons=("status_mismatch",), doubts=())
    record = changed(record, "5200人", verification=wrong, status="target")
    readings: Sequence[OtherReading] = (
        OtherReading(reader="llm", name="幼儿园", measure="level"),
        OtherReading(reader="rules", name="公办幼儿园", measure="change"),
    )
    record = changed(record, "3所", origin="llm", readings=tuple(readings))
    place = next(index for index, one in enumerate(record.indicators) if one.quantity.text == "5200人")
    flag = Flag(
        code="status_mismatch",
        severity="error",
        message="target, in the source actual",
        path=f"/indicators/{place}/status",
        span=record.indicators[place].quantity.span,
    )
    validation = record.validation.model_copy(update={"flags": (flag, *record.validation.flags), "status": "flagged"})
    return Case(document, record.model_copy(update={"validation": validation}))


@pytest.fixture
def files(case: Case, tmp_path: Path) -> tuple[Path, Path]:
    """The record and its source as files."""
    from summarizer.schemas import to_json_line

    records, source = tmp_path / "records.jsonl", tmp_path / "青禾县.txt"
    records.write_text(to_json_line(case.record) + "\n", encoding="utf-8")
    source.write_text(case.document.text, encoding="utf-8")
    return records, source
