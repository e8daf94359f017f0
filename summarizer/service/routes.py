"""Routes for what a job gave: records, tables, comparison, and the review page with its decisions."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Response
from fastapi.responses import FileResponse

from summarizer.documents import Document
from summarizer.review import page, with_sources
from summarizer.review.applying import Applying
from summarizer.review.decisions import Decision, Id, latest, to_lines
from summarizer.schemas import Record, from_json_line, to_json_line
from summarizer.service.model import Job
from summarizer.service.shared import NO_JOB, NOT_READY, REFUSALS, TOKEN, AJob, EndedJob, Jobs
from summarizer.service.sources import documents_of
from summarizer.service.store import Store

RESPONSES: dict[int | str, dict[str, Any]] = {**REFUSALS, **NO_JOB, **NOT_READY}
router = APIRouter(prefix="/jobs/{job_id}", dependencies=TOKEN, tags=["results"], responses=RESPONSES)
JSON_LINES = "application/x-ndjson"


class TableName(StrEnum):
    """The tables that can be had."""

    FACTS = "facts.csv"
    HEADLINES = "headlines.csv"
    SUMMARIES = "summaries.csv"
    FLAGS = "flags.csv"
    WORKBOOK = "tables.xlsx"


class Lang(StrEnum):
    """The language of headings."""

    ZH = "zh"
    EN = "en"


def _content(*kinds: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: {"schema": {"type": "string"}} for kind in kinds}}}


@router.get("/records", response_class=FileResponse, responses=_content(JSON_LINES))
def records(job: EndedJob, store: Jobs) -> FileResponse:
    """The records, one JSON line a report."""
    return FileResponse(store.records_file(job.id), media_type=JSON_LINES, filename="records.jsonl")


@router.get("/reviewed", response_class=Response, responses=_content(JSON_LINES))
def reviewed(job: EndedJob, store: Jobs) -> Response:
    """The records with the reviewers' decisions in them."""
    lines = "".join(f"{to_json_line(record)}\n" for record in _reviewed(job, store))
    return _attachment(lines.encode(), JSON_LINES, "reviewed.jsonl")


@router.get("/tables/{table}", response_class=Response, responses=_content("text/csv", "application/octet-stream"))
def tables(job: EndedJob, table: TableName, store: Jobs, lang: Lang = Lang.ZH) -> Response:
    """The reviewed records as a table; the workbook holds all tables."""
    from summarizer.tables.export import export

    with TemporaryDirectory() as folder:
        path = FilePath(folder) / table.value
        export(_reviewed(job, store), path, table=path.stem if path.suffix == ".csv" else "facts", language=lang.value)
        data = path.read_bytes()
    return _attachment(data, "text/csv" if path.suffix == ".csv" else "application/octet-stream", table.value)


@router.get("/comparison", response_class=Response, responses=_content("text/html"))
def comparison(job: EndedJob, store: Jobs, lang: Lang = Lang.ZH) -> Response:
    """The reports of the job beside each other, as a page."""
    from summarizer.comparison.compare import compare
    from summarizer.comparison.page import page as comparison_page

    html = comparison_page(compare(_reviewed(job, store)), lang.value)
    return Response(html.encode("utf-8", "replace"), media_type="text/html")


@router.get("/review", response_class=Response, responses=_content("text/html"))
def review(job: EndedJob, store: Jobs) -> Response:
    """The review page; decisions made on it are kept here."""
    sourced = with_sources(_records(store.records_file(job.id)), _documents(job, store))
    html = page(sourced, decisions=store.decisions(job.id), server={"decisions": "decisions"})
    return Response(html, media_type="text/html")


@router.get("/decisions", response_class=Response, responses=_content(JSON_LINES))
def decisions(job: AJob, store: Jobs) -> Response:
    """All decisions about the job's records, as JSON lines."""
    return _attachment(to_lines(store.decisions(job.id)).encode(), JSON_LINES, "decisions.jsonl")


@router.put("/decisions/{report}/{indicator}", status_code=204, responses={400: {"description": "Not JSON"}})
def decide(
    job: AJob, report: Annotated[Id, Path()], indicator: Annotated[Id, Path()], decision: Decision, store: Jobs
) -> None:
    """Keep a decision about a number, in place of an earlier one."""
    if decision.key != (report, indicator):
        raise HTTPException(409, "the decision is about another number than the path names")
    store.decide(job.id, decision)


@router.delete("/decisions/{report}/{indicator}", status_code=204)
def undo(job: AJob, report: Annotated[Id, Path()], indicator: Annotated[Id, Path()], store: Jobs) -> None:
    """Forget the decision about a number."""
    if not store.undo(job.id, report, indicator):
        raise HTTPException(404, "there is no decision about this number")


def _records(path: FilePath) -> Iterator[Record]:
    with path.open("rb") as file:
        for line in file:
            yield from_json_line(line)


def _reviewed(job: Job, store: Store) -> Iterator[Record]:
    applying = Applying(latest(store.decisions(job.id)))
    return map(applying.apply, _records(store.records_file(job.id)))


def _documents(job: Job, store: Store) -> list[Document]:
    return [one for one in documents_of(store.sources(job.id)) if isinstance(one, Document)]


def _attachment(data: bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
