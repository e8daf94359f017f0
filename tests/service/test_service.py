"""The service: uploads become jobs, jobs records, tables, a comparison and a page; decisions stay on the server."""

import json
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from tests.cli.conftest import NO_REPORT, REPORT
from tests.service.conftest import Start, done, run_rules, upload

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from summarizer.service.app import ServiceSettings, create_app
from summarizer.service.uploads import distinct, source_name


def test_upload_becomes_records(start: Start) -> None:
    """A job ends well, counts what it did, and its records are those of the command line."""
    client = start()
    job = upload(client)
    ended = done(client, job["id"])
    assert (ended["state"], ended["sources"], ended["sources_done"], ended["records"]) == ("done", 1, 1, 1)
    (line,) = client.get(f"/jobs/{job['id']}/records").text.splitlines()
    assert json.loads(line)["report"]["source"]["name"] == "青禾县.txt"
    assert [one["id"] for one in client.get("/jobs").json()] == [job["id"]]


def test_bad_source_is_a_problem_of_its_own(start: Start) -> None:
    """What cannot be used is named with its reason; the others are done."""
    client = start()
    job = upload(client, ("空.txt", b""), ("青禾县.txt", REPORT), ("游记.txt", NO_REPORT))
    ended = done(client, job["id"])
    assert (ended["state"], ended["records"], ended["sources_done"]) == ("done", 1, 3)
    assert [problem["source"] for problem in ended["problems"]] == ["空.txt", "游记.txt"]


def test_rows_and_members_are_documents_of_their_own(start: Start, tmp_path: Path) -> None:
    """A table or an archive gives the reports in it, named by the upload's name; no place of the server is told."""
    import io
    import zipfile

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("县/青禾县.txt", REPORT)
        file.writestr("空.txt", "")
    rows = '年份,正文\n2024,"' + REPORT.replace("青禾", "白沙") + '"\n'
    client = start()
    job = upload(client, ("全部.zip", archive.getvalue()), ("表.csv", rows))
    ended = done(client, job["id"])
    assert (ended["records"], ended["sources"], ended["sources_done"]) == (2, 3, 3)
    assert [problem["source"] for problem in ended["problems"]] == ["全部.zip/空.txt"]
    assert str(tmp_path) not in client.get("/jobs").text
    records = map(json.loads, client.get(f"/jobs/{job['id']}/records").text.splitlines())
    assert [record["report"]["source"]["name"] for record in records] == ["全部.zip/县/青禾县.txt", "表.csv#2"]
    assert "白沙县" in client.get(f"/jobs/{job['id']}/review").text


@pytest.mark.parametrize(
    ("table", "start_of_it"),
    [
        ("facts.csv", b"\xef\xbb\xbf"),
        ("headlines.csv", b"\xef\xbb\xbf"),
        ("summaries.csv", b"\xef\xbb\xbf"),
        ("flags.csv", b"\xef\xbb\xbf"),
        ("tables.xlsx", b"PK"),
    ],
)
def test_tables(start: Start, table: str, start_of_it: bytes) -> None:
    """Each table can be had, with the reviewers' readings in it."""
    client = start()
    job = upload(client)["id"]
    done(client, job)
    assert client.get(f"/jobs/{job}/tables/{table}").content.startswith(start_of_it)


def test_comparison_and_review_are_pages(start: Start) -> None:
    """Both are HTML; the review page may call the service that gave it."""
    client = start()
    job = upload(client)["id"]
    done(client, job)
    assert "青禾县" in client.get(f"/jobs/{job}/comparison").text
    page = client.get(f"/jobs/{job}/review")
    assert page.headers["content-type"].startswith("text/html")
    assert "connect-src 'self'" in page.text
    assert "地区生产总值达到286.4亿元" in page.text


def test_decisions_stay_on_the_server_and_in_its_tables(start: Start) -> None:
    """A decision is kept, seen on the page, written into reviewed records and tables, and can be undone."""
    client = start()
    job = upload(client)["id"]
    done(client, job)
    record = json.loads(client.get(f"/jobs/{job}/records").text)
    fact = next(fact for fact in record["indicators"] if fact["quantity"]["text"] == "40个")
    place = f"/jobs/{job}/decisions/{record['report']['id']}/{fact['id']}"
    decision = {
        "report": record["report"]["id"],
        "indicator": fact["id"],
        "decision": "correct",
        "correction": {"name": "亿元项目"},
    }
    assert client.put(place, json=decision).status_code == 204
    assert json.loads(client.get(f"/jobs/{job}/decisions").text) == decision
    assert '"correction":{"name":"亿元项目"}' in client.get(f"/jobs/{job}/review").text
    assert '"origin":"reviewer"' in client.get(f"/jobs/{job}/reviewed").text
    assert "亿元项目" in client.get(f"/jobs/{job}/tables/facts.csv").text
    assert client.delete(place).status_code == 204
    assert client.delete(place).status_code == 404
    assert client.get(f"/jobs/{job}/decisions").text == ""


def test_decision_about_another_number_is_refused(start: Start) -> None:
    """The path and the decision must name the same number."""
    client = start()
    job = upload(client)["id"]
    answer = client.put(f"/jobs/{job}/decisions/a/i1", json={"report": "a", "indicator": "i2", "decision": "reject"})
    assert answer.status_code == 409


def test_results_are_not_there_before_the_end(start: Start) -> None:
    """Of a job under way there are no results yet, and it cannot be removed; of none there is nothing."""
    client = start()
    store = client.app.state.store  # type: ignore[attr-defined]
    client.app.state.worker.stop()  # type: ignore[attr-defined]
    job = store.add([("青禾县.txt", REPORT.encode())]).id
    for path in ("records", "reviewed", "review", "comparison", "tables/facts.csv"):
        assert client.get(f"/jobs/{job}/{path}").status_code == 409
    assert client.delete(f"/jobs/{job}").status_code == 409
    assert client.get("/health").status_code == 503
    assert client.get(f"/jobs/{'0' * 32}").status_code == 404


def test_removed_job_leaves_nothing(start: Start, tmp_path: Path) -> None:
    """A job's files go with it."""
    client = start()
    job = upload(client)["id"]
    done(client, job)
    assert client.delete(f"/jobs/{job}").status_code == 204
    assert client.get(f"/jobs/{job}").status_code == 404
    assert list((tmp_path / "service" / "jobs").iterdir()) == []


def test_no_request_without_the_token(start: Start) -> None:
    """Every route but health asks for the token, as a bearer or as a browser's password."""
    client = start(token="0123456789abcdef", host="0.0.0.0", called="http://reports.example")
    for method, path in (("GET", "/jobs"), ("POST", "/jobs"), ("GET", f"/jobs/{'0' * 32}/review")):
        answer = client.request(method, path)
        assert (answer.status_code, answer.headers["www-authenticate"][:5]) == (401, "Basic")
    assert client.get("/jobs", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/jobs", auth=("anybody", "0123456789abcdef")).status_code == 200
    assert client.get("/health").status_code == 200


def test_no_service_for_others_without_a_token(tmp_path: Path) -> None:
    """Off loopback the service refuses to start without a token."""
    with pytest.raises(UsageError, match="needs a token"):
        create_app(ServiceSettings(folder=tmp_path, host="0.0.0.0"), run_rules)


@pytest.mark.parametrize("token", ["short", "with a space in it", "青禾县青禾县青禾县青禾县青禾县青禾县"])
def test_weak_token_is_refused(tmp_path: Path, token: str) -> None:
    """A token that is easily guessed, or that a header cannot carry, is told at the start."""
    with pytest.raises(UsageError, match="16 or more"):
        create_app(ServiceSettings(folder=tmp_path, token=token), run_rules)


def test_one_folder_one_service(start: Start, tmp_path: Path) -> None:
    """A second service on the same folder refuses to start."""
    start()
    with pytest.raises(UsageError, match="another service uses it"):
        create_app(ServiceSettings(folder=tmp_path / "service"), run_rules)


def test_other_pages_and_other_names_are_refused(start: Start) -> None:
    """Without a token, requests that name another host or come from another site's page change and see nothing."""
    client = start()
    assert client.get("/jobs", headers={"Host": "rebound.example"}).status_code == 403
    files = [("files", ("青禾县.txt", REPORT))]
    assert client.post("/jobs", files=files, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.post("/jobs", files=files, headers={"Origin": "http://127.0.0.1:8080"}).status_code == 202


def test_too_much_is_refused(start: Start) -> None:
    """A body over the limit is refused, whether it says its length or comes in pieces; so are too many jobs."""
    client = start(most_bytes=2000)
    form = {"Content-Type": "multipart/form-data; boundary=b"}
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    pieces = (piece for piece in [head, b"x" * 3000, b"\r\n--b--\r\n"])
    assert client.post("/jobs", files=[("files", ("a.txt", b"x" * 3000))]).status_code == 413
    assert client.post("/jobs", content=pieces, headers=form).status_code == 413


def test_uploads_wait_their_turn(start: Start) -> None:
    """While too many jobs wait, an upload is told to come later."""
    client = start(most_waiting=0)
    assert client.post("/jobs", files=[("files", ("a.txt", REPORT))]).status_code == 429


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/青禾县.txt", "青禾县.txt"),
        ("C:\\reports\\青禾县.txt", "青禾县.txt"),
        ("/etc/passwd", "passwd"),
        ("..", ".."),
        ("a\x00\nb.txt", "ab.txt"),
        ("", "report.txt"),
    ],
)
def test_name_of_a_client_is_no_path(given: str, name: str) -> None:
    """Only the last part of an uploaded file's name is taken, for records alone; no file is ever called so."""
    assert source_name(given) == name


def test_same_names_are_told_apart() -> None:
    """Files of one upload have names of their own."""
    assert distinct(["a.txt", "a.txt", "a-2.txt", "b"]) == ["a.txt", "a-2.txt", "a-2-2.txt", "b"]
