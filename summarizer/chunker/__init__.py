"""The chunker: finds the reports of a document, their outline, and chunks for an LLM."""

from summarizer.chunker.chunks import chunks
from summarizer.chunker.model import Chunk, Completeness, Extent, Kind, Level, Region, Report, Section
from summarizer.chunker.outline import outline
from summarizer.chunker.places import NamedPlace, place_named, places_in
from summarizer.chunker.problems import problem_extents
from summarizer.chunker.reports import find_reports
from summarizer.chunker.sentences import clause_extents, sentence_extents

__all__ = [
    "Chunk",
    "Completeness",
    "Extent",
    "Kind",
    "Level",
    "NamedPlace",
    "Region",
    "Report",
    "Section",
    "chunks",
    "clause_extents",
    "find_reports",
    "outline",
    "place_named",
    "places_in",
    "problem_extents",
    "sentence_extents",
]
