"""Disclosure control of the KPI values: the plan of every set of records, and the protected table made from it.

Belongs here: which metrics share a plan, and the table `kpi_values` of a release. The plan's rules stand in planning.py; the order of
reasons and the coding of values in sql/kpi_values.sql.
"""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from publishing.catalogue import Catalogue
from publishing.organisations import Reason, Support
from publishing.planning import plan
from publishing.supporting import read_supports

K = 5
_SQL = Path(__file__).resolve().parent / "sql"
_FIELDS: "list[pa.Field[Any]]" = [
    pa.field("grid", pa.string()),
    pa.field("period_type", pa.string()),
    pa.field("period_end", pa.date32()),
    pa.field("org_unit_id", pa.string()),
    pa.field("reason", pa.string()),
]
_PLANS = pa.schema(_FIELDS)


def protect_kpi_values(connection: duckdb.DuckDBPyConnection, *, catalogue: Catalogue) -> None:
    """Make the table `kpi_values` of the connection's database from the estimates.

    Args:
        connection: writes the candidate; the pipeline's database is attached read-only as `warehouse`.
        catalogue: the metrics and their classes.
    """
    plans = [
        _withheld(grid, support) for grid, support in sorted(read_supports(connection, catalogue=catalogue).items())
    ]
    connection.register("plans", pa.concat_tables(plans) if plans else _PLANS.empty_table())
    connection.register("metric", pa.Table.from_pylist(list(catalogue.rows())))
    connection.execute((_SQL / "macros.sql").read_text())
    connection.execute("create table kpi_values as " + (_SQL / "kpi_values.sql").read_text())
    connection.unregister("plans")
    connection.unregister("metric")


def _withheld(grid: str, support: Support) -> pa.Table:
    """The cells that the plan of one set of records withholds, with the reason."""
    # Months are the pieces that longer windows add up from; a set of records without them has no sums over time.
    has_months = any(window.period_type == "month" for window in support.windows)
    reasons = plan(support, k=K, adds_over_time=has_months)
    units, windows = np.nonzero(reasons)
    return pa.table(
        [
            pa.array([grid] * len(units), pa.string()),
            pa.array([support.windows[window].period_type for window in windows], pa.string()),
            pa.array([support.windows[window].end for window in windows], pa.date32()),
            pa.array([support.units[unit] for unit in units], pa.string()),
            pa.array(
                [Reason(reasons[unit, window]).name.lower() for unit, window in zip(units, windows, strict=True)],
                pa.string(),
            ),
        ],
        schema=_PLANS,
    )
