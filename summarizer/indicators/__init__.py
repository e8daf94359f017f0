"""Indicators: what each quantity measures, for when, for whom."""

from summarizer.indicators.binding import bind
from summarizer.indicators.headlines import fill_headlines, indicators_named
from summarizer.indicators.model import Direction, Fact, Measure, Period, Status, Support

__all__ = ["Direction", "Fact", "Measure", "Period", "Status", "Support", "bind", "fill_headlines", "indicators_named"]
