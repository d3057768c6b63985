"""Retention curves: Kaplan-Meier on tenure, left-truncated and right-censored, and the figures read off them.

Belongs here: curves from counts per tenure, and their summary. Not here: who enters, leaves or is censored at which
tenure (the marts of dbt_project), what may be shown of a curve (publishing), and whether training changes it: a curve
compares nobody with anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import special

from impact.rounding import round_significant

DAYS_PER_MONTH = 30.4375
SUMMARY_MONTHS = (12, 24, 36)
COUNTS = ("n_entered", "n_exits", "n_censored", "n_people")

_CURVE_TYPES: dict[str, pa.DataType] = {
    "cohort": pa.string(),
    "tenure_days": pa.int32(),
    **dict.fromkeys(("n_at_risk", "n_exits", "n_censored"), pa.int64()),
    **dict.fromkeys(("survival", "ci_low", "ci_high"), pa.float64()),
    "is_conditional": pa.bool_(),
    "conditional_from_days": pa.int32(),
}
_SUMMARY_TYPES: dict[str, pa.DataType] = {
    "cohort": pa.string(),
    **dict.fromkeys(("n_people", "n_exits"), pa.int64()),
    "conditional_from_days": pa.int32(),
    **{f"s_{months}{limit}": pa.float64() for months in SUMMARY_MONTHS for limit in ("", "_low", "_high")},
    **dict.fromkeys(("median_days", "median_low", "median_high"), pa.int32()),
}
CURVES = pa.schema(_CURVE_TYPES)
SUMMARY = pa.schema(_SUMMARY_TYPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cohort:
    """The cells of one cohort by ascending tenure, as equally long arrays."""

    name: str
    tenure: NDArray[np.int64]
    entered: NDArray[np.int64]
    exits: NDArray[np.int64]
    censored: NDArray[np.int64]
    n_people: int


def kaplan_meier(cells: pa.Table, *, start_at_risk: int = 20, confidence: float = 0.95) -> pa.Table:
    r"""Estimate the share still employed at every tenure, per cohort.

    S(t) = product over s <= t of (1 - d_s / n_s): Kaplan and Meier, JASA 53 (1958) 457-481. n_t counts those who are
    seen at tenure t: entry < t <= time, so that somebody hired before the history starts counts only from the tenure
    they had then on (left truncation: without it, those who had left before are missing from the denominators of the
    exits, and retention looks better than it is). Exits come before censorings at the same tenure.

    The variance is Greenwood's, var(S) = S^2 sum of d / (n (n - d)). The interval is on the log(-log S) scale,
    S^exp(± z se), se = sqrt(sum of d / (n (n - d))) / |log S|: it stays within 0 and 1 (Kalbfleisch and Prentice, The
    Statistical Analysis of Failure Time Data, 2002, section 1.4). R's survfit takes the log scale unless told
    otherwise.

    A curve starts where at least `start_at_risk` people are at risk for the first time, S being 1 there: with few at
    risk a single exit would pull the whole curve down. If that is not at tenure 0, the curve is conditional: it says
    how many stay among those who got that far. It ends where nobody is at risk any more: people who enter at a still
    longer tenure say nothing about the gap, nor about how many get across it.

    Args:
        cells: marts.retention_cells: cohort, tenure_days, n_entered (people who come under observation at that tenure,
            at risk from the next day), n_exits, n_censored, n_people (distinct people of the cohort, the same in all
            its rows). One row per cohort and tenure, in any order.
        start_at_risk: Smallest risk set a curve may start with, at least 1.
        confidence: Level of the interval, between 0 and 1.

    Returns:
        estimates.retention_curves, by cohort and tenure_days: one row per tenure with an exit or a censoring, from the
        start of the curve to its end. survival and limits have 12 significant digits; the limits are null where S is
        0 or 1. conditional_from_days is the tenure at which S is 1; 0 for a curve from the start. A cohort that never
        has `start_at_risk` people at risk has no rows.

    Raises:
        ValueError: start_at_risk or confidence out of range, or cells that no group of people can have.
    """
    if start_at_risk < 1 or not 0 < confidence < 1:
        raise ValueError(
            f"start_at_risk={start_at_risk} must be at least 1, confidence={confidence} lie between 0 and 1 (0.95)"
        )
    z = float(special.ndtri((1 + confidence) / 2))
    curves = [_curve(cohort, start_at_risk=start_at_risk, z=z) for cohort in _cohorts(cells)]
    return pa.concat_tables([CURVES.empty_table(), *curves]).combine_chunks()


def summarise(curves: pa.Table, cells: pa.Table) -> pa.Table:
    """Read retention after 12, 24 and 36 months and the median tenure off the curves.

    A month is 30.4375 days. The median is the first tenure at which S is at most one half; its limits are the first
    tenures at which the limits of S are (Brookmeyer and Crowley, Biometrics 38 (1982) 29-41).

    Args:
        curves: What `kaplan_meier` returned.
        cells: What it was given.

    Returns:
        estimates.retention_summary, one row per cohort of cells, by cohort. n_people and n_exits count the whole
        cohort, those who left before a conditional curve starts included. A figure is null where the curve does not
        reach: beyond the last tenure at which somebody was at risk, before the start of a conditional curve, and, for
        a median or its limits, where one half is never reached. A cohort without a curve has nulls only.
    """
    parts = _parts(curves)
    rows = [
        {"cohort": cohort.name, "n_people": cohort.n_people, "n_exits": int(cohort.exits.sum())}
        | (_figures(parts[cohort.name]) if cohort.name in parts else {})
        for cohort in _cohorts(cells)
    ]
    return pa.Table.from_pylist(rows, schema=SUMMARY)


def _cohorts(cells: pa.Table) -> Iterator[_Cohort]:
    """Take the cells apart by cohort, refusing what no group of people can have."""
    for name, part in _parts(cells).items():
        values = {column: _integers(part, column, cohort=name) for column in ("tenure_days", *COUNTS)}
        tenure = values["tenure_days"]
        cohort = _Cohort(
            name=name,
            tenure=tenure,
            entered=values["n_entered"],
            exits=values["n_exits"],
            censored=values["n_censored"],
            n_people=int(values["n_people"][0]),
        )
        twice = tenure[1:][np.diff(tenure) == 0]
        if len(twice):
            raise ValueError(f"cohort {name!r} has tenure {twice[0]} twice; sum its counts into one row")
        if np.any(values["n_people"] != cohort.n_people):
            raise ValueError(f"cohort {name!r} has several n_people; give the number of the whole cohort in every row")
        gone, at_risk = cohort.exits + cohort.censored, _at_risk(cohort)
        if np.any(gone > at_risk):
            where = int(np.argmax(gone > at_risk))
            raise ValueError(
                f"cohort {name!r}, tenure {tenure[where]}: {gone[where]} people end and {at_risk[where]} are at risk; "
                "who enters at a tenure is at risk from the next day: leave out who ends on the day of entry"
            )
        if cohort.entered.sum() != gone.sum():
            raise ValueError(
                f"cohort {name!r}: {cohort.entered.sum()} people enter and {gone.sum()} end; everybody who enters ends "
                "once, by exit or by censoring at the as-of date"
            )
        yield cohort


def _at_risk(cohort: _Cohort) -> NDArray[np.int64]:
    """People with entry < t <= time at every tenure t of the cohort."""
    gone = cohort.exits + cohort.censored
    change = cohort.entered - gone
    return np.asarray(np.cumsum(change) - change, dtype=np.int64)


def _curve(cohort: _Cohort, *, start_at_risk: int, z: float) -> pa.Table:
    at_risk = _at_risk(cohort)
    large_enough = np.flatnonzero(at_risk >= start_at_risk)
    if not len(large_enough):
        return CURVES.empty_table()
    # The risk set of row j is constant since the tenure of row j - 1, so S is 1 there. Row 0 has nobody at risk.
    first = int(large_enough[0])
    origin = int(cohort.tenure[first - 1])
    after = np.append(at_risk[1:], 0)
    end = first + int(np.argmax(after[first:] == 0)) + 1
    rows = np.arange(first, end)[(cohort.exits + cohort.censored)[first:end] > 0]
    n, exits = at_risk[rows], cohort.exits[rows]
    survival: NDArray[np.float64] = np.cumprod((n - exits) / n, dtype=np.float64)
    # Where all exit, S is 0 from there on and has no interval: what stands in place of 1/0 is never read.
    greenwood: NDArray[np.float64] = np.cumsum(exits / (n * np.maximum(n - exits, 1)), dtype=np.float64)
    low, high = _log_log_limits(survival, variance=greenwood, z=z)
    return pa.table(
        [
            pa.array([cohort.name] * len(rows)),
            pa.array(cohort.tenure[rows], pa.int32()),
            pa.array(n),
            pa.array(exits),
            pa.array(cohort.censored[rows]),
            pa.array(round_significant(survival)),
            pa.array(round_significant(low), from_pandas=True),
            pa.array(round_significant(high), from_pandas=True),
            pa.array(np.full(len(rows), origin > 0)),
            pa.array(np.full(len(rows), origin), pa.int32()),
        ],
        schema=CURVES,
    )


def _log_log_limits(
    survival: NDArray[np.float64], *, variance: NDArray[np.float64], z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Limits on the log(-log S) scale from Greenwood's sum; NaN where S is 0 or 1."""
    log_survival = np.log(np.where((survival > 0) & (survival < 1), survival, np.nan))
    half = z * np.sqrt(variance) / np.abs(log_survival)
    return np.exp(log_survival * np.exp(half)), np.exp(log_survival * np.exp(-half))


def _figures(curve: pa.Table) -> dict[str, float | int | None]:
    """The figures of the summary that come from one cohort's curve."""
    tenure = curve["tenure_days"].to_numpy()
    limits = {"": curve["survival"], "_low": curve["ci_low"], "_high": curve["ci_high"]}
    origin = curve["conditional_from_days"][0].as_py()
    figures: dict[str, float | int | None] = {"conditional_from_days": origin}
    for months in SUMMARY_MONTHS:
        days = months * DAYS_PER_MONTH
        row = int(np.searchsorted(tenure, days, side="right")) - 1  # the last step at or before that tenure
        if origin <= days <= tenure[-1]:
            before_first = {"": 1.0, "_low": None, "_high": None}
            for suffix, column in limits.items():
                figures[f"s_{months}{suffix}"] = column[row].as_py() if row >= 0 else before_first[suffix]
    for name, suffix in (("median_days", ""), ("median_low", "_low"), ("median_high", "_high")):
        # A half that is exact in decimals is one here too, as the curve is rounded.
        reached = np.flatnonzero(limits[suffix].to_numpy() <= 0.5)
        figures[name] = int(tenure[reached[0]]) if len(reached) else None
    return figures


def _parts(table: pa.Table) -> dict[str, pa.Table]:
    """The rows of every cohort by tenure; cohorts ascending."""
    if table["cohort"].null_count:
        raise ValueError(f"{table['cohort'].null_count} rows have no cohort; name it in the model that emits them")
    ordered = table.sort_by([("cohort", "ascending"), ("tenure_days", "ascending")]).combine_chunks()
    names = ordered["cohort"].to_numpy()
    starts = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1).tolist(), len(names)]
    return {str(names[a]): ordered.slice(a, b - a) for a, b in pairwise(starts) if b > a}


def _integers(part: pa.Table, column: str, *, cohort: str) -> NDArray[np.int64]:
    values = part[column].cast(pa.int64())
    if values.null_count or np.any(values.to_numpy() < 0):
        raise ValueError(
            f"cohort {cohort!r}: {column} is missing or negative in a row; counts and tenures are 0 or more"
        )
    return np.asarray(values.to_numpy(), dtype=np.int64)
