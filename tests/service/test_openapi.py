"""The service against its own description: schemathesis sends requests of every kind that the OpenAPI allows."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.test_restart import free_port, service

pytest.importorskip("schemathesis", reason="schemathesis is not installed")
TOKEN = "0123456789abcdef"


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server error, no answer that is not in the description, no way around the token."""
    monkeypatch.setenv("SUMMARIZER_SERVICE_TOKEN", TOKEN)
    port = free_port()
    with service(tmp_path / "service", port):
        done = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"),
                "run",
                f"http://127.0.0.1:{port}/openapi.json",
                "--header",
                f"Authorization: Bearer {TOKEN}",
                "--max-examples",
                "15",
                "--generation-deterministic",
            ],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-8000:]
    assert "Operations:" in done.stdout
