"""Records into a folder of parts, which the workers write: what is there already, and the manifest at the end."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from summarizer.errors import OutputError
from summarizer.output.jsonl import engine_key
from summarizer.runs.engines import EngineMaker
from summarizer.runs.events import BatchReport
from summarizer.runs.folder import DONE, Folder
from summarizer.runs.model import Failure, Known, Line, Outcome, Piece, Source
from summarizer.runs.parts import PART_SOURCES, PartReport, WriteParts, as_row, plan, report_from_json
from summarizer.runs.sink import Sink, report_text
from summarizer.runs.stream import Work
from summarizer.runs.target import Options

MANIFEST = "manifest.json"
OLD = "_old"
"""The folder for parts of earlier runs that the last one does not have."""


class FolderSink(Sink):
    """A folder, here or elsewhere, of parts, ``manifest.json``, ``failures.jsonl`` and ``run.json``.

    Parts that an earlier run finished without failures are kept, unless the options say otherwise.
    """

    def __init__(self, folder: Folder, options: Options, *, retry_failed: bool) -> None:
        """With ``retry_failed`` parts in which the model failed on something are done again."""
        self.retry_failed = retry_failed
        self._folder, self._options = folder, options
        self._parts: list[Piece] = []
        self._unread: list[Failure] = []
        self._failures: list[Failure] = []

    def pieces(self, found: Iterable[Source | Failure]) -> Iterator[Piece | list[Outcome[Line]]]:
        """Parts, or the records of those that are kept; before them the sources that cannot be read."""
        listed = list(found)
        self._unread = [one for one in listed if isinstance(one, Failure)]
        sources = (one for one in listed if isinstance(one, Source))
        settings = json.dumps([engine_key(self._options.engine.model_dump()), self._options.file_format])
        self._parts = list(plan(sources, settings, part_sources=self._options.part_sources or PART_SOURCES))
        return self._planned({} if self._options.overwrite else self._reports())

    def _planned(self, reports: Mapping[str, PartReport]) -> Iterator[Piece | list[Outcome[Line]]]:
        yield [*self._unread]
        for part in self._parts:
            report = reports.get(part.name)
            if report is None or report.failures or (self.retry_failed and any(one.failed for one in report.entries)):
                yield part
            else:
                yield [Known(one.source, one.report, None) for one in report.entries]

    def work(self, engine: EngineMaker | None, reports: int, shared_budget: bool) -> Callable[[Piece], Any]:
        """Each piece becomes a part."""
        work = Work(as_row, engine, reports, shared_budget)
        return WriteParts(self._folder.place, self._options.file_format, work)

    def fail(self, failure: Failure) -> None:
        """Keep it for ``failures.jsonl``, which is written at the end."""
        self._failures.append(failure)

    def finish(self) -> None:
        """Write the manifest; parts of earlier runs that are none of this one are set aside."""
        done = self._write_manifest()
        self._set_aside({report.file for report in done}, {f"{report.name}.json" for report in done})

    def abandon(self) -> None:
        """Write a manifest that says what is missing."""
        with suppress(OutputError):
            self._write_manifest()

    def write_report(self, report: BatchReport) -> None:
        """Write ``run.json``."""
        self._folder.write("run.json", report_text(report))

    def _reports(self) -> dict[str, PartReport]:
        """The reports of this run's parts that are whole, by their names."""
        there, reported = self._folder.names(), self._folder.names(DONE)
        found = {}
        for part in self._parts:
            if f"{part.name}.json" in reported:
                with suppress(ValueError):
                    report = report_from_json(self._folder.read(f"{DONE}/{part.name}.json"))
                    found.update({part.name: report} if report.file in there else {})
        return found

    def _write_manifest(self) -> list[PartReport]:
        reports = self._reports()
        done = [reports[part.name] for part in self._parts if part.name in reports]
        manifest = {
            "complete": len(done) == len(self._parts),
            "format": self._options.file_format,
            "engine": self._options.engine.model_dump(mode="json"),
            "sources": sum(report.sources for report in done) + len(self._unread),
            "records": sum(len(report.entries) for report in done),
            "failures": len(self._failures),
            "parts": [_row(report) for report in done],
        }
        self._folder.write(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        lines = (f"{json.dumps(asdict(failure), ensure_ascii=False)}\n" for failure in self._failures)
        self._folder.write("failures.jsonl", "".join(lines))
        return done

    def _set_aside(self, files: set[str], reports: set[str]) -> None:
        """Whoever reads all parts there are must not read what this run does not have; whole parts are kept apart."""
        for name in self._folder.names() - files:
            if name.startswith("part-") and name.endswith(".part"):
                self._folder.remove(name)
            elif name.startswith("part-"):
                self._folder.move(name, f"{OLD}/{name}")
        for name in self._folder.names(DONE) - reports:
            self._folder.move(f"{DONE}/{name}", f"{OLD}/{name}")


def _row(report: PartReport) -> dict[str, object]:
    return {
        "file": report.file,
        "sources": report.sources,
        "records": len(report.entries),
        "failures": len(report.failures),
        "bytes": report.bytes,
        "sha256": report.sha256,
    }
