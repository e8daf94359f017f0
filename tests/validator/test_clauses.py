"""Clauses of prose are found beside those of the source that they were made from."""

from summarizer.validator.clauses import clauses

SOURCE = "新增规模以上工业企业16家,新建幼儿园12所。改造老旧小区42个,新增养老床位2000张;新增养老床位1200张"


def test_the_clauses_that_hold_most_of_one_are_found_in_text_order() -> None:
    """What a clause was made from stands beside it, numbers and marks aside; of two alike both."""
    source = clauses(SOURCE)
    assert source.aligned("新建幼儿园") == ["新建幼儿园12所"]
    assert source.aligned("新增养老床位") == ["新增养老床位2000张", "新增养老床位1200张"]


def test_abbreviations_are_written_out() -> None:
    """规上 in prose is 规模以上 in the source."""
    assert clauses(SOURCE).aligned("规上工业企业增加") == ["新增规模以上工业企业16家"]


def test_nothing_stands_beside_what_the_source_does_not_say() -> None:
    """A clause of which the source holds less than half, or that says nothing, has none beside it."""
    assert clauses(SOURCE).aligned("推进乡村全面振兴") == []
    assert clauses(SOURCE).aligned("——") == []
    assert clauses("").aligned("新建幼儿园") == []
