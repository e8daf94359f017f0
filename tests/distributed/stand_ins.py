"""Engines that travel to workers, and work that dies there."""

import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from summarizer.distributed.plan import Part, PartReport
from summarizer.distributed.work import Job, summarize_part
from summarizer.engines import Engine
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


def die_unless_isolated(part: Part, job: Job, *, isolated: bool = False) -> PartReport:
    """Kill the worker that does a part in its own process."""
    if not isolated:
        os.kill(os.getpid(), signal.SIGKILL)
    return summarize_part(part, job, isolated=True)
