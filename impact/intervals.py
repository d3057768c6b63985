"""Confidence intervals of 95 % for the cells of kpi_values, from counts and moments.

Belongs here: the methods of the metric catalogue and the function that gives every cell its interval.
Not here: the exact arithmetic below them (moments.py, changes.py), rounding (rounding.py), intervals of curves (retention.py) and
of effects, and how much of an interval may be shown (publishing).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import special

from impact.changes import paired_change, unpaired_change
from impact.moments import exact_integers, relative_variance
from impact.rounding import round_significant

Z = 1.959964  # the 97.5 % point of the normal distribution, as the definitions print it
TAIL = 0.025

# A response rate of 100 % is no sample of the invited: there is nothing to be uncertain about.
CENSUS_METRICS = frozenset({"response_rate"})
# Metrics published as one minus a rate: the events are the denominator minus the numerator.
COMPLEMENT_METRICS = frozenset({"retention_complement"})
# Ratios that can be negative, but never above one: their moments are those of one minus the ratio (what was still not
# known after a course, of what was not known before it).
COMPLEMENT_RATIOS = frozenset({"learning_gain", "learning_gain_hake_class", "learning_gain_raw"})

METHOD_NAMES = {
    "wilson": "wilson",
    "poisson": "poisson",
    "ratio": "linearised",
    "ratio_of_ratios": "linearised",
    "enps": "enps",
    "paired": "paired",
    "unpaired": "unpaired",
}
# Their values come from impact/agreement.py; they have no interval.
WITHOUT_INTERVAL = ("none", "omega", "r_wg", "icc1")
MICRO = 1_000_000  # scores are kept in millionths of a point
BATCH = 65_536  # cells at a time, as integers of any length take much memory
PLACE = ("metric_id", "period_type", "period_end", "org_unit_id", "dimension", "category", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Lower and upper limits, one pair per cell; NaN in both where there is no interval."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


def wilson(successes: NDArray[np.float64], *, trials: NDArray[np.float64]) -> Bounds:
    """Score interval of a proportion, p = successes / trials.

    (p + z^2/2n ± z sqrt(p (1 - p) / n + z^2/4n^2)) / (1 + z^2/n): Wilson, JASA 22 (1927) 209-212; recommended for
    small n by Brown, Cai and DasGupta, Statistical Science 16 (2001) 101-133. It lies within 0 and 1 by itself.

    Args:
        successes: Counts between 0 and trials.
        trials: Counts; where 0 there is no interval.
    """
    n = np.where(trials > 0, trials, np.nan)
    middle = (successes + Z**2 / 2) / (n + Z**2)
    half = Z * np.sqrt(successes * (n - successes) / n + Z**2 / 4) / (n + Z**2)
    # At the two ends the limit is 0 or 1 exactly; the difference of two equal terms only nearly is.
    low = np.where(successes == 0, np.where(trials > 0, 0.0, np.nan), middle - half)
    return Bounds(low=low, high=np.where(successes == n, 1.0, middle + half))


def exact_poisson(events: NDArray[np.float64], *, exposure: NDArray[np.float64]) -> Bounds:
    """Exact interval of a rate, events / exposure, for a Poisson count.

    chi2(.025; 2 d) / 2 and chi2(.975; 2 d + 2) / 2 over the exposure: Garwood, Biometrika 28 (1936) 437-442; half a
    chi-square quantile with 2 a degrees of freedom is the gamma quantile of shape a. 10 events: 4.795 to 18.39.

    Args:
        events: Whole numbers d >= 0.
        exposure: Average headcount of the window; where 0 there is no interval.
    """
    over = np.where(exposure > 0, exposure, np.nan)
    counts, position = np.unique(events, return_inverse=True)  # few different counts among many cells
    low = np.where(counts > 0, special.gammaincinv(np.maximum(counts, 1), TAIL), 0.0)
    high = special.gammaincinv(counts + 1, 1 - TAIL)
    return Bounds(low=low[position] / over, high=high[position] / over)


def linearised_ratio(value: NDArray[np.float64], *, moments: NDArray[np.object_]) -> Bounds:
    """Interval of a ratio of sums over persons, value = scale * sum y / sum x, with y, x >= 0.

    value ± z se, se^2 = scale^2 n / (n - 1) sum (y_i - r x_i)^2 / (sum x)^2: see `impact.moments.relative_variance`.
    The scale needs no naming, since se / value is free of it. Not below 0, as y and x are never negative.

    Args:
        value: The ratio as published, shape (cells,).
        moments: n, sum y, sum x, sum yy, sum xy, sum xx as Python integers, shape (cells, 6).

    Returns:
        Bounds; NaN where the data show no variation (one person, all y 0, every y_i / x_i the same): an interval of no
        width would claim a certainty that nobody has.
    """
    variance = relative_variance(moments, signs=(1, -1))
    half = Z * np.abs(value) * np.sqrt(np.where(variance > 0, variance, np.nan))
    return Bounds(low=np.maximum(value - half, 0.0), high=value + half)


def linearised_ratio_of_ratios(value: NDArray[np.float64], *, moments: NDArray[np.object_]) -> Bounds:
    """Interval of (Ya / Xa) / (Yb / Xb), the four sums running over the same persons, on the log scale.

    value * exp(± z se), se^2 = n / (n - 1) sum (ya_i/Ya - xa_i/Xa - yb_i/Yb + xb_i/Xb)^2, so that who counts in
    both groups brings all covariances along: see `impact.moments.relative_variance`. On the log scale a ratio and its
    inverse have the same interval.

    Args:
        value: The ratio of ratios, shape (cells,).
        moments: n, Ya, Xa, Yb, Xb, then sums of ya.ya, ya.xa, ya.yb, ya.xb, xa.xa, xa.yb, xa.xb, yb.yb, yb.xb, xb.xb as
            Python integers, shape (cells, 15).

    Returns:
        Bounds; NaN where the data show no variation, or a sum is 0.
    """
    variance = relative_variance(moments, signs=(1, -1, -1, 1))
    half = Z * np.sqrt(np.where(variance > 0, variance, np.nan))
    return Bounds(low=value * np.exp(-half), high=value * np.exp(half))


def enps(promoters: NDArray[np.float64], *, passives: NDArray[np.float64], detractors: NDArray[np.float64]) -> Bounds:
    """Interval of the employee net promoter score, 100 (promoters - detractors) / n, an adjusted Wald interval.

    One of each class is added; with p, d the shares among n + 3, the limits are p - d ± z sqrt((p + d - (p - d)^2) /
    (n + 3)), times 100 and cut at -100 and 100. After Rocks, The American Statistician 70 (2016) 365-372, where
    adjusted Wald intervals keep their level in small groups and the plain one does not. 9/6/5: -15.9 to 50.7.

    Args:
        promoters: People who gave 9 or 10.
        passives: People who gave 7 or 8.
        detractors: People who gave 0 to 6. Where all three are 0 there is no interval.
    """
    answers = promoters + passives + detractors
    n = np.where(answers > 0, answers + 3, np.nan)
    net = (promoters - detractors) / n
    half = Z * np.sqrt(((promoters + detractors + 2) / n - net**2) / n)
    return Bounds(low=100 * np.maximum(net - half, -1.0), high=100 * np.minimum(net + half, 1.0))


def add_intervals(
    cells: pa.Table, *, methods: Mapping[str, str], upper_limits: Mapping[str, float] | None = None
) -> pa.Table:
    """Give every cell of marts.kpi_values its 95 % interval, by the method that the catalogue names for its metric.

    Args:
        cells: The columns of marts.kpi_values. It reads metric_id, value, numerator, denominator (doubles) and moments
            (DECIMAL(38,0)[]); README.md says which method reads which. The others name a cell in a message.
        methods: The catalogue's `interval` of each metric; README.md lists them.
        upper_limits: The largest possible value of a metric, where it has one that its method does not know: 1 for a
            share and 100 for a score of kind ratio, whose moments look like those of any rate. Intervals end there.

    Returns:
        The cells in their order, with ci_low, ci_high (doubles of 12 significant digits, never NaN) and interval_method
        (wilson, poisson, linearised, enps, paired, unpaired, census). All three are null where the value is null, the method has no interval
        or the data show no variation; in a census the limits alone are.

    Raises:
        ValueError: A metric without a known method, or a cell that contradicts its method; the message names it.
    """
    kinds = _kinds(cells, methods=methods)
    has_value = cells["value"].is_valid().to_numpy()
    finite = np.isfinite(_floats(cells, "value"))
    _require(finite | ~has_value, cells, "value is NaN or infinite; divide by nullif(denominator, 0) in the SQL")
    low, high = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    names = np.full(len(cells), None, dtype=object)
    for kind, bounds_of in _BOUNDS_OF.items():
        rows = np.flatnonzero(has_value & (kinds == kind))
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            bounds = bounds_of(cells.take(batch))
            low[batch], high[batch] = bounds.low, bounds.high
        names[rows] = METHOD_NAMES[kind]
    limit = _upper_limits(cells, upper_limits=upper_limits or {})
    census = _is_census(cells, kinds=kinds)
    low[census], names[np.isnan(low)], names[census] = np.nan, None, "census"
    high = np.where(np.isnan(low), np.nan, np.minimum(high, limit))
    return (
        cells.append_column("ci_low", pa.array(round_significant(low), from_pandas=True))
        .append_column("ci_high", pa.array(round_significant(high), from_pandas=True))
        .append_column("interval_method", pa.array(names, pa.string()))
    )


def _wilson_of(cells: pa.Table) -> Bounds:
    numerator, denominator = _floats(cells, "numerator"), _floats(cells, "denominator")
    counts = (numerator == np.rint(numerator)) & (denominator == np.rint(denominator))
    inside = (numerator >= 0) & (numerator <= denominator) & (denominator > 0)
    _require(
        counts & inside, cells, "Wilson needs counts, 0 <= numerator <= denominator > 0; other shares are a `ratio`"
    )
    _require_value(numerator / denominator, cells)
    return wilson(numerator, trials=denominator)


def _poisson_of(cells: pa.Table) -> Bounds:
    numerator, exposure = _floats(cells, "numerator"), _floats(cells, "denominator")
    complement = pc.is_in(cells["metric_id"], pa.array(sorted(COMPLEMENT_METRICS))).to_numpy()
    events = np.where(complement, exposure - numerator, numerator)
    # Average headcount is a fraction, so that leavers come back from the subtraction with an error in the last bits.
    whole = np.rint(events)
    counts = (np.abs(events - whole) <= 1e-6) & (whole >= 0) & (exposure > 0)
    _require(counts, cells, "a Poisson rate needs a whole number of events >= 0 over an exposure > 0")
    _require_value(numerator / exposure, cells)
    bounds = exact_poisson(whole, exposure=exposure)
    return Bounds(
        low=np.where(complement, 1 - bounds.high, bounds.low), high=np.where(complement, 1 - bounds.low, bounds.high)
    )


def _ratio_of(cells: pa.Table) -> Bounds:
    value = _floats(cells, "value")
    complement = pc.is_in(cells["metric_id"], pa.array(sorted(COMPLEMENT_RATIOS))).to_numpy()
    bounds = linearised_ratio(np.where(complement, 1 - value, value), moments=_moments(cells, width=6))
    return Bounds(
        low=np.where(complement, 1 - bounds.high, bounds.low), high=np.where(complement, 1 - bounds.low, bounds.high)
    )


def _ratio_of_ratios_of(cells: pa.Table) -> Bounds:
    return linearised_ratio_of_ratios(_floats(cells, "value"), moments=_moments(cells, width=15))


def _enps_of(cells: pa.Table) -> Bounds:
    promoters, passives, detractors = _moments(cells, width=3).astype(np.float64).T
    answers = promoters + passives + detractors
    _require(answers > 0, cells, "a value without answers; divide by nullif(answers, 0) in the SQL")
    _require_value(100 * (promoters - detractors) / answers, cells)
    return enps(promoters, passives=passives, detractors=detractors)


def _change_of(
    change_and_error: Callable[[NDArray[np.object_]], tuple[NDArray[np.float64], NDArray[np.float64]]], *, width: int
) -> Callable[[pa.Table], Bounds]:
    """Bounds of a difference of scores, which ends at 100 points either way; no width, no interval."""

    def bounds_of(cells: pa.Table) -> Bounds:
        change, error = (each / MICRO for each in change_and_error(_moments(cells, width=width)))
        _require_value(change, cells)
        half = Z * np.where(error > 0, error, np.nan)
        return Bounds(low=np.maximum(change - half, -100.0), high=np.minimum(change + half, 100.0))

    return bounds_of


_BOUNDS_OF: Mapping[str, Callable[[pa.Table], Bounds]] = {
    "wilson": _wilson_of,
    "poisson": _poisson_of,
    "ratio": _ratio_of,
    "ratio_of_ratios": _ratio_of_ratios_of,
    "enps": _enps_of,
    "paired": _change_of(paired_change, width=6),
    "unpaired": _change_of(unpaired_change, width=10),
}


def _kinds(cells: pa.Table, *, methods: Mapping[str, str]) -> NDArray[np.str_]:
    """The catalogue's method of every cell."""
    metric_ids, position = _metric_ids(cells)
    found = [methods.get(metric_id, "missing") for metric_id in metric_ids]
    known = [*_BOUNDS_OF, *WITHOUT_INTERVAL]
    unknown = {m: kind for m, kind in zip(metric_ids, found, strict=True) if kind not in known}
    if unknown:
        raise ValueError(
            f"metrics without an interval method: {unknown}; set `interval` in the catalogue to one of {known}"
        )
    return np.array(found, dtype=np.str_)[position]


def _metric_ids(cells: pa.Table) -> tuple[list[str], NDArray[np.int64]]:
    """The different metrics, and for every cell the position of its own among them."""
    coded = cells["metric_id"].fill_null(pa.scalar("")).combine_chunks().dictionary_encode()
    return [str(m) for m in coded.dictionary.to_pylist()], np.asarray(coded.indices.to_numpy(), dtype=np.int64)


def _upper_limits(cells: pa.Table, *, upper_limits: Mapping[str, float]) -> NDArray[np.float64]:
    """The largest possible value of every cell, infinite where there is none; a value above it is refused."""
    metric_ids, position = _metric_ids(cells)
    limit = np.array([upper_limits.get(metric_id, np.inf) for metric_id in metric_ids], dtype=np.float64)[position]
    above = _floats(cells, "value") > limit * (1 + 1e-9)  # false where the value is null
    _require(~above, cells, "the value lies above the metric's upper limit; correct the SQL or the limit")
    return limit


def _is_census(cells: pa.Table, *, kinds: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Where everybody who was asked has answered."""
    asked = pc.is_in(cells["metric_id"], pa.array(sorted(CENSUS_METRICS))).to_numpy() & (kinds == "wilson")
    return np.asarray(asked & (_floats(cells, "value") == 1), dtype=np.bool_)


def _moments(cells: pa.Table, *, width: int) -> NDArray[np.object_]:
    _require(cells["moments"].is_valid().to_numpy(), cells, f"a value without moments; emit {width} integers beside it")
    moments = exact_integers(cells["moments"].combine_chunks(), width=width)
    # Counts, minutes, days and scores are never negative; a product that is betrays an overflow or a wrong order.
    _require((moments >= 0).all(axis=1).astype(bool), cells, "negative moments; the sums run over amounts >= 0")
    return moments


def _floats(cells: pa.Table, column: str) -> NDArray[np.float64]:
    return np.asarray(cells[column].cast(pa.float64()).to_numpy(), dtype=np.float64)


def _require_value(expected: NDArray[np.float64], cells: pa.Table) -> None:
    """An interval on another scale than its value would be believed: refuse it."""
    close = np.isclose(_floats(cells, "value"), expected, rtol=1e-9, atol=1e-12)
    _require(close, cells, "value is not what its method computes from numerator and denominator or from moments")


def _require(holds: NDArray[np.bool_], cells: pa.Table, problem: str) -> None:
    if not holds.all():
        found = int(np.argmin(holds))
        cell = {name: cells[name][found].as_py() for name in PLACE if name in cells.column_names}
        raise ValueError(f"{problem}. {int((~holds).sum())} cells, the first: {cell}")
