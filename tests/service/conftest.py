"""A service on a folder of the test's, with the rules engine, and a client of it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from summarizer.runs import run_batch
from tests.cli.conftest import REPORT

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

Start: TypeAlias = Callable[..., "TestClient"]
SECONDS = 240


def run_rules(documents: Any, output: Path, on_event: Any) -> Any:
    """The run that ``summarizer serve --engine rules`` has."""
    return run_batch(documents, output, on_event=on_event)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file with one report in it."""
    path = tmp_path / "青禾县.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a service; ``called`` is the address that its client calls it by."""
    testclient = pytest.importorskip("fastapi.testclient", reason="the extra `serve` is not installed")
    from summarizer.service.app import ServiceSettings, create_app

    clients: list[TestClient] = []

    def started(*, called: str = "http://127.0.0.1:8080", **settings: Any) -> "TestClient":
        app = create_app(ServiceSettings(folder=tmp_path / "service", **settings), run_rules)
        client: TestClient = testclient.TestClient(app, base_url=called)
        client.__enter__()
        clients.append(client)
        return client

    yield started
    for client in clients:
        client.__exit__(None, None, None)


def upload(client: "TestClient", *files: tuple[str, str | bytes]) -> Any:
    """The job of an upload."""
    answer = client.post("/jobs", files=[("files", file) for file in files or [("青禾县.txt", REPORT)]])
    assert answer.status_code == 202, answer.text
    return answer.json()


def done(client: "TestClient", job: str) -> Any:
    """A job once it has ended."""
    for _ in range(SECONDS * 20):
        found = client.get(f"/jobs/{job}").json()
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(0.05)
    raise AssertionError(found)
