"""Half-lives of skills that lie idle, from pairs of findings: a first level and a later one, with nothing in between.

Belongs here: the regression, its interval and when it may speak. Not here: which findings make a pair (dbt), the level of a person
after decay (dbt), and what of it is published (publishing).
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from impact.rounding import round_significant

Floats = NDArray[np.float64]

MIN_PAIRS = 30
FLOOR_MARGIN = 50_000
"""A later level at or below the floor is taken to lie this far above it (0.05 of a level, in millionths): its logarithm exists."""
DAYS_PER_MONTH = 30.4375
BOOTSTRAPS = 999
SEED = 20_230_517
MOST_GROUPS = 2_000

_TYPES: dict[str, pa.DataType] = {
    "skill_id": pa.string(),
    **dict.fromkeys(("half_life_months", "ci_low", "ci_high"), pa.float64()),
    "basis": pa.string(),
    "prior_half_life_months": pa.float64(),
    **dict.fromkeys(("n_pairs", "n_at_floor", "n_people"), pa.int64()),
}
SCHEMA = pa.schema(_TYPES)


def half_lives(cells: pa.Table) -> pa.Table:
    """Estimate the half-life of every skill (metric C3).

    Args:
        cells: marts.skill_decay_cells: skill_id, prior_half_life_months, prior_basis, idle_days, level_above_floor and
            next_level_above_floor (millionths), n_pairs, n_people; a skill without pairs has one row with n_pairs 0.

    Returns:
        One row a skill, by its id, columns of SCHEMA. With MIN_PAIRS pairs `basis` is `estimated`, or `no_decay_detected` where the slope
        is not negative, without a half-life; with fewer the prior stands in, `basis` saying whether the company stated it, without interval.
        An interval without upper end: some resamples show no decay.
    """
    by_skill: dict[str, list[Mapping[str, Any]]] = {}
    for row in cells.to_pylist():
        by_skill.setdefault(row["skill_id"], []).append(row)
    return pa.Table.from_pylist([_of_skill(name, by_skill[name]) for name in sorted(by_skill)], schema=SCHEMA)


def _of_skill(skill_id: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    pairs = [row for row in rows if row["n_pairs"]]
    count = sum(row["n_pairs"] for row in pairs)
    at_floor = sum(row["n_pairs"] for row in pairs if row["next_level_above_floor"] <= 0)
    found: dict[str, Any] = {
        "skill_id": skill_id,
        "half_life_months": rows[0]["prior_half_life_months"],
        "ci_low": None,
        "ci_high": None,
        "basis": rows[0]["prior_basis"],
        "prior_half_life_months": rows[0]["prior_half_life_months"],
        "n_pairs": count,
        "n_at_floor": at_floor,
        "n_people": rows[0]["n_people"],
    }
    if count < MIN_PAIRS:
        return found
    months, losses = _sample(pairs)
    rate = decay_rate(months, losses=losses)
    if rate <= 0:
        return found | {"half_life_months": None, "basis": "no_decay_detected"}
    low, high = _interval(months, losses=losses)
    return found | {
        "half_life_months": _rounded(math.log(2) / rate),
        "ci_low": low,
        "ci_high": high,
        "basis": "estimated",
    }


def decay_rate(months: Floats, *, losses: Floats) -> float:
    """Slope of log retention on months, through the origin, with its sign turned: sum(months x loss) / sum(months^2), a month.

    Least squares without intercept, since nothing is lost in no time; -ln 2 over the slope is the half-life (metric C3; the exponential
    form after Tatel and Ackerman, Psychological Bulletin 2023).

    Args:
        months: [pairs] months between the findings, all positive.
        losses: [pairs] -ln(later level above the floor / first level above it).
    """
    return float((months * losses).sum() / (months**2).sum())


def _sample(pairs: list[Mapping[str, Any]]) -> tuple[Floats, Floats]:
    """Months and losses, one a pair, in the order of the values themselves, so that resampling depends on nothing else."""
    times = np.array([row["n_pairs"] for row in pairs])
    days, first, later = (
        np.repeat(np.array([row[name] for row in pairs], dtype=np.float64), times)
        for name in ("idle_days", "level_above_floor", "next_level_above_floor")
    )
    losses = -np.log(np.where(later <= 0, FLOOR_MARGIN, later) / first)
    order = np.lexsort((losses, days))
    return days[order] / DAYS_PER_MONTH, losses[order]


def _interval(months: Floats, *, losses: Floats) -> tuple[float | None, float | None]:
    """Percentile bootstrap of the half-life, 95 %, over pairs, with a fixed seed; an end where there is no decay is None.

    Taken over the rate and turned at the end: a resample with less decay than any is a half-life without bound, not a negative one.
    """
    chance = np.random.default_rng(SEED)
    # Very many pairs are drawn in groups, so that time and memory stay bounded; up to MOST_GROUPS a group is a pair.
    groups = min(len(months), MOST_GROUPS)
    member = np.arange(len(months)) % groups
    above = np.bincount(member, weights=months * losses)
    below = np.bincount(member, weights=months**2)
    drawn = chance.integers(0, groups, (BOOTSTRAPS, groups))
    rates = above[drawn].sum(axis=1) / below[drawn].sum(axis=1)
    slow, fast = np.quantile(rates, [0.025, 0.975])
    return _rounded(math.log(2) / fast) if fast > 0 else None, _rounded(math.log(2) / slow) if slow > 0 else None


def _rounded(value: float) -> float:
    return float(round_significant(np.array([value]))[0])
