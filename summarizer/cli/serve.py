"""``summarizer serve``: uploads, jobs, results and review over HTTP."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import say
from summarizer.cli.engines import EngineChoice
from summarizer.cli.options import Pairs
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.cli.engines import ModelRun
    from summarizer.service.worker import Run

TOKEN = "SUMMARIZER_SERVICE_TOKEN"


def serve(
    folder: Annotated[
        Path, typer.Option("--folder", metavar="FOLDER", help="Where jobs and decisions are kept.")
    ] = Path("service"),
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=1, max=65535, help="The port.")] = 8080,
    engine: Annotated[
        EngineChoice, typer.Option(help="Who summarizes; auto takes the model where one is configured.")
    ] = EngineChoice.RULES,
    max_upload: Annotated[int, typer.Option(metavar="MB", min=1, help="The largest upload.")] = 100,
    pairs: Pairs = None,
) -> None:
    """Serve uploads, jobs with progress, records, tables, comparison and the review page over HTTP.

    Jobs survive a restart. When listening beyond this machine, every request must carry the token in
    SUMMARIZER_SERVICE_TOKEN, and the service does not start without one. Browsers open /, programs start from
    /openapi.json.
    """
    try:
        import uvicorn

        from summarizer.service.app import MEGABYTE, ServiceSettings, create_app
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is missing; install it with: pip install 'report-summarizer[serve]'") from None
    from summarizer.cli.engines import choose, read_engine_settings, read_settings

    run, told = choose(engine, read_settings({}, pairs or ()), read_engine_settings(pairs or ()))
    settings = ServiceSettings(
        folder=folder, host=host, token=os.environ.get(TOKEN) or None, most_bytes=max_upload * MEGABYTE
    )
    app = create_app(settings, _runner(run))
    say(f"{told}; jobs in {folder}; http://{host}:{port}/")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _runner(model: "ModelRun | None") -> "Run":
    """The batch run of a job, with the engine that was chosen."""
    import asyncio

    from summarizer.cli.engines import run_with_model
    from summarizer.runs import run_batch

    if model is None:
        return lambda documents, output, on_event: run_batch(documents, output, on_event=on_event)
    return lambda documents, output, on_event: asyncio.run(
        run_with_model(
            model, documents, str(output), workers=None, overwrite=False, retry_failed=False, on_event=on_event
        )
    )
