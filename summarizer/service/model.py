"""What the service says: jobs, their progress, problems, as Pydantic models of its API."""

from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

JobState: TypeAlias = Literal["queued", "running", "done", "failed"]
JOB_ID = r"^[0-9a-f]{32}$"


class _ServiceModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(_ServiceModel):
    """A source that gave no record."""

    source: str = Field(description="The file's name as uploaded")
    message: str = Field(description="What is wrong with it, and what to do")


class Job(_ServiceModel):
    """One upload and what has become of it."""

    id: str = Field(pattern=JOB_ID)
    state: JobState = Field(description="A job that was running when the service ended is queued again")
    created_at: datetime
    finished_at: datetime | None
    sources: int = Field(description="Documents in the files uploaded; a row of a table is one")
    sources_done: int = Field(description="Documents dealt with so far")
    records: int = Field(description="Reports summarized so far")
    message: str = Field(description='Why the job failed; "" otherwise')
    problems: tuple[Problem, ...]


class Health(_ServiceModel):
    """That the service answers, and how many jobs wait."""

    status: Literal["ok"]
    waiting: int


class Error(_ServiceModel):
    """Why a request was not carried out; one line."""

    detail: str
