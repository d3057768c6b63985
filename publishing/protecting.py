"""Disclosure control of the KPI values: the plan of every set of records, and the protected table made from it.

Belongs here: which metrics share a plan, and the table `kpi_values` of a release. The plan's rules stand in planning.py; the order of
reasons and the coding of values in sql/kpi_values.sql.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from publishing.breakdown_planning import plan_breakdown
from publishing.breakdowns import Breakdown, Reasons
from publishing.catalogue import Catalogue
from publishing.listings import Listing, plan_listing
from publishing.organisations import Integers, Reason, Support, Window
from publishing.planning_beside import Told, plan_beside
from publishing.supporting import read_supports, read_told
from publishing.supporting_breakdowns import read_breakdowns, read_depth, read_listings

K = 5
HEALTH_K = 10
HEALTH_GRIDS = frozenset({"absence", "recovered"})
"""Sets of records about health: nothing about fewer than ten people, nor by subtraction."""
_SQL = Path(__file__).resolve().parent / "sql"
_PLANNED = ("grid", "period_type", "period_end", "org_unit_id", "dimension", "category", "reason")


def protect_kpi_values(connection: duckdb.DuckDBPyConnection, *, catalogue: Catalogue) -> None:
    """Make the table `kpi_values` of the connection's database from the estimates.

    Args:
        connection: writes the candidate; the pipeline's database is attached read-only as `warehouse`, with what was published before.
        catalogue: the metrics and their classes.
    """
    supports = read_supports(connection, catalogue=catalogue)
    told = read_told(connection, supports, catalogue=catalogue)
    totals = {grid: _plan_totals(grid, support, told[grid]) for grid, support in sorted(supports.items())}
    depth = read_depth(connection)
    plans = [
        *(_totals(grid, supports[grid], reasons) for grid, reasons in totals.items()),
        *(
            _breakdowns(
                grid,
                dimension,
                breakdown,
                totals=_totals_of(breakdown, supports.get(grid), totals.get(grid)),
                depth=depth,
            )
            for grid, dimension, breakdown in read_breakdowns(connection, catalogue=catalogue)
        ),
        *(_listings(*read) for read in read_listings(connection, catalogue=catalogue)),
    ]
    connection.register("plans", pa.concat_tables(plans) if plans else _plan_table({name: [] for name in _PLANNED}))
    connection.register("metric", pa.Table.from_pylist(list(catalogue.rows())))
    connection.execute((_SQL / "macros.sql").read_text())
    connection.execute("create table kpi_values as " + (_SQL / "kpi_values.sql").read_text())
    connection.unregister("plans")
    connection.unregister("metric")


def _plan_totals(grid: str, support: Support, told: Told) -> Reasons:
    # Months, or else quarters, are the pieces that longer windows add up from; a set of records without longer ones has no sums over time.
    types = {window.period_type for window in support.windows}
    adds_up = "month" in types or ("quarter" in types and bool(types & {"year", "r12"}))
    return plan_beside(support, told, k=_smallest(grid), adds_over_time=adds_up)


def _totals_of(breakdown: Breakdown, support: Support | None, reasons: Reasons | None) -> Reasons:
    """[units, windows of the breakdown] why totals are withheld; NONE where nothing but open totals is published."""
    found = np.zeros((len(breakdown.units), len(breakdown.windows)), dtype=np.uint8)
    if support is None or reasons is None:
        return found
    units = {unit: place for place, unit in enumerate(support.units)}
    windows = {window: place for place, window in enumerate(support.windows)}
    for column, window in enumerate(breakdown.windows):
        if window in windows:
            for row, unit in enumerate(breakdown.units):
                found[row, column] = reasons[units[unit], windows[window]] if unit in units else Reason.SMALL_GROUP
    return found


def _totals(grid: str, support: Support, reasons: Reasons) -> pa.Table:
    """The totals of units that the plan of one set of records withholds, with the reason."""
    units, windows = np.nonzero(reasons)
    return _plan_table(
        {
            "grid": [grid] * len(units),
            **_where(support.windows, windows),
            "org_unit_id": [support.units[unit] for unit in units],
            "dimension": ["all"] * len(units),
            "category": ["all"] * len(units),
            "reason": [_name(reasons[place]) for place in zip(units, windows, strict=True)],
        }
    )


def _breakdowns(grid: str, dimension: str, breakdown: Breakdown, *, totals: Reasons, depth: int) -> pa.Table:
    """The cells of a breakdown by an attribute of people that are withheld, with the reason."""
    reasons = plan_breakdown(breakdown, totals=totals, k=_smallest(grid), depth=depth)
    units, categories, windows = np.nonzero(reasons)
    return _plan_table(
        {
            "grid": [grid] * len(units),
            **_where(breakdown.windows, windows),
            "org_unit_id": [breakdown.units[unit] for unit in units],
            "dimension": [dimension] * len(units),
            "category": [breakdown.categories[category] for category in categories],
            "reason": [_name(reasons[place]) for place in zip(units, categories, windows, strict=True)],
        }
    )


def _listings(grid: str, dimension: str, listing: Listing) -> pa.Table:
    """The cells of any other breakdown that are withheld, with the reason."""
    reasons = plan_listing(listing, k=_smallest(grid))
    categories, units, windows = np.nonzero(reasons)
    return _plan_table(
        {
            "grid": [grid] * len(units),
            **_where(listing.windows, windows),
            "org_unit_id": [listing.units[unit] for unit in units],
            "dimension": [dimension] * len(units),
            "category": [listing.categories[category] for category in categories],
            "reason": [_name(reasons[place]) for place in zip(categories, units, windows, strict=True)],
        }
    )


def _smallest(grid: str) -> int:
    """The smallest number of persons that a set of records may tell about."""
    return HEALTH_K if grid in HEALTH_GRIDS else K


def _where(windows: Sequence[Window], positions: Integers) -> dict[str, list[Any]]:
    return {
        "period_type": [windows[position].period_type for position in positions],
        "period_end": [windows[position].end for position in positions],
    }


def _name(reason: int) -> str:
    return Reason(reason).name.lower()


def _plan_table(columns: Mapping[str, list[Any]]) -> pa.Table:
    return pa.table(
        {name: pa.array(columns[name], pa.date32() if name == "period_end" else pa.string()) for name in _PLANNED}
    )
