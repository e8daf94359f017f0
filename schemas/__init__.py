"""The published models: the record, the drafts a model fills in, the indicator catalogue."""
