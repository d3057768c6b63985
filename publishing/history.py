"""What was published before: which releases there are, in which order, and the newest that a run builds on, laid out in the warehouse.

Belongs here: the order of releases and the schema `published_before`; nothing else opens an earlier release. Not here: the private
record of persons (contributions.py), and what a run makes of it all (restating.py).

The order. Releases follow each other by as-of date, two of one date by the moment of publishing. A run builds on the last one that is
not of a later date than its own. So a rerun finds what it made itself and adds nothing; a run of an earlier date is made from what was
published up to then, and gives again what it gave, whatever came after; moving readers back by ROLLBACK changes no history. Without
releases/ there is nothing to build on: what is told starts anew at revision 0, and the private records still see to it that no
number is told that differs by a few people from one told before.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from publishing.tables import published_tables

SCHEMA = "published_before"
# What a later release must know: the numbers, what they meant, the units and windows that they name, and what was frozen as a baseline.
TABLES = ("kpi_values", "metrics", "org_units", "periods", "baselines")


@dataclass(frozen=True)
class Earlier:
    """A release that was published: its folder, its date, and when it became one."""

    path: Path
    as_of: date
    published_at: str


def earlier_releases(home: Path) -> tuple[Earlier, ...]:
    """Every release of a home folder, in order."""
    found = []
    for about in (home / "releases").glob("[!.]*/release.json"):
        said = json.loads(about.read_text())
        found.append(Earlier(about.parent, date.fromisoformat(said["as_of"]), str(said["published_at"])))
    return tuple(sorted(found, key=lambda each: (each.as_of, each.published_at, each.path.name)))


def lay_out(warehouse: Path, *, home: Path, as_of: date) -> Earlier | None:
    """Copy what the last release up to a day told into the warehouse, as the schema `published_before`.

    Args:
        warehouse: the pipeline's database.
        home: folder that holds releases/.
        as_of: the day of the run.

    Returns:
        The release; None where there is none, and the tables are empty.
    """
    before = [each for each in earlier_releases(home) if each.as_of <= as_of]
    newest = before[-1] if before else None
    contracts = {table.name: table for table in published_tables()}
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"drop schema if exists {SCHEMA} cascade")
        connection.execute(f"create schema {SCHEMA}")
        if newest is not None:
            connection.execute(f"attach '{newest.path / 'marts.duckdb'}' as earlier (read_only)")
        # A release of an earlier version may lack a table that was added since.
        listed = "select table_name from duckdb_tables() where database_name = 'earlier'"
        there = {row[0] for row in connection.execute(listed).fetchall()}
        for name in TABLES:
            typed = ", ".join(f"{column.name} {column.data_type}" for column in contracts[name].columns)
            connection.execute(f"create table {SCHEMA}.{name} ({typed})")
            if newest is not None and name in there:
                # By name: a release of an earlier version may lack a column that was added since.
                connection.execute(
                    f"insert into {SCHEMA}.{name} by name select {_shared(connection, name)} from earlier.{name}"
                )
        if newest is not None:
            connection.execute("detach earlier")
        _last_told(connection, [each for each in before if each.as_of < as_of])
    return newest


def _last_told(connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier]) -> None:
    """What was told when the release of the day before was made: a rerun moves against that, and not against itself."""
    keys = "metric_id, period_type, period_end, org_unit_id, dimension, category, revision"
    source = f"{SCHEMA}.kpi_values where false"
    if earlier:
        connection.execute(f"attach '{earlier[-1].path / 'marts.duckdb'}' as earlier (read_only)")
        source = "earlier.kpi_values where suppression_reason is distinct from 'incomplete_window'"
    connection.execute(f"create table {SCHEMA}.last_told as select {keys} from {source}")
    if earlier:
        connection.execute("detach earlier")


def _shared(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    here = {row[0] for row in connection.execute(f"describe {SCHEMA}.{name}").fetchall()}
    there = [row[0] for row in connection.execute(f"describe earlier.{name}").fetchall()]
    return ", ".join(column for column in there if column in here)
