"""The LLM engine behind the engines' common interface: what a session is made of, and its driver for live calls."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel

from summarizer.analysis import Analysis
from summarizer.engines.base import Session
from summarizer.engines.llm.extra import schema_digest
from summarizer.engines.llm.live import answer_live, asked_in_vain
from summarizer.engines.llm.planning import PASSAGE_CHARACTERS, Plan
from summarizer.engines.llm.prompts import PromptSet
from summarizer.engines.llm.session import ReportSession
from summarizer.llm import Model, Request
from summarizer.prompts import Prompts, load_prompts
from summarizer.schemas.draft import ReportDraft, with_extra
from summarizer.schemas.record import Engine as Description

SecondReading: TypeAlias = Literal["corrections", "full"]
"""How the model reads numbers: it corrects the rules' readings that it is shown, or reads all of them blind."""
REASKS = 2
"""How often one item is asked again before the rules take over."""


class LLMEngine:
    """Summarizes with a model. Prose is the model's as far as the check accepts it, values are the source's own.

    Several reports may be in progress at the same time; the model limits its own calls.
    """

    def __init__(
        self,
        model: Model,
        *,
        name: str,
        settings: Mapping[str, Any] | None = None,
        prompts: Prompts | None = None,
        schema: type[BaseModel] | None = None,
        characters: int | None = None,
        second_reading: SecondReading = "corrections",
        reasks: int = REASKS,
    ) -> None:
        """``name`` is the model's name and ``settings`` what bears on its answers, both for the record.

        ``schema`` is a Pydantic model of the user's, filled in for the whole report; ``characters`` (by default
        ``PASSAGE_CHARACTERS``) bounds a call. Raises PromptError where a built-in prompt cannot be read.
        """
        self._model = model
        said = PromptSet(prompts or load_prompts())
        self._plan = Plan(said, characters or PASSAGE_CHARACTERS, blind=second_reading == "full")
        self._reasks = reasks
        self._schema = ReportDraft if schema is None else with_extra(schema)
        bearing = {
            **(settings or {}),
            "characters": self._plan.characters,
            "reasks": reasks,
            "second_reading": second_reading,
        }
        if schema is not None:
            bearing["schema"] = f"{schema.__name__} {schema_digest(schema)}"
        self._description = Description(
            name="llm", model=name, prompt_sha256=said.sha256, settings=dict(sorted(bearing.items()))
        )

    @property
    def description(self) -> Description:
        """Model, hash of the prompts, and the settings that bear on the result."""
        return self._description

    @property
    def reads_doubts(self) -> bool:
        """Yes."""
        return True

    def session(self, analysis: Analysis) -> Session:
        """Begin with one report."""
        return ReportSession(analysis, self._plan, self._schema, self._reasks)

    async def answer(self, session: Session) -> None:
        """By live calls. Raises the ModelErrors that stop the run."""
        await answer_live(session, self._model)

    def requests(self, analysis: Analysis) -> list[Request[Any]]:
        """Every question that a report takes where nothing has to be asked again, for estimates; nobody is asked.

        The question about the whole report is made of the rules' points in place of the model's.
        """
        return list(asked_in_vain(self.session(analysis)))
