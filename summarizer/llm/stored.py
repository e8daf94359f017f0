"""What a batch has brought, as a transport: a request is answered from it, or noted to be asked.

The client around it stays as it is, so a request has the body, the cache entry and the errors that it has live.
"""

import hashlib

from summarizer.errors import SummarizerError
from summarizer.llm.batch_state import State
from summarizer.llm.classify import classify, read_error
from summarizer.llm.modes import canonical
from summarizer.llm.settings import LLMSettings
from summarizer.llm.streams import Heard
from summarizer.llm.transport import Transport, TurnedDown


class PutOff(SummarizerError):  # noqa: N818
    """The answer has still to come."""


class StoredTransport(Transport):
    """Sends nothing: answers come from the state of a batch run."""

    def __init__(self, settings: LLMSettings, state: State) -> None:
        super().__init__(settings)
        self._state = state

    async def post(self, body: dict[str, object], heard: Heard) -> object:
        """As Transport.post, for what has come. Raises PutOff for what has not, once it is noted."""
        identity = request_id(body)
        stored = self._state.answer(identity)
        if stored is None:
            self._state.want(identity, body)
            raise PutOff("the provider's batch has still to answer")
        if stored.status != 200:
            info = read_error(stored.status, stored.body)
            raise TurnedDown(classify(info, self._settings.row, secrets=self._settings.secrets()), info)
        return stored.body


def request_id(body: dict[str, object]) -> str:
    """A name for a request body: 64 hexadecimal digits, the SHA-256 of its canonical JSON."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()
