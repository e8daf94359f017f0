"""Routes for jobs: upload, list, look at, remove; and whether the service lives."""

from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated

from fastapi import APIRouter, File, HTTPException, Request, UploadFile

from summarizer.expressions import expression
from summarizer.service.model import Error, Health, Job
from summarizer.service.shared import NO_JOB, NOT_READY, REFUSALS, TOKEN, AJob, Jobs

router = APIRouter()
_CONTROL = expression(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 200


@router.get("/health", tags=["service"], responses={403: REFUSALS[403], 503: {"model": Error}})
def health(request: Request, store: Jobs) -> Health:
    """Whether the service answers and carries out jobs; needs no token."""
    if not request.app.state.worker.alive:
        raise HTTPException(503, "no jobs are being processed; restart the service")
    return Health(status="ok", waiting=store.waiting())


@router.post(
    "/jobs",
    status_code=202,
    dependencies=TOKEN,
    tags=["jobs"],
    responses={
        **REFUSALS,
        400: {"model": Error, "description": "The body is no form of files"},
        413: {"model": Error, "description": "The request is too large"},
        429: {"model": Error, "description": "Too many jobs wait"},
    },
)
async def upload(request: Request, files: Annotated[list[UploadFile], File(min_length=1)], store: Jobs) -> Job:
    """Upload reports, as `files` of a form, to be summarized; the answer is the job that does it."""
    if store.waiting() >= request.app.state.most_waiting:
        raise HTTPException(429, "too many jobs are waiting; try again later")
    sources = [(source_name(file.filename or ""), await file.read()) for file in files]
    job = store.add(zip(distinct([name for name, _ in sources]), (data for _, data in sources), strict=True))
    request.app.state.worker.wake()
    return job


@router.get("/jobs", dependencies=TOKEN, tags=["jobs"], responses=REFUSALS)
def jobs(store: Jobs) -> list[Job]:
    """All jobs, the newest first."""
    return store.jobs()


@router.get("/jobs/{job_id}", dependencies=TOKEN, tags=["jobs"], responses={**REFUSALS, **NO_JOB})
def job(found: AJob) -> Job:
    """A job's state and progress."""
    return found


@router.delete(
    "/jobs/{job_id}", status_code=204, dependencies=TOKEN, tags=["jobs"], responses={**REFUSALS, **NO_JOB, **NOT_READY}
)
def remove(found: AJob, store: Jobs) -> None:
    """Remove a job that has ended, with its files, records and decisions."""
    if found.state in ("queued", "running"):
        raise HTTPException(409, f"the job is {found.state}; remove it when it is done")
    store.remove(found.id)


def source_name(given: str) -> str:
    """A source's name for records: the last part of the file name that a client gave; never a path."""
    name = PurePosixPath(PureWindowsPath(_CONTROL.sub("", given)).name).name
    return name[-_LONGEST_NAME:] or "report.txt"


def distinct(names: list[str]) -> list[str]:
    """The same names, those that come again with a number before the suffix."""
    seen: set[str] = set()
    result = []
    for name in names:
        path, count, found = PurePosixPath(name), 1, name
        while found in seen:
            count += 1
            found = f"{path.stem}-{count}{path.suffix}"
        seen.add(found)
        result.append(found)
    return result
