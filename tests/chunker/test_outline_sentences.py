"""Sentences and clauses as extents of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.chunker.sentences import clause_extents, sentence_extents


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_extents(text, 0, len(text))]


def clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clause_extents(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值增长5.2%。就业稳定！怎么办？干……", ["产值增长5.2%。", "就业稳定！", "怎么办？", "干……"]),
        ("产值增长5.2%!就业稳定?好。", ["产值增长5.2%!", "就业稳定?", "好。"]),
        ("河面宽１３．５米．水清．", ["河面宽１３．５米．", "水清．"]),
        ("一．去年回顾", ["一．去年回顾"]),
        ("工作回顾\n云河县增收。\n\n  下一段", ["工作回顾", "云河县增收。", "下一段"]),
        ("稳增长；促改革；惠民生。", ["稳增长；促改革；惠民生。"]),
    ],
)
def test_sentence_ends_at_stops_and_paragraph_breaks(text: str, expected: list[str]) -> None:
    """Stops of both widths and paragraph breaks end sentences; decimals, heading numbers and ； do not."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“要实干。要快干！”大家同意。", ["他说：“要实干。要快干！”", "大家同意。"]),
        ("“开门红！”的势头很好。", ["“开门红！”的势头很好。"]),
        ("修订《何谓实干？》等读本。", ["修订《何谓实干？》等读本。"]),
        ("产值（含税。下同）增长。", ["产值（含税。下同）增长。"]),
        ('完成目标。"云河新区"建成。', ["完成目标。", '"云河新区"建成。']),
        ("没有闭合的“引号。也要断句。", ["没有闭合的“引号。", "也要断句。"]),
        ("（全部完成。）再接再厉。", ["（全部完成。）再接再厉。"]),
    ],
)
def test_no_split_inside_quotes_and_brackets(text: str, expected: list[str]) -> None:
    """A closed quotation or bracket is never split; one that is not closed does not swallow the text."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值1,060亿元，增长5%；税收持平。", ["产值1,060亿元，", "增长5%；", "税收持平。"]),
        ("落实“走在前，开新局”要求,抓改革、促发展;好。", ["落实“走在前，开新局”要求,", "抓改革、促发展;", "好。"]),
        ("耕地（含园地，不含林地）保持稳定，粮食丰收", ["耕地（含园地，不含林地）保持稳定，", "粮食丰收"]),
    ],
)
def test_clauses_split_at_commas_outside_brackets(text: str, expected: list[str]) -> None:
    """Clauses split at ， and ； outside brackets, never at 、 nor inside 1,060."""
    assert clauses(text) == expected


def test_extents_stay_inside_the_asked_range() -> None:
    """Only the asked range is read, and its extents are offsets of the whole text."""
    assert sentence_extents("甲。乙。丙。", 2, 5) == [(2, 4), (4, 5)]


@given(st.text(alphabet="云河县增长5.2，；。！“”《》（）\"' \n", max_size=80))
def test_sentences_and_clauses_leave_out_only_white_space(text: str) -> None:
    """Extents are ordered, not empty, and nothing but white space stands between them."""
    for extents in (sentence_extents(text, 0, len(text)), clause_extents(text, 0, len(text))):
        edges = [0, *(edge for extent in extents for edge in extent), len(text)]
        assert edges == sorted(edges)
        assert all(text[start:end].strip() for start, end in extents)
        assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["“", "（", '"', "“云", "（“《", "。", "\n"])
def test_unbalanced_text_is_split_in_linear_time(unit: str) -> None:
    """A long run of opening marks does not make the scan quadratic: that would take hours, not the minute it has."""
    extents = sentence_extents(unit * 400_000, 0, len(unit) * 400_000)
    assert all(start < end for start, end in extents)
