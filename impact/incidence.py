"""Cumulative incidence with competing events: Aalen-Johansen on days since a start, and the median read off it.

Belongs here: curves from counts per day, and their median. Not here: who reaches the event, leaves or is censored on which day (the marts
of dbt_project), curves of a single kind of event from a left-truncated start (retention.py), and what may be shown (publishing).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import special

from impact.rounding import round_significant

COUNTS = ("n_events", "n_competing", "n_censored")
_CURVE_TYPES: dict[str, pa.DataType] = {
    "day": pa.int32(),
    **dict.fromkeys(("n_at_risk", *COUNTS), pa.int64()),
    **dict.fromkeys(("incidence", "ci_low", "ci_high"), pa.float64()),
}
_MEDIAN_TYPES: dict[str, pa.DataType] = {
    "n_people": pa.int64(),
    **dict.fromkeys(("median", "median_low", "median_high"), pa.int32()),
}


def aalen_johansen(cells: pa.Table, *, by: Sequence[str], confidence: float = 0.95) -> pa.Table:
    r"""Estimate the share who have reached an event by every day, while others leave before it.

    F(t) = sum over s <= t of S(s-) d_s / n_s, with S(s-) the share still without any end just before s (Kaplan-Meier over both kinds of
    end), d_s the events and n_s the people at risk: Aalen and Johansen, Scandinavian Journal of Statistics 5 (1978) 141-150. One minus
    Kaplan-Meier with leavers censored would be the incidence in a world where nobody leaves, and is always larger.

    The variance is that of the delta method (Marubini and Valsecchi, Analysing Survival Data from Clinical Trials, 1995, section 10.3), with
    e_s all ends on day s:

        sum (F(t) - F(s))^2 e_s / (n_s (n_s - e_s)) + sum S(s-)^2 d_s (n_s - d_s) / n_s^3 - 2 sum (F(t) - F(s)) S(s-) d_s / n_s^2

    Without competing events it is Greenwood's variance of 1 - F, and without censoring F (1 - F) / n. The interval is on the log(-log F)
    scale, F^exp(± z se / (F |log F|)), so that it stays within 0 and 1.

    Everybody is at risk from the first day on. Ends of one day count before the censorings of that day.

    Args:
        cells: the columns `by`, day (1 or more), n_events, n_competing, n_censored; one row per group and day, in any order.
        by: columns that tell the groups apart; at least one.
        confidence: level of the interval, between 0 and 1.

    Returns:
        The columns `by`, then those of the curve, by group and day: one row per day with an event. incidence and limits have 12 significant
        digits; the limits are null where incidence is 1. A group without an event has no rows.

    Raises:
        ValueError: confidence out of range, a count or day that nobody can have, or a day that a group has twice.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence={confidence} must lie between 0 and 1 (0.95)")
    z = float(special.ndtri((1 + confidence) / 2))
    schema = pa.schema([*((name, cells.schema.field(name).type) for name in by), *_CURVE_TYPES.items()])
    parts = [_curve(part, by=by, z=z, schema=schema) for part in _groups(cells, by=by)]
    return pa.concat_tables([schema.empty_table(), *parts]).combine_chunks()


def incidence_medians(curves: pa.Table, cells: pa.Table, *, by: Sequence[str]) -> pa.Table:
    """Read the median day off the curves: the first one on which incidence is at least one half.

    Its limits are the first days on which the upper and the lower limit of the curve are (Brookmeyer and Crowley, Biometrics 38 (1982)
    29-41, turned over).

    Args:
        curves: what `aalen_johansen` returned.
        cells: what it was given.
        by: the columns of both.

    Returns:
        The columns `by`, n_people, median, median_low, median_high: one row per group of cells. A figure is null where one half is never
        reached: with competing events that may be for ever.
    """
    shown = {_place(part, by=by): part for part in _groups(curves, by=by)}
    schema = pa.schema([*((name, cells.schema.field(name).type) for name in by), *_MEDIAN_TYPES.items()])
    rows: list[dict[str, Any]] = []
    for part in _groups(cells, by=by):
        place = _place(part, by=by)
        people = sum(int(_integers(part, column, place=place).sum()) for column in COUNTS)
        row: dict[str, Any] = {**dict(zip(by, place, strict=True)), "n_people": people}
        curve = shown.get(place)
        if curve is not None:
            # The upper limit gets there first.
            row |= {
                name: _first_at_half(curve, column)
                for name, column in (("median", "incidence"), ("median_low", "ci_high"), ("median_high", "ci_low"))
            }
        if row.get("median") is None:
            row |= {"median_low": None, "median_high": None}
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=schema)


def _curve(part: pa.Table, *, by: Sequence[str], z: float, schema: pa.Schema) -> pa.Table:
    place = _place(part, by=by)
    day, events, competing, censored = (_integers(part, column, place=place) for column in ("day", *COUNTS))
    if np.any(day < 1):
        raise ValueError(f"group {place}: day {day.min()}; the first day is 1")
    if np.any(np.diff(day) == 0):
        raise ValueError(f"group {place} has day {day[1:][np.diff(day) == 0][0]} twice; sum its counts into one row")
    ends = events + competing
    gone = ends + censored
    at_risk = gone.sum() - (np.cumsum(gone) - gone)
    # Somebody is at risk on every day that has an end; a day without anybody left would divide nought by nought.
    n = np.maximum(at_risk, 1).astype(np.float64)
    before = np.concatenate([[1.0], np.cumprod((n - ends) / n)[:-1]])
    incidence = np.cumsum(before * events / n)
    low, high = _limits(incidence, variance=_variance(incidence, before=before, events=events, ends=ends, n=n), z=z)
    rows = np.flatnonzero(events > 0)
    columns: dict[str, pa.Array[Any]] = {
        **{name: pa.array([value] * len(rows), schema.field(name).type) for name, value in zip(by, place, strict=True)},
        "day": pa.array(day[rows], pa.int32()),
        "n_at_risk": pa.array(at_risk[rows]),
        "n_events": pa.array(events[rows]),
        "n_competing": pa.array(competing[rows]),
        "n_censored": pa.array(censored[rows]),
        "incidence": pa.array(round_significant(incidence[rows])),
        "ci_low": pa.array(round_significant(low[rows]), from_pandas=True),
        "ci_high": pa.array(round_significant(high[rows]), from_pandas=True),
    }
    return pa.table(columns, schema=schema)


def _variance(
    incidence: NDArray[np.float64],
    *,
    before: NDArray[np.float64],
    events: NDArray[np.int64],
    ends: NDArray[np.int64],
    n: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The delta method's variance on every day, its sums over (F(t) - F(s)) multiplied out so that they run once."""
    # Where all who were left end, F(t) is F(s) from there on, so what stands in place of 1/0 is multiplied by nought.
    first = ends / (n * np.maximum(n - ends, 1))
    third = before * events / n**2
    squares = (
        incidence**2 * np.cumsum(first) - 2 * incidence * np.cumsum(first * incidence) + np.cumsum(first * incidence**2)
    )
    own = np.cumsum(before**2 * events * (n - events) / n**3)
    crossed = incidence * np.cumsum(third) - np.cumsum(third * incidence)
    return np.asarray(np.maximum(squares + own - 2 * crossed, 0), dtype=np.float64)


def _limits(
    incidence: NDArray[np.float64], *, variance: NDArray[np.float64], z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits on the log(-log F) scale; NaN where F is 0 or 1."""
    # A sum that reaches 1 by its last bit is 1.
    inside = np.where((incidence > 0) & (incidence < 1 - 1e-12), incidence, np.nan)
    logs = np.log(inside)
    half = z * np.sqrt(variance) / (inside * np.abs(logs))
    return np.exp(logs * np.exp(half)), np.exp(logs * np.exp(-half))


def _first_at_half(curve: pa.Table, column: str) -> int | None:
    """The first day on which a column is at least one half, None where it never is."""
    values = np.asarray(curve[column].to_numpy(), dtype=np.float64)
    reached = np.flatnonzero(values >= 0.5)  # false where the value is missing
    return int(curve["day"][int(reached[0])].as_py()) if len(reached) else None


def _groups(table: pa.Table, *, by: Sequence[str]) -> Iterator[pa.Table]:
    """The rows of every group by day; groups ascending."""
    ordered = table.sort_by([*((name, "ascending") for name in by), ("day", "ascending")]).combine_chunks()
    if not ordered.num_rows:
        return
    changes = np.zeros(max(ordered.num_rows - 1, 0), dtype=np.bool_)
    for name in by:
        if ordered[name].null_count:
            raise ValueError(f"{ordered[name].null_count} rows have no {name}; name it in the model that emits them")
        values = ordered[name].to_numpy(zero_copy_only=False)
        changes |= values[1:] != values[:-1]
    starts = [0, *(np.flatnonzero(changes) + 1).tolist(), ordered.num_rows]
    yield from (ordered.slice(a, b - a) for a, b in pairwise(starts))


def _place(part: pa.Table, *, by: Sequence[str]) -> tuple[Any, ...]:
    return tuple(part[name][0].as_py() for name in by)


def _integers(part: pa.Table, column: str, *, place: tuple[Any, ...]) -> NDArray[np.int64]:
    values = part[column].cast(pa.int64())
    if values.null_count or np.any(values.to_numpy() < 0):
        raise ValueError(f"group {place}: {column} is missing or negative in a row; counts and days are 0 or more")
    return np.asarray(values.to_numpy(), dtype=np.int64)
