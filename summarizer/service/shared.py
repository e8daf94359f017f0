"""What all routes share: the job that a path names, the errors that the API tells of."""

from typing import Annotated, Any

from fastapi import Depends, HTTPException, Path, Request

from summarizer.service.guard import authorised
from summarizer.service.model import JOB_ID, Error, Job
from summarizer.service.store import Store

JobId = Annotated[str, Path(pattern=JOB_ID, description="The job's id, as the upload gave it")]
TOKEN = [Depends(authorised)]
REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Error, "description": "The token is missing or wrong"},
    403: {"model": Error, "description": "The request comes from a page of another site, or names another host"},
}
NO_JOB: dict[int | str, dict[str, Any]] = {404: {"model": Error, "description": "There is no such job or result"}}
NOT_READY: dict[int | str, dict[str, Any]] = {
    409: {"model": Error, "description": "The job is not in a state for this"}
}


def store_of(request: Request) -> Store:
    """The service's jobs."""
    found: Store = request.app.state.store
    return found


Jobs = Annotated[Store, Depends(store_of)]


def job_of(job_id: JobId, store: Jobs) -> Job:
    """The job that a path names. Raises HTTPException 404."""
    job = store.job(job_id)
    if job is None:
        raise HTTPException(404, "there is no such job")
    return job


AJob = Annotated[Job, Depends(job_of)]


def ended_job(job: AJob, store: Jobs) -> Job:
    """The job that a path names, once it has records to look at. Raises HTTPException 404 or 409."""
    if job.state in ("queued", "running"):
        raise HTTPException(409, f"the job is {job.state}; ask again when it is done")
    if not store.records_file(job.id).is_file():
        raise HTTPException(404, "the job produced no records; its problems say why")
    return job


EndedJob = Annotated[Job, Depends(ended_job)]
