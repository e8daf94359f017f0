"""The suffixes of the files that records and tables are written to."""

RECORD_FORMS = (".jsonl", ".jsonl.gz", ".jsonl.zst")
TABLE_FORMS = (".csv", ".csv.gz", ".parquet", ".xlsx", ".duckdb")
