"""A server that batches, the examples as sources, and both ways to summarize them."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # importlib mode leaves the root out
    sys.path.append(str(ROOT))

from summarizer.analysis import Analysis, analyse_document  # noqa: E402
from summarizer.documents import read_document  # noqa: E402
from summarizer.engines.llm import LLMEngine  # noqa: E402
from summarizer.llm import Client, Model, load_settings  # noqa: E402
from summarizer.runs import arun_batch  # noqa: E402
from summarizer.runs.provider_batch import Outcome, Task, collect, submit  # noqa: E402
from tests.engines.simulated import SimulatedModel  # noqa: E402
from tests.model_batches import Batches  # noqa: E402
from tests.model_server import Json, ModelServer  # noqa: E402

KEY = "sk-canary-7d20c1e94ab35f68"
NAMES = ("province-2024.txt", "collection.txt", "township.txt")


@dataclass
class Place:
    """A folder to work in and the server; ``options`` go to the engine, ``settings`` to the client."""

    folder: Path
    server: ModelServer
    batches: Batches
    sources: list[str]

    @property
    def output(self) -> Path:
        """Where the batch path writes."""
        return self.folder / "batch.jsonl"

    def task(self, **changes: Any) -> Task:
        """The run through batches, its answers kept apart from those of the live run."""
        return replace(self._task("batch"), **changes)

    def live(self) -> bytes:
        """The file that the live path writes, with a cache of its own."""
        task = self._task("live")

        async def go() -> None:
            async with Client(task.settings) as client:
                await arun_batch(task.sources, task.output, engine=task.engine(client))

        asyncio.run(go())
        return Path(task.output).read_bytes()

    def submit(self, **changes: Any) -> Outcome:
        """One step."""
        return asyncio.run(submit(self.task(**changes)))

    def collect(self, **changes: Any) -> Outcome:
        """One step."""
        return asyncio.run(collect(self.task(**changes)))

    def finish(self, **changes: Any) -> int:
        """Collect until nothing is waited for; how often that was."""
        for times in range(1, 20):
            if not self.collect(**changes).waiting:
                return times
        pytest.fail("it never comes to an end")

    def questions(self) -> list[str]:
        """The ids of all requests that were uploaded, in order."""
        import json

        lines = [line for content in self.batches.uploads for line in content.split(b"\n") if line]
        return [json.loads(line)["custom_id"] for line in lines]

    def _task(self, name: str) -> Task:
        settings = load_settings(
            {
                "base_url": self.server.base_url,
                "model": "simulated",
                "api_key": KEY,
                "backoff": 0.01,
                "max_attempts": 3,
                "cache_dir": self.folder / f"cache-{name}",
            }
        )

        def engine(model: Model) -> LLMEngine:
            return LLMEngine(model, name="simulated", characters=1500)

        return Task(
            sources=self.sources,
            output=str(self.folder / f"{name}.jsonl"),
            folder=self.folder / f"{name}.batch",
            settings=settings,
            engine=engine,
        )


@pytest.fixture(scope="session")
def analyses(examples: Path) -> list[Analysis]:
    """What the simulated model knows."""
    return [found for name in NAMES for found in analyse_document(read_document(examples / name))]


@pytest.fixture
def place(tmp_path: Path, examples: Path, analyses: list[Analysis]) -> Iterator[Place]:
    """A fresh folder, a fresh server."""
    model = SimulatedModel(analyses)

    def answer(request: Json) -> Json | str:
        return model(request)

    batches = Batches()
    with ModelServer(answer=answer, more=batches.respond) as server:
        yield Place(tmp_path, server, batches, [str(examples / name) for name in NAMES])
