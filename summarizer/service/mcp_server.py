"""The tools that agents are given by the Model Context Protocol: summarize, list, find, show the place, compare."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from itertools import islice
from typing import Annotated, Any, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import BaseModel, Field

from summarizer.comparison.compare import compare as compared
from summarizer.comparison.rows import COMPARISON, comparison_lines
from summarizer.errors import SummarizerError
from summarizer.output.selection import Selection, read_selection
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import RegionLevel, Status
from summarizer.service.library import LONGEST_CONTEXT, Brief, FoundFact, Library, PlaceInText

P = ParamSpec("P")
T = TypeVar("T")
MOST_FACTS = 200
_INSTRUCTIONS = (
    "Chinese government work reports: summaries and every number with its place in the source. Use a fact as it is "
    "where its verification is `verified`; where it is `doubtful`, look at its place first. A headline figure that is "
    "`not_stated` is not in the report."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Region = Annotated[str | None, Field(description="Name, beginning of a name, or GB/T 2260 code of the place")]
Level = Annotated[RegionLevel | None, Field(description="Level of government")]
Year = Annotated[str | None, Field(description="Year the report was given in, or FROM-TO")]
Slot = Annotated[str | None, Field(description="Indicator: gdp, gdp:growth_rate, gdp:growth_rate:target, 城镇新增就业")]


class FactList(BaseModel):
    """Facts, and how many there are in all."""

    facts: list[FoundFact]
    total: int


class ReportList(BaseModel):
    """Reports in short."""

    reports: list[Brief]


class ComparisonTable(BaseModel):
    """Regions by headline indicators, a row a region, year and indicator; values are exact, as text."""

    rows: list[dict[str, str | None]]
    left_out: int = Field(description="Rows beyond the limit; narrow by slot, level or year")


def create_server(library: Library) -> MCPServer:
    """The server with its five tools over a library of reports."""
    server: MCPServer = MCPServer("summarizer", instructions=_INSTRUCTIONS)
    for tool in (_summarize, _list_reports, _find_facts, _show_place, _compare):
        made = tool(library)
        server.tool(annotations=_READS)(made)
    return server


def _told(function: Callable[P, T]) -> Callable[P, T]:
    """The same function, our own errors told to the agent in one line."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except SummarizerError as error:
            raise ToolError(str(error)) from None

    return call


def _summarize(library: Library) -> Callable[..., Any]:
    async def summarize(
        path: Annotated[str | None, Field(description="A file below the server's folder")] = None,
        text: Annotated[str | None, Field(description="The report itself")] = None,
    ) -> ReportList:
        """Summarize the reports of a file or text: headline, overview, achievements, targets, priorities, problems."""
        try:
            return ReportList(reports=await library.summarize(path, text))
        except SummarizerError as error:
            raise ToolError(str(error)) from None

    return summarize


def _list_reports(library: Library) -> Callable[..., Any]:
    @_told
    def list_reports(region: Region = None, level: Level = None, year: Year = None) -> ReportList:
        """The reports known so far, in short, with the ids that the other tools take."""
        return ReportList(reports=library.briefs(_selection(region, level, year)))

    return list_reports


def _find_facts(library: Library) -> Callable[..., Any]:
    @_told
    def find_facts(
        word: Annotated[str, Field(description="Words of the name or sentence; empty: all")] = "",
        report: Annotated[str | None, Field(description="Id of a report")] = None,
        region: Region = None,
        level: Level = None,
        year: Year = None,
        slot: Slot = None,
        status: Status | None = None,
        verified_only: bool = False,
        limit: Annotated[int, Field(ge=1, le=MOST_FACTS)] = 50,
    ) -> FactList:
        """Find numbers of the reports: what each measures, its exact value, sentence and verification."""
        chosen = _selection(region, level, year, slot, status, verified_only)
        facts = list(library.facts(chosen, word, report))
        return FactList(facts=facts[:limit], total=len(facts))

    return find_facts


def _show_place(library: Library) -> Callable[..., Any]:
    @_told
    def show_place(
        report: Annotated[str, Field(description="Id of a report")],
        fact: Annotated[str, Field(description="Id of a fact of it")],
        around: Annotated[int, Field(ge=0, le=LONGEST_CONTEXT, description="Characters before and after")] = 200,
    ) -> PlaceInText:
        """Show where a number stands: the source's text around it, the number between ⟦ and ⟧."""
        return library.place(report, fact, around)

    return show_place


def _compare(library: Library) -> Callable[..., Any]:
    @_told
    def compare(
        slot: Slot = None,
        region: Region = None,
        level: Level = None,
        year: Year = None,
        limit: Annotated[int, Field(ge=1, le=1000)] = 200,
    ) -> ComparisonTable:
        """Set regions beside each other: results, targets, last year's targets and ranks by headline indicator."""
        found = compared(library.records(Selection()), _selection(region, level, year, slot))
        names = [column.name for column in COMPARISON.columns]
        lines = comparison_lines(found)
        rows = [dict(zip(names, map(_text, line.row), strict=True)) for line in islice(lines, limit)]
        return ComparisonTable(rows=rows, left_out=sum(1 for _ in lines))

    return compare


def _selection(
    region: str | None,
    level: RegionLevel | None,
    year: str | None,
    slot: str | None = None,
    status: Status | None = None,
    verified_only: bool = False,
) -> Selection:
    return read_selection(
        regions=[region] if region else (),
        levels=[level] if level else (),
        years=[year] if year else (),
        slots=[slot] if slot else (),
        statuses=[status] if status else (),
        verified_only=verified_only,
    )


def _text(value: object) -> str | None:
    if value is None:
        return None
    return number_text(value) if isinstance(value, Decimal) else str(value)
