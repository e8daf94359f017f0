"""A run on a cluster: parts handed out to Dask's workers, their reports gathered into a manifest."""

import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from itertools import islice
from typing import Any

from summarizer.batch.events import (
    BatchReport,
    Event,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    SourceFinished,
    Stopping,
    StopReason,
)
from summarizer.batch.facts import Tally, report_as_json
from summarizer.batch.log import logged
from summarizer.batch.model import Failure, Source
from summarizer.batch.pool import available_cores
from summarizer.batch.sources import expand
from summarizer.batch.stream import REPORTS_AT_ONCE
from summarizer.distributed.budget import share_budget
from summarizer.distributed.engines import EngineMaker, Rules
from summarizer.distributed.parts import DONE, OLD, Folder
from summarizer.distributed.plan import (
    PART_SOURCES,
    Format,
    Part,
    PartReport,
    plan,
    report_from_json,
)
from summarizer.distributed.work import Job, summarize_part
from summarizer.errors import OutputError, ProviderError, SummarizerError, UsageError
from summarizer.output.jsonl import engine_key

MANIFEST = "manifest.json"
_CONNECT_SECONDS = "10s"
_AHEAD = 2
"""Parts handed out for each thread of the cluster, so that none waits for the next."""
_GO_ON = "; run the same command again to go on from here"


def summarize_distributed(
    paths: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    client: Any = None,
    engine: EngineMaker | None = None,
    file_format: Format = "jsonl",
    concurrency: int = REPORTS_AT_ONCE,
    rpm: int | None = None,
    tpm: int | None = None,
    part_sources: int = PART_SOURCES,
    overwrite: bool = False,
    on_event: Callable[[Event], None] | None = None,
) -> BatchReport:
    """Summarize files and folders, here or elsewhere (URLs, by fsspec), on the workers of a Dask cluster.

    ``client`` is a ``distributed.Client``, the address of a scheduler, or None for one process on each core of this
    machine. ``output`` is a folder, here or elsewhere, that all workers can reach, as they must the sources; into it
    go the parts (JSON lines, or Parquet with the records as JSON text in the column ``record``), ``manifest.json``
    with the parts in the order of the sources, ``failures.jsonl`` and ``run.json``. The parts together are the output
    of ``run_batch``. Parts that an earlier run finished without failures are kept; ``overwrite`` does all again.

    ``concurrency`` is the reports under way at once in one worker where ``engine`` (default: the rules) asks a model;
    ``rpm`` and ``tpm`` are requests and tokens a minute of all workers together. Raises UsageError where dask is
    missing, the output cannot be written or the sources are none.
    """
    _dask()
    chosen = engine or Rules()
    place = os.fspath(output)
    listed = list(expand(paths))
    failures = [found for found in listed if isinstance(found, Failure)]
    sources = [found for found in listed if isinstance(found, Source)]
    if any(source.document is not None for source in sources):
        raise UsageError("a cluster reads files and folders; standard input and documents it cannot reach")
    settings = json.dumps([engine_key(chosen.description.model_dump()), file_format])
    parts = list(plan(sources, settings, part_sources=part_sources))
    job = Job(place, file_format, chosen, concurrency, shared_budget=bool(rpm or tpm))
    folder = Folder(place)
    description = chosen.description.model_dump(mode="json")
    run = _Run(folder, Tally(place, description, len(listed), 0), logged(on_event or (lambda event: None)), failures)
    run.emit(RunStarted(len(listed), sum(s.size for s in sources), place, chosen.description.name, None, 0))
    for failure in failures:
        run.fail(failure)
    todo = list(parts) if overwrite else run.keep(parts)
    if todo:
        with _client(client) as connected:
            if job.shared_budget:
                share_budget(connected, rpm, tpm)
            run.work(connected, todo, job)
    return run.finish(parts, description, file_format)


class _Run:
    """A run under way."""

    def __init__(self, folder: Folder, tally: Tally, emit: Callable[[Event], None], failures: list[Failure]) -> None:
        self.emit = emit
        self._folder = folder
        self._tally = tally
        self._failures = {"": failures}
        self._done: dict[str, PartReport] = {}
        self._stopped: StopReason | None = None
        self._message = ""

    def fail(self, failure: Failure) -> None:
        """A source or report that failed."""
        self._tally.failures += 1
        self.emit(SourceFailed(failure))

    def keep(self, parts: Iterable[Part]) -> list[Part]:
        """Take over what an earlier run finished; the parts that are left."""
        there, reported = self._folder.names(), self._folder.names(DONE)
        left = []
        for part in parts:
            report = self._earlier(part) if f"{part.name}.json" in reported else None
            if report is None or report.failures or report.file not in there:
                left.append(part)
                continue
            self._done[part.name] = report
            self._tally.kept += len(report.entries)
            for entry in report.entries:
                self.emit(RecordKept(entry.source, entry.report))
            self._tell_sources(part)
        return left

    def work(self, client: Any, parts: list[Part], job: Job) -> None:
        """Have the parts done; an early end cancels those that are not."""
        by_name = {part.name: part for part in parts}
        try:
            for report in _reports(client, parts, job):
                self._done[report.name] = report
                for entry in report.entries:
                    self._tally.add(entry)
                    self.emit(RecordWritten(entry))
                for failure in report.failures:
                    self.fail(failure)
                self._tell_sources(by_name[report.name])
        except KeyboardInterrupt:
            self._stop("interrupted", "interrupted")
        except OutputError as error:
            self._stop("output", str(error))
        except ProviderError as error:
            self._stop("provider", str(error))

    def finish(self, parts: list[Part], description: Mapping[str, Any], file_format: Format) -> BatchReport:
        """Write manifest, failures and the report of the run; remove parts that are of none of them."""
        done = [self._done[part.name] for part in parts if part.name in self._done]
        failures = [failure for report in done for failure in report.failures] + self._failures[""]
        manifest = {
            "complete": len(done) == len(parts),
            "format": file_format,
            "engine": description,
            "sources": sum(report.sources for report in done) + len(self._failures[""]),
            "records": sum(len(report.entries) for report in done),
            "failures": len(failures),
            "parts": [_row(report) for report in done],
        }
        if self._stopped is None:
            self._set_aside({report.file for report in done}, {f"{report.name}.json" for report in done})
        self._folder.write(MANIFEST, _json(manifest))
        self._folder.write("failures.jsonl", "".join(f"{_line(failure)}\n" for failure in failures))
        report = self._tally.report(self._stopped, self._message, {})
        self._folder.write("run.json", _json(report_as_json(report)))
        self.emit(RunFinished(report))
        return report

    def _earlier(self, part: Part) -> PartReport | None:
        try:
            return report_from_json(self._folder.read(f"{DONE}/{part.name}.json") or b"")
        except (ValueError, KeyError, TypeError):
            return None

    def _tell_sources(self, part: Part) -> None:
        for source in part.sources:
            self.emit(SourceFinished(source.name, source.size))

    def _stop(self, reason: StopReason, message: str) -> None:
        self._stopped, self._message = reason, f"{message}{_GO_ON}"
        self.emit(Stopping(reason, message, 0.0))

    def _set_aside(self, files: set[str], reports: set[str]) -> None:
        """Whoever reads all parts there are must not read what this run does not have; whole parts are kept apart."""
        for name in self._folder.names() - files:
            if name.startswith("part-") and name.endswith(".part"):
                self._folder.remove(name)
            elif name.startswith("part-"):
                self._folder.move(name, f"{OLD}/{name}")
        for name in self._folder.names(DONE) - reports:
            self._folder.move(f"{DONE}/{name}", f"{OLD}/{name}")


def _reports(client: Any, parts: Iterable[Part], job: Job) -> Iterator[PartReport]:
    """The reports of parts as they come, a bounded number of parts handed out at a time.

    A part whose workers die again and again is done with each source in a process of its own: one that kills that is a
    failure, the others are done.
    """
    waiting = iter(parts)
    running: dict[str, tuple[Part, bool]] = {}
    finished = _dask().as_completed()

    def hand_out(part: Part, isolated: bool) -> None:
        key = f"{part.name}-{uuid.uuid4().hex}"
        running[key] = (part, isolated)
        finished.add(client.submit(summarize_part, part, job, isolated=isolated, key=key, pure=False))

    try:
        while True:
            for part in islice(waiting, max(0, _AHEAD * max(1, sum(client.nthreads().values())) - len(running))):
                hand_out(part, False)
            if not running:
                return
            future = next(finished)
            part, isolated = running.pop(future.key)
            try:
                report = future.result()
            except _dask().KilledWorker:
                if isolated:
                    raise SummarizerError(f"{part.sources[0].name} and what follows it: its workers die") from None
                hand_out(part, True)
                continue
            yield report
    finally:
        client.cancel(list(finished.futures), force=True)


@contextmanager
def _client(client: Any) -> Iterator[Any]:
    """The client as given, or of the scheduler at an address, or of a cluster made for this run."""
    dask = _dask()
    if client is None:
        with (
            dask.LocalCluster(
                n_workers=available_cores(), threads_per_worker=1, dashboard_address="127.0.0.1:0"
            ) as cluster,
            dask.Client(cluster) as made,
        ):
            yield made
    elif isinstance(client, str):
        with _connected(client) as made:
            yield made
    else:
        yield client


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise UsageError("a cluster needs dask: pip install 'report-summarizer[dask]'") from None


def _connected(address: str) -> Any:
    try:
        return _dask().Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no scheduler answers there ({error}); check the address") from None


def _row(report: PartReport) -> dict[str, object]:
    return {
        "file": report.file,
        "sources": report.sources,
        "records": len(report.entries),
        "failures": len(report.failures),
        "bytes": report.bytes,
        "sha256": report.sha256,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def _line(failure: Failure) -> str:
    return json.dumps(asdict(failure), ensure_ascii=False)
