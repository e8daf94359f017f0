"""Structured summaries of Chinese government work reports, every number checked against the source."""
