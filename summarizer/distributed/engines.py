"""Engines that travel: what a worker needs to make its own."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.engines import Engine, RulesEngine
from summarizer.schemas.record import Engine as Description

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.distributed.budget import Take
    from summarizer.engines.llm import SecondReading
    from summarizer.llm import LLMSettings
    from summarizer.prompts import Prompts


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
class Rules:
    """The rules engine."""

    @property
    def description(self) -> Description:
        """The rules engine's."""
        return RulesEngine().description

    @asynccontextmanager
    async def open(self, take: "Take | None") -> AsyncIterator[Engine]:
        """A rules engine."""
        yield RulesEngine()


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
        from summarizer.distributed.budget import PacedModel
        from summarizer.llm import Client, load_settings

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
