"""The one interface of all engines."""

from typing import Protocol

from summarizer.analysis import Analysis
from summarizer.engines.draft import Draft
from summarizer.schemas.record import Engine as Description


class Engine(Protocol):
    """Summarizes one report at a time; may be asked for many at once."""

    @property
    def description(self) -> Description:
        """What the record says of the engine: name, model, hash of the prompts, settings that bear on the result."""
        ...

    async def draft(self, analysis: Analysis) -> Draft:
        """Make the draft of one report. Raises ProviderError only where the whole run must stop."""
        ...
