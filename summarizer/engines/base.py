"""The one interface of all engines."""

from collections.abc import Sequence
from typing import Protocol

from summarizer.analysis import Analysis
from summarizer.engines.draft import Draft, Objection
from summarizer.schemas.record import Engine as Description


class Engine(Protocol):
    """Summarizes one report at a time; may be asked for many at once."""

    @property
    def description(self) -> Description:
        """What the record says of the engine: name, model, hash of the prompts, settings that bear on the result."""
        ...

    async def draft(self, analysis: Analysis) -> Draft:
        """Make the first draft of one report. Raises ProviderError only where the whole run must stop."""
        ...

    async def revise(self, analysis: Analysis, draft: Draft, objections: Sequence[Objection]) -> Draft | None:
        """The next draft after a check of this one, which found ``objections``; None when it is the last.

        Called until it returns None, which must happen after a bounded number of drafts. Raises ProviderError only
        where the whole run must stop.
        """
        ...
