"""/v1/files and /v1/batches for the local server, in memory: `ModelServer(more=Batches(…).respond)`.

Requests of a batch are answered when it ends, by the server's `answer`, and go wrong by its `plan`; they are counted
among its `requests` as live ones are.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.model_server import FAULTS, Fault, Json, ModelServer, completion, example_answer

_FILE_PART = re.compile(rb'name="file".*?\r\n\r\n(.*?)\r\n--', re.S)


@dataclass
class Batches:
    """``polls`` is how often a batch is asked about before it ends.

    ``expires(n)`` says of the nth batch (from 0) after how many requests its time is over; None: never. ``fails(n)``
    and ``loses(n)`` say whether it fails as a whole, and whether its files vanish.
    """

    polls: int = 0
    expires: Callable[[int], int | None] = lambda number: None
    fails: Callable[[int], bool] = lambda number: False
    loses: Callable[[int], bool] = lambda number: False
    files: dict[str, bytes] = field(default_factory=dict)
    jobs: dict[str, Json] = field(default_factory=dict)
    uploads: list[bytes] = field(default_factory=list)

    def respond(self, server: ModelServer, method: str, path: str, body: bytes) -> tuple[int, Json | str] | None:
        """Status and body for a request about files or batches."""
        place = path.partition("?")[0].removeprefix("/v1").strip("/").split("/")
        match method, place:
            case "POST", ["files"]:
                return self._upload(body)
            case "GET", ["files", name, "content"]:
                return (200, self.files[name].decode()) if name in self.files else _unknown(name)
            case "POST", ["batches"]:
                return self._create(json.loads(body))
            case "GET", ["batches"]:
                return 200, {"object": "list", "data": list(self.jobs.values()), "has_more": False}
            case "GET", ["batches", name]:
                return (200, self._polled(server, self.jobs[name])) if name in self.jobs else _unknown(name)
        return None

    def _upload(self, body: bytes) -> tuple[int, Json]:
        found = _FILE_PART.search(body)
        assert found is not None
        self.uploads.append(found[1])
        return 200, {"id": self._stored(found[1]), "object": "file", "purpose": "batch", "bytes": len(found[1])}

    def _stored(self, content: bytes) -> str:
        name = f"file-{len(self.files) + len(self.uploads)}-{len(self.jobs)}"
        while name in self.files:
            name += "x"
        self.files[name] = content
        return name

    def _create(self, given: Json) -> tuple[int, Json]:
        name = given["input_file_id"]
        if name not in self.files:
            return _unknown(name)
        job: Json = {**given, "id": f"batch_{len(self.jobs)}", "object": "batch", "status": "validating"}
        job |= {"number": len(self.jobs), "polls": 0, "created_at": 0}
        self.jobs[job["id"]] = job
        return 200, job

    def _polled(self, server: ModelServer, job: Json) -> Json:
        job["polls"] += 1
        if job["polls"] > self.polls and job["status"] in ("validating", "in_progress"):
            self._end(server, job)
        elif job["status"] == "validating":
            job["status"] = "in_progress"
        return job

    def _end(self, server: ModelServer, job: Json) -> None:
        if self.fails(job["number"]):
            job |= {"status": "failed", "errors": {"data": [{"code": "invalid", "message": "Enqueued token limit"}]}}
            return
        rows = [json.loads(line) for line in self.files[job["input_file_id"]].split(b"\n") if line]
        most = self.expires(job["number"])
        good: list[Json] = []
        bad: list[Json] = []
        for place, row in enumerate(rows):
            late = most is not None and place >= most
            answer = _expired(row) if late else _answered(server, row)
            fine = answer["response"] is not None and answer["response"]["status_code"] == 200
            (good if fine else bad).append(answer)
        job["status"] = "completed" if most is None else "expired"
        job["request_counts"] = {"total": len(rows), "completed": len(good), "failed": len(bad)}
        for name, lines in (("output_file_id", good[::-1]), ("error_file_id", bad)):
            if lines:
                text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
                job[name] = self._stored(text.encode())
                if self.loses(job["number"]):
                    del self.files[job[name]]


def _answered(server: ModelServer, row: Json) -> Json:
    request = row["body"]
    number = server.calls
    server.requests.append(request)
    fault = FAULTS[name] if server.plan and (name := server.plan(number, request)) else Fault()
    if fault.wire:
        return _line(row, None, {"code": "server_error", "message": "the connection broke off"})
    body = fault.body
    if body is None:
        body = completion(request, (server.answer or example_answer)(request))
        if fault.change:
            fault.change(body)
    return _line(row, {"status_code": fault.status, "request_id": "r", "body": body}, None)


def _expired(row: Json) -> Json:
    return _line(row, None, {"code": "batch_expired", "message": "This request could not be executed in time."})


def _line(row: Json, response: Json | None, error: Json | None) -> Json:
    return {"id": "batch_req", "custom_id": row["custom_id"], "response": response, "error": error}


def _unknown(name: str) -> tuple[int, Json]:
    return 404, {"error": {"message": f"No such File or Batch object: {name}", "type": "invalid_request_error"}}
