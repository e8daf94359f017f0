"""Parts: in order, none lost, changed only where their sources change."""

import json

from hypothesis import given
from hypothesis import strategies as st

from summarizer.runs.model import Entry, Failure, Source
from summarizer.runs.parts import PartReport, plan, report_from_json, report_to_json
from summarizer.schemas.record import NO_USAGE

names = st.lists(st.text("abcdef/", min_size=1, max_size=6), max_size=60, unique=True)


def sources(found: list[str]) -> list[Source]:
    """A source for each name."""
    return [Source(name, size=10, version="1") for name in found]


@given(names, st.integers(1, 9))
def test_parts_together_are_the_sources(found: list[str], size: int) -> None:
    """In their order, each once, and no part is much longer than asked for."""
    parts = list(plan(sources(found), "", part_sources=size))
    assert [source for part in parts for source in part.sources] == sources(found)
    assert all(1 <= len(part.sources) <= 4 * size for part in parts)


@given(names, st.data())
def test_a_source_that_comes_changes_few_parts(found: list[str], data: st.DataObject) -> None:
    """Those behind it keep their names, up to the bound on a part's length."""
    place = data.draw(st.integers(0, len(found)))
    before = {part.name for part in plan(sources(found), "", part_sources=60)}
    after = [part.name for part in plan(sources([*found[:place], "new", *found[place:]]), "", part_sources=60)]
    assert len(set(after) - before) <= 2


def test_a_part_ends_where_its_bytes_are_enough() -> None:
    """However few its sources are."""
    parts = list(plan([Source(str(n), size=30) for n in range(10)], "", part_sources=1000, part_bytes=60))
    assert [len(part.sources) for part in parts] == [2, 2, 2, 2, 2]


def test_the_name_of_a_part_depends_on_what_is_in_it() -> None:
    """On names, sizes, versions and settings."""
    (one,) = plan([Source("a", size=1, version="1")], "x")
    for source, settings in (
        (Source("b", size=1, version="1"), "x"),
        (Source("a", size=2, version="1"), "x"),
        (Source("a", size=1, version="2"), "x"),
        (Source("a", size=1, version="1"), "y"),
    ):
        (other,) = plan([source], settings)
        assert other.name != one.name


def test_a_report_of_a_part_comes_back_from_json() -> None:
    """With all that is in it."""
    entry = Entry("a", "1", "标题", 2024, 900, 7, 9, True, {"error": 1}, NO_USAGE)
    failure = Failure("b", "unreadable", "b: 空")
    report = PartReport("part-1", "part-1.jsonl", 2, 20, 99, "ab", (entry,), (failure,))
    assert report_from_json(report_to_json(report)) == report
    assert json.loads(report_to_json(report))["entries"][0]["title"] == "标题"
