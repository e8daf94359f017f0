"""Engines that travel: what a worker needs to make its own."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from summarizer.engines import Engine
from summarizer.schemas.record import Engine as Description

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.engines.llm import SecondReading
    from summarizer.llm import LLMSettings
    from summarizer.prompts import Prompts
    from summarizer.runs.budget import Take


@runtime_checkable
class EngineMaker(Protocol):
    """Makes an engine on the worker; pickled to get there."""

    @property
    def description(self) -> Description:
        """The engine's, without making it."""
        ...

    def open(self, take: "Take | None") -> AbstractAsyncContextManager[Engine]:
        """The engine, in the event loop that uses it; ``take`` takes calls out of the budget shared by all workers."""
        ...


@dataclass(frozen=True, slots=True)
class ModelEngine:
    """The LLM engine with a client of its own on each worker.

    The key does not travel: every worker finds it in its own environment, as ``load_settings`` does. ``bearing`` are
    the settings that stand in records.
    """

    settings: "LLMSettings"
    bearing: Mapping[str, Any]
    prompts: "Prompts | None" = None
    schema: "type[BaseModel] | None" = None
    characters: int | None = None
    second_reading: "SecondReading" = "corrections"

    def calls(self) -> dict[str, object]:
        """What is known of the calls before any is made: with which settings they are."""
        from summarizer.llm.client import asked_with

        return {"asked_with": asked_with(self.settings)}

    def __reduce__(self) -> tuple[type["ModelEngine"], tuple[Any, ...]]:
        """Leave the key behind."""
        bare = self.settings.model_copy(update={"api_key": None})
        given = (self.prompts, self.schema, self.characters, self.second_reading)
        return type(self), (bare, dict(self.bearing), *given)

    @property
    def description(self) -> Description:
        """As the engine's records have it."""
        return self._engine(None).description

    @asynccontextmanager
    async def open(self, take: "Take | None") -> AsyncIterator[Engine]:
        """A client and an engine that asks it."""
        from summarizer.llm import Client, load_settings
        from summarizer.runs.budget import PacedModel

        settings = self.settings
        if settings.api_key is None:
            given = settings.model_dump(include=set(settings.model_fields_set) - {"api_key"})
            settings = load_settings(given, os.environ)
        if take is not None:
            settings = settings.model_copy(update={"rpm": None, "tpm": None})
        async with Client(settings) as client:
            yield self._engine(client if take is None else PacedModel(client, settings, take))

    def _engine(self, model: Any) -> Engine:
        from summarizer.engines.llm import LLMEngine

        return LLMEngine(
            model,
            name=self.settings.model,
            settings=self.bearing,
            prompts=self.prompts,
            schema=self.schema,
            characters=self.characters,
            second_reading=self.second_reading,
        )
