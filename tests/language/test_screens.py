"""Patterns are tried only on texts that have one of the words they need, and found wherever they would be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.rules.knowledge import screen, signals
from summarizer.language.screens import Screen, needed_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("连续[^,]{0,3}(?:居|保持)", {"连续"}),
        ("开工|开建", {"开工", "开建"}),
        ("(?:建成|竣工)(?:投产|通车)", {"建成投产", "建成通车", "竣工投产", "竣工通车"}),
        (r"\d+(?:个|家)企业", {"个企业", "家企业"}),
        ("“[^”]{2,16}”", {"“"}),
        ("(?:总投资)+", {"总投资"}),
        ("(?:总投资)?", set()),
        (r"\d+", set()),
        (r"增长|\d%", {"增长", "%"}),
        (r"增长|\d", set()),
        ("(?i)gdp", set()),
        ("", set()),
    ],
)
def test_needed_words(pattern: str, words: set[str]) -> None:
    """A pattern needs its longest words; none where a part that has words can be left out or is told by a class."""
    assert needed_words(pattern) == words


def test_only_what_has_its_words_is_possible() -> None:
    """A pattern is possible where one of its words stands, and one that needs no words everywhere."""
    rank, number, quoted = patterns = [re.compile("居.{0,5}首位"), re.compile(r"\d+"), re.compile("“[^”]+”")]
    screen = Screen(patterns)
    assert screen.possible("企业12家") == screen.bit(number)
    assert screen.possible("总量居全国首位") == screen.bit(rank) | screen.bit(number)
    assert screen.possible("“甲”") == screen.bit(quoted) | screen.bit(number)
    with pytest.raises(KeyError):
        screen.bit(re.compile("其他"))


_PIECES = st.sampled_from(
    "居 全国 第一 首位 首次 突破 连续 5 年 建成 通车 高铁 “ ” 《 》 亿 元 占 比 增长 12% 项目 投资 总 个 企业 确保"
    " 培训 会议 , 。".split()
)


@given(st.lists(_PIECES, max_size=12))
def test_no_rule_of_salience_is_missed(pieces: list[str]) -> None:
    """Every pattern of the rules that is found in a text is possible there."""
    text = "".join(pieces)
    possible = screen().possible(text)
    for signal in signals():
        if signal.pattern is not None and signal.pattern.search(text):
            assert possible & screen().bit(signal.pattern), signal.id
