"""Medians of durations by cell: how long until half of what was begun has ended, with those that go on counted as such.

Belongs here: from counts per elapsed day to the median of every cell, and writing it into the KPI values. Not here: the
curve itself (retention.py) and who begins, ends or is censored when (marts.duration_cells of dbt_project).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from impact.retention import kaplan_meier, summarise
from impact.rounding import round_significant

Triple = tuple[float | None, float | None, float | None]
KEY = ("metric_id", "period_type", "period_end", "org_unit_id", "dimension", "category")
METHOD = "kaplan_meier"
_SEPARATOR = "\x1f"  # stands in no name
# The stubs of pyarrow do not know that a compute function takes columns and plain texts side by side.
_compute: Any = pc


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianRule:
    """How the median of one metric is read off: smallest risk set its curve may start with, and days in its unit."""

    start_at_risk: int
    days_per_unit: float


def add_medians(values: pa.Table, durations: pa.Table, *, rules: Mapping[str, MedianRule]) -> pa.Table:
    """Fill value and interval of the metrics that are medians of durations.

    The median is the first day at which Kaplan-Meier's S is at most one half, its limits the first days at which the
    limits of S are (Brookmeyer and Crowley, Biometrics 38 (1982) 29-41). Where S never comes down to one half there is
    no median: more than half goes on for longer than anybody was watched.

    Args:
        values: The columns of estimates.kpi_values. It reads KEY and writes value, ci_low, ci_high, interval_method.
        durations: marts.duration_cells: KEY, elapsed_days, n_entered (under observation from that day on), n_exits,
            n_censored. One row per cell and day, in any order.
        rules: By metric; cells of other metrics stay as they are.

    Returns:
        The values in their order. Of the metrics in `rules` a cell without a median has nulls; the interval has both
        ends or none, and interval_method is `kaplan_meier` where it has them.

    Raises:
        ValueError: durations of a metric without a rule, or counts that no group can have; the message names the cell.
    """
    named = durations.append_column("cohort", _names(durations))
    unknown = {str(name) for name in named["metric_id"].unique().to_pylist()} - set(rules)
    if unknown:
        raise ValueError(
            f"durations of {sorted(unknown)}, which have no rule; their interval in the catalogue is {METHOD}"
        )
    found: dict[str, Triple] = {}
    for metric_id, rule in rules.items():
        part = named.filter(_compute.equal(named["metric_id"], metric_id))
        cells = part.rename_columns({"elapsed_days": "tenure_days"}).append_column(
            "n_people", _totals(part["cohort"], part["n_entered"])
        )
        curves = kaplan_meier(cells, start_at_risk=rule.start_at_risk)
        for row in summarise(curves, cells).to_pylist():
            if row["median_days"] is not None:
                limits = (row["median_low"], row["median_high"])
                both = None not in limits
                low, high = (days / rule.days_per_unit if both else None for days in limits)
                found[row["cohort"]] = (row["median_days"] / rule.days_per_unit, low, high)
    return _filled(values, found=found, metrics=frozenset(rules))


def _names(table: pa.Table) -> Any:
    """The key of every row as one text."""
    parts = [table[name].cast(pa.string()) for name in KEY]
    return _compute.binary_join_element_wise(*parts, _SEPARATOR)


def _totals(cohort: Any, entered: Any) -> Any:
    """For every row the people who enter in its cohort as a whole."""
    codes = cohort.combine_chunks().dictionary_encode().indices.to_numpy()
    sums = np.bincount(codes, weights=entered.to_numpy()) if len(codes) else np.zeros(0)
    return pa.array(sums[codes].astype(np.int64))


def _filled(values: pa.Table, *, found: Mapping[str, Triple], metrics: frozenset[str]) -> pa.Table:
    mine = pc.is_in(values["metric_id"], pa.array(sorted(metrics), pa.string())).to_numpy()
    rows = np.flatnonzero(mine)
    names = _names(values.take(rows)).to_pylist()
    nothing = (None, None, None)
    triples = np.array([found.get(str(name), nothing) for name in names], dtype=np.float64).reshape(-1, 3)
    filled = values
    for place, column in enumerate(("value", "ci_low", "ci_high")):
        numbers = np.array(filled[column].to_numpy(), dtype=np.float64)
        numbers[rows] = round_significant(triples[:, place])
        filled = filled.set_column(filled.column_names.index(column), column, pa.array(numbers, from_pandas=True))
    methods = filled["interval_method"].to_pylist()
    for row, low in zip(rows.tolist(), triples[:, 1].tolist(), strict=True):
        methods[row] = None if np.isnan(low) else METHOD
    place = filled.column_names.index("interval_method")
    return filled.set_column(place, "interval_method", pa.array(methods, pa.string()))
