"""The contract of what is published: tables, columns, types and keys, and writing that follows it.

Belongs here: the files of tables/ as frozen types, the topic tables that follow from the catalogue, and the one way a table is written to
Parquet. What stands in the tables is made elsewhere in this room.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import yaml

from publishing.catalogue import Catalogue, load_catalogue

_CONTRACTS = Path(__file__).resolve().parent / "tables"
TOPIC_KEY = ("period_type", "period_end", "org_unit_id")


@dataclass(frozen=True)
class Column:
    """One published column."""

    name: str
    data_type: str
    description: str


@dataclass(frozen=True)
class PublishedTable:
    """One published table; its rows are unique by `key` and written in that order."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def _topic(name: str, catalogue: Catalogue) -> PublishedTable:
    metrics = tuple(
        Column(metric.metric_id, "DOUBLE", f"{metric.name} ({metric.unit}); null where withheld.")
        for metric in catalogue.of_table(name)
    )
    return PublishedTable(
        name=name,
        description=f"{catalogue.topics[name]} A pivot of kpi_values: latest revision, no breakdown.",
        key=TOPIC_KEY,
        columns=(
            Column("period_type", "VARCHAR", "day, month, quarter, year, r12 or survey."),
            Column("period_end", "DATE", "Last day of the period."),
            Column("org_unit_id", "VARCHAR", "Unit, with all units below it."),
            Column("period_start", "DATE", "First day of the period."),
            *metrics,
            Column("withheld_columns", "VARCHAR", "Columns withheld in this row, as name:reason, comma separated."),
        ),
    )


def _declared(path: Path) -> PublishedTable:
    about = yaml.safe_load(path.read_text(encoding="utf-8"))
    return PublishedTable(
        name=path.stem,
        description=about["description"],
        key=tuple(about["key"]),
        columns=tuple(
            Column(column, data_type, description) for column, (data_type, description) in about["columns"].items()
        ),
    )


@cache
def published_tables(catalogue: Catalogue | None = None) -> tuple[PublishedTable, ...]:
    """Every table of a release, by name."""
    metrics = catalogue or load_catalogue()
    declared = [_declared(path) for path in _CONTRACTS.glob("*.yaml")]
    topics = [_topic(name, metrics) for name in metrics.topics]
    return tuple(sorted([*declared, *topics], key=lambda table: table.name))


def write_parquet(connection: duckdb.DuckDBPyConnection, table: PublishedTable, *, target: Path) -> None:
    """Write a table of the connection's database to Parquet, reproducible to the byte: in key order, by one thread."""
    connection.execute("set threads = 1")
    connection.execute(
        f"copy (select * from {table.name} order by {', '.join(table.key)}) to '{target}' (format parquet, compression zstd, row_group_size 122880)"
    )
    connection.execute("reset threads")


def dictionary_rows(tables: tuple[PublishedTable, ...]) -> list[tuple[str, int, str, str, str]]:
    """The rows of the published table `columns`."""
    return [
        (table.name, ordinal, column.name, column.data_type, column.description)
        for table in tables
        for ordinal, column in enumerate(table.columns, start=1)
    ]
