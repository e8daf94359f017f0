"""The steps of a run through a provider's batches: each can be killed anywhere and given again."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from summarizer.analysis import Analysis
from summarizer.engines import Engine, Session
from summarizer.engines.llm.live import answer_from
from summarizer.errors import UsageError
from summarizer.llm import BadRequest, Client, LLMSettings, Model, NotFound
from summarizer.llm.batch_answers import take_in
from summarizer.llm.batch_api import ENDED, BatchApi, BatchJob
from summarizer.llm.batch_state import Batch, Limits, State
from summarizer.llm.stored import PutOff, StoredTransport
from summarizer.output.jsonl import locked
from summarizer.output.records import report_id
from summarizer.runs.batch import OnEvent, arun_batch
from summarizer.runs.events import BatchReport, Event, SourceFailed
from summarizer.schemas.record import Engine as Description


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is summarized, by which engine, where to, and where the state is kept.

    ``engine`` makes the engine around a model; ``settings`` are those of the live run, whose records are wanted;
    ``on_event`` hears of a step as of a live run, but not of the reports that wait.
    """

    sources: Sequence[str]
    output: str
    folder: Path
    settings: LLMSettings
    engine: Callable[[Model], Engine]
    limits: Limits = field(default_factory=Limits)
    on_event: OnEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a step ended. ``waiting`` reports have still to be answered by the ``open`` requests of live batches.

    ``report`` is that of the run over the sources, in whose failures the waiting reports are counted, too; ``sent``
    are the batches made by this step; ``trouble`` says why what failed was not sent again by itself.
    """

    report: BatchReport
    waiting: frozenset[str]
    open: int
    sent: tuple[Batch, ...]
    trouble: tuple[str, ...]


async def submit(task: Task) -> Outcome:
    """Ask what has still to be asked: write request files, upload them, make batches of them.

    What an earlier step left half done is finished first; a request that a live batch holds is not asked again.
    Raises ModelError where the provider fails (give the same call again), UsageError, OutputError.
    """
    async with _opened(task) as (state, api):
        state.set_run({"held": []})
        sent = await _send(state, api)
        return await _advance(task, state, api, sent, ())


async def collect(task: Task) -> Outcome:
    """Take in what ended batches brought, write the records that are complete, ask what is still to be asked.

    After trouble nothing is asked before the next ``submit``: it would cost again, or go wrong again.
    Raises as ``submit``, and NotFound where the provider does not know a batch.
    """
    async with _opened(task) as (state, api):
        sent = await _send(state, api)
        trouble: list[str] = []
        for batch in state.batches():
            if batch.stage == "sent":
                trouble += await _fetch(task, state, api, batch)
        held = [*state.run().get("held", ()), *trouble]
        state.set_run({"held": held})
        return await _advance(task, state, api, sent, tuple(held))


async def status(folder: Path, settings: LLMSettings) -> list[Batch]:
    """All batches of a run, in order, those under way as they are now. Raises ModelError and OutputError."""
    with locked(folder / "state"):
        state = State(folder, Limits())
        try:
            async with aclosing(BatchApi(settings)) as api:
                for batch in state.batches():
                    if batch.stage == "sent":
                        _hear(state, batch, await api.job(batch.batch_id))
            return state.batches()
        finally:
            state.close()


@asynccontextmanager
async def _opened(task: Task) -> AsyncIterator[tuple[State, BatchApi]]:
    settings = task.settings
    if settings.max_cost is not None or settings.max_tokens_total is not None:
        raise UsageError("max_cost and max_tokens_total cannot bound a batch: unset them; --dry-run says what it takes")
    if "-" in task.sources:
        raise UsageError("a batch reads its sources at every step: name files or folders, not standard input")
    async with aclosing(BatchApi(settings)) as api:
        with locked(task.folder / "state"):
            state = State(task.folder, task.limits, api.endpoint)
            try:
                yield state, api
            finally:
                state.close()


async def _advance(
    task: Task, state: State, api: BatchApi, sent: tuple[Batch, ...], trouble: tuple[str, ...]
) -> Outcome:
    """The run over all sources with what has come; then what it wanted is sent, unless there is trouble."""
    async with _client(task, state) as client:
        engine = _Waiting(task.engine(client), client)

        def tell(event: Event) -> None:
            waits = isinstance(event, SourceFailed) and event.failure.report in engine.waiting
            if task.on_event is not None and not waits:
                task.on_event(event)

        report = await arun_batch(
            task.sources,
            task.output,
            engine=engine,
            on_event=tell,
            model_calls=client.calls,
        )
    if report.stopped is None and not trouble:
        state.keep()
        sent += await _send(state, api)
    else:
        state.drop()
    waiting = frozenset(engine.waiting)
    return Outcome(report=report, waiting=waiting, open=state.open_requests(), sent=sent, trouble=trouble)


@asynccontextmanager
async def _client(task: Task, state: State) -> AsyncIterator[Client]:
    """A client that asks in one mode all the time, and that nothing holds up, since it calls nobody."""
    mode = state.run().get("asked_in") if task.settings.mode == "auto" else task.settings.mode
    if mode is None:
        async with Client(task.settings) as live:
            mode = live.mode
        state.set_run({"asked_in": mode})
    settings = task.settings.model_copy(
        update={"mode": mode, "stream": False, "max_attempts": 1, "rpm": None, "tpm": None}
    )
    async with Client(settings, transport=StoredTransport(settings, state)) as client:
        yield client


async def _send(state: State, api: BatchApi) -> tuple[Batch, ...]:
    """Bring every batch that is only written to the provider."""
    sent = []
    for batch in state.batches():
        if batch.stage in ("written", "uploaded", "creating"):
            await _send_one(state, api, batch)
            sent.append(batch)
    return tuple(sent)


async def _send_one(state: State, api: BatchApi, batch: Batch) -> None:
    """From wherever an earlier attempt ended. A batch that may have been made is looked for before it is made."""
    job: BatchJob | None = None
    if batch.stage == "creating":
        job = await api.find(batch.file_id)
    if batch.stage == "written":
        batch = replace(batch, file_id=await api.upload(state.requests(batch)))
        state.update(batch, stage="uploaded", file_id=batch.file_id)
    if job is None:
        state.update(batch, stage="creating")
        try:
            job = await api.create(batch.file_id)
        except (BadRequest, NotFound):
            state.update(batch, stage="written")
            raise
    state.update(batch, stage="sent", batch_id=job.id, status=job.status)


async def _fetch(task: Task, state: State, api: BatchApi, batch: Batch) -> list[str]:
    """Take in what an ended batch brought; what is wrong with it as lines."""
    job = await api.job(batch.batch_id)
    _hear(state, batch, job)
    if job.status not in ENDED:
        return []
    trouble = [f"batch {batch.number} failed: {fault}" for fault in job.faults or ("no reason given",)]
    trouble = trouble if job.status == "failed" else []
    for place, file_id in enumerate(job.files):
        path = task.folder / f"answers-{batch.number:04}-{place}.jsonl"
        try:
            await api.download(file_id, path)
        except NotFound:
            trouble.append(f"batch {batch.number}: the provider has its file {file_id} no more")
            continue
        if fatal := take_in(path, batch, state, task.settings):
            trouble.append(f"batch {batch.number}: {fatal}")
    state.end(batch)
    return trouble


def _hear(state: State, batch: Batch, job: BatchJob) -> None:
    state.update(batch, status=job.status, completed=job.completed, failed=job.failed)


class _Waiting:
    """An engine whose reports may be put off; ``waiting`` are the ids of those that were."""

    def __init__(self, engine: Engine, model: Model) -> None:
        self._engine = engine
        self._model = model
        self.waiting: set[str] = set()

    @property
    def description(self) -> Description:
        return self._engine.description

    @property
    def reads_doubts(self) -> bool:
        return self._engine.reads_doubts

    def session(self, analysis: Analysis) -> Session:
        return self._engine.session(analysis)

    async def answer(self, session: Session) -> None:
        try:
            await answer_from(self._model, session)
        except PutOff:
            view = session.analysis.view
            self.waiting.add(report_id(view.document.sha256, view.span(*session.analysis.report.extent)))
            raise
