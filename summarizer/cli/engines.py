"""Which engine a run has, from flags, environment and ``summarizer.toml``; and the run with a model."""

import importlib.util
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.cli.console import say
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.cli.engine_settings import EngineSettings
    from summarizer.documents import SourcePath
    from summarizer.engines.llm import LLMEngine
    from summarizer.llm import LLMSettings, Model
    from summarizer.prompts import Prompts
    from summarizer.runs import ModelEngine
    from summarizer.runs.batch import OnEvent
    from summarizer.runs.events import BatchReport
    from summarizer.runs.model import SourceLike

SETTINGS_FILE = Path("summarizer.toml")
_BEARING = ("provider", "mode", "temperature", "seed")
"""The client's settings that bear on its answers and may stand in records; addresses and keys may not."""


class Runner(StrEnum):
    """Where the work is done, by the names on the command line."""

    LOCAL = "local"
    DASK = "dask"


class EngineChoice(StrEnum):
    """The engines, by their names on the command line."""

    AUTO = "auto"
    RULES = "rules"
    LLM = "llm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRun:
    """What a run with a model needs beside its sources: settings, prompts, the user's own fields."""

    settings: "LLMSettings"
    prompts: "Prompts"
    schema: "type[BaseModel] | None"
    engine_settings: "EngineSettings"

    def bearing(self) -> dict[str, object]:
        """The settings that bear on the answers, for the record."""
        values = self.settings.model_dump(mode="json")
        return {name: values[name] for name in _BEARING}

    def engine(self, model: "Model") -> "LLMEngine":
        """The engine that asks ``model``."""
        from summarizer.engines.llm import LLMEngine

        return LLMEngine(
            model,
            name=self.settings.model,
            settings=self.bearing(),
            prompts=self.prompts,
            schema=self.schema,
            characters=self.engine_settings.chunk,
            second_reading=self.engine_settings.second_reading,
        )

    def maker(self) -> "ModelEngine":
        """What makes the engine on the workers of a cluster."""
        from summarizer.runs import ModelEngine

        return ModelEngine(
            self.settings,
            self.bearing(),
            self.prompts,
            self.schema,
            self.engine_settings.chunk,
            self.engine_settings.second_reading,
        )


def read_settings(flags: Mapping[str, object], pairs: Sequence[str] = ()) -> "LLMSettings":
    """The settings of the model from flags, ``NAME=VALUE`` pairs, the environment and ``summarizer.toml``.

    Raises UsageError naming the setting that is wrong; a key is no flag, since other users of a machine see those.
    """
    from summarizer.cli.engine_settings import names
    from summarizer.llm import load_settings

    given = {name: value for name, value in _set(pairs).items() if name not in names()}
    return load_settings({**flags, **given}, os.environ, SETTINGS_FILE)


def read_engine_settings(pairs: Sequence[str] = ()) -> "EngineSettings":
    """The engine's own settings from ``NAME=VALUE`` pairs and ``summarizer.toml``.

    Raises UsageError naming the setting that is wrong.
    """
    from summarizer.cli.engine_settings import load_engine_settings, names

    given = {name: value for name, value in _set(pairs).items() if name in names()}
    return load_engine_settings(given, SETTINGS_FILE)


def _set(pairs: Sequence[str]) -> dict[str, str]:
    """What ``NAME=VALUE`` pairs say, the last one where a name comes twice."""
    given = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        name = name.strip().replace("-", "_")
        if not sign:
            raise UsageError(f"--set {pair}: write it as NAME=VALUE; summarizer settings shows the names")
        if name == "api_key":
            raise UsageError(f"--set {name}: give it in the environment or in {SETTINGS_FILE}, not as a flag")
        given[name] = value.strip()
    return given


def choose(
    engine: EngineChoice,
    settings: "LLMSettings",
    engine_settings: "EngineSettings",
    prompts: str | None = None,
    schema: str | None = None,
) -> tuple[ModelRun | None, str]:
    """The run with a model, None for the rules; and one line that says which engine it is and why.

    Raises UsageError where the model is asked for and not configured, or ``schema`` names no model, PromptError where
    a template is wrong.
    """
    if engine is EngineChoice.RULES:
        return None, "engine: rules"
    if not settings.configured:
        if engine is EngineChoice.LLM:
            raise UsageError(settings.problem())
        return None, f"engine: rules; {settings.problem()}"
    run = model_run(settings, engine_settings, prompts, schema)
    return run, f"engine: llm, {settings.model} at {settings.provider}"


def model_run(
    settings: "LLMSettings", engine_settings: "EngineSettings", prompts: str | None, schema: str | None
) -> ModelRun:
    """The run with a model that these settings make, whether or not it can be asked."""
    from summarizer.prompts import load_prompts

    return ModelRun(
        settings=settings,
        prompts=load_prompts(Path(prompts) if prompts is not None else None),
        schema=load_model(schema) if schema is not None else None,
        engine_settings=engine_settings,
    )


def nothing_answered(calls: Mapping[str, object]) -> str:
    """What to say of a run in which the model was asked and never gave an answer; empty for any other run."""
    messages = calls.get("failure_messages")
    if not calls.get("calls") or calls.get("answered") or not isinstance(messages, list) or not messages:
        return ""
    return f"the model answered none of {calls['calls']} calls, so the rules did all; {messages[0]}"


def load_model(place: str) -> "type[BaseModel]":
    """The Pydantic model that ``FILE.py:Model`` names. Runs the file, as Python does; raises UsageError."""
    from pydantic import BaseModel

    path, _, name = place.rpartition(":")
    if not path or not name:
        raise UsageError(f"--schema {place}: write it as FILE.py:Model")
    spec = importlib.util.spec_from_file_location("summarizer_user_schema", path)
    if spec is None or spec.loader is None or not Path(path).is_file():
        raise UsageError(f"--schema {path}: no such Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"--schema {path}: {type(error).__name__}: {error}") from None
    found: Any = getattr(module, name, None)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise UsageError(f"--schema {path}: {name} is no Pydantic model in it")
    return found


def run_on_cluster(
    run: ModelRun | None,
    sources: "Sequence[str | SourcePath]",
    output: str,
    *,
    scheduler: str | None,
    workers: int | None,
    overwrite: bool,
    retry_failed: bool,
    on_event: "OnEvent",
) -> "BatchReport":
    """A run on the workers of a Dask cluster. Raises UsageError where dask is missing."""
    from summarizer.runs import Dask, run_batch

    maker = run.maker() if run else None
    return run_batch(
        sources,
        output,
        engine=maker,
        workers=workers,
        cluster=Dask(scheduler, run.settings.rpm, run.settings.tpm) if run else Dask(scheduler),
        overwrite=overwrite,
        retry_failed=retry_failed,
        on_event=on_event,
        model_calls=maker.calls if maker else None,
    )


async def run_with_model(
    run: ModelRun,
    sources: "Sequence[SourceLike]",
    output: str,
    *,
    workers: int | None,
    overwrite: bool,
    retry_failed: bool,
    on_event: "OnEvent",
) -> "BatchReport":
    """A batch run whose engine asks a model; what its calls took stands in the run report."""
    from summarizer.llm import Client
    from summarizer.runs import arun_batch
    from summarizer.runs.target import Target

    in_parts = Target(output).is_folder
    async with Client(run.settings) as client:
        if problem := client.cache_problem():
            say(problem)
        return await arun_batch(
            sources,
            output,
            engine=run.maker() if in_parts else run.engine(client),
            workers=workers,
            overwrite=overwrite,
            retry_failed=retry_failed,
            on_event=on_event,
            model_calls=client.calls,
        )
