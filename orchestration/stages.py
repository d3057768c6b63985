"""How far a run came, and what it came from: the guard against publishing stale or half-built figures.

Belongs here: the fingerprint of a run's inputs, the mark each stage leaves in the warehouse when it is done with them, and plain reads
and writes of the warehouse file. What the tables mean belongs to dbt.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.settings import PRODUCT_VERSION, Settings

_REGISTERS = ("company.parquet", "deliveries.parquet", "source_rules.parquet")


class StageMissing(Exception):
    """A stage before this one has not been done for the deliveries at hand; the message says which and what to run."""


@dataclass(frozen=True)
class Inputs:
    """What a run is about: the as-of date and the hash of all it depends on (never of the pseudonym key)."""

    as_of: date
    fingerprint: str


def inputs(settings: Settings) -> Inputs:
    """The as-of date and the fingerprint of the accepted deliveries, the company's settings and the rules.

    Raises:
        StageMissing: nothing has been landed yet, or nothing of the HR system was known on the as-of date.
    """
    files = [settings.landing / name for name in _REGISTERS]
    missing = [file for file in files if not file.exists()]
    if missing:
        raise StageMissing(
            f"{missing[0]} is not there: nothing has been landed. Run `make refresh`, or materialize the landing assets."
        )
    with duckdb.connect() as connection:
        row = connection.execute(
            "select max(known_on), min(known_on) filter (domain = 'hris') from read_parquet(?) where is_accepted",
            [str(settings.landing / "deliveries.parquet")],
        ).fetchone()
    newest, first_of_hris = row or (None, None)
    as_of = settings.as_of or newest
    if as_of is None:
        raise StageMissing(
            "No delivery has been accepted, so there is no as-of date. Put exports where sources.yaml says they lie."
        )
    if first_of_hris is None or as_of < first_of_hris:
        known = "none has been delivered" if first_of_hris is None else f"the first was known on {first_of_hris}"
        raise StageMissing(
            f"As of {as_of} no export of the HR system is known ({known}), and without people there is no figure. "
            "Deliver one, or choose a later as-of date."
        )
    digest = hashlib.sha256(f"{PRODUCT_VERSION}|{as_of}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return Inputs(as_of=as_of, fingerprint=digest.hexdigest())


def mark(warehouse: Path, stage: str, fingerprint: str | None) -> None:
    """Write down that a stage is done for these inputs; None takes the mark away before the work begins."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table if not exists stages (stage text primary key, fingerprint text)")
        connection.execute("delete from stages where stage = ?", [stage])
        if fingerprint is not None:
            connection.execute("insert into stages values (?, ?)", [stage, fingerprint])


def require(warehouse: Path, stage: str, fingerprint: str) -> None:
    """Refuse to go on from another stage's work unless it was done for these very inputs.

    Raises:
        StageMissing: the stage failed, was never run, or ran on other deliveries or another as-of date.
    """
    found = None
    if warehouse.exists():
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            if connection.execute("select 1 from duckdb_tables() where table_name = 'stages'").fetchone():
                found = connection.execute("select fingerprint from stages where stage = ?", [stage]).fetchone()
    if found is None or found[0] != fingerprint:
        state = "has not been done" if found is None else "was done for other deliveries or another as-of date"
        raise StageMissing(
            f"The stage `{stage}` {state}: its figures would be stale. Materialize it first, or run the job `refresh`."
        )


def row_counts(warehouse: Path) -> Mapping[tuple[str, str], int]:
    """Rows of every table of the warehouse, by (schema, table), as the catalogue knows them."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute("select schema_name, table_name, estimated_size from duckdb_tables()").fetchall()
    return {(schema, table): count for schema, table, count in rows}


def read_table(warehouse: Path, schema: str, table: str) -> pa.Table:
    """A whole table as Arrow, in key order of its first columns so that nothing downstream depends on chance."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(f"select * from {schema}.{table} order by all").to_arrow_table()


def write_tables(warehouse: Path, schema: str, tables: Mapping[str, pa.Table]) -> None:
    """Replace tables of a schema in one transaction."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("begin")
        connection.execute(f"create schema if not exists {schema}")
        for name, table in tables.items():
            connection.register("arrow_table", table)
            connection.execute(f"create or replace table {schema}.{name} as select * from arrow_table")
            connection.unregister("arrow_table")
        connection.execute("commit")
