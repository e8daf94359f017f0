"""The page's data and frame: places are right in UTF-16, and nothing of a report can be run."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents import Span, document_from_text
from summarizer.output.selection import read_selection
from summarizer.review import page, with_sources
from summarizer.review.offsets import Utf16
from summarizer.review.page import safe_json
from tests.review.conftest import Case

PAGE_DATA = re.compile(r'<script id="data" type="application/json">(.*?)</script>', re.DOTALL)


def data_of(html: bytes) -> Any:
    """The data in a page, as a browser finds it: up to the first thing that ends a script element."""
    (found,) = PAGE_DATA.findall(html.decode())
    return json.loads(found)


def utf16(text: str, start: int, end: int) -> str:
    """A piece of a text by UTF-16 code units, as a browser's strings are cut."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_offsets_count_as_browsers_do(text: str, data: st.DataObject) -> None:
    """A span in code points and its place in UTF-16 cut the same piece, characters beyond the BMP included."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = Utf16(text, 100)
    assert utf16(text, *places.span(Span((100 + start, 100 + end)))) == text[start:end]


def test_offsets_outside_move_to_the_edge() -> None:
    """A span that reaches beyond the report ends with it."""
    assert Utf16("甲乙丙", 10).span(Span((5, 99))) == (0, 3)


def test_every_number_of_the_page_stands_at_its_place(case: Case) -> None:
    """The page's spans cut the record's numbers out of the page's text."""
    (report,) = data_of(page([case.sourced]))["reports"]
    assert "𠮷" in report["text"]
    assert [utf16(report["text"], *one["quantity"]["span"]) for one in report["facts"]] == [
        fact.quantity.text for fact in case.record.indicators
    ]


def test_nothing_in_a_report_ends_the_data(case: Case) -> None:
    """Tags, comment signs and section ends of a report stand in the page only as JSON escapes."""
    html = page([case.sourced]).decode()
    assert html.count("</script>") == 2
    assert "window.ran" in html
    assert "<script>window.ran" not in html
    assert "<!--" not in html[html.index('id="data"') :]


def test_safe_json_reads_back() -> None:
    """What is escaped is the same text when read."""
    value = {"a": "</script><!-- ]]> & \u2028", "b": "\ud800"}
    text = safe_json(value)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == value


def test_policy_names_the_page_s_own_script_and_style(case: Case) -> None:
    """The content security policy allows exactly the script and style that the build put in, and no connection."""
    html = page([case.sourced]).decode()
    (policy,) = re.findall(r'content="(default-src[^"]*)"', html)
    (script,) = re.findall(r'<script type="module"[^>]*>(.*?)</script>', html, re.DOTALL)
    (style,) = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    for name, content in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy


def test_page_of_a_service_may_call_it_alone(case: Case) -> None:
    """Only a page that a service gives may connect, and only to where it came from."""
    html = page([case.sourced], server={"decisions": "decisions"})
    assert b"connect-src 'self'" in html
    assert data_of(html)["server"] == {"decisions": "decisions"}


@pytest.mark.parametrize(
    ("name", "missing"), [("other.txt", "source_missing"), ("folder/青禾县.txt", "source_changed")]
)
def test_report_without_its_text_keeps_its_quotes(case: Case, name: str, missing: str) -> None:
    """Without the text that the record was made of, the page says why and has the quotes."""
    (item,) = with_sources([case.record], [document_from_text("另一份文本", name)])
    (report,) = data_of(page([item]))["reports"]
    assert (report["text"], report["missing"]) == (None, missing)
    assert report["facts"][0]["evidence"]["quote"] == case.record.indicators[0].evidence.quote


def test_filters_leave_facts_and_reports_out(case: Case) -> None:
    """The page has what the filters take."""
    targets = read_selection(statuses=["target"])
    (report,) = data_of(page([case.sourced], selection=targets))["reports"]
    assert {fact["status"] for fact in report["facts"]} == {"target"}
    elsewhere = read_selection(regions=["不在此处"])
    assert data_of(page([case.sourced], selection=elsewhere))["reports"] == []


def test_flag_leads_to_its_fact(case: Case) -> None:
    """A flag about a claim names the claim, whatever field of it is flagged."""
    (report,) = data_of(page([case.sourced]))["reports"]
    flagged = next(flag["fact"] for flag in report["flags"] if flag["code"] == "status_mismatch")
    assert next(fact["quantity"]["text"] for fact in report["facts"] if fact["id"] == flagged) == "5200人"
