"""As published, as known: the KPI values of a release are what was told before, as it was told, and what may be told anew.

Belongs here: the steps from the protected values of this run and the release before it to the table `kpi_values` with its revisions, and
to `release_changes`. The order of releases stands in history.py, the people behind a difference in versions.py, which cells follow from
it in sql/blocked.sql, and what becomes of each in sql/revisions.sql.

The rules (RULE-10, RULE-16, planner step 4). A complete window is frozen by the first release that has it: what was told, and what was
withheld. What is known otherwise now becomes a revision, with the value before, the release and the cause, only if it tells of
nobody or of k people at least; else it is held, and what is told stays. It is counted from what was told, so that it accumulates. A
longer window that takes in one whose change is held is withheld as long as it is. Figures that are open (class open, no breakdown) follow
what is known at once. When k or a metric's smallest number is raised, what today's plan withholds is withdrawn, reason `policy`.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from publishing.catalogue import Catalogue, Metric
from publishing.contributions import Contributions, Record, catalogue_rows, collect
from publishing.versions import compare

_SQL = Path(__file__).resolve().parent / "sql"
_CELL = "metric_id, period_type, period_end, org_unit_id, dimension, category"
# A bound tells something too.
_IS_TOLD = "(value is not null or coalesce(suppression_reason in ('at_most_10_percent', 'at_least_90_percent'), false))"
_TELLS = (
    f"case when {_IS_TOLD} then struct_pack(value := value, numerator := numerator, denominator := denominator,"
    " ci_low := ci_low, ci_high := ci_high, reason := suppression_reason) end"
)


def restate(
    connection: duckdb.DuckDBPyConnection,
    *,
    catalogue: Catalogue,
    contributions: Contributions,
    records: Sequence[Record],
    as_of: date,
    k: int,
    k_before: int | None,
) -> None:
    """Turn the protected values of a run into those of a release, and say what moved.

    Args:
        connection: has the table `kpi_values`, protected and all of revision 0, and the pipeline's database attached as `warehouse`,
            with the schema `published_before`. The table is replaced; `release_changes` and the temporary table `new_versions` are made.
        catalogue: the metrics.
        contributions: what they add up.
        records: what earlier releases told, person by person.
        as_of: the day of the run, which names the release in `restated_in`.
        k: the smallest number of people.
        k_before: the same when the last release was planned; None where that is not known.
    """
    _lay_out(connection, catalogue=catalogue, contributions=contributions, records=records, k=k, k_before=k_before)
    collect(connection, contributions)
    compared = compare(connection, contributions, records, k=k)
    _fill(
        connection,
        "blocked_quantities",
        "quantity text, period_type text, period_end date, org_unit_id text",
        compared.blocked,
    )
    _fill(
        connection,
        "quantity_causes",
        "quantity text, period_type text, period_end date, org_unit_id text, cause text",
        compared.causes,
    )
    connection.execute("create or replace temp table held as " + (_SQL / "blocked.sql").read_text())
    connection.execute("set variable as_of = ?", [str(as_of)])
    connection.execute("create table kpi_values as " + (_SQL / "revisions.sql").read_text())
    _refuse_silent_changes(connection)
    connection.execute(
        f"""
        create or replace temp table new_versions as
        select {_CELL}, revision, {_IS_TOLD} as is_told, metric.definition_hash as definition
        from kpi_values inner join metric using (metric_id)
        anti join before using ({_CELL}, revision)
        where suppression_reason is distinct from 'incomplete_window'
        """
    )
    connection.execute("create or replace temp table before as select * from warehouse.published_before.last_told")
    connection.execute("create table release_changes as " + (_SQL / "release_changes.sql").read_text())
    connection.execute("drop table fresh")


def _lay_out(
    connection: duckdb.DuckDBPyConnection,
    *,
    catalogue: Catalogue,
    contributions: Contributions,
    records: Sequence[Record],
    k: int,
    k_before: int | None,
) -> None:
    """The temporary tables that the queries read."""
    _fill(
        connection,
        "metric",
        "metric_id text, grid text, is_open boolean, definition_hash text, min_persons integer, period_types text[], dimensions text[]",
        [
            (
                metric.metric_id,
                metric.grid,
                metric.privacy_class == "open",
                _definition_hash(metric),
                metric.min_persons,
                list(metric.period_types),
                row["dimensions"].split(","),
            )
            for metric, row in zip(catalogue.metrics, catalogue.rows(), strict=True)
        ],
    )
    _fill(
        connection,
        "quantities",
        "metric_id text, quantity text, is_open boolean",
        [
            (metric, f"{name}.{column}", is_open)
            for metric, name, column, is_open in catalogue_rows(contributions, catalogue)
        ],
    )
    connection.execute("alter table kpi_values rename to fresh_values")
    marked = f"{_IS_TOLD} as is_told, {_TELLS} as tells, metric.is_open and dimension = 'all' as is_open"
    connection.execute(
        f"""
        create table fresh as
        select fresh_values.*, {marked}, suppression_reason is distinct from 'incomplete_window' as is_complete
        from fresh_values inner join metric using (metric_id)
        """
    )
    connection.execute("drop table fresh_values")
    # A number whose metric, window type or breakdown is declared no more is published no more.
    connection.execute(
        """
        create or replace temp table before as
        select before.* from warehouse.published_before.kpi_values as before inner join metric using (metric_id)
        where before.suppression_reason is distinct from 'incomplete_window'
            and list_contains(metric.period_types, before.period_type) and list_contains(metric.dimensions, before.dimension)
        """
    )
    connection.execute(
        f"create or replace temp table frozen as select before.*, {marked} from before inner join metric using (metric_id) where is_latest"
    )
    connection.execute("create or replace temp table wanted_cells as select * from fresh where is_told")
    versions = (
        " union all by name ".join(f"select * from '{record.path / 'versions.parquet'}'" for record in records)
        or f"select {_CELL}, revision, true as is_told, '' as definition from before where false"
    )
    connection.execute(f"create or replace temp table all_versions as {versions}")
    connection.execute(
        f"""
        create or replace temp table unrecorded as
        select distinct metric_id, period_type, period_end from before
        semi join quantities using (metric_id)
        anti join all_versions using ({_CELL}, revision)
        """
    )
    connection.execute(
        f"""
        create or replace temp table told_as as
        select distinct on ({_CELL}) {_CELL}, versions.definition
        from all_versions as versions semi join frozen using ({_CELL}, revision)
        order by {_CELL}, versions.definition
        """
    )
    connection.execute(
        """
        create or replace temp table raised as
        select metric_id from metric
        inner join warehouse.published_before.metrics as was using (metric_id)
        where not metric.is_open and (metric.min_persons > was.min_persons or ?)
        """,
        [k_before is not None and k > k_before],
    )


def _definition_hash(metric: Metric) -> str:
    """What a number means, in short: a change of it is a cause of its own."""
    says = (metric.definition, metric.numerator, metric.denominator, metric.unit, metric.interval, metric.digits)
    return hashlib.sha256(repr(says).encode()).hexdigest()[:16]


def _refuse_silent_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """What was told stays told, to the last digit; the table has no other way to lose a row, and this is the proof of it."""
    row = connection.execute(
        f"""
        select count(*) from before
        left join kpi_values as now using ({_CELL}, revision)
        where (now.metric_id is null or (now.value, now.numerator, now.denominator, now.ci_low, now.ci_high)
            is distinct from (before.value, before.numerator, before.denominator, before.ci_low, before.ci_high))
            and coalesce(now.suppression_reason not in ('policy', 'level'), true)
        """
    ).fetchone()
    if row is None or row[0]:
        raise RuntimeError(
            f"{row and row[0]} numbers that were told before would be told otherwise: see sql/revisions.sql"
        )


def _fill(connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    connection.execute(f"create or replace temp table {name} ({columns})")
    if rows:
        names = [column.split()[0] for column in columns.split(", ")]
        arrow = pa.table({column: [row[position] for row in rows] for position, column in enumerate(names)})
        connection.register("rows_to_fill", arrow)
        connection.execute(f"insert into {name} select * from rows_to_fill")
        connection.unregister("rows_to_fill")
