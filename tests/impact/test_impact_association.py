"""Rank correlations against scipy, against a regression done another way, and against worlds where nothing is associated."""

import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from impact import association
from impact.association import CORRELATIONS, training_and_rating

END = datetime.date(2025, 12, 31)


def ranks_of(hours: Any, rating: Any, prior: Any, tenure: Any, *, family: Any = None) -> pa.Table:
    """The columns as the mart gives them: twice the mean rank."""
    columns = {
        name: pa.array((2 * stats.rankdata(values)).astype(np.int64))
        for name, values in zip(association.RANKS, (hours, rating, prior, tenure), strict=True)
    }
    families = ["sales"] * len(hours) if family is None else list(family)
    return pa.table(
        {"period_end": pa.array([END] * len(hours)), "job_family": pa.array(families, pa.string()), **columns}
    )


def of(table: pa.Table, family: str = "all") -> dict[str, Any]:
    return next(dict(row) for row in training_and_rating(table).to_pylist() if row["job_family"] == family)


def people(count: int, *, seed: int, effect: float = 0.0) -> tuple[Any, Any, Any, Any, Any]:
    """Hours, rating, prior rating, tenure and family: all driven by ability, hours and rating by `effect` besides."""
    rng = np.random.default_rng(seed)
    ability, tenure = rng.normal(size=count), rng.exponential(size=count)
    prior = np.round(3 + ability)
    hours = np.maximum(0, np.round(10 + 5 * prior + rng.normal(0, 6, count)))
    rating = np.round(3 + 0.7 * (prior - 3) + effect * (hours - hours.mean()) / hours.std() + rng.normal(0, 0.7, count))
    return hours, rating, prior, tenure, rng.choice(["sales", "care", "it"], count)


def test_raw_is_spearmans_rho_with_ties() -> None:
    hours, rating, prior, tenure, family = people(80, seed=1)
    found = of(ranks_of(hours, rating, prior, tenure, family=family))
    assert found["n_people"] == 80
    assert found["rho"] == pytest.approx(stats.spearmanr(hours, rating).statistic, abs=1e-11)


def test_partial_is_the_correlation_of_the_residuals_of_ranks() -> None:
    """Least squares on a constant, two ranks and two families, by another routine."""
    hours, rating, prior, tenure, family = people(80, seed=2)
    controls = np.column_stack(
        [np.ones(80), stats.rankdata(prior), stats.rankdata(tenure), family == "it", family == "sales"]
    ).astype(float)

    def residual(values: Any) -> Any:
        ranked = stats.rankdata(values)
        return ranked - controls @ np.linalg.lstsq(controls, ranked, rcond=None)[0]

    expected = np.corrcoef(residual(hours), residual(rating))[0, 1]
    found = of(ranks_of(hours, rating, prior, tenure, family=family))
    assert found["rho_partial"] == pytest.approx(expected, abs=1e-9)


def test_what_the_prior_rating_explains_is_gone_from_the_partial_one() -> None:
    """The good are trained more and rated better: raw says .3 and more, partial nothing."""
    hours, rating, prior, tenure, family = people(2_000, seed=3)
    found = of(ranks_of(hours, rating, prior, tenure, family=family))
    assert found["rho"] > 0.3
    assert abs(found["rho_partial"]) < 0.05
    assert found["p_value"] > 0.05


def test_an_association_beyond_the_controls_is_found() -> None:
    hours, rating, prior, tenure, family = people(400, seed=4, effect=0.5)
    found = of(ranks_of(hours, rating, prior, tenure, family=family))
    assert found["rho_partial"] > 0.3
    assert (found["p_value"], found["p_method"]) == (1 / 10_000, "permutation")


def test_where_nothing_is_associated_one_in_twenty_worlds_is_below_a_twentieth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred worlds of forty people with 199 permutations: 10 expected, 3 to 19 in 99 % of such counts."""
    monkeypatch.setattr(association, "PERMUTATIONS", 199)
    found = 0
    for seed in range(200):
        hours, rating, prior, tenure, _ = people(40, seed=1_000 + seed)
        found += of(ranks_of(hours, rating, prior, tenure))["p_value"] <= 0.05
    assert 3 <= found <= 19


def test_many_people_are_tested_by_the_t_distribution_which_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ranks_of(*people(300, seed=5, effect=0.08)[:4])
    permuted = of(table)
    monkeypatch.setattr(association, "MOST_PERMUTED", 299)
    found = of(table)
    assert found["p_method"] == "t"
    assert found["p_value"] == pytest.approx(permuted["p_value"], abs=0.015)


def test_the_order_of_the_rows_changes_nothing() -> None:
    hours, rating, prior, tenure, family = people(60, seed=6)
    table = ranks_of(hours, rating, prior, tenure, family=family)
    turned = table.take(np.random.default_rng(7).permutation(60))
    assert training_and_rating(table).equals(training_and_rating(turned))


def test_families_and_years_are_correlated_apart_and_fewer_than_thirty_people_not_at_all() -> None:
    first = ranks_of(*people(45, seed=8)[:4], family=["sales"] * 30 + ["care"] * 14 + [None])
    rows = training_and_rating(first).to_pylist()
    assert [(row["job_family"], row["n_people"], row["rho"] is None) for row in rows] == [
        ("all", 45, False),
        ("care", 14, True),
        ("sales", 30, False),
        ("unknown", 1, True),
    ]


def test_hours_or_ratings_that_do_not_vary_correlate_with_nothing() -> None:
    hours, rating, prior, tenure, _ = people(40, seed=9)
    assert of(ranks_of(np.ones(40), rating, prior, tenure))["rho"] is None
    same = of(ranks_of(prior, rating, prior, tenure))
    assert same["rho"] is not None
    assert same["rho_partial"] is None, "nothing is left of hours that are the prior rating"
    assert of(ranks_of(hours, rating, np.ones(40), tenure))["rho_partial"] is not None


def test_nobody_gives_no_rows() -> None:
    nothing = training_and_rating(ranks_of([], [], [], []))
    assert nothing.num_rows == 0
    assert nothing.schema == CORRELATIONS
