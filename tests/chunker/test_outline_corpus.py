"""The outline of the real reports beside the repository, where they are."""

from pathlib import Path

import pytest

from summarizer.chunker import chunks, find_reports, outline
from summarizer.documents import Document, build_view

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))


@pytest.mark.skipif(not FILES, reason="the corpus of real reports is not beside the repository")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_reports_are_partitioned_and_have_their_main_parts(path: Path) -> None:
    """Sections and chunks cover each report once; a whole one has an address, a review, tasks and a closing."""
    view = build_view(Document(path.name, path.read_text(encoding="utf-8")))
    for report in find_reports(view):
        sections = outline(view, report)
        edges = [section.extent[0] for section in sections] + [report.extent[1]]
        assert edges == sorted(edges)
        assert edges[0] == report.body
        assert all(section.own[1] == after for section, after in zip(sections, edges[1:], strict=True))
        packed = chunks(view, report, sections)
        assert [chunk.extent[0] for chunk in packed] == [report.body, *(chunk.extent[1] for chunk in packed[:-1])]
        assert packed[-1].extent[1] == report.extent[1]
        kinds = [section.kind for section in sections if section.level == 1]
        if report.completeness == "whole":
            assert kinds[0] == "opening"
            assert {"review", "multi_year_review"} & set(kinds)
            assert "tasks" in kinds
            assert "closing" in kinds[-2:]
