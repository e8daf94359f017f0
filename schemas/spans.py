"""The type of places in a document, apart from places in the text that is matched on."""

from typing import Annotated, NewType, TypeAlias

from pydantic import Field

Offset: TypeAlias = Annotated[int, Field(ge=0)]
Span = NewType("Span", tuple[Offset, Offset])
"""``[start, end)`` in Unicode code points of a document's text; no other pair of offsets passes for one."""
