"""The review page in a real browser: each feature by its click path, and nothing of a report ever run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.api import summarize
from summarizer.documents import document_from_text
from summarizer.review import page, with_sources
from summarizer.review.applying import Applying
from summarizer.review.decisions import latest, read_decisions
from tests.review.browser import axe_source, started
from tests.review.conftest import TEXT, Case, fact

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

SECOND = TEXT.replace("青禾县", "白沙县").replace("增长6.1%", "增长4.9%")


@pytest.fixture(scope="module")
def html(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two reports, the first with everything awkward."""
    document = document_from_text(SECOND, "白沙县.txt")
    reports = [case.sourced, *with_sources(summarize(document), [document])]
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_bytes(page(reports))
    return path


@pytest.fixture(scope="module")
def browser(html: Path) -> "Iterator[Browser]":
    """One browser for all tests here; the page is made before, for the driver's event loop takes up this thread."""
    with started() as found:
        yield found


@pytest.fixture
def open_page(browser: "Browser", html: Path) -> "Iterator[Open]":
    """Opens the page; afterwards no error was told and nothing but the file was asked for."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened(**options: Any) -> "Page":
        options = {"locale": "en-US", "viewport": {"width": 1280, "height": 800}, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("console", lambda message: troubles.append(message.text) if message.type != "log" else None)
        tab.on("request", lambda request: troubles.append(request.url) if not request.url.startswith("file:") else None)
        tab.goto(html.as_uri())
        tab.locator("mark").first.wait_for(state="attached")
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def settled(tab: "Page") -> "Page":
    """The page once what it does after painting is done."""
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => setTimeout(done, 50))))")
    return tab


def lit(tab: "Page", name: str) -> str:
    """The text that a highlight of the page covers."""
    script = "name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString()).join('|')"
    return str(settled(tab).evaluate(script, name))


def test_report_is_shown_and_never_run(open_page: "Open", case: Case) -> None:
    """Scripts, comments and marks of direction stand in the text as text; nothing of it is an element or runs."""
    tab = open_page()
    text = str(tab.locator("#source").text_content())
    assert "<script>window.ran = 1</script> </script> ]]> <!-- <img src=x onerror='window.ran = 1'>" in text
    assert "⟦U+202E⟧倒序⟦U+202C⟧" in text
    assert "\u202e" not in tab.locator("#app").inner_html()
    assert tab.locator("#source script, #source img").count() == 0
    assert tab.evaluate("window.ran") is None
    lines = tab.evaluate("[...document.querySelectorAll('#source > .line')].map(line => line.textContent).join('\\n')")
    told = case.document.text.replace("\u202e", "⟦U+202E⟧").replace("\u202c", "⟦U+202C⟧")
    assert lines == told.rstrip("\n")


def test_every_number_is_marked_by_its_state(open_page: "Open", case: Case) -> None:
    """Each claim has its mark at its place in the text, in text order."""
    tab = open_page()
    marks = tab.locator("mark").all_text_contents()
    assert marks == [one.quantity.text for one in case.record.indicators]
    classes = {
        mark: tab.locator("mark", has_text=mark).first.get_attribute("class") or "" for mark in ("7.2%", "5200人")
    }
    assert "is-doubtful" in classes["7.2%"]
    assert "is-mismatch" in classes["5200人"]


def test_what_needs_a_look_comes_first_and_says_what_to_look_at(open_page: "Open") -> None:
    """Wrong, doubtful, disputed, in this order, one after the other by one key."""
    tab = open_page()
    assert tab.locator(".row .row-figure").all_text_contents() == ["5200人", "↑7.2%", "3所"]
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    assert "carried over from an earlier clause" in tab.locator(".card .look").inner_text()
    assert settled(tab).locator("mark.selected").text_content() == "7.2%"
    assert lit(tab, "evidence") == "规模以上工业增加值增长7.2%。"


def test_other_reading_is_one_key_away(open_page: "Open") -> None:
    """Where readers disagree, a key shows the other reading in the slots that differ, and a click takes it."""
    tab = open_page()
    tab.locator("mark", has_text="3所").click()
    tab.keyboard.press("o")
    assert tab.locator("dd.changed").all_inner_texts() == ["公办幼儿园", "change"]
    tab.keyboard.press("o")
    assert tab.locator("dd.changed").count() == 0
    tab.locator(".reading button").click()
    assert tab.locator(".card h2").inner_text().startswith("公办幼儿园")
    assert tab.locator(".badge.is-correct").inner_text() == "corrected"


def test_decisions_go_out_are_applied_and_come_in_again(open_page: "Open", case: Case, tmp_path: Path) -> None:
    """Accepted, corrected, rejected by keys; downloaded as lines that apply; kept over a reload; loaded elsewhere."""
    tab = open_page()
    tab.locator("mark", has_text="7.2%").click()
    tab.keyboard.press("a")
    tab.locator("mark", has_text="5200人").click()
    tab.keyboard.press("c")
    tab.locator(".correction input").first.fill("城镇新增就业人数")
    tab.locator(".correction select").nth(3).select_option("actual")
    for field in ("First year", "Last year"):
        tab.get_by_label(field).press("Control+a")
        tab.get_by_label(field).press_sequentially("2022")
    tab.locator(".correction textarea").fill("看“一、2023年工作回顾”")
    tab.locator(".correction button[type=submit]").click()
    for text in ("95亿元", "40个"):
        tab.locator("mark", has_text=text).click()
        tab.keyboard.press("x")
    tab.keyboard.press("u")
    tab.get_by_role("button", name="Decisions (3)").click()
    tab.get_by_label("Reviewer").fill("周审阅")
    with tab.expect_download() as download:
        tab.locator(".download").click()
    path = tmp_path / "decisions.jsonl"
    download.value.save_as(path)

    decisions = latest(read_decisions(path.read_bytes().splitlines(), "decisions.jsonl"))
    after = Applying(decisions).apply(case.record)
    assert {one.quantity.text for one in case.record.indicators} - {one.quantity.text for one in after.indicators} == {
        "95亿元"
    }
    found = fact(after, "5200人")
    assert (found.name, found.status, fact(after, "7.2%").origin) == ("城镇新增就业人数", "actual", "reviewer")

    assert found.period is not None
    assert (found.period.label, found.period.start, found.period.end) == ("2022年", 2022, 2022)

    tab.reload()
    tab.locator("mark").first.wait_for()
    assert tab.locator("mark.is-accept").text_content() == "7.2%"
    other = open_page()
    assert other.locator("mark.is-accept").count() == 0
    other.get_by_role("button", name="Decisions (0)").click()
    other.locator("input[type=file]").set_input_files(path)
    other.get_by_text("3 decisions loaded").wait_for()
    assert other.locator("mark.is-reject").text_content() == "95亿元"


def test_summary_points_and_places_lead_to_each_other(open_page: "Open", case: Case) -> None:
    """A point shows its evidence and its facts; its sign in the text shows the point; a fact shows its points."""
    tab = open_page()
    tab.get_by_role("tab", name="Summary").click()
    index, point = next(
        (index, point) for index, point in enumerate(case.record.summary.achievements) if "286.4亿元" in point.text
    )
    tab.get_by_role("button", name=point.text).first.click()
    assert lit(tab, "evidence") == "|".join(case.document.text[start:end] for start, end in point.evidence)
    tab.locator(".point-facts .chip").first.click()
    tab.locator(".card .links button").first.click()
    assert tab.locator(".summary [aria-current]").count() == 1
    tab.get_by_role("tab", name="Facts").click()
    tab.locator(f"[data-point='{index}']").click()
    assert point.text in str(tab.locator(".summary [aria-current]").text_content())


def test_search_and_filters(open_page: "Open") -> None:
    """A word is found in text and facts, hits one after the other; filters narrow the list."""
    tab = open_page()
    tab.get_by_role("tab", name="Facts").click()
    tab.keyboard.press("/")
    tab.keyboard.type("城镇新增就业")
    assert tab.locator(".search button").inner_text() == "1/2 hits"
    assert tab.locator(".row .row-figure").all_text_contents() == ["5200人", "≥5000人"]
    tab.keyboard.press("Enter")
    assert tab.locator(".search button").inner_text() == "2/2 hits"
    assert lit(tab, "hit") == "城镇新增就业"
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Delete")
    tab.get_by_label("State").select_option("doubtful")
    assert tab.locator(".row .row-figure").all_text_contents() == ["↑7.2%"]
    tab.get_by_label("State").select_option("")
    tab.locator("select[aria-label=Status]").select_option("target")
    assert "286.4亿元" not in str(tab.locator(".rows").text_content())


def test_headlines_are_charted_across_reports(open_page: "Open") -> None:
    """A slot's figures of all reports as bars, the largest first, each leading to its report."""
    tab = open_page()
    tab.keyboard.press("4")
    tab.locator(".slots button", has_text="Gross domestic product · growth rate").click()
    names = tab.locator(".chart li button").all_text_contents()
    figures = tab.locator(".chart .bar-value").all_text_contents()
    assert (names, figures) == (["青禾县 2024", "白沙县 2024"], ["6.1%", "6%", "4.9%", "6%"])
    tab.locator(".chart button", has_text="白沙县").click()
    assert "白沙县" in tab.locator("h1").inner_text()


def test_outline_and_reports_lead_to_their_places(open_page: "Open") -> None:
    """A heading of the outline is scrolled to; brackets go from report to report."""
    tab = open_page(viewport={"width": 1280, "height": 400})
    tab.keyboard.press("5")
    tab.locator(".outline button", has_text="着力改善生态环境").click()
    tab.locator("[data-section]", has_text="着力改善生态环境").wait_for(state="visible")
    tab.keyboard.press("]")
    assert "白沙县" in tab.locator("h1").inner_text()
    tab.keyboard.press("6")
    assert str(tab.locator(".row[aria-current]").text_content()).startswith("2024年白沙县")


def test_language_and_theme_stay(open_page: "Open") -> None:
    """Both are switched by key, follow the browser at first, and are remembered."""
    tab = open_page(locale="zh-CN", color_scheme="dark")
    assert tab.locator("html").get_attribute("lang") == "zh-CN"
    assert tab.locator("html").get_attribute("data-theme") == "dark"
    tab.keyboard.press("l")
    tab.keyboard.press("t")
    tab.locator("html[lang=en][data-theme=light]").wait_for(state="attached")
    tab.reload()
    tab.locator("mark").first.wait_for()
    assert tab.get_by_role("tab", name="Headlines").is_visible()
    assert tab.locator("html").get_attribute("data-theme") == "light"


def test_phone_shows_one_pane_and_never_scrolls_sideways(open_page: "Open") -> None:
    """At phone width text and review take turns; a touched number opens its card."""
    tab = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert not tab.locator(".side").is_visible()
    tab.locator("mark", has_text="7.2%").tap()
    assert tab.locator(".card").is_visible()
    for key in "123456":
        tab.keyboard.press(key)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.get_by_role("button", name="Text", exact=True).tap()
    assert tab.locator("#text-pane").is_visible()


def test_print_has_the_text_and_no_controls(open_page: "Open") -> None:
    """On paper stand text and list at their whole length, without buttons."""
    tab = open_page()
    tab.emulate_media(media="print")
    assert tab.locator("#source").is_visible()
    assert not tab.locator(".tools").is_visible()
    assert not tab.locator(".tabs").is_visible()
    assert len(tab.pdf()) > 10_000


def test_keys_are_told_and_the_dialog_closes(open_page: "Open") -> None:
    """A key opens the list of keys, Escape closes it, and no command runs meanwhile."""
    tab = open_page()
    tab.keyboard.press("?")
    tab.locator("dialog").wait_for()
    tab.keyboard.press("j")
    assert tab.locator("dialog kbd").count() > 10
    tab.keyboard.press("Escape")
    assert not tab.locator("dialog").is_visible()
    assert tab.locator(".card").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: "Open", scheme: str) -> None:
    """Every tab, the card with its form, and the dialogs, in light and dark."""
    tab = open_page(color_scheme=scheme)
    tab.evaluate(axe_source())
    for keys in ("1", "2jc", "3", "4", "5", "6", "?"):
        tab.keyboard.press("Escape")
        for key in keys:
            tab.keyboard.press(key)
        found = tab.evaluate("axe.run()")["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], keys
