"""Indicators: what each quantity measures, for when, for whom."""

from summarizer.indicators.binding import bind
from summarizer.indicators.frames import Frame, Timeline, timeline
from summarizer.indicators.headlines import fill_headlines, indicators_named
from summarizer.indicators.model import Deciding, Direction, Fact, Measure, Period, Status, Support

__all__ = [
    "Deciding",
    "Direction",
    "Fact",
    "Frame",
    "Measure",
    "Period",
    "Status",
    "Support",
    "Timeline",
    "bind",
    "fill_headlines",
    "indicators_named",
    "timeline",
]
