"""Workers that ask a model: the key stays where it is, the budget is everybody's."""

import pickle
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.engines.llm import LLMEngine
from summarizer.llm import Client, LLMSettings, load_settings
from summarizer.llm.limits import Bucket
from summarizer.runs import ModelEngine, arun_batch, budget
from summarizer.runs.budget import share_budget, take_from_scheduler
from tests.batch.stand_ins import PLACES, write_reports
from tests.distributed.stand_ins import summarize_distributed
from tests.model_server import ModelServer

pytestmark = pytest.mark.cluster

KEY = "sk-canary-0123456789abcdef"
BEARING = {"temperature": None}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model that answers with the smallest instance of what is asked for."""
    with ModelServer() as running:
        yield running


@pytest.fixture
def settings(server: ModelServer, tmp_path: Path) -> LLMSettings:
    """Settings for the server, with a key."""
    return load_settings(
        {"base_url": server.base_url, "model": "test-model", "api_key": KEY, "cache_dir": tmp_path / "cache"}
    )


def take_and_tell(number: int) -> float:
    """The seconds that a worker is told to wait for one more request."""
    import asyncio

    return asyncio.run(take_from_scheduler(1, 100))


async def test_the_records_are_those_of_the_plain_batch(
    client: Any, server: ModelServer, settings: LLMSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what one run was answered, the other finds in the cache."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    folder = write_reports(tmp_path / "reports", *[(place,) for place in PLACES[:6]])
    engine = ModelEngine(settings, BEARING)
    report = summarize_distributed([folder], tmp_path / "out", client=client, engine=engine, part_sources=2, rpm=60000)
    assert (report.records, report.failures) == (6, 0)
    calls = server.calls
    async with Client(settings) as asked:
        plain = LLMEngine(asked, name=settings.model, settings=BEARING)
        await arun_batch([folder], tmp_path / "plain.jsonl", engine=plain)
    assert server.calls == calls > 0
    parts = sorted((tmp_path / "out").glob("part-*.jsonl"))
    lines = [line for part in parts for line in part.read_bytes().splitlines()]
    assert sorted(lines) == sorted((tmp_path / "plain.jsonl").read_bytes().splitlines())
    assert all(headers["authorization"] == f"Bearer {KEY}" for headers in server.headers)


def test_the_key_does_not_travel(settings: LLMSettings) -> None:
    """Not with the engine's pickle, by whatever protocol; the description is the same there."""
    engine = ModelEngine(settings, BEARING)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        data = pickle.dumps(engine, protocol)
        assert KEY.encode() not in data
        assert pickle.loads(data).description == engine.description


async def test_a_worker_finds_the_key_in_its_own_environment(
    settings: LLMSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the command line does."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    there: ModelEngine = pickle.loads(pickle.dumps(ModelEngine(settings, BEARING)))
    async with there.open(None) as engine:
        client = engine._model  # type: ignore[attr-defined]
        assert client.settings.api_key.get_secret_value() == KEY
        assert client.settings.base_url == settings.base_url


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets of the scheduler in this process, on a clock that stands still."""
    monkeypatch.setattr(budget, "Bucket", lambda rate: Bucket(rate, lambda: 0.0))


@pytest.mark.usefixtures("standing_clock")
def test_all_workers_share_one_budget(client: Any) -> None:
    """A minute's allowance is one minute's, however many workers ask."""
    share_budget(client, rpm=120, tpm=None)
    waits = client.gather([client.submit(take_and_tell, number, pure=False) for number in range(24)])
    assert sorted(waits) == [0.0] * 12 + [pytest.approx(0.5 * number) for number in range(1, 13)]


@pytest.mark.usefixtures("standing_clock")
def test_tokens_are_held_back_as_well(client: Any) -> None:
    """Whichever limit is the tighter one."""
    share_budget(client, rpm=6000, tpm=6000)
    waits = client.gather([client.submit(take_and_tell, number, pure=False) for number in range(12)])
    assert max(waits) == pytest.approx(6.0)


def test_calls_keep_within_the_budget(client: Any, server: ModelServer, settings: LLMSettings, tmp_path: Path) -> None:
    """More calls than a tenth of a minute's allowance have to wait for their turn."""
    folder = write_reports(tmp_path / "reports", *[(place,) for place in PLACES[:8]])
    started = time.monotonic()
    engine = ModelEngine(settings, BEARING)
    summarize_distributed([folder], tmp_path / "out", client=client, engine=engine, part_sources=1, rpm=600)
    expected = (server.calls - 60) / 10
    assert time.monotonic() - started >= max(0.0, expected)
