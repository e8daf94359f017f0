"""``summarizer review`` and ``summarizer apply``: a page out, decisions in, and who decided in a file beside."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def records(run: Run, report: Path, tmp_path: Path) -> Path:
    """The records of the report."""
    path = tmp_path / "records.jsonl"
    assert run("summarize", "--engine", "rules", "-o", path, report).returncode == 0
    return path


def decision(records: Path, text: str, verb: str, **more: object) -> dict[str, object]:
    """A decision about the number that is written so, as the page writes it."""
    record = json.loads(records.read_text(encoding="utf-8"))
    (fact,) = [fact for fact in record["indicators"] if fact["quantity"]["text"] == text]
    told = {"report": record["report"]["id"], "indicator": fact["id"], "decision": verb, "name": fact["name"]}
    return {**told, "reviewer": "周审阅", "decided_at": "2024-05-06T07:08:09Z", **more}


def write(path: Path, *decisions: object) -> Path:
    """A file of decisions."""
    path.write_text("".join(f"{json.dumps(one)}\n" for one in decisions), encoding="utf-8")
    return path


def test_page_is_written_beside_what_it_shows(run: Run, records: Path, report: Path, tmp_path: Path) -> None:
    """The page holds records, sources and earlier decisions; one line says what was written."""
    decisions = write(tmp_path / "d.jsonl", decision(records, "7.2%", "accept"))
    done = run("review", records, "--sources", report, "--decisions", decisions, "-o", "page.html")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().strip() == "1 report; written to page.html"
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert "地区生产总值达到286.4亿元" in html
    assert "周审阅" in html


def test_changed_source_is_told(run: Run, records: Path, report: Path) -> None:
    """A source that is another text now is not shown with the record's marks."""
    report.write_text(report.read_text(encoding="utf-8") + "又一行\n", encoding="utf-8")
    done = run("review", records, "--sources", report)
    assert "1 of them without their source" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("review", "records.jsonl"), "give the sources with --sources PATH"),
        (("review", "records.jsonl", "-s", "青禾县.txt", "--region", "白沙"), "no record in it that the filters take"),
        (("review", "records.jsonl", "-s", "青禾县.txt", "-o", "青禾县.txt/page.html"), "cannot be written"),
        (("apply", "absent.jsonl", "records.jsonl", "-o", "out.jsonl"), "cannot be read"),
        (("apply", "records.jsonl", "records.jsonl", "-o", "out.jsonl"), "records.jsonl, line 1"),
    ],
)
@pytest.mark.usefixtures("records")
def test_wrong_call_is_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """What is wrong is told in one line, and nothing is written."""
    done = run(*arguments)
    assert done.returncode in (1, 2)
    (line,) = done.stderr.decode().splitlines()
    assert message in line


def test_decisions_live_beside_the_records(run: Run, records: Path, report: Path, tmp_path: Path) -> None:
    """Records have the reviewer's readings and neither name nor time; the file beside has both, and applies again."""
    decisions = write(
        tmp_path / "d.jsonl",
        decision(records, "7.2%", "accept"),
        decision(records, "40个", "correct", correction={"name": "亿元项目"}),
        decision(records, "95亿元", "reject"),
    )
    done = run("apply", decisions, records, "-o", records, "--gold", "gold.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    assert "3 decisions: 1 accepted, 1 corrected, 1 rejected, 0 not written" in done.stderr.decode()
    text = records.read_text(encoding="utf-8")
    assert [word for word in ("周审阅", "2024-05-06") if word in text] == []
    assert '"origin":"reviewer"' in text
    beside = tmp_path / "records.decisions.jsonl"
    assert beside.read_text(encoding="utf-8").count("周审阅") == 3
    gold = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [[fact["indicator"] for fact in passage["facts"]] for passage in gold] == [
        ["规模以上工业增加值"],
        ["亿元项目"],
    ]
    run("summarize", "--engine", "rules", "--overwrite", "-o", records, report)
    assert run("apply", beside, records, "-o", records).returncode == 0
    assert records.read_text(encoding="utf-8") == text


def test_decisions_that_find_no_number_are_named(run: Run, records: Path, report: Path, tmp_path: Path) -> None:
    """After a change of the source its decisions are told, the exit code says so, the others are written."""
    source = json.loads(records.read_text(encoding="utf-8"))["report"]["source"]
    about = {"source": source["name"], "text_sha256": source["text_sha256"], "quantity": "7.2%"}
    decisions = write(tmp_path / "d.jsonl", decision(records, "7.2%", "accept", **about))
    report.write_text(report.read_text(encoding="utf-8").replace("7.2%", "7.3%"), encoding="utf-8")
    run("summarize", "--engine", "rules", "--overwrite", "-o", records, report)
    done = run("apply", decisions, records, "-o", "out.jsonl")
    assert done.returncode == 1
    assert "规模以上工业增加值 7.2%: the records were made of another text" in done.stderr.decode()
    assert (tmp_path / "out.jsonl").read_bytes() == records.read_bytes()


def test_earlier_decisions_stay_in_the_file_beside(run: Run, records: Path, tmp_path: Path) -> None:
    """Applying more decisions in place adds them to those already there."""
    for text in ("7.2%", "40个"):
        run("apply", write(tmp_path / "d.jsonl", decision(records, text, "accept")), records, "-o", records)
    beside = (tmp_path / "records.decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["name"] for line in beside] == ["规模以上工业增加值", "亿元以上项目"]
