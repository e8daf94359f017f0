"""``summarizer batch`` as users run it: each step a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.analysis import analyse_document
from summarizer.documents import Document
from tests.cli.conftest import NO_REPORT, REPORT, Run
from tests.engines.simulated import SimulatedModel
from tests.model_batches import Batches
from tests.model_server import ModelServer

KEY = "sk-canary-31c6f08ed27b59a4"


@pytest.fixture
def batches() -> Batches:
    """What the server knows of batches."""
    return Batches()


@pytest.fixture
def server(batches: Batches) -> Iterator[ModelServer]:
    """A model that reads the report well, live and in batches."""
    model = SimulatedModel(list(analyse_document(Document("青禾县.txt", REPORT))))
    with ModelServer(answer=model, more=batches.respond) as running:
        yield running


@pytest.fixture
def model(server: ModelServer) -> tuple[str, ...]:
    """The flags that name the server."""
    return ("--base-url", server.base_url, "--model", "simulated")


def test_the_steps_give_the_records_of_the_live_run(
    run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]
) -> None:
    """Submit, then collect until it ends with 0; 3 while answers are awaited. No step but the first is told what of."""
    live = run("summarize", report, "-o", "live.jsonl", "--set", "cache_dir=other", *model)
    assert live.returncode == 0, live.stderr.decode()
    codes = [run("batch", "submit", report, "-o", "out.jsonl", *model).returncode]
    codes += [run("batch", "collect", "-o", "out.jsonl").returncode for _ in range(3)]
    assert codes == [0, 3, 0, 0]
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "live.jsonl").read_bytes()


def test_status_shows_each_batch(run: Run, report: Path, batches: Batches, model: tuple[str, ...]) -> None:
    """Its id, how it stands, and its counts."""
    batches.polls = 1
    run("batch", "submit", report, "-o", "out.jsonl", *model)
    shown = [run("batch", "status", "-o", "out.jsonl").stdout.decode().split("\t") for _ in range(2)]
    assert [row[:3] for row in shown] == [["1", "batch_0", "in_progress"], ["1", "batch_0", "completed"]]
    assert shown[1][3] == "2 done, 0 failed of 2\n"


def test_the_key_comes_from_the_environment_at_each_step(
    run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]
) -> None:
    """And stands nowhere on disk or in what is said."""
    said = run("batch", "submit", report, "-o", "out.jsonl", *model, SUMMARIZER_API_KEY=KEY)
    more = run("batch", "collect", "-o", "out.jsonl", SUMMARIZER_API_KEY=KEY)
    assert KEY.encode() not in said.stdout + said.stderr + more.stdout + more.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []


def test_a_source_that_fails_is_named_and_the_others_are_done(run: Run, report: Path, model: tuple[str, ...]) -> None:
    """As live; reports that wait are no errors."""
    report.with_name("游记.txt").write_text(NO_REPORT, "utf-8")
    first = run("batch", "submit", report, "游记.txt", "-o", "out.jsonl", *model)
    assert [line for line in first.stderr.decode().splitlines() if line.startswith("error: ")] == [
        line for line in first.stderr.decode().splitlines() if "游记.txt: no government work report" in line
    ]
    assert [run("batch", "collect", "-o", "out.jsonl").returncode for _ in range(2)] == [3, 1]
    assert b"failures.jsonl" in first.stderr


def test_another_model_is_another_batch(run: Run, report: Path, model: tuple[str, ...]) -> None:
    """One output is not made of two models' answers."""
    run("batch", "submit", report, "-o", "out.jsonl", *model)
    done = run("batch", "submit", report, "-o", "out.jsonl", *model[:3], "other")
    assert done.returncode == 2
    assert b"another model" in done.stderr


@pytest.mark.parametrize("step", ["status", "collect"])
def test_there_must_be_a_batch(run: Run, step: str) -> None:
    """One line says how to begin."""
    done = run("batch", step, "-o", "out.jsonl")
    assert done.returncode == 2
    assert b"begin with summarizer batch submit" in done.stderr


def test_a_provider_without_batches_is_one_line(
    run: Run, report: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """Nothing is lost: another submit goes on."""
    batches, server.more = server.more, None
    failed = run("batch", "submit", report, "-o", "out.jsonl", *model)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    server.more = batches
    assert run("batch", "submit", report, "-o", "out.jsonl", *model).returncode == 0


def test_sources_must_last(run: Run, model: tuple[str, ...]) -> None:
    """Standard input is gone at the next step."""
    done = run("batch", "submit", "-", "-o", "out.jsonl", *model, stdin=REPORT.encode())
    assert done.returncode == 2
    assert b"standard input" in done.stderr
