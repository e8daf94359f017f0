"""Engines that travel to workers, and work that dies there."""

import os
import signal
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from summarizer.engines import Engine
from summarizer.runs import BatchReport, Dask, SourceLike, run_batch
from summarizer.runs.model import Line, Outcome, Piece
from summarizer.runs.parts import Row, WriteParts
from summarizer.runs.stream import Work
from summarizer.schemas.record import Engine as Description
from tests.batch.stand_ins import WaitingEngine


@dataclass(frozen=True)
class Waiting:
    """Makes engines that wait."""

    wait: float = 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def description(self) -> Description:
        """As the engine's."""
        return WaitingEngine(settings=dict(self.settings)).description

    @asynccontextmanager
    async def open(self, take: object) -> AsyncIterator[Engine]:
        """An engine that waits."""
        yield WaitingEngine(wait=self.wait, settings=dict(self.settings))


@dataclass(frozen=True)
class DyingUnlessIsolated:
    """Work that kills the worker that does a part, and does its sources apart."""

    work: WriteParts

    def __call__(self, piece: Piece) -> list[Outcome[Line]]:
        """Die."""
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    @property
    def each(self) -> Work[Row]:
        """As it is."""
        return self.work.each

    def join(self, piece: Piece, found: Iterable[Outcome[Row]]) -> list[Outcome[Line]]:
        """As it is."""
        return self.work.join(piece, found)


def summarize_distributed(
    paths: Iterable[SourceLike],
    output: str | os.PathLike[str],
    *,
    client: Any,
    concurrency: int | None = None,
    rpm: int | None = None,
    **options: Any,
) -> BatchReport:
    """A run into a folder of parts on a cluster."""
    return run_batch(paths, output, cluster=Dask(client, rpm), workers=concurrency, **options)
