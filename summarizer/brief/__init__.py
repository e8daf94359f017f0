"""Briefs: summaries as memos of one page a report, each number with its place in the source."""

from summarizer.brief.memo import Cell, FigureRow, Memo, MemoNote, make_memo
from summarizer.brief.writing import FORMS, write_briefs

__all__ = ["FORMS", "Cell", "FigureRow", "Memo", "MemoNote", "make_memo", "write_briefs"]
