"""The chunker: finds the reports of a document, their outline, and chunks for an LLM."""

from summarizer.chunker.model import Chunk, Completeness, Extent, Kind, Level, Region, Report, Section

__all__ = ["Chunk", "Completeness", "Extent", "Kind", "Level", "Region", "Report", "Section"]
