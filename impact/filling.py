"""Putting estimates that no SQL can make into their cells of the KPI values.

Belongs here: that one step. How the estimates come about is said by the module that makes them (incidence.py and others).
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from impact.rounding import round_significant

PLACE = ("period_type", "period_end", "org_unit_id", "dimension", "category")
ESTIMATE = ("value", "ci_low", "ci_high")


def fill_values(values: pa.Table, estimates: pa.Table, *, metric_id: str, method: str) -> pa.Table:
    """Give the cells of one metric the value and interval that were estimated for them.

    Args:
        values: estimates.kpi_values: the columns of PLACE, metric_id, those of ESTIMATE and interval_method, with one row a cell of the
            metric.
        estimates: the columns of PLACE and ESTIMATE; one row a cell. A null value has null limits.
        metric_id: the metric whose cells are filled; all others stay as they are.
        method: interval_method of the cells that get an interval.

    Returns:
        The values in their order; numbers have 12 significant digits. A cell of the metric without an estimate has neither value nor
        interval.

    Raises:
        ValueError: an estimate for a cell that is not there, or two for one cell.
    """
    rows = np.flatnonzero(pc.equal(values["metric_id"], pa.scalar(metric_id)).to_numpy(zero_copy_only=False))
    cells = _places(values.take(rows))
    places = _places(estimates)
    found = dict(zip(places, range(len(places)), strict=True))
    if len(found) != len(places):
        raise ValueError(f"{metric_id}: {len(places) - len(found)} estimates are of a cell that has one already")
    strangers = found.keys() - set(cells)
    if strangers:
        raise ValueError(f"{metric_id}: {len(strangers)} estimates are of no cell, such as {sorted(strangers)[0]}")
    source = np.array([found.get(place, -1) for place in cells], dtype=np.int64)
    filled = values
    for name in ESTIMATE:
        numbers = np.array(filled[name].cast(pa.float64()).to_numpy(), dtype=np.float64)
        numbers[rows] = _taken(estimates, name, source)
        filled = filled.set_column(filled.column_names.index(name), name, pa.array(numbers, from_pandas=True))
    names = filled["interval_method"].to_pylist()
    for row, low in zip(rows.tolist(), _taken(estimates, "ci_low", source).tolist(), strict=True):
        names[row] = None if np.isnan(low) else method
    place = filled.column_names.index("interval_method")
    return filled.set_column(place, "interval_method", pa.array(names, pa.string()))


def _places(table: pa.Table) -> list[tuple[str, ...]]:
    columns = [table[name].cast(pa.string()).to_pylist() for name in PLACE]
    return list(zip(*columns, strict=True))


def _taken(estimates: pa.Table, name: str, source: NDArray[np.int64]) -> NDArray[np.float64]:
    """The numbers of the estimates at these rows, NaN where the row is -1."""
    numbers = np.append(np.asarray(estimates[name].cast(pa.float64()).to_numpy(), dtype=np.float64), np.nan)
    return round_significant(np.asarray(numbers[source], dtype=np.float64))
