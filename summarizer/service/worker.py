"""The one thread that carries out jobs, the oldest first."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import TypeAlias

from summarizer.documents import Document
from summarizer.errors import SummarizerError
from summarizer.runs.events import BatchReport, RecordKept, RecordWritten, SourceFailed, SourceFinished
from summarizer.runs.events import Event as RunEvent
from summarizer.service.model import Problem
from summarizer.service.sources import documents_of
from summarizer.service.store import Store

Run: TypeAlias = Callable[[Sequence[Document], Path, Callable[[RunEvent], None]], BatchReport]
"""A batch run of documents into a file; what it tells goes to the last argument."""
_LOOK_AGAIN_SECONDS = 1.0


class JobWorker:
    """Carries out the jobs of a store while it lives; a job that was cut short goes on where it stopped."""

    def __init__(self, store: Store, run: Run) -> None:
        """``run`` is the batch run with the service's engine."""
        self._store, self._run = store, run
        self._wake, self._ended = Event(), Event()
        self._thread = Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin with what waits."""
        self._store.recover()
        self._thread.start()

    def wake(self) -> None:
        """There is a new job."""
        self._wake.set()

    def stop(self, seconds: float = 5.0) -> None:
        """Begin no other job; wait a while for the one under way, which else goes on after the next start."""
        self._ended.set()
        self._wake.set()
        self._thread.join(seconds)

    @property
    def alive(self) -> bool:
        """Whether jobs are being carried out."""
        return self._thread.is_alive()

    def _work(self) -> None:
        while not self._ended.is_set():
            job = self._store.next_job()
            if job is None:
                self._wake.wait(_LOOK_AGAIN_SECONDS)
                self._wake.clear()
            else:
                self._carry_out(job)

    def _carry_out(self, job: str) -> None:
        try:
            report = self._run(self._documents(job), self._store.records_file(job), self._listener(job))
        except SummarizerError as error:
            self._store.end(job, "failed", str(error))
        except Exception as error:
            self._store.end(job, "failed", f"the service failed on this job ({type(error).__name__}: {error})")
        else:
            self._store.end(job, "failed" if report.stopped else "done", report.message)

    def _documents(self, job: str) -> list[Document]:
        """The documents that can be read; what is wrong with the others is noted."""
        found = list(documents_of(self._store.sources(job)))
        problems = [one for one in found if isinstance(one, Problem)]
        self._store.total(job, len(found))
        for problem in problems:
            self._store.problem(job, problem)
        self._store.progress(job, sources=len(problems))
        return [one for one in found if isinstance(one, Document)]

    def _listener(self, job: str) -> Callable[[RunEvent], None]:
        def on_event(event: RunEvent) -> None:
            if isinstance(event, RecordWritten | RecordKept):
                self._store.progress(job, records=1)
            elif isinstance(event, SourceFinished):
                self._store.progress(job, sources=1)
            elif isinstance(event, SourceFailed):
                self._store.problem(job, Problem(source=event.failure.source, message=event.failure.message))

        return on_event
