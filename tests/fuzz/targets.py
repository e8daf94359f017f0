"""Whatever comes from outside, as functions of bytes: each ends well, or with an error of ours."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from summarizer.analysis import analyse_document
from summarizer.chunker import chunks, find_reports, outline
from summarizer.documents import Document, build_view, documents_from_bytes
from summarizer.engines import RulesEngine
from summarizer.engines.rules import draft
from summarizer.errors import SummarizerError
from summarizer.llm.errors import ModelError
from summarizer.llm.reading import parse, read_reply
from summarizer.llm.usage import Usage
from summarizer.output.records import to_record
from summarizer.prompts import load_prompts
from summarizer.quantities import scan
from summarizer.review.decisions import Decision, read_decisions
from summarizer.schemas import Record, from_json_line, to_json_line
from summarizer.schemas.draft import Revision
from summarizer.validator import check

_FORMS = (".txt", ".md", ".html", ".csv", ".docx", ".pdf", ".xlsx", ".jsonl")
PIECES = """政府工作报告
2031年青屿市政府工作报告
——2031年1月8日在青屿市第九届人民代表大会第一次会议上
市长 林安澜
各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。
一、2030年工作回顾
（一）经济运行稳中有进。
1.抓项目、扩投资。
二、2031年工作安排
三、存在的问题
附件
名词解释
地区生产总值
一般公共预算收入
城镇、农村居民人均可支配收入
分别
增长
下降
增加到
由
达到
占全省的
居全省第
预计
力争
以上
左右
五年来，
去年，
上半年
“十五五”时期
其中
全国
云岚县
1523.6
6.2
３.５
1,286
三千二百
十余
XX
第3
2—3
-5.64
亿元
万亿
万
%
个百分点
家
公里
倍
一番
元/人
，
、
。
；
：
“
”
（
）


\t
\u3000
&nbsp;
**
#
<b>""".split("\n")
"""Pieces of reports that a byte stands for, so that chance comes to texts that are nearly reports."""


HEAD = bytes(PIECES.index(piece) for piece in PIECES[1:7])
"""The head and the opening of a report."""


def text_of(data: bytes) -> str:
    """A text of pieces of reports; bytes beyond the pieces are taken for characters of their own."""
    return "".join(PIECES[byte] if byte < len(PIECES) else chr(0x4E00 + byte) for byte in data)


def readers(data: bytes) -> None:
    """Files of any form, named or not as what they are: documents of real characters, or one clear line."""
    form = _FORMS[data[0] % len(_FORMS)] if data else ".txt"
    with suppress(SummarizerError):
        for document in documents_from_bytes(data[1:], f"report{form}"):
            document.text.encode()


def chunker(data: bytes) -> None:
    """Every character of a report after its head in exactly one chunk, in order."""
    view = build_view(Document("report", text_of(data)))
    for report in find_reports(view):
        parts = [chunk.extent for chunk in chunks(view, report, outline(view, report), limit=200)]
        assert all(before[1] <= after[0] for before, after in pairwise(parts)), parts
        covered = "".join(view.text[slice(*part)] for part in parts)
        assert "".join(covered.split()) == "".join(view.text[report.body : report.extent[1]].split())


def scanner(data: bytes) -> None:
    """Quantities in text order, none over another, each the characters at its place."""
    view = build_view(Document("text", text_of(data)))
    found = scan(view).quantities
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        start, end = one.span
        assert 0 <= start < end <= len(view.document.text)


def records(data: bytes) -> None:
    """Whole records of the rules engine: checked without an error of the source's own numbers being misquoted."""
    for analysis in analyse_document(Document("report", text_of(data))):
        record = to_record(analysis, draft(analysis), RulesEngine().description)
        source = analysis.view.document.text
        for claim in record.indicators:
            start, end = claim.quantity.span
            assert source[start:end] == claim.quantity.text
        assert all(one.status != "unsupported" for one in check(record, analysis).verifications)
        assert from_json_line(to_json_line(record)) == Record.model_validate(record)


def lines(data: bytes) -> None:
    """Lines of JSONL: a record that is written as it was read, or one clear line."""
    with suppress(SummarizerError):
        record = from_json_line(data)
        assert from_json_line(to_json_line(record)) == record


def decisions(data: bytes) -> None:
    """Files of a reviewer's decisions."""
    with suppress(SummarizerError):
        list(read_decisions(data.split(b"\n"), "decisions.jsonl"))


def answers(data: bytes) -> None:
    """What a model says: a value of the schema, or an error that the engine lives with."""
    said = data.decode("utf-8", "replace")
    with suppress(ModelError):
        parse(said, Revision, Usage(0, 0), "revision")
    with suppress(ModelError):
        read_reply({"choices": [{"message": {"content": said}, "finish_reason": said[:8]}]})


def templates(data: bytes) -> None:
    """Prompt templates of the user's own: they render, or one clear line names them."""
    with tempfile.TemporaryDirectory() as folder, suppress(SummarizerError):
        (Path(folder) / "section.md").write_bytes(data)
        load_prompts(Path(folder))


def seeds(name: str) -> list[bytes]:
    """Good inputs of a target, for a fuzzer to start from."""
    match name:
        case "readers":
            return [bytes([_FORMS.index(path.suffix)]) + path.read_bytes() for path in _examples()]
        case "lines":
            return [_record_line().encode()]
        case "decisions":
            return [Decision(report="0" * 16, indicator="q1", decision="accept").model_dump_json().encode()]
        case "answers":
            return [b'{"texts": [{"m": 1, "x": "\xe5\xaf\xb9"}]}']
        case "templates":
            return [load_prompts().sources["section"].encode()]
        case _:
            return [HEAD, HEAD + bytes(range(len(PIECES)))]


def _examples() -> list[Path]:
    folder = Path(__file__).resolve().parents[2] / "examples"
    return sorted(path for path in folder.rglob("*") if path.suffix in _FORMS)


def _record_line() -> str:
    text = text_of(HEAD + bytes(range(len(PIECES))))
    analysis = next(analyse_document(Document("report", text)))
    return to_json_line(to_record(analysis, draft(analysis), RulesEngine().description))


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (readers, chunker, scanner, records, lines, decisions, answers, templates)
}
