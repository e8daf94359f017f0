"""Chunks of reports: whole sections, packs of siblings, pieces of long ones."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.chunker import Chunk, Region, Report, chunks, outline
from summarizer.documents import Document, View, build_view
from summarizer.errors import UsageError

SENTENCE = "全县规上工业增加值增长6.5%，新建厂房12.8万平方米。"
TEXT = (
    "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
    f"一、2030年工作回顾\n{SENTENCE * 4}\n（一）产业提质。{SENTENCE * 3}\n（二）城乡提档。{SENTENCE * 3}\n"
    f"（三）民生提标。{SENTENCE * 30}\n"
    f"二、2031年工作安排\n{SENTENCE}\n（一）抓产业。{SENTENCE}\n（二）抓民生。{SENTENCE}\n"
    "各位代表！让我们更加紧密地团结起来，为建设富强云河而努力奋斗！"
)


def cut(text: str, limit: int) -> tuple[View, tuple[Chunk, ...]]:
    view = build_view(Document("云河县.txt", text))
    report = Report("报告", Region(None, None, None), 2031, None, None, "whole", (0, len(view.text)), 0)
    return view, chunks(view, report, outline(view, report), limit=limit)


def test_small_siblings_share_a_chunk_and_long_sections_are_split() -> None:
    """A part's lead goes with the items that fit; a long item is split; each piece knows the headings before it."""
    _, found = cut(TEXT, 300)
    assert [(chunk.sections, chunk.path) for chunk in found] == [
        (("1",), ()),
        (("2", "2.1"), ()),
        (("2.2",), ("2030年工作回顾",)),
        (("2.3",), ("2030年工作回顾",)),
        (("2.3",), ("2030年工作回顾", "民生提标")),
        (("2.3",), ("2030年工作回顾", "民生提标")),
        (("3", "3.1", "3.2", "4"), ()),
    ]


def test_everything_in_one_chunk_if_it_fits_but_the_past_apart_from_plans() -> None:
    """Main parts share a chunk only with those that look the same way."""
    _, found = cut(TEXT, 100_000)
    assert [chunk.sections for chunk in found] == [("1", "2", "2.1", "2.2", "2.3"), ("3", "3.1", "3.2", "4")]


def test_pieces_end_at_sentence_ends() -> None:
    """Within a long paragraph pieces end after a full stop, never inside 12.8 or 6.5%."""
    view, found = cut(TEXT, 100)
    assert all(re.search(r"[。！：]\s*$|回顾\n$", view.text[slice(*chunk.extent)]) for chunk in found)


def test_a_sentence_beyond_the_limit_is_cut_at_clauses_outside_quotations() -> None:
    """Commas cut it, but not those in a quotation, and a clause that cannot be cut stays whole."""
    long = "落实“走在前、勇争先，开新局”要求，新增就业1,060人，" + "云" * 50 + "，圆满完成任务。"
    view, found = cut(f"一、2031年任务\n{long}", 30)
    assert [view.text[slice(*chunk.extent)] for chunk in found] == [
        "一、2031年任务\n落实“走在前、勇争先，开新局”要求，",
        "新增就业1,060人，",
        "云" * 50 + "，",
        "圆满完成任务。",
    ]


def test_a_limit_below_one_is_a_usage_error() -> None:
    """The limit counts characters."""
    with pytest.raises(UsageError, match="at least 1 character"):
        cut(TEXT, 0)


@given(
    st.lists(
        st.sampled_from(
            [
                "各位代表：\n",
                "一、2030年工作回顾\n",
                "二、2031年工作安排\n",
                f"（一）抓产业。{SENTENCE}\n",
                f"（二）抓民生。{SENTENCE * 3}\n",
                "一是抓改革。\n",
                "二是抓创新。\n",
                f"{SENTENCE * 5}\n",
                "贯彻“新理念、新格局，新作为。勇争先”的要求，抓好1,060项任务；完成5.5亿元。\n",
                "没有标点的一段话" * 5 + "\n",
                "（未闭合的括号，“引号。\n",
                "\n",
            ]
        ),
        max_size=25,
    ),
    st.integers(1, 400),
)
def test_chunks_partition_the_text(pieces: list[str], limit: int) -> None:
    """Chunks cover the text once and in order, name every section in order, and exceed the limit only as one clause."""
    view, found = cut("".join(pieces), limit)
    position = 0
    for chunk in found:
        assert chunk.extent[0] == position < chunk.extent[1]
        position = chunk.extent[1]
        text = view.text[slice(*chunk.extent)].strip()
        if len(text) > limit:
            assert not re.search(r"[。；，！](?!\d)", re.sub("“[^”]*”|（[^）]*）", "", text)[:-1])
    assert position == (len(view.text) if view.text.strip() else 0)
    numbers = [tuple(map(int, name.split("."))) for chunk in found for name in chunk.sections]
    assert numbers == sorted(numbers)
