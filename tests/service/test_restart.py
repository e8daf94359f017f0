"""The real command, ended as hard as can be, and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from summarizer.analysis import analyse_document
from summarizer.documents import Document
from tests.cli.conftest import REPORT, SCRIPT
from tests.engines.simulated import SimulatedModel
from tests.model_server import ModelServer

pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")
httpx = pytest.importorskip("httpx")

REPORTS = 400
SECONDS = 240


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def service(folder: Path, port: int, *arguments: str) -> Iterator[Any]:
    """``summarizer serve`` as a process of its own, with a client of it."""
    command = [str(SCRIPT), "serve", "--folder", str(folder), "--port", str(port), *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=folder.parent)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        client.process = process
        try:
            wait_for(lambda: answers(client))
            yield client
        finally:
            process.kill()
            process.communicate()


def answers(client: Any) -> bool:
    """Whether the service has started."""
    try:
        return bool(client.get("/health").status_code == 200)
    except httpx.TransportError:
        return False


def wait_for(condition: Any) -> None:
    """Wait until something holds."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
def test_job_cut_short_by_kill_ends_well_and_nothing_twice(tmp_path: Path) -> None:
    """A job under way when the service is killed goes on after the restart: each report once, in order."""
    folder, port = tmp_path / "service", free_port()
    files = [("files", (f"{number:03}.txt", REPORT.replace("青禾县", f"青禾{number}县"))) for number in range(REPORTS)]
    with service(folder, port) as client:
        job = client.post("/jobs", files=files).json()["id"]
        wait_for(lambda: client.get(f"/jobs/{job}").json()["records"] > 0)
        os.kill(client.process.pid, signal.SIGKILL)
        client.process.wait()
    kept = (folder / "jobs" / job / "records.jsonl").read_bytes().count(b"\n")
    with service(folder, port) as client:
        wait_for(lambda: client.get(f"/jobs/{job}").json()["state"] not in ("queued", "running"))
        ended = client.get(f"/jobs/{job}").json()
        names = [
            json.loads(line)["report"]["source"]["name"]
            for line in client.get(f"/jobs/{job}/records").text.splitlines()
        ]
    assert 0 < kept < REPORTS
    assert names == [f"{number:03}.txt" for number in range(REPORTS)]
    assert (ended["state"], ended["records"], ended["sources_done"]) == ("done", REPORTS, REPORTS)


def test_jobs_ask_the_model_that_is_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ``--engine llm`` records are the model's."""
    simulated = SimulatedModel(list(analyse_document(Document("青禾县.txt", REPORT))))
    with ModelServer(answer=simulated) as server:
        monkeypatch.setenv("SUMMARIZER_BASE_URL", server.base_url)
        monkeypatch.setenv("SUMMARIZER_MODEL", "simulated")
        with service(tmp_path / "service", free_port(), "--engine", "llm", "--set", "mode=tools") as client:
            job = client.post("/jobs", files=[("files", ("青禾县.txt", REPORT))]).json()["id"]
            wait_for(lambda: client.get(f"/jobs/{job}").json()["state"] == "done")
            record = json.loads(client.get(f"/jobs/{job}/records").text)
    assert (record["engine"]["name"], record["engine"]["model"]) == ("llm", "simulated")


def test_off_loopback_the_command_refuses_without_a_token(tmp_path: Path) -> None:
    """One line says what is missing, and nothing listens."""
    done = subprocess.run(
        [SCRIPT, "serve", "--host", "0.0.0.0"], capture_output=True, cwd=tmp_path, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "SUMMARIZER_SERVICE_TOKEN" in done.stderr.decode()


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    """Where FastAPI is missing, one line says how to get it."""
    code = "import sys; sys.modules['uvicorn'] = None; from summarizer.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "serve"], capture_output=True, cwd=tmp_path, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "pip install 'report-summarizer[serve]'" in done.stderr.decode()
