"""The published models: the record, the drafts a model fills in, the indicator catalogue."""

from summarizer.schemas.lines import from_json_line, to_json_line
from summarizer.schemas.record import SCHEMA_VERSION, Record, record_schema

__all__ = ["SCHEMA_VERSION", "Record", "from_json_line", "record_schema", "to_json_line"]
