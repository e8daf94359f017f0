"""Tables as Arrow batches, and those as Parquet and as a DuckDB database; needs the extra ``tables``."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer.errors import OutputError, UsageError
from summarizer.output.compression import new_path
from summarizer.tables.columns import Cell, Column, Row, TableColumns
from summarizer.tables.csv_file import write_dictionary
from summarizer.tables.rows import DICTIONARY, TableLine, dictionary
from summarizer.tables.texts import clean

_BATCH = 10_000
"""Rows that are held in memory for one table."""


def write_parquet(path: Path, table: TableColumns, lines: Iterable[TableLine]) -> int:
    """Write the rows of one table as Parquet, and its data dictionary to ``NAME.dictionary.csv``; returns how many.

    Numbers are doubles; ``value_exact`` of the facts has every digit. Labels and meanings are the fields' metadata.
    Raises UsageError where pyarrow is not installed or nothing can be written there.
    """
    pyarrow = needed("pyarrow", "pyarrow.parquet")
    schema, written = _schema(table), 0
    with (
        new_path(path) as part,
        pyarrow.parquet.ParquetWriter(part, schema, compression="zstd") as writer,
    ):
        for _, rows in batches(lines, {table.name}):
            writer.write_batch(_batch(table, schema, rows))
            written += len(rows)
    write_dictionary(path, (table,))
    return written


def write_duckdb(path: Path, tables: tuple[TableColumns, ...], lines: Iterable[TableLine]) -> int:
    """Write all tables and the data dictionary into a new DuckDB database; returns how many rows of the last table.

    Columns carry their labels as comments. Raises UsageError where duckdb or pyarrow is not
    installed, OutputError where writing fails.
    """
    duckdb = needed("duckdb")
    needed("pyarrow")
    everything = (*tables, DICTIONARY)
    written = 0
    try:
        with new_path(path) as part, _database(duckdb, part) as connection:
            for table in everything:
                _create(connection, table)
            for table, rows in batches(lines, {table.name for table in tables}):
                _insert(connection, table, rows)
                written += len(rows) if table is tables[-1] else 0
            _insert(connection, DICTIONARY, list(dictionary(tables)))
    except duckdb.Error as error:
        raise OutputError(f"{path}: cannot be written ({' '.join(str(error).split())})") from None
    return written


def needed(name: str, *modules: str) -> Any:
    """A library of the extra ``tables``, with submodules of it. Raises UsageError that says how to install it."""
    try:
        found = import_module(name)
        for module in modules:
            import_module(module)
    except ImportError:
        raise UsageError(
            f"{name} is not installed; run: pip install 'report-summarizer[tables]' (CSV and XLSX need nothing else)"
        ) from None
    return found


def batches(lines: Iterable[TableLine], wanted: set[str]) -> Iterator[tuple[TableColumns, list[Row]]]:
    """Rows of the wanted tables in batches, each of one table, in order."""
    held: dict[str, tuple[TableColumns, list[Row]]] = {}
    for line in lines:
        if line.table.name not in wanted:
            continue
        _, rows = held.setdefault(line.table.name, (line.table, []))
        rows.append(line.row)
        if len(rows) >= _BATCH:
            yield held.pop(line.table.name)
    yield from held.values()


def _schema(table: TableColumns) -> Any:
    return import_module("pyarrow").schema([_field(column) for column in table.columns])


def _field(column: Column) -> Any:
    pyarrow = import_module("pyarrow")
    kinds = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    told = {"label_zh": column.label.zh, "label_en": column.label.en, "meaning": column.meaning}
    return pyarrow.field(column.name, kinds[column.kind], metadata=told)


def _batch(table: TableColumns, schema: Any, rows: list[Row]) -> Any:
    pyarrow = import_module("pyarrow")
    cells = zip(*rows, strict=True)
    arrays = [
        pyarrow.array([_plain(column, cell) for cell in column_cells], field.type)
        for column, column_cells, field in zip(table.columns, cells, schema, strict=True)
    ]
    return pyarrow.record_batch(arrays, schema=schema)


def _plain(column: Column, cell: Cell) -> Any:
    if cell is None:
        return None
    if column.kind == "number":
        return float(str(cell))
    return clean(cell) if isinstance(cell, str) else cell


@contextmanager
def _database(duckdb: Any, path: Path) -> Iterator[Any]:
    try:
        with duckdb.connect(str(path)) as connection:
            yield connection
            connection.execute("CHECKPOINT")
    finally:
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


_DUCKDB_KINDS = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def _create(connection: Any, table: TableColumns) -> None:
    columns = ", ".join(f'"{column.name}" {_DUCKDB_KINDS[column.kind]}' for column in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    for column in table.columns:
        told = f"{column.label.both}. {column.meaning}".rstrip(". ").replace("'", "''")
        connection.execute(f"""COMMENT ON COLUMN "{table.name}"."{column.name}" IS '{told}'""")


def _insert(connection: Any, table: TableColumns, rows: list[Row]) -> None:
    if not rows:
        return
    connection.register("batch", _batch(table, _schema(table), rows))
    connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM batch')
    connection.unregister("batch")
