"""Continuing an output: whatever happened before, the file ends up as after one undisturbed run."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.output.jsonl import engine_key, part_file
from summarizer.runs.file_sink import FileSink
from summarizer.runs.model import Failure

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # where waiting for the disk takes no time
KEYS = {name: engine_key({"name": name}) for name in ("old", "new")}


@dataclass(frozen=True)
class World:
    """What the sources hold (source → ids of its reports), and the engine of the run."""

    sources: dict[str, tuple[str, ...]]
    engine: str

    def lines(self) -> bytes:
        """The output of an undisturbed run."""
        return b"".join(
            line(source, report, self.engine) for source, reports in self.sources.items() for report in reports
        )


def line(source: str, report: str, engine: str) -> bytes:
    """A line with a record's head; its length depends on what is in it."""
    head = f'{{"schema_version":"1.1","report":{{"id":"{report}","source":{{"name":"{source}"}}}},'
    return f'{head}"engine":{{"name":"{engine}"}},"x":"{"-" * (len(report) * 7)}"}}\n'.encode()


def play(path: Path, world: World, *, stop: int = 10**6, cut: int = 0, graceful: bool = False) -> int:
    """A run that ends after ``stop`` outcomes; killed then (its last line short of ``cut`` bytes), or ended in peace.

    Gives the number of reports that were done, not kept.
    """
    output = FileSink(path, {source: rank for rank, source in enumerate(world.sources)}, KEYS[world.engine])
    known = {source: output.known(source) for source in world.sources}
    done = added = 0
    for number, (source, report) in enumerate(outcomes(world)):
        if number == stop:
            output.abandon() if graceful else kill(output, min(cut, added))
            return done
        added = 0
        if report == "failed":
            output.fail(Failure(source, "unreadable", "gone"))
        elif report in known[source]:
            output.keep(source, report)
        else:
            output.add(source, line(source, report, world.engine))
            added = len(line(source, report, world.engine))
            done += 1
    output.finish()
    return done


def outcomes(world: World) -> Iterator[tuple[str, str]]:
    """Sources and reports in order; a source without reports fails."""
    for source, reports in world.sources.items():
        yield from ((source, report) for report in reports or ("failed",))


def kill(output: FileSink, cut: int) -> None:
    """What kill -9 leaves: nothing closed, the last write perhaps not whole."""
    output._file.truncate(output._file.size - cut)
    output._file.close()
    if output._old is not None:
        output._old.close()


reports = st.lists(st.sampled_from(["r1", "r2", "r33", "r4444"]), min_size=1, max_size=3, unique=True).map(tuple)
worlds = st.builds(
    World,
    st.dictionaries(st.sampled_from("abcdef"), reports, min_size=1, max_size=5),
    st.sampled_from(["old", "new"]),
)
stops = st.lists(st.tuples(worlds, st.integers(0, 12), st.integers(0, 30), st.booleans()), max_size=4)


@settings(max_examples=150)
@given(stops, worlds)
def test_the_file_ends_up_as_after_one_undisturbed_run(before: list[tuple[World, int, int, bool]], last: World) -> None:
    """After runs over whatever sources, with whatever engine, ended or killed wherever; lines of others stay."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "out.jsonl"
        for world, stop, cut, graceful in before:
            play(path, world, stop=stop, cut=cut, graceful=graceful)
        FileSink(path, {}, "").abandon()
        others = [raw for raw in split(path) if source_of(raw) not in last.sources]
        play(path, last)
        assert b"".join(raw for raw in split(path) if source_of(raw) in last.sources) == last.lines()
        assert sorted(raw for raw in split(path) if source_of(raw) not in last.sources) == sorted(others)
        assert not part_file(path).exists()
        assert play(path, last) == 0


@settings(max_examples=100)
@given(worlds, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30), st.booleans()), max_size=6))
def test_nothing_is_done_twice_but_what_was_not_written(world: World, stops: list[tuple[int, int, bool]]) -> None:
    """Runs of the same sources, ended or killed anywhere, do each report once and one more for each line cut short."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "out.jsonl"
        done = sum(play(path, world, stop=stop, cut=cut, graceful=graceful) for stop, cut, graceful in stops)
        done += play(path, world)
        cuts = sum(bool(cut) and not graceful for _, cut, graceful in stops)
        assert len(list(outcomes(world))) <= done <= len(list(outcomes(world))) + cuts
        assert path.read_bytes() == world.lines()


def split(path: Path) -> list[bytes]:
    """The lines of a file."""
    return path.read_bytes().splitlines(keepends=True)


def source_of(raw: bytes) -> str:
    """The source's name in a line."""
    return raw.split(b'"source":{"name":"')[1].split(b'"')[0].decode()


def test_a_source_that_cannot_be_read_keeps_its_old_lines(tmp_path: Path) -> None:
    """They are right for the text that was there."""
    path = tmp_path / "out.jsonl"
    play(path, World({"a": ("r1",), "b": ("r1", "r2"), "c": ("r1",)}, "old"))
    play(path, World({"a": ("r1",), "b": (), "c": ("r1",)}, "old"))
    assert path.read_bytes() == World({"a": ("r1",), "b": ("r1", "r2"), "c": ("r1",)}, "old").lines()


def test_lines_of_other_sources_stay_where_they_stand(tmp_path: Path) -> None:
    """Behind the line that they follow."""
    path = tmp_path / "out.jsonl"
    play(path, World({"a": ("r1",), "b": ("r1",), "c": ("r1",)}, "old"))
    play(path, World({"a": ("r2",), "c": ("r1",), "d": ("r1",)}, "old"))
    expected = line("a", "r2", "old") + line("b", "r1", "old") + line("c", "r1", "old") + line("d", "r1", "old")
    assert path.read_bytes() == expected


def test_a_new_report_goes_to_its_place(tmp_path: Path) -> None:
    """One that failed before stands between its neighbours afterwards; they are not done again."""
    path = tmp_path / "out.jsonl"
    play(path, World({"a": ("r1",), "b": (), "c": ("r1",)}, "old"))
    assert play(path, World({"a": ("r1",), "b": ("r1",), "c": ("r1",)}, "old")) == 1
    assert path.read_bytes() == World({"a": ("r1",), "b": ("r1",), "c": ("r1",)}, "old").lines()
