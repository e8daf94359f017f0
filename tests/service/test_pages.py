"""The service's pages in a real browser: a report uploaded by the form, reviewed, the decision kept on the server."""

import json
from pathlib import Path

import pytest

from tests.review.browser import axe_source, started
from tests.service.test_restart import free_port, service, wait_for

pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")
pytestmark = pytest.mark.browser

TOKEN = "0123456789abcdef"


def test_upload_review_decide(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the token as a browser's password: upload, follow the link, decide; the server has the decision."""
    monkeypatch.setenv("SUMMARIZER_SERVICE_TOKEN", TOKEN)
    port = free_port()
    with service(tmp_path / "service", port) as client, started() as browser:
        client.auth = ("reviewer", TOKEN)
        context = browser.new_context(http_credentials={"username": "reviewer", "password": TOKEN}, locale="en-US")
        tab = context.new_page()
        troubles: list[str] = []
        tab.on("console", lambda message: troubles.append(message.text))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.goto(f"http://127.0.0.1:{port}/")
        tab.locator("input[type=file]").set_input_files(report)
        tab.get_by_role("button", name="Submit").click()
        tab.get_by_role("link", name="Review").click()
        tab.locator("mark", has_text="7.2%").click()
        tab.keyboard.press("a")
        job = client.get("/jobs").json()[0]["id"]
        wait_for(lambda: client.get(f"/jobs/{job}/decisions").text != "")
        assert json.loads(client.get(f"/jobs/{job}/decisions").text)["decision"] == "accept"
        tab.reload()
        assert tab.locator("mark.is-accept").inner_text() == "7.2%"
        tab.locator("mark", has_text="7.2%").click()
        tab.keyboard.press("u")
        wait_for(lambda: client.get(f"/jobs/{job}/decisions").text == "")
        assert troubles == []


def test_home_page_is_accessible(tmp_path: Path) -> None:
    """axe finds nothing serious on the page that people begin with."""
    port = free_port()
    with service(tmp_path / "service", port), started() as browser:
        tab = browser.new_page(bypass_csp=True)
        tab.goto(f"http://127.0.0.1:{port}/")
        tab.evaluate(axe_source())
        found = tab.evaluate("axe.run()")["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
