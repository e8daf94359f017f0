"""The answer cache: keys, damage, threads and processes, limits, and what it never holds."""

import multiprocessing
import os
import pickle
import sqlite3
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from summarizer.llm import AnswerCache
from summarizer.llm.cache import TextDisk, TextOnlyError, cache_key

ENTRY: dict[str, object] = {"text": '{"headline": "云溪"}', "finish_reason": "stop", "usage": [1, 2, 0]}
PARTS: dict[str, Any] = {
    "base_url": "https://llm.example/v1",
    "model": "test-model",
    "parameters": {"extra": {}, "max_tokens": 4096, "seed": None, "temperature": 0.0},
    "messages": [{"role": "user", "content": "云溪市地区生产总值增长5.3%。"}],
    "schema_digest": "0" * 64,
    "mode": "tools",
}


class Bomb:
    """Leaves a trace when unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.trace,)


@pytest.fixture
def cache(tmp_path: Path) -> Any:
    """An open cache in a folder of its own."""
    opened = AnswerCache(tmp_path)
    yield opened
    opened.close()


def _database(cache: AnswerCache) -> Path:
    return cache.folder / "cache.db"


def test_one_key_is_pinned() -> None:
    """A change of this value throws every user's cache away: the tag must change with it."""
    pinned = "summarizer-v1:922d3a562d0da528f32f428960b29cf6d03669579c0467a92011683b2252455f"
    assert cache_key(**PARTS) == pinned


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("base_url", "https://other.example/v1"),
        ("model", "other-model"),
        ("parameters", {"extra": {}, "max_tokens": 4096, "seed": None, "temperature": 0.1}),
        ("messages", [{"role": "user", "content": "云溪市地区生产总值增长5.4%。"}]),
        ("messages", [{"role": "system", "content": "云溪市地区生产总值增长5.3%。"}]),
        ("schema_digest", "1" * 64),
        ("mode", "json_schema"),
    ],
)
def test_every_part_of_a_request_counts(part: str, value: object) -> None:
    """No two different requests share a key."""
    assert cache_key(**{**PARTS, part: value}) != cache_key(**PARTS)


def test_the_order_of_parameters_does_not_count() -> None:
    """Canonical JSON."""
    turned = dict(reversed(PARTS["parameters"].items()))
    assert cache_key(**{**PARTS, "parameters": turned}) == cache_key(**PARTS)


def test_entries_outlive_the_process_that_made_them(tmp_path: Path) -> None:
    """What one cache stores another one finds."""
    first = AnswerCache(tmp_path)
    first.put("k", ENTRY)
    first.close()
    second = AnswerCache(tmp_path)
    assert second.get("k") == ENTRY
    assert second.get("other") is None
    second.close()


def test_values_are_stored_as_plain_text(cache: AnswerCache) -> None:
    """A raw row with the JSON in it, however long, and no file beside the database."""
    cache.put("k", {"text": "长" * 200_000})
    with sqlite3.connect(_database(cache)) as database:
        rows = database.execute("SELECT mode, raw, filename, typeof(value) FROM Cache").fetchall()
    database.close()
    assert rows == [(1, 1, None, "text")]
    assert {path.suffix for path in cache.folder.iterdir()} <= {".db", ".db-wal", ".db-shm"}


def test_only_the_owner_may_enter_the_folder(cache: AnswerCache) -> None:
    """Also when the folder was there before with wider rights."""
    cache.put("k", ENTRY)
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    cache.close()
    cache.folder.chmod(0o755)
    again = AnswerCache(cache.folder.parent)
    again.get("k")
    again.close()
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


def test_nothing_in_the_folder_is_ever_unpickled(cache: AnswerCache, tmp_path: Path) -> None:
    """A planted pickle, as value, as file or as key, is a miss and stays what it is (CVE-2025-69872)."""
    trace = tmp_path / "exploded"
    bomb = pickle.dumps(Bomb(trace))
    cache.put("k", ENTRY)
    (cache.folder / "bomb.val").write_bytes(bomb)
    for change, values in (
        ("mode = 4, value = ?", (bomb,)),
        ("mode = 4, value = NULL, filename = 'bomb.val'", ()),
        ("mode = 2, value = NULL, filename = 'bomb.val'", ()),
        ("mode = 3, value = NULL, filename = '../../etc/passwd'", ()),
    ):
        cache.put("k", ENTRY)
        with sqlite3.connect(_database(cache)) as database:
            database.execute(f"UPDATE Cache SET {change}", values)
        database.close()
        assert cache.get("k") is None
    assert not trace.exists()


def test_the_disk_refuses_what_would_have_to_be_pickled(tmp_path: Path) -> None:
    """Both ways, keys and values."""
    disk = TextDisk(str(tmp_path))
    with pytest.raises(TextOnlyError):
        disk.store({"a": 1}, read=False)
    with pytest.raises(TextOnlyError):
        disk.put(("a", 1))
    with pytest.raises(TextOnlyError):
        disk.get(b"x", False)
    with pytest.raises(TextOnlyError):
        disk.fetch(4, None, pickle.dumps(1), False)


@pytest.mark.parametrize("value", ["no json", "[1, 2]", '"text"', "[" * 100_000])
def test_damaged_entries_are_misses_and_can_be_replaced(cache: AnswerCache, value: str) -> None:
    """Text that is not a JSON object counts as absent."""
    cache.put("k", ENTRY)
    with sqlite3.connect(_database(cache)) as database:
        database.execute("UPDATE Cache SET value = ?", (value,))
    database.close()
    assert cache.get("k") is None
    cache.put("k", ENTRY)
    assert cache.get("k") == ENTRY


@pytest.mark.parametrize("content", [b"not a database at all" * 300, b"SQLite format 3\x00" + os.urandom(5_000)])
def test_a_damaged_file_is_set_aside(cache: AnswerCache, content: bytes) -> None:
    """Found at opening: the file is kept for whoever wants to look, and a new one is begun."""
    cache.put("k", ENTRY)
    cache.close()
    for name in ("cache.db-wal", "cache.db-shm"):
        (cache.folder / name).unlink(missing_ok=True)
    _database(cache).write_bytes(content)
    again = AnswerCache(cache.folder.parent)
    assert again.get("k") is None
    again.put("k", ENTRY)
    assert again.get("k") == ENTRY
    again.close()
    assert (cache.folder / "cache.db.damaged").read_bytes() == content


def test_a_file_damaged_while_open_is_set_aside(cache: AnswerCache) -> None:
    """Found in the middle of a run: a miss, and the cache works again."""
    for number in range(300):
        cache.put(f"k{number}", {"text": "长" * 500})
    cache.close()
    data = bytearray(_database(cache).read_bytes())
    data[4096 * 2 :] = os.urandom(len(data) - 4096 * 2)
    _database(cache).write_bytes(bytes(data))
    for number in range(300):
        cache.get(f"k{number}")
    cache.put("k", ENTRY)
    assert cache.get("k") == ENTRY


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    """A file stands where the folder should be: nothing is cached, nothing breaks."""
    (tmp_path / "answers").write_text("in the way")
    cache = AnswerCache(tmp_path)
    cache.put("k", ENTRY)
    assert cache.get("k") is None
    assert cache.info().entries == 0
    assert cache.clear() == 0
    cache.close()


def test_the_size_limit_is_kept(tmp_path: Path) -> None:
    """The oldest entries go when the limit is reached."""
    cache = AnswerCache(tmp_path, size_limit=2**20)
    for number in range(400):
        cache.put(f"k{number}", {"text": os.urandom(5_000).hex()})
    assert cache.info().size < 2 * 2**20
    assert cache.get("k0") is None
    assert cache.get("k399") is not None
    cache.close()


def test_info_and_clear(cache: AnswerCache) -> None:
    """What the command line shows and does."""
    cache.put("a", ENTRY)
    cache.put("b", ENTRY)
    info = cache.info()
    assert (info.entries, info.path, info.size_limit) == (2, cache.folder, 2**30)
    assert info.size > 0
    assert cache.clear() == 2
    assert cache.info().entries == 0


def test_many_threads_share_a_cache(tmp_path: Path) -> None:
    """Every value that is read is one that was written whole."""
    cache = AnswerCache(tmp_path)
    cache.put("warm", ENTRY)
    wrong: list[object] = []

    def work(worker: int) -> None:
        for number in range(60):
            cache.put(f"k{number % 10}", {"text": str(number) * 1_000, "worker": worker})
            value = cache.get(f"k{number % 10}")
            if value is None or len(set(str(value["text"]))) > 2:
                wrong.append(value)
        cache.close()

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cache.close()
    assert wrong == []


def _write_many(folder: Path, worker: int) -> None:
    cache = AnswerCache(folder)
    for number in range(100):
        cache.put(f"{worker}-{number}", {"text": f"{worker}-{number}"})
    cache.close()


@pytest.mark.slow
def test_many_processes_share_a_cache(tmp_path: Path) -> None:
    """Workers that start at the same moment on a folder that is not there yet lose nothing."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_many, args=(tmp_path, worker)) for worker in range(4)]
    for process in workers:
        process.start()
    for process in workers:
        process.join(60)
    cache = AnswerCache(tmp_path)
    found = sum(cache.get(f"{worker}-{number}") is not None for worker in range(4) for number in range(100))
    cache.close()
    assert found == 400
