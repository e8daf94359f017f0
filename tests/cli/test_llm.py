"""The command line with a model: what it takes, says, stops for and never tells."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.analysis import analyse_document
from summarizer.documents import Document
from tests.cli.conftest import REPORT, SCRIPT, Run
from tests.engines.simulated import SimulatedModel
from tests.model_server import ModelServer, always, in_order

KEY = "sk-canary-5f1e0c7d9b3a4286"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model that reads the report well."""
    with ModelServer(answer=SimulatedModel(list(analyse_document(Document("青禾县.txt", REPORT))))) as running:
        yield running


@pytest.fixture
def model(server: ModelServer) -> tuple[str, ...]:
    """The flags that name the server."""
    return ("--base-url", server.base_url, "--model", "simulated", "--set", "mode=tools", "--set", "backoff=0.01")


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_auto_takes_the_model_where_one_is_configured(
    run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]
) -> None:
    """And says so in one line."""
    url = model[model.index("--base-url") + 1]
    done = run("summarize", report, "-o", "out.jsonl", SUMMARIZER_BASE_URL=url, SUMMARIZER_MODEL="simulated")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().splitlines()[0] == "engine: llm, simulated at custom"
    (record,) = _records(tmp_path / "out.jsonl")
    assert (record["engine"]["name"], record["engine"]["model"]) == ("llm", "simulated")
    assert record["usage"]["calls"] == 3


def test_auto_takes_the_rules_where_none_is(run: Run, report: Path) -> None:
    """And says so, and how to set a key, in one line."""
    done = run("summarize", report, "-o", "out.jsonl")
    (line, _) = done.stderr.decode().splitlines()
    assert line.startswith("engine: rules; ")
    assert "DEEPSEEK_API_KEY" in line


def test_a_model_that_is_not_configured_is_a_wrong_call(run: Run, report: Path) -> None:
    """--engine llm does not fall back."""
    done = run("summarize", report, "--engine", "llm")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_model_that_is_named_is_wanted(run: Run, report: Path) -> None:
    """Without its key the rules do not take its place."""
    done = run("summarize", report, "--model", "deepseek:")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "DEEPSEEK_API_KEY" in done.stderr.decode()


def test_the_run_report_says_what_was_called(run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]) -> None:
    """Calls of this run, not of the answers: none in a second run, whose records are the same bytes."""
    lines, calls = [], []
    for name in ("one", "two"):
        run("summarize", report, "-o", f"{name}.jsonl", *model)
        lines.append((tmp_path / f"{name}.jsonl").read_bytes())
        told = json.loads((tmp_path / f"{name}.run.json").read_text("utf-8"))["model_calls"]
        calls.append((told["calls"], told["cached_calls"]))
    assert lines[0] == lines[1]
    assert calls[0][0] > 0
    assert calls == [calls[0], (0, calls[0][0])]


def test_a_dry_run_calls_nothing(run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]) -> None:
    """Calls and tokens on standard output, no file, no request."""
    done = run("summarize", report, "-o", "out.jsonl", "--dry-run", *model)
    told = dict(line.split(maxsplit=1) for line in done.stdout.decode().splitlines() if line.startswith("calls"))
    assert (done.returncode, told) == (0, {"calls": "3"})
    assert not (tmp_path / "out.jsonl").exists()


def test_a_dry_run_needs_no_key(run: Run, report: Path) -> None:
    """The model provider's price is known without one; with the rules there is nothing to estimate."""
    done = run("summarize", report, "--dry-run", "--model", "deepseek:")
    assert done.returncode == 0, done.stderr.decode()
    assert "USD (at most)" in done.stdout.decode()
    assert run("summarize", report, "--dry-run", "--engine", "rules").returncode == 2


@pytest.mark.parametrize("url", ["http://[::1", "h:abc", "http://h:abc", "http://h:99999"])
def test_an_address_that_is_none_is_a_usage_error(run: Run, report: Path, url: str) -> None:
    """One line, before anything is read."""
    done = run("summarize", report, "--base-url", url, "--model", "m", "-o", "out.jsonl")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "error: setting base_url: must be a whole address such as https://host/v1\n"


def test_the_engine_has_settings_of_its_own(run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]) -> None:
    """From the table [engine] of the file; --set goes before it; what is no setting is a usage error."""
    (tmp_path / "summarizer.toml").write_text('[engine]\nsecond_reading = "full"\nchunk = 900\n', "utf-8")
    shown = run("settings", "--set", "chunk=500").stdout.decode()
    assert [line.split()[:2] for line in shown.splitlines()[-2:]] == [["chunk", "500"], ["second_reading", "full"]]
    for text in ("[engine]\nchunks = 900\n", "[engine]\nchunk = 9\n", "engine = 3\n"):
        (tmp_path / "summarizer.toml").write_text(text, "utf-8")
        done = run("summarize", report, *model)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_wrong_key_stops_with_one_line(run: Run, report: Path, server: ModelServer, model: tuple[str, ...]) -> None:
    """Exit code 1, one error line, and it does not hold the key."""
    server.plan = always("bad_key")
    done = run("summarize", report, "-o", "out.jsonl", "-q", *model, SUMMARIZER_API_KEY=KEY)
    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, line.startswith("error: ")) == (1, True)
    assert server.calls < 4


def test_finished_work_is_kept_when_the_money_runs_out(
    run: Run, report: Path, tmp_path: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """The first report is in the output; the same command goes on from there."""
    other = tmp_path / "z.txt"
    other.write_text(REPORT.replace("青禾", "白禾"), encoding="utf-8")
    command = ("summarize", report, other, "-o", "out.jsonl", *model, "-j", "1")
    server.plan = in_order(None, None, None, "quota", "quota", "quota", "quota")
    assert run(*command).returncode == 1
    assert len(_records(tmp_path / "out.jsonl")) == 1
    server.plan = None
    done = run(*command)
    assert (done.returncode, len(_records(tmp_path / "out.jsonl"))) == (0, 2)
    assert "1 kept" in done.stderr.decode()


def test_templates_of_ones_own_are_used(
    run: Run, report: Path, tmp_path: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """And change the hash in the record."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "report_system.md").write_text("我的说明。", "utf-8")
    run("summarize", report, "-o", "a.jsonl", *model)
    run("summarize", report, "-o", "b.jsonl", "--prompts", folder, *model)
    assert "我的说明。" in server.requests[-1]["messages"][0]["content"]
    first, second = (_records(tmp_path / name)[0]["engine"]["prompt_sha256"] for name in ("a.jsonl", "b.jsonl"))
    assert first != second


def test_a_template_with_an_unknown_variable_is_an_error_before_the_first_call(
    run: Run, report: Path, tmp_path: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """One line that names the file and the variable."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "section.md").write_text("{{ text }} {{ titel }}", "utf-8")
    done = run("summarize", report, "--prompts", folder, *model)
    assert done.returncode == 1
    assert "section.md: unknown variable titel" in done.stderr.decode()
    assert server.calls == 0


def test_fields_of_ones_own_are_filled_in(
    run: Run, report: Path, tmp_path: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """--schema FILE.py:Model; the values stand under extra."""
    (tmp_path / "fields.py").write_text(
        "from pydantic import BaseModel\nclass Fields(BaseModel):\n    theme: str\n", "utf-8"
    )
    good = server.answer
    assert good is not None

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        said = good(request)
        assert isinstance(said, dict)
        return {**said, "extra": {"theme": "稳中求进"}} if "headline" in said else said

    server.answer = answer
    done = run("summarize", report, "-o", "out.jsonl", "--schema", "fields.py:Fields", *model)
    assert done.returncode == 0, done.stderr.decode()
    assert _records(tmp_path / "out.jsonl")[0]["extra"] == {"theme": "稳中求进"}


@pytest.mark.parametrize("schema", ["fields.py", "missing.py:Fields", "bad.py:Fields", "good.py:Missing"])
def test_a_schema_that_is_none_is_a_wrong_call(
    run: Run, report: Path, tmp_path: Path, model: tuple[str, ...], schema: str
) -> None:
    """One line, exit code 2."""
    (tmp_path / "bad.py").write_text("1/0", "utf-8")
    (tmp_path / "good.py").write_text("Missing = 3", "utf-8")
    done = run("summarize", report, "--schema", schema, *model)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("pair", ["backoff", "no_such=1", "api_key=x", "concurrency=many"])
def test_a_setting_that_is_none_is_a_wrong_call(run: Run, report: Path, pair: str) -> None:
    """One line that names it, exit code 2; keys are no flags."""
    done = run("summarize", report, "--set", pair)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert pair.split("=")[0] in done.stderr.decode()


def test_settings_come_from_flags_then_environment_then_file(run: Run, tmp_path: Path) -> None:
    """And are shown with the key masked."""
    (tmp_path / "summarizer.toml").write_text('[llm]\nmodel = "a"\nrpm = 1\ntpm = 1\n', "utf-8")
    environment = {"SUMMARIZER_RPM": "2", "SUMMARIZER_TPM": "2", "DEEPSEEK_API_KEY": KEY}
    done = run("settings", "--set", "tpm=3", **environment)
    shown = dict(line.split()[:2] for line in done.stdout.decode().splitlines())
    assert (shown["model"], shown["rpm"], shown["tpm"], shown["provider"]) == ("a", "2", "3", "deepseek")
    assert KEY.encode() not in done.stdout + done.stderr
    assert "*" in shown["api_key"]


def test_prompts_are_listed_and_printed(run: Run) -> None:
    """Each with its variables; one by its name."""
    listed = run("prompts").stdout.decode()
    assert "section         built in  title, year, path, text, readings" in listed
    assert "{{ text }}" in run("prompts", "section").stdout.decode()
    assert run("prompts", "nonsense").returncode == 2


def test_the_cache_is_shown_and_emptied(run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]) -> None:
    """info, path and clear."""
    run("summarize", report, *model)
    assert b"entries  0" not in run("cache", "info").stdout
    assert (tmp_path / run("cache", "path").stdout.decode().strip()).is_dir()
    run("cache", "clear")
    assert b"entries  0" in run("cache", "info").stdout


@pytest.mark.parametrize("fault", [None, "bad_key", "invalid_json"])
def test_the_key_is_written_nowhere(
    tmp_path: Path, report: Path, server: ModelServer, model: tuple[str, ...], fault: str | None
) -> None:
    """Not in output, run report, cache, log, nor on a stream, after errors and with every debug log on."""
    server.plan = always(fault) if fault else None
    folder, environment = tmp_path / "run", {**os.environ, "SUMMARIZER_API_KEY": KEY, "OPENAI_LOG": "debug"}
    folder.mkdir()
    command: list[str | Path] = [SCRIPT, "summarize", report, "-o", "out.jsonl", "--log-file", "log.jsonl", *model]
    more = ["--set", "max_attempts=2", "--prompts", "mine"]
    (folder / "mine").mkdir()
    (folder / "summarizer.toml").write_text(f'[llm]\ncache_dir = "{folder / "cache"}"\n', "utf-8")
    done = subprocess.run([*command, *more], cwd=folder, env=environment, capture_output=True, check=False)
    assert any(KEY in header.get("authorization", "") for header in server.headers)
    secret = KEY.encode()
    assert secret not in done.stdout + done.stderr
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [path.name for path in files if secret in path.read_bytes()] == []


def _refused(message: str, **more: object) -> Any:
    """A provider that turns every call down with a 400."""
    return lambda request: {"error": {"message": message, **more}}


@pytest.mark.parametrize(
    "refusal",
    [
        {"message": "The parameter top_k is out of bounds"},
        {"message": "This model only support stream mode for tools"},
        {"message": "Model does not exist. Please check it carefully.", "code": 20012},
    ],
)
def test_a_provider_that_refuses_every_call_is_an_error(
    run: Run, report: Path, server: ModelServer, model: tuple[str, ...], refusal: dict[str, Any]
) -> None:
    """Exit code 1 and one line with what it said, never a run of the rules without a word."""
    server.refuse = _refused(**refusal)
    done = run("summarize", report, "-o", "out.jsonl", "-q", *model)
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert refusal["message"] in line


def test_a_wait_of_a_day_ends_the_run_with_a_line(
    run: Run, report: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """It says what the provider asked for; nothing sleeps."""
    server.plan = always("long_wait")
    done = run("summarize", report, "-o", "out.jsonl", "-q", *model)
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert "asks to wait 86400 s, longer than total_timeout (600 s)" in line


def test_what_failed_is_asked_again_once_settings_changed(
    run: Run, report: Path, tmp_path: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """The same command with a setting mended; with the same settings only where --retry-failed says so."""
    server.plan = always("invalid_json")
    command = ("summarize", report, "-o", "out.jsonl", *model)
    assert run(*command).returncode == 1
    server.plan = None
    assert b"1 kept" in run(*command).stderr
    for more in (("--retry-failed",), ("--set", "enable_thinking=false")):
        done = run(*command, *more)
        assert done.returncode == 0, done.stderr.decode()
        assert _records(tmp_path / "out.jsonl")[0]["validation"]["status"] == "passed"
        server.plan = always("invalid_json")
        run(*command, "--cache", "refresh", "--overwrite")
        server.plan = None


def test_a_cache_that_cannot_be_used_is_said_at_the_start(
    run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]
) -> None:
    """Answers would be paid for twice; the run goes on."""
    (tmp_path / "taken").write_text("", "utf-8")
    done = run("summarize", report, "-o", "out.jsonl", *model, "--set", "cache_dir=taken")
    assert done.returncode == 0
    assert b"answers of the model cannot be kept" in done.stderr


def test_extra_fields_of_the_body_come_from_flag_and_environment(
    run: Run, report: Path, server: ModelServer, model: tuple[str, ...]
) -> None:
    """As JSON; what is none is a wrong call."""
    run("summarize", report, *model, "--set", 'extra_body={"top_k": 20}')
    assert server.requests[-1]["top_k"] == 20
    run("summarize", report, *model, SUMMARIZER_EXTRA_BODY='{"top_k": 30}', SUMMARIZER_ENABLE_THINKING="false")
    assert (server.requests[-1]["top_k"], server.requests[-1]["enable_thinking"]) == (30, False)
    assert run("summarize", report, *model, "--set", "extra_body=[1]").returncode == 2


def test_a_model_can_read_all_numbers_by_itself(run: Run, report: Path, tmp_path: Path, model: tuple[str, ...]) -> None:
    """second_reading=full: all claims are the model's."""
    done = run("summarize", report, "-o", "out.jsonl", "--set", "second_reading=full", *model)
    assert done.returncode == 0, done.stderr.decode()
    (record,) = _records(tmp_path / "out.jsonl")
    assert {claim["origin"] for claim in record["indicators"]} == {"llm"}
    assert record["engine"]["settings"]["second_reading"] == "full"
