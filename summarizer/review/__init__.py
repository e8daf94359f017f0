"""The review page and what comes of it: records beside their sources in one HTML file, decisions back into records."""

from summarizer.review.page import Sourced, page, with_sources

__all__ = ["Sourced", "page", "with_sources"]
