"""Half-lives: worked examples of the regression, when it may speak, and that what was put in comes out."""

import math

import numpy as np
import pyarrow as pa
import pytest

from impact.skill_decay import MIN_PAIRS, decay_rate, half_lives

MONTH = 30.4375


def cells(rows: list[tuple[str, int | None, int | None, int | None, int]], *, prior: float = 11.0) -> pa.Table:
    """Cells as the mart gives them: skill, idle days, level above the floor, next level above it, pairs."""
    names = ("skill_id", "idle_days", "level_above_floor", "next_level_above_floor", "n_pairs")
    return pa.Table.from_pylist(
        [
            dict(zip(names, row, strict=True))
            | {"prior_half_life_months": prior, "prior_basis": "prior", "n_people": row[4]}
            for row in rows
        ]
    )


def test_the_rate_is_a_regression_through_the_origin() -> None:
    """Losses 1 and 1 after 1 and 2 months: (1 x 1 + 2 x 1) / (1 + 4) = 0.6 a month; with an intercept it would be 0."""
    assert decay_rate(np.array([1.0, 2.0]), losses=np.array([1.0, 1.0])) == pytest.approx(0.6)


def test_half_lost_in_487_days_is_a_half_life_of_16_months() -> None:
    """487 days are 16 months of 30.4375 days; every pair lost half of what lay above the floor."""
    (row,) = half_lives(cells([("sql", 487, 2_000_000, 1_000_000, 30)])).to_pylist()
    assert row["basis"] == "estimated"
    assert row["half_life_months"] == pytest.approx(16)
    assert (row["ci_low"], row["ci_high"]) == (pytest.approx(16), pytest.approx(16))
    assert (row["n_pairs"], row["n_at_floor"]) == (30, 0)


def test_fewer_than_thirty_pairs_leave_the_prior_and_say_so() -> None:
    rows = half_lives(
        cells([("few", 487, 2_000_000, 1_000_000, MIN_PAIRS - 1), ("none", None, None, None, 0)])
    ).to_pylist()
    assert [(row["basis"], row["half_life_months"], row["ci_low"]) for row in rows] == [("prior", 11.0, None)] * 2


def test_levels_that_do_not_fall_are_no_decay_and_no_half_life() -> None:
    (row,) = half_lives(cells([("sql", 300, 2_000_000, 2_100_000, 40)])).to_pylist()
    assert (row["basis"], row["half_life_months"], row["ci_low"], row["ci_high"]) == (
        "no_decay_detected",
        None,
        None,
        None,
    )


def test_pairs_at_or_below_the_floor_are_set_just_above_it_and_counted() -> None:
    """ln(2 / 0.05) lost in 10 months; -0.3 and 0 above the floor are alike."""
    days = round(10 * MONTH)
    (row,) = half_lives(cells([("sql", days, 2_000_000, 0, 15), ("sql", days, 2_000_000, -300_000, 15)])).to_pylist()
    assert row["n_at_floor"] == 30
    assert row["half_life_months"] == pytest.approx(math.log(2) * days / MONTH / math.log(2 / 0.05))


@pytest.mark.parametrize("half_life", [6.5, 13.0])
def test_a_half_life_that_was_put_in_comes_out_within_its_interval(half_life: float) -> None:
    chance = np.random.default_rng(11)
    days = chance.integers(60, 600, 400)
    later = 3_000_000 * 2 ** (-days / MONTH / half_life) * np.exp(chance.normal(0, 0.15, 400))
    table = cells([("sql", int(day), 3_000_000, round(level), 1) for day, level in zip(days, later, strict=True)])
    (row,) = half_lives(table).to_pylist()
    assert row["ci_low"] < half_life < row["ci_high"]
    assert row["ci_high"] - row["ci_low"] < half_life / 4
    assert half_lives(table).equals(half_lives(table.take(list(range(399, -1, -1)))))
