"""The service's HTTP interface, put together: guard, token, routes, and the worker that lives as long as it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from filelock import FileLock, Timeout
from starlette.routing import Match, Route

from summarizer.errors import UsageError
from summarizer.expressions import expression
from summarizer.service import home, routes, uploads
from summarizer.service.guard import Guard, is_loopback
from summarizer.service.store import Store
from summarizer.service.worker import JobWorker, Run

MEGABYTE = 1_000_000
_TOKEN = expression(r"[!-~]{16,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """Where the service listens and keeps its jobs, and how much it takes.

    ``token`` is asked of every request where it is given, and must be given where others than programs of this machine
    can reach ``host``. ``most_bytes`` is the largest request, ``most_waiting`` the number of jobs not yet ended from
    which on uploads are refused.
    """

    folder: Path
    host: str = "127.0.0.1"
    token: str | None = None
    most_bytes: int = 100 * MEGABYTE
    most_waiting: int = 100


def create_app(settings: ServiceSettings, run: Run) -> FastAPI:
    """The application; ``run`` is the batch run with the service's engine.

    Raises UsageError where it would listen to other machines without a token, the token is too weak, or the folder
    cannot be used or is in use by another service.
    """
    if settings.token is None and not is_loopback(settings.host):
        raise UsageError(
            f"--host {settings.host}: other machines could reach the service, so it needs a token; set the "
            "environment variable SUMMARIZER_SERVICE_TOKEN, or listen on 127.0.0.1"
        )
    if settings.token is not None and not _TOKEN.fullmatch(settings.token):
        raise UsageError("the token must be 16 or more ASCII letters, digits and signs, without spaces")
    store = Store(settings.folder)
    app = FastAPI(
        title="summarizer",
        description="Structured summaries of Chinese government work reports, every number checked against the source.",
        version="1",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.state.store, app.state.worker, app.state.token = store, JobWorker(store, run), settings.token
    app.state.most_waiting, app.state.lock = settings.most_waiting, _locked(settings.folder)
    app.add_exception_handler(405, _wrong_method)
    app.include_router(home.router)
    app.include_router(uploads.router)
    app.include_router(routes.router)
    app.add_middleware(
        Guard,
        most_bytes=settings.most_bytes,
        only_here=settings.token is None,
    )
    return app


async def _wrong_method(request: Request, error: Exception) -> JSONResponse:
    """The answer to a method that a path does not have, with all methods that it has, whichever route has them."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    fitting = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    methods = sorted({method for route in fitting for method in route.methods or ()})
    return JSONResponse({"detail": "this path does not have that method"}, 405, {"Allow": ", ".join(methods)})


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / "service.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise UsageError(f"{folder}: another service uses it; stop that one, or name another folder") from None
    return lock


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    worker: JobWorker = app.state.worker
    worker.start()
    try:
        yield
    finally:
        worker.stop()
        if not worker.alive:
            app.state.store.close()
        app.state.lock.release()
