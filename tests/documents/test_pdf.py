"""PDF files as a browser prints them, where one is installed; those of the examples are tried in ``tests/examples``."""

import shutil
import subprocess
from pathlib import Path

import pytest

from summarizer.documents import Document, read_document

_BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(_BROWSER is None, reason="no browser is installed that prints to PDF")


def _printed(folder: Path, body: str, style: str = "") -> Document:
    page, pdf = folder / "page.html", folder / "page.pdf"
    head = f"<meta charset=utf-8><title>清江县</title><style>p{{text-indent:2em;margin:0}}{style}</style>"
    page.write_text(f"<html><head>{head}</head><body>{body}</body></html>", "utf-8")
    command = [str(_BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", str(page)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return read_document(pdf)


def test_marks_of_notes_are_no_figures(tmp_path: Path) -> None:
    """Small raised figures go, those of units become what they mean, and the sentence is whole."""
    document = _printed(
        tmp_path,
        "<p>各位代表：</p><p>地区生产总值增长5.2%<sup>1</sup>，绿化面积12万m<sup>2</sup>，建设“三园”<sup>12</sup>工程3个，"
        "培育新质生产力<sup>[3]</sup>企业12家，居民收入增长6%，城乡面貌持续改善，群众满意度不断提高。</p>",
    )
    assert document.text.startswith(
        "各位代表：\n地区生产总值增长5.2%，绿化面积12万m²，建设“三园”工程3个，培育新质生产力企业12家，居民收入增长6%，"
    )


def test_a_number_over_the_end_of_a_page_is_one(tmp_path: Path) -> None:
    """A paragraph that goes on overleaf is one line, and each half has its page."""
    sentence = "全年完成投资四百八十二亿元，新建改建农村公路二百一十五公里，惠及居民一万九千户。"
    document = _printed(tmp_path, f"<p>各位代表：</p><p>{sentence * 60}</p>", "body{font-size:16pt}")
    assert document.text == f"各位代表：\n{sentence * 60}"
    assert [number for _, number in document.pages] == list(range(1, len(document.pages) + 1))
    assert len(document.pages) > 1
