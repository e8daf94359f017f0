"""The one interface of all engines: sessions without I/O, and whoever carries their questions to a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.analysis import Analysis
from summarizer.engines.draft import Draft, Objection
from summarizer.schemas.record import Engine as Description

if TYPE_CHECKING:
    from summarizer.llm import Answer, ModelError, Request


class Question(Protocol):
    """Something a session wants to know: the request to put to a model. ``number`` is unique in its session."""

    @property
    def number(self) -> int:
        """Counted from 0 in the order in which questions came up."""
        ...

    @property
    def request(self) -> "Request[Any]":
        """What to ask."""
        ...


class Session(Protocol):
    """One report under way. It does no I/O: it asks questions, is given answers, and makes drafts of them.

    ``draft`` may be called when no question is open. A check's objections go to ``review``; while that says True,
    there are new questions or at least another draft. It ends after a bounded number of drafts.
    """

    @property
    def analysis(self) -> Analysis:
        """The report."""
        ...

    def questions(self) -> Sequence[Question]:
        """All that has not been answered, in a fixed order; an answer may bring up new ones."""
        ...

    def feed(self, question: Question, outcome: "Answer[Any] | ModelError") -> None:
        """Tell the answer to a question, or what went wrong with it for good; in any order."""
        ...

    def draft(self) -> Draft:
        """What is known so far."""
        ...

    def review(self, objections: Sequence[Objection]) -> bool:
        """Take note of what a check found wrong with the last draft; False where that draft is the last one."""
        ...


class Engine(Protocol):
    """Begins sessions and has their questions answered; may be asked for many at once."""

    @property
    def description(self) -> Description:
        """What the record says of the engine: name, model, hash of the prompts, settings that bear on the result."""
        ...

    @property
    def reads_doubts(self) -> bool:
        """Whether it is a second reader, to be told which of the rules' readings are doubtful."""
        ...

    def session(self, analysis: Analysis) -> Session:
        """Begin with one report; facts that are doubtful say why where it ``reads_doubts``."""
        ...

    async def answer(self, session: Session) -> None:
        """Feed a session until it has no more questions. Raises ProviderError only where the whole run must stop."""
        ...


@dataclass(frozen=True, slots=True)
class Finished:
    """A session that has nothing to ask: its draft stands from the beginning."""

    analysis: Analysis
    made: Draft

    def questions(self) -> Sequence[Question]:
        """None."""
        return ()

    def feed(self, question: Question, outcome: "Answer[Any] | ModelError") -> None:
        """Never called: nothing is asked."""

    def draft(self) -> Draft:
        """The draft."""
        return self.made

    def review(self, objections: Sequence[Objection]) -> bool:
        """False: it would say the same again."""
        return False
