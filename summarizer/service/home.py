"""The page that people begin with: upload, what has become of it, and the ways to the results."""

from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, StrictUndefined, Template

from summarizer.service.shared import TOKEN, Jobs
from summarizer.service.uploads import upload

router = APIRouter(dependencies=TOKEN, include_in_schema=False)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'"


@router.get("/", response_class=HTMLResponse)
def home(store: Jobs) -> HTMLResponse:
    """The page, with all jobs, the newest first."""
    html = _template().render(jobs=store.jobs(), waiting=store.waiting())
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})


@router.post("/upload", response_class=RedirectResponse, status_code=303)
async def upload_from_page(
    request: Request, files: Annotated[list[UploadFile], File(min_length=1)], store: Jobs
) -> RedirectResponse:
    """An upload by the page's form; the page shows what becomes of it."""
    await upload(request, files, store)
    return RedirectResponse("/", 303)


@cache
def _template() -> Template:
    text = files("summarizer.service").joinpath("home.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(text)
