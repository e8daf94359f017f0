"""A run over many sources into one output: what the command line and unattended jobs call."""

import asyncio
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from summarizer.batch.events import BatchReport, Event, RunFinished, RunStarted, entry_of
from summarizer.batch.facts import Tally, write_run_report
from summarizer.batch.log import logged
from summarizer.batch.merge import FileOutput, Output, StreamOutput
from summarizer.batch.model import Failure, Source, SourceLike
from summarizer.batch.remote import is_remote
from summarizer.batch.runner import FailureLog, Line, Run
from summarizer.batch.sources import STDIN, expand
from summarizer.batch.stream import outcomes
from summarizer.documents import Document
from summarizer.engines import Engine, RulesEngine
from summarizer.errors import UsageError
from summarizer.output.jsonl import engine_key, locked, part_file, side_file
from summarizer.schemas import to_json_line
from summarizer.schemas.record import Record

OnEvent = Callable[[Event], None]
ModelCalls = Callable[[], Mapping[str, object]]


def run_batch(
    sources: Iterable[SourceLike],
    output: str | os.PathLike[str],
    *,
    engine: Engine | None = None,
    workers: int | None = None,
    overwrite: bool = False,
    retry_failed: bool = False,
    on_event: OnEvent | None = None,
    model_calls: ModelCalls | None = None,
) -> BatchReport:
    """``arun_batch`` for code that is not async; call it in the main thread so that signals reach it."""
    return asyncio.run(
        arun_batch(
            sources,
            output,
            engine=engine,
            workers=workers,
            overwrite=overwrite,
            retry_failed=retry_failed,
            on_event=on_event,
            model_calls=model_calls,
        )
    )


async def arun_batch(
    sources: Iterable[SourceLike],
    output: str | os.PathLike[str],
    *,
    engine: Engine | None = None,
    workers: int | None = None,
    overwrite: bool = False,
    retry_failed: bool = False,
    on_event: OnEvent | None = None,
    model_calls: ModelCalls | None = None,
) -> BatchReport:
    """Summarize sources (as for ``summarize_batch``) into a JSONL file, or to standard output where it is ``"-"``.

    A report whose record stands in the file already, made of the same text by the same engine with the same settings,
    is not done again, unless ``overwrite`` is set, or it is flagged ``llm_failed`` and either ``retry_failed`` is set
    or the model's settings are others than those of the last run (``asked_with`` in its report); the file ends up as
    after one undisturbed run. Failures go to
    ``OUT.failures.jsonl``, the report of the run to ``OUT.run.json``. ``on_event`` hears of a record once it survives
    a power failure. SIGINT and SIGTERM (in the main thread), a full disk and a ProviderError end the run early and
    leave a valid file: ``BatchReport.stopped`` says so, and the same call goes on from there. ``model_calls`` gives
    what the engine's client says of its calls, for the report.

    Raises UsageError, with nothing touched, when another run writes to the output, it cannot be written or is no file
    of ours, a source is the output itself, or two documents have one name; OutputError when the disk is full already.
    """
    chosen = engine or RulesEngine()
    emit = logged(on_event or _ignore)
    given = list(sources)
    path = _file_of(output)
    listed = _listed(given, path)
    retry_failed = retry_failed or _asked_otherwise(path, model_calls)
    with _opened(path, output, listed, chosen, overwrite=overwrite, retry_failed=retry_failed) as target:
        tally = Tally(os.fspath(output), chosen.description.model_dump(mode="json"), len(listed), target.others)
        log = FailureLog(side_file(path, "failures.jsonl") if path else None)
        sizes = dict(map(_name_and_size, listed))
        run = Run(target, log, tally, sizes, emit)
        emit(
            RunStarted(
                sources=len(listed),
                size=sum(sizes.values()),
                output=os.fspath(output),
                engine=chosen.description.name,
                workers=workers,
                others=target.others,
                model_calls=model_calls,
            )
        )
        results = outcomes(
            listed,
            _as_line,
            engine=engine,
            workers=workers,
            known=target.known,
            stopped=lambda: run.stopped is not None,
        )
        with run.signals():
            await run.go(results)
        report = tally.report(run.stopped, run.message, model_calls() if model_calls else {})
        if path is not None:
            write_run_report(report, side_file(path, "run.json"))
    emit(RunFinished(report))
    return report


def _file_of(output: str | os.PathLike[str]) -> Path | None:
    """The file to continue; None for standard output, pipes and devices, which are only written to."""
    if os.fspath(output) == STDIN:
        return None
    path = Path(os.path.realpath(output))
    return path if not path.exists() or path.is_file() or path.is_dir() else None


def _listed(given: Sequence[SourceLike], output: Path | None) -> list[Source | Failure]:
    """Every source, each name once, without what this run writes itself."""
    for source in given:
        if not isinstance(source, Document) and output is not None and _is_same(source, output):
            raise UsageError(f"{os.fspath(source)}: this is the output, too; name another output")
    own = {output, part_file(output)} if output is not None else set()
    listed = list(expand(given, lambda path: Path(os.path.realpath(path)) in own))
    if len({_name_and_size(found)[0] for found in listed}) < len(listed):
        raise UsageError("two documents have the same name; give each a name of its own")
    return listed


def _is_same(source: str | os.PathLike[str], output: Path) -> bool:
    return not is_remote(os.fspath(source)) and Path(os.path.realpath(source)) == output


@contextmanager
def _opened(
    path: Path | None,
    output: str | os.PathLike[str],
    listed: Sequence[Source | Failure],
    engine: Engine,
    *,
    overwrite: bool,
    retry_failed: bool,
) -> Iterator[Output]:
    if path is None:
        yield StreamOutput(os.fspath(output))
        return
    with locked(path):
        if overwrite:
            for old in (path, part_file(path)):
                old.unlink(missing_ok=True)
        ranks = {_name_and_size(found)[0]: rank for rank, found in enumerate(listed)}
        yield FileOutput(path, ranks, engine_key(engine.description.model_dump()), retry_failed=retry_failed)


def _asked_otherwise(path: Path | None, model_calls: ModelCalls | None) -> bool:
    """Whether the last run into this file asked its model with other settings, by the report of that run."""
    if path is None or model_calls is None:
        return False
    try:
        before = json.loads(side_file(path, "run.json").read_text("utf-8"))["model_calls"]["asked_with"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(before != model_calls().get("asked_with"))


def _name_and_size(found: Source | Failure) -> tuple[str, int]:
    return (found.source, 0) if isinstance(found, Failure) else (found.name, found.size)


def _as_line(record: Record) -> Line:
    return entry_of(record), to_json_line(record)


def _ignore(event: Event) -> None:
    pass
