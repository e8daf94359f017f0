"""Submit and collect against a server whose batches go well, badly and half."""

import hashlib
import json
from collections.abc import Callable

import pytest

from summarizer.errors import UsageError
from summarizer.llm import ModelError, NotFound
from summarizer.llm.batch_api import BatchApi, BatchJob
from summarizer.llm.batch_state import Limits
from summarizer.runs import provider_batch as steps
from tests.model_server import Json, Plan, always, schema_of
from tests.provider_batch.conftest import KEY, Place


def some(share: int, fault: str) -> Callable[[], Plan]:
    """One request in ``share`` goes wrong, by its content: the same ones live and in a batch, each time."""

    def make() -> Plan:
        def plan(number: int, request: Json) -> str | None:
            asked = {name: value for name, value in request.items() if not name.startswith("stream")}
            digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).digest()
            return fault if digest[0] % share == 0 else None

        return plan

    return make


def once(share: int, fault: str) -> Plan:
    """As ``some``, but only the first time that a request comes."""
    seen: set[str] = set()
    wrong = some(share, fault)()

    def plan(number: int, request: Json) -> str | None:
        text = json.dumps(request, sort_keys=True)
        first = text not in seen
        seen.add(text)
        return wrong(number, request) if first else None

    return plan


def test_records_are_those_of_the_live_path(place: Place) -> None:
    """Byte for byte, with a cache of its own, and in two rounds: the passages, then the whole reports."""
    live = place.live()
    calls = place.server.calls
    first = place.submit()
    assert (len(first.waiting), first.report.records) == (len(live.splitlines()), 0)
    assert place.finish() == 2
    assert place.output.read_bytes() == live
    assert place.server.calls == 2 * calls


def test_all_passages_of_a_report_are_asked_in_one_round(place: Place) -> None:
    """Each round takes up to a day; no question is left for the next that could be asked in this one."""
    place.live()
    passages = sum("sections" in schema_of(request)["properties"] for request in place.server.requests)
    assert passages > len(place.live().splitlines())
    assert place.submit().open == passages


def test_nothing_is_collected_before_its_time(place: Place) -> None:
    """A batch under way is waited for; nothing is sent, nothing written."""
    place.batches.polls = 2
    place.submit()
    sent = place.questions()
    early = place.collect()
    assert (early.report.records, early.sent, place.questions()) == (0, (), sent)
    assert place.finish() >= 2


def test_a_second_submit_sends_nothing(place: Place) -> None:
    """What a live batch holds is not asked again."""
    place.submit()
    assert place.submit().sent == ()
    assert len(place.batches.jobs) == 1


def test_a_second_collect_changes_nothing(place: Place) -> None:
    """All is written: the file stays, nothing is sent."""
    place.submit()
    place.finish()
    before, questions = place.output.read_bytes(), place.questions()
    again = place.collect()
    assert (again.waiting, again.sent, again.open) == (frozenset(), (), 0)
    assert (place.output.read_bytes(), place.questions()) == (before, questions)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["content_filter_400", "content_filter", "refusal", "too_long", "length", "empty"])
def test_lasting_failures_are_what_they_are_live(place: Place, fault: str) -> None:
    """Refusals go to the rules, long ones are halved, malformed ones asked again: the same records."""
    wrong = some(3, fault)
    place.server.plan = wrong()
    live = place.live()
    assert any(wrong()(0, request) for request in place.server.requests)
    place.server.plan = wrong()
    place.submit()
    place.finish()
    assert place.output.read_bytes() == live
    assert len(set(place.questions())) == len(place.questions())


def test_a_provider_that_turns_every_request_down_stops_the_run(place: Place) -> None:
    """As live: its words are the run's, and no record of the rules takes the place of the model's."""
    place.server.plan = always("bad_request")
    place.submit()
    report = place.collect().report
    assert (report.stopped, report.records) == ("provider", 0)
    assert "Invalid 'messages': too few" in report.message


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["server_error", "drop", "rate_limit"])
def test_only_what_failed_is_asked_again(place: Place, fault: str) -> None:
    """Failures that pass: the same records in the end, and each good answer paid for once."""
    live = place.live()
    place.server.plan = once(3, fault)
    place.submit()
    first = place.questions()
    place.collect()
    again = [name for name in place.questions() if place.questions().count(name) > 1]
    assert 0 < len(set(again)) < len(first)
    place.finish()
    assert place.output.read_bytes() == live


def test_what_never_succeeds_is_left_to_the_rules(place: Place) -> None:
    """After as many attempts as live."""
    place.server.plan = some(2, "server_error")()
    place.submit()
    place.finish()
    counts = {place.questions().count(name) for name in place.questions()}
    assert counts == {1, 3}
    assert b"llm_failed" in place.output.read_bytes()


def test_an_expired_batch_is_asked_again_from_where_it_ended(place: Place) -> None:
    """What was answered in time is kept; the rest goes into a new batch."""
    live = place.live()
    place.batches.expires = lambda number: 2 if number == 0 else None
    place.submit()
    first = place.questions()
    place.collect()
    assert [name for name in place.questions()[len(first) :] if name in first] == first[2:]
    place.finish()
    assert place.output.read_bytes() == live


def test_a_batch_that_fails_whole_is_not_sent_again_by_itself(place: Place) -> None:
    """It would fail again and again; it says why, and the next submit sends it."""
    place.batches.fails = lambda number: number == 0
    place.submit()
    found = place.collect()
    assert found.sent == ()
    assert "Enqueued token limit" in found.trouble[0]
    assert place.collect().sent == ()
    assert place.submit().sent != ()
    place.finish()


def test_files_that_are_gone_are_told(place: Place) -> None:
    """To ask again costs again: that is for the user to say."""
    place.batches.loses = lambda number: number == 0
    place.submit()
    found = place.collect()
    assert "no more" in found.trouble[0]
    assert found.sent == ()
    assert len(place.submit().sent) == 1


def test_limits_make_several_batches(place: Place) -> None:
    """Of at most so many requests, or bytes."""
    place.submit(limits=Limits(requests=3))
    assert max(content.count(b"\n") for content in place.batches.uploads) == 3
    assert len(set(place.questions())) == len(place.questions())
    place.finish(limits=Limits(bytes=20_000))
    assert max(len(content) for content in place.batches.uploads[-1:]) <= 20_000


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "after"),
    [("upload", False), ("upload", True), ("create", False), ("create", True)],
)
def test_killed_at_the_provider_loses_and_doubles_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch, name: str, after: bool
) -> None:
    """Before or after the call took effect: each request stands in one batch alone, the records are the same."""
    live = place.live()
    real = getattr(BatchApi, name)

    async def killed(self: BatchApi, *given: object) -> BatchJob:
        if after:
            await real(self, *given)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(BatchApi, name, killed)
        with pytest.raises(Killed):
            place.submit()
    place.submit()
    assert len(place.batches.jobs) == 1
    place.finish()
    assert place.output.read_bytes() == live


@pytest.mark.slow
@pytest.mark.parametrize("function", ["take_in", "arun_batch"])
def test_killed_while_collecting_takes_in_all_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """Nothing of a half-taken batch is kept, nothing of a taken one is lost."""
    live = place.live()
    place.submit()

    def killed(*_: object, **__: object) -> str:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(steps, function, killed)
        with pytest.raises(Killed):
            place.collect()
    place.finish()
    assert place.output.read_bytes() == live
    assert len(set(place.questions())) == len(place.questions())


def test_a_provider_that_has_lost_the_batch_is_an_error(place: Place) -> None:
    """Perhaps it is the key of another account: nothing is sent again."""
    place.submit()
    place.batches.jobs.clear()
    with pytest.raises(NotFound):
        place.collect()
    assert len(place.batches.uploads) == 1


def test_an_uploaded_file_that_is_unknown_is_uploaded_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider may forget files; the next step begins with the upload."""
    real = BatchApi.create

    async def forget(self: BatchApi, file_id: str) -> BatchJob:
        place.batches.files.clear()
        return await real(self, file_id)

    with monkeypatch.context() as patch:
        patch.setattr(BatchApi, "create", forget)
        with pytest.raises(ModelError):
            place.submit()
    place.submit()
    assert len(place.batches.uploads) == 2
    assert len(place.batches.jobs) == 1


def test_the_key_is_nowhere_on_disk(place: Place) -> None:
    """Neither in the state nor in the files beside it."""
    place.submit()
    place.finish()
    assert [path for path in place.folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("limit", ["max_cost", "max_tokens_total"])
def test_limits_of_a_live_run_are_refused(place: Place, limit: str) -> None:
    """They could not be held."""
    settings = place.task().settings.model_copy(update={limit: 1})
    with pytest.raises(UsageError, match="cannot bound a batch"):
        place.submit(settings=settings)
