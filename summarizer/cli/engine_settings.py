"""How the engine with a model works, beside how the model is asked: ``--set`` and the table [engine] of a file."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import UsageError

TABLE = "engine"


class EngineSettings(BaseModel):
    """Settings of the engine; frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chunk: int | None = Field(default=None, ge=200, description="characters of a report in one call")
    second_reading: Literal["corrections", "full"] = Field(
        default="corrections",
        description="the model corrects the rules' readings of numbers, or reads all of them by itself (dearer)",
    )


def names() -> Iterable[str]:
    """The names of the engine's settings."""
    return EngineSettings.model_fields.keys()


def load_engine_settings(given: Mapping[str, str], path: Path) -> EngineSettings:
    """The settings given, and for the others those of the table [engine] of the file, where it has any.

    Raises UsageError naming the setting that is unknown or of the wrong form.
    """
    try:
        return EngineSettings.model_validate({**_from_file(path), **given})
    except ValidationError as error:
        fault = error.errors(include_context=False, include_url=False)[0]
        raise UsageError(f"setting {fault['loc'][0]}: {fault['msg']}") from None


def _from_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    from summarizer.llm.settings import toml_table

    return toml_table(path, TABLE)
