"""The options that say which reports and facts a command is about: the same in every command that looks at records.

A command takes the six parameters with these types and makes its ``Selection`` by ``selection``.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.help import FILTERS

if TYPE_CHECKING:
    from summarizer.output.selection import Selection


class Level(StrEnum):
    """Levels of government; the values of ``RegionLevel``."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


class FactStatus(StrEnum):
    """What a fact is; the values of ``Status``."""

    ACTUAL = "actual"
    EXPECTED = "expected"
    TARGET = "target"


Regions = Annotated[
    list[str] | None,
    typer.Option(
        "--region",
        metavar="NAME|CODE",
        help="Reports of this place: its name or the name's beginning, or its GB/T 2260 code (with all below it).",
        rich_help_panel=FILTERS,
    ),
]
Levels = Annotated[
    list[Level] | None,
    typer.Option(
        "--level",
        metavar="|".join(Level),
        help="Reports of this level of government; like all filters it may be repeated.",
        rich_help_panel=FILTERS,
    ),
]
Years = Annotated[
    list[str] | None,
    typer.Option("--year", metavar="YEAR|FROM-TO", help="Reports given in this year.", rich_help_panel=FILTERS),
]
Slots = Annotated[
    list[str] | None,
    typer.Option(
        "--slot",
        metavar="INDICATOR[:MEASURE[:STATUS]]",
        help="Facts of this indicator: gdp, gdp:growth_rate:target, 城镇新增就业 …",
        rich_help_panel=FILTERS,
    ),
]
Statuses = Annotated[
    list[FactStatus] | None,
    typer.Option("--status", metavar="|".join(FactStatus), help="Facts of this status.", rich_help_panel=FILTERS),
]
VerifiedOnly = Annotated[
    bool,
    typer.Option("--verified-only", help="Only facts that were verified without a doubt.", rich_help_panel=FILTERS),
]


def selection(
    regions: list[str] | None,
    levels: list[Level] | None,
    years: list[str] | None,
    slots: list[str] | None,
    statuses: list[FactStatus] | None,
    verified_only: bool,
) -> "Selection":
    """What the options say. Raises UsageError where one is wrong."""
    from summarizer.output.selection import read_selection

    return read_selection(
        regions=regions or (),
        levels=[level.value for level in levels or ()],
        years=years or (),
        slots=slots or (),
        statuses=[status.value for status in statuses or ()],
        verified_only=verified_only,
    )
