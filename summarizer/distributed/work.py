"""What a worker of the cluster does: one part, from its sources to its file."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from summarizer.batch.events import Entry, entry_of
from summarizer.batch.model import Failure, Made, Outcome
from summarizer.batch.pool import Processes
from summarizer.batch.stream import guarded, outcomes
from summarizer.batch.work import Task, summarize_source
from summarizer.distributed.engines import EngineMaker, Rules
from summarizer.distributed.parts import DONE, Folder, Hashed, Row, as_row, writer
from summarizer.distributed.plan import Format, Part, PartReport, report_to_json
from summarizer.engines import RulesEngine
from summarizer.schemas.record import Record

_Line = tuple[Entry, Row]


@dataclass(frozen=True, slots=True)
class Job:
    """What all parts of a run have in common. ``concurrency`` is the reports under way at once in one worker."""

    output: str
    file_format: Format
    engine: EngineMaker
    concurrency: int
    shared_budget: bool


def summarize_part(part: Part, job: Job, *, isolated: bool = False) -> PartReport:
    """Summarize the sources of a part, write its file and then its report; done again, it gives the same.

    ``isolated``: each source in a process that may die without the worker. Raises OutputError where nothing can be
    written, ProviderError where the run must stop.
    """
    return asyncio.run(_summarize_part(part, job, isolated))


async def _summarize_part(part: Part, job: Job, isolated: bool) -> PartReport:
    folder = Folder(job.output)
    name = f"{part.name}.{job.file_format}"
    entries: list[Entry] = []
    failures: list[Failure] = []
    found = _by_rules(part, isolated) if isinstance(job.engine, Rules) else _by_model(part, job)
    with folder.writing(name) as raw:
        file = Hashed(raw)
        rows = writer(file, job.file_format)
        async with aclosing(found):
            async for outcome in found:
                if isinstance(outcome, Made):
                    entries.append(outcome.value[0])
                    rows.add(outcome.value[1])
                elif isinstance(outcome, Failure):
                    failures.append(outcome)
        rows.close()
    report = PartReport(
        name=part.name,
        file=name,
        sources=len(part.sources),
        size=sum(source.size for source in part.sources),
        bytes=file.size,
        sha256=file.sha256,
        entries=tuple(entries),
        failures=tuple(failures),
    )
    folder.write(f"{DONE}/{part.name}.json", report_to_json(report))
    return report


async def _by_rules(part: Part, isolated: bool) -> AsyncGenerator[Outcome[_Line], None]:
    """On this thread: the worker itself is what there is one of for each core."""
    workers = Processes(1) if isolated else None
    try:
        for source in part.sources:
            task = Task(source, _as_line)
            if workers is not None:
                for outcome in await guarded(workers, task):
                    yield outcome
            else:
                async for outcome in summarize_source(task, RulesEngine()):
                    yield outcome
    finally:
        if workers is not None:
            await workers.close()


async def _by_model(part: Part, job: Job) -> AsyncGenerator[Outcome[_Line], None]:
    """Many reports at once, each waiting for the model most of the time."""
    take = None
    if job.shared_budget:
        from summarizer.distributed.budget import take_from_scheduler

        take = take_from_scheduler
    async with job.engine.open(take) as engine:
        found = outcomes(part.sources, _as_line, engine=engine, workers=job.concurrency)
        async with aclosing(found):
            async for outcome in found:
                yield outcome


def _as_line(record: Record) -> _Line:
    return entry_of(record), as_row(record)
