"""What a request must be before anything else looks at it: from here or with the token, small, of our own pages."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

from fastapi import HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBasic, HTTPBasicCredentials, HTTPBearer

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
ASGI: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_BEARER = HTTPBearer(auto_error=False, description="The token that the service was started with")
_BASIC = HTTPBasic(auto_error=False, description="For browsers: any name, the token as password")
_UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach a server at this address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def authorised(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    basic: Annotated[HTTPBasicCredentials | None, Security(_BASIC)],
) -> None:
    """Let a request through that has the token, where there is one. Raises HTTPException 401."""
    token = request.app.state.token
    given = bearer.credentials if bearer else basic.password if basic else ""
    if token is not None and not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(401, "give the service's token", {"WWW-Authenticate": 'Basic realm="summarizer"'})


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses requests of other pages and too large ones, and says in every answer what browsers may not do with it.

    ``only_here``: the service has no token and listens on loopback, so a request must name this machine as its host
    (a page elsewhere whose name resolves to this machine names another).
    """

    app: ASGI
    most_bytes: int
    only_here: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403 or 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if refusal := self._refusal(scope["method"], headers):
            await _answer(send, 403, refusal)
        elif _length(headers) > self.most_bytes:
            await _answer(send, 413, self._too_large())
        else:
            await self._pass_on(scope, receive, send)

    def _refusal(self, method: str, headers: MutableMapping[bytes, bytes]) -> str | None:
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin", b"").decode("latin-1")
        if self.only_here and not is_loopback(_name_of(host)):
            return "this service answers only to names of this machine"
        if method in _UNSAFE_METHODS and origin and _netloc_of(origin) != host:
            return "this request comes from a page of another site"
        return None

    def _too_large(self) -> str:
        return f"the request is larger than {self.most_bytes} bytes; send fewer or smaller files"

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most_bytes:
                raise HTTPException(413, self._too_large())
            return message

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        await self.app(scope, counted, marked)


def _length(headers: MutableMapping[bytes, bytes]) -> int:
    """The length that a request says its body has; 0 where it says none."""
    told = headers.get(b"content-length", b"")
    return int(told) if told.isdigit() else 0


def _name_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _netloc_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


async def _answer(send: Send, status: int, detail: str) -> None:
    body = b'{"detail":"' + detail.encode() + b'"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
