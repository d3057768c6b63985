"""The five intervals against published values and brute force, and the table function around them."""

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray
from scipy import stats

from impact import intervals
from impact.intervals import add_intervals, enps, exact_poisson, linearised_ratio, linearised_ratio_of_ratios, wilson


def floats(*values: float) -> NDArray[np.float64]:
    return np.array(values, dtype=np.float64)


def moments_of(*columns: NDArray[np.int64]) -> NDArray[np.object_]:
    """Moments per row of the columns, each of shape (cells, persons) or (persons,)."""
    exact = [np.atleast_2d(column).astype(object) for column in columns]
    pairs = [(a, b) for a in range(len(exact)) for b in range(a, len(exact))]
    persons = np.full(len(exact[0]), exact[0].shape[1], dtype=object)
    sums = [column.sum(axis=1) for column in exact]
    return np.stack([persons, *sums, *((exact[a] * exact[b]).sum(axis=1) for a, b in pairs)], axis=1)


def test_wilson_of_seven_in_ten_is_the_published_one() -> None:
    bounds = wilson(floats(7), trials=floats(10))
    assert (bounds.low[0], bounds.high[0]) == pytest.approx((0.3968, 0.8922), abs=5e-5)


def test_wilson_agrees_with_scipy_for_every_count_of_up_to_40_people() -> None:
    pairs = [(k, n) for n in range(1, 41) for k in range(n + 1)]
    bounds = wilson(floats(*(k for k, _ in pairs)), trials=floats(*(n for _, n in pairs)))
    oracle = [stats.binomtest(k, n).proportion_ci(method="wilson") for k, n in pairs]
    assert bounds.low == pytest.approx([ci.low for ci in oracle], abs=1e-8)
    assert bounds.high == pytest.approx([ci.high for ci in oracle], abs=1e-8)


def test_wilson_ends_at_zero_and_one_exactly_and_is_undefined_for_nobody() -> None:
    people = np.arange(1.0, 2001.0)
    nobody, everybody = wilson(np.zeros(2000), trials=people), wilson(people, trials=people)
    assert (nobody.low == 0).all()
    assert (everybody.high == 1).all()
    assert everybody.low == pytest.approx(1 - nobody.high)
    of_none = wilson(floats(0), trials=floats(0))
    assert np.isnan([of_none.low[0], of_none.high[0]]).all()


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.02532, 5.572), (5, 1.6235, 11.668), (10, 4.795, 18.39)]
)
def test_exact_poisson_limits_are_garwoods(events: int, low: float, high: float) -> None:
    bounds = exact_poisson(floats(events), exposure=floats(1))
    assert (bounds.low[0], bounds.high[0]) == pytest.approx((low, high), rel=2e-4)


def test_poisson_counts_as_extreme_as_the_observed_one_have_probability_025_at_each_limit() -> None:
    events = np.array([3.0, 1.0, 40.0, 3.0, 5000.0])
    bounds = exact_poisson(events, exposure=np.ones(5))
    assert stats.poisson.sf(events - 1, bounds.low) == pytest.approx([0.025] * 5, rel=1e-9)
    assert stats.poisson.cdf(events, bounds.high) == pytest.approx([0.025] * 5, rel=1e-9)


def test_a_poisson_rate_is_per_exposure_and_undefined_without_any() -> None:
    bounds = exact_poisson(floats(10, 10, 0), exposure=floats(1, 200, 0))
    assert bounds.high[1] == pytest.approx(bounds.high[0] / 200)
    assert np.isnan([bounds.low[2], bounds.high[2]]).all()


def test_the_interval_of_a_mean_of_three_people_is_the_mean_and_196_standard_errors() -> None:
    """1, 2 and 3 hours: mean 2, s^2 = 1, standard error sqrt(1 / 3) = .57735; in minutes the same times 60."""
    moments = moments_of(np.array([1, 2, 3]), np.array([1, 1, 1]))
    bounds = linearised_ratio(floats(2, 120), moments=np.repeat(moments, 2, axis=0))
    assert bounds.low == pytest.approx([0.868414, 52.10485], abs=1e-5)
    assert bounds.high == pytest.approx([3.131586, 187.89515], abs=1e-5)


def test_the_interval_of_a_ratio_does_not_fall_below_zero() -> None:
    bounds = linearised_ratio(floats(1), moments=moments_of(np.array([3, 0, 0]), np.array([1, 1, 1])))
    assert bounds.low[0] == 0
    assert bounds.high[0] == pytest.approx(1 + 1.959964)


@pytest.mark.parametrize(
    ("y", "x"), [([5], [2]), ([0, 0, 0], [1, 1, 1]), ([4, 2, 6], [2, 1, 3])], ids=["one person", "all 0", "all equal"]
)
def test_data_without_variation_have_no_interval_rather_than_one_of_no_width(y: list[int], x: list[int]) -> None:
    bounds = linearised_ratio(floats(sum(y) / sum(x)), moments=moments_of(np.array(y), np.array(x)))
    assert np.isnan([bounds.low[0], bounds.high[0]]).all()


def jackknife_variance(estimates: NDArray[np.float64]) -> float:
    n = len(estimates)
    return float((n - 1) / n * ((estimates - estimates.mean()) ** 2).sum())


def test_a_linearised_ratio_agrees_with_the_brute_force_jackknife() -> None:
    random = np.random.default_rng(20250401)
    for n in (200, 500):
        x = random.integers(100, 366, size=n)
        y = np.rint(random.lognormal(4, 1, size=n) * x / 365).astype(np.int64)
        value = y.sum() / x.sum()
        bounds = linearised_ratio(floats(value), moments=moments_of(y, x))
        left_out = (y.sum() - y) / (x.sum() - x)
        standard_error = (bounds.high[0] - value) / 1.959964
        assert standard_error == pytest.approx(np.sqrt(jackknife_variance(left_out)), rel=0.02)


def test_a_linearised_ratio_of_ratios_agrees_with_the_jackknife_when_people_count_in_both_groups() -> None:
    """Half of the people changed group in the window: without the covariances the standard error would be off."""
    random = np.random.default_rng(20250402)
    n = 600
    keenness = random.lognormal(0, 0.8, size=n)
    days = random.integers(0, 2, size=(2, n)) * random.integers(60, 180, size=(2, n))
    minutes = np.rint(days * keenness).astype(np.int64)
    (ya, yb), (xa, xb) = minutes, days
    value = (ya.sum() / xa.sum()) / (yb.sum() / xb.sum())
    bounds = linearised_ratio_of_ratios(floats(value), moments=moments_of(ya, xa, yb, xb))
    left_out = np.log((ya.sum() - ya) / (xa.sum() - xa)) - np.log((yb.sum() - yb) / (xb.sum() - xb))
    standard_error = np.log(bounds.high[0] / value) / 1.959964
    assert standard_error == pytest.approx(np.sqrt(jackknife_variance(left_out)), rel=0.02)
    assert np.log(value / bounds.low[0]) / 1.959964 == pytest.approx(standard_error)


def test_a_ratio_of_ratios_turned_over_has_its_interval_turned_over() -> None:
    random = np.random.default_rng(3)
    ya, xa, yb, xb = random.integers(1, 50, size=(4, 30))
    value = (ya.sum() / xa.sum()) / (yb.sum() / xb.sum())
    bounds = linearised_ratio_of_ratios(floats(value), moments=moments_of(ya, xa, yb, xb))
    inverse = linearised_ratio_of_ratios(floats(1 / value), moments=moments_of(yb, xb, ya, xa))
    assert (inverse.low[0], inverse.high[0]) == pytest.approx((1 / bounds.high[0], 1 / bounds.low[0]))


def test_linearised_intervals_hold_the_truth_about_95_times_in_a_hundred() -> None:
    """2,000 samples of 80 people with skewed hours that go with presence. The binomial noise of a coverage is .005."""
    random = np.random.default_rng(20250403)
    shape = (2000, 80)
    keenness = random.lognormal(0, 0.5, size=shape)
    xa, xb = random.integers(30, 366, size=shape), random.integers(30, 366, size=shape)
    ya, yb = np.rint(20 * keenness * xa).astype(np.int64), np.rint(10 * keenness * xb).astype(np.int64)
    ratios = ya.sum(axis=1) / xa.sum(axis=1)
    of_ratio = linearised_ratio(ratios, moments=moments_of(ya, xa))
    truth = 20 * np.exp(0.125)
    assert 0.925 < ((of_ratio.low <= truth) & (truth <= of_ratio.high)).mean() < 0.96
    relative = ratios / (yb.sum(axis=1) / xb.sum(axis=1))
    of_relative = linearised_ratio_of_ratios(relative, moments=moments_of(ya, xa, yb, xb))
    assert 0.925 < ((of_relative.low <= 2) & (of_relative.high >= 2)).mean() < 0.965


def test_enps_of_nine_promoters_six_passives_and_five_detractors_is_the_published_one() -> None:
    bounds = enps(floats(9), passives=floats(6), detractors=floats(5))
    assert (bounds.low[0], bounds.high[0]) == pytest.approx((-15.9, 50.7), abs=0.05)


def test_enps_is_symmetric_stays_on_its_scale_and_is_undefined_without_answers() -> None:
    bounds = enps(floats(20, 0, 0), passives=floats(0, 0, 0), detractors=floats(0, 20, 0))
    assert (bounds.high[0], bounds.low[1]) == (100, -100)
    assert bounds.low[0] == pytest.approx(-bounds.high[1])
    assert 50 < bounds.low[0] < 100
    assert np.isnan([bounds.low[2], bounds.high[2]]).all()


METHODS = {
    "response_rate": "wilson",
    "retention_rate_12m": "wilson",
    "turnover_rate": "poisson",
    "retention_complement": "poisson",
    "completion_rate": "ratio",
    "learning_hours_per_employee": "ratio",
    "leader_learning_hours_ratio": "ratio_of_ratios",
    "enps": "enps",
    "headcount": "none",
}
COLUMNS: dict[str, pa.DataType] = {
    "metric_id": pa.string(),
    "org_unit_id": pa.string(),
    "numerator": pa.float64(),
    "denominator": pa.float64(),
    "value": pa.float64(),
    "moments": pa.list_(pa.decimal128(38, 0)),
}
SCHEMA = pa.schema(COLUMNS)


def cell(
    metric_id: str,
    value: float | None,
    *,
    numerator: float | None = None,
    denominator: float | None = None,
    moments: list[int] | None = None,
) -> dict[str, Any]:
    return {
        "metric_id": metric_id,
        "org_unit_id": "north",
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "moments": None if moments is None else [Decimal(m) for m in moments],
    }


def table(*cells: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(cells), schema=SCHEMA)


HOURS = cell("learning_hours_per_employee", 120.0, moments=[3, 6, 3, 14, 6, 3])  # 1, 2 and 3 hours, as minutes
RESPONSE = cell("response_rate", 0.7, numerator=7, denominator=10)
TURNOVER = cell("turnover_rate", 0.05, numerator=10, denominator=200)
ENPS = cell("enps", 20.0, moments=[9, 6, 5])
NO_ENPS = cell("enps", None, moments=[0, 0, 0])
HEADCOUNT = cell("headcount", 12.0, numerator=12)


def intervals_of(cells: pa.Table, **options: Any) -> list[tuple[float | None, float | None, str | None]]:
    rows = add_intervals(cells, methods=METHODS, **options).to_pylist()
    return [(row["ci_low"], row["ci_high"], row["interval_method"]) for row in rows]


def test_every_cell_gets_the_interval_of_its_metric_in_its_place() -> None:
    """The limits were worked out apart, in decimals of 40 digits, and for Poisson from chi-square quantiles."""
    cells = table(HOURS, RESPONSE, TURNOVER, ENPS, NO_ENPS, HEADCOUNT)
    result = add_intervals(cells, methods=METHODS)
    assert result.select(cells.column_names) == cells
    assert result.schema.names[-3:] == ["ci_low", "ci_high", "interval_method"]
    assert intervals_of(cells) == [
        (52.1048554199, 187.89514458, "linearised"),
        (0.396778145346, 0.892208733444, "wilson"),
        (0.0239769434807, 0.0919517802101, "poisson"),
        (-15.9457844737, 50.7283931694, "enps"),
        (None, None, None),
        (None, None, None),
    ]


def test_order_chunks_and_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = table(*[HOURS, RESPONSE, HOURS, TURNOVER, ENPS, HOURS, NO_ENPS, HEADCOUNT] * 3)
    expected = intervals_of(cells)
    order = np.random.default_rng(1).permutation(len(cells))
    assert intervals_of(cells.take(order)) == [expected[row] for row in order]
    assert intervals_of(pa.concat_tables([cells.slice(0, 5), cells.slice(5)])) == expected
    assert intervals_of(cells.slice(2)) == expected[2:]
    monkeypatch.setattr(intervals, "BATCH", 2)
    assert intervals_of(cells) == expected


def test_a_table_without_cells_gets_the_columns_all_the_same() -> None:
    result = add_intervals(SCHEMA.empty_table(), methods=METHODS)
    assert result.schema.names[-3:] == ["ci_low", "ci_high", "interval_method"]
    assert result.schema.types[-3:] == [pa.float64(), pa.float64(), pa.string()]


def test_a_response_rate_of_all_is_a_census_and_any_other_share_of_all_keeps_its_interval() -> None:
    asked = cell("response_rate", 1.0, numerator=10, denominator=10)
    employed = cell("retention_rate_12m", 1.0, numerator=10, denominator=10)
    assert intervals_of(table(asked, employed)) == [(None, None, "census"), (0.722467196974, 1.0, "wilson")]


def test_one_minus_turnover_has_one_minus_the_interval_of_turnover() -> None:
    """10 leavers of 150.3 heads: 150.3 - 140.3 is not 10 in doubles."""
    complement = cell("retention_complement", 140.3 / 150.3, numerator=140.3, denominator=150.3)
    turnover = cell("turnover_rate", 10 / 150.3, numerator=10, denominator=150.3)
    found, of_turnover = add_intervals(table(complement, turnover), methods=METHODS).to_pylist()
    assert found["ci_low"] == pytest.approx(1 - of_turnover["ci_high"])
    assert found["ci_high"] == pytest.approx(1 - of_turnover["ci_low"])
    assert found["interval_method"] == "poisson"


def test_a_gain_has_one_minus_the_interval_of_what_was_left_and_may_be_a_loss() -> None:
    """Gains of .6, .5 and -.1: mean .3333, standard deviation .3786, ± 1.96 x .3786 / sqrt(3) = .4284."""
    left, whole = [400_000, 500_000, 1_100_000], 1_000_000
    squares = sum(part * part for part in left)
    moments = [3, sum(left), 3 * whole, squares, sum(left) * whole, 3 * whole**2]
    gain = cell("learning_gain", 1 / 3, numerator=1.0, denominator=3.0, moments=moments)
    (found,) = add_intervals(table(gain), methods=METHODS | {"learning_gain": "ratio"}).to_pylist()
    assert found["ci_low"] == pytest.approx(-0.0951, abs=1e-4)
    assert found["ci_high"] == pytest.approx(0.7618, abs=1e-4)


def test_no_leavers_are_none_though_the_subtraction_leaves_a_trace() -> None:
    heads = 150.3
    noisy = cell("retention_complement", 1.0, numerator=heads - 1e-12, denominator=heads)
    ((low, *rest),) = intervals_of(table(noisy))
    assert low == pytest.approx(1 - 3.688879 / heads)
    assert rest == [1.0, "poisson"]


def test_the_interval_of_a_share_ends_at_one_and_that_of_a_rate_does_not() -> None:
    moments = [3, 8, 9, 22, 24, 27]  # 3 of 3, 3 of 3 and 2 of 3
    cells = table(
        cell("completion_rate", 8 / 9, moments=moments), cell("learning_hours_per_employee", 8 / 9, moments=moments)
    )
    share, rate = intervals_of(cells, upper_limits={"completion_rate": 1.0})
    assert share[1] == 1.0
    assert rate[1] == pytest.approx(8 / 9 + 1.959964 / 9)
    assert share[0] == rate[0]


def test_no_value_no_variation_and_no_answers_leave_nulls_and_never_nan() -> None:
    cells = table(
        cell("learning_hours_per_employee", 0.0, moments=[4, 0, 4, 0, 0, 4]),
        cell("learning_hours_per_employee", 2.0, moments=[1, 2, 1, 4, 2, 1]),
        cell("leader_learning_hours_ratio", 0.0, moments=[2, 0, 1, 1, 1, *[0] * 4, 1, 0, 0, 1, 1, 1]),
        cell("completion_rate", None, moments=[0] * 6),
        cell("turnover_rate", None, numerator=0, denominator=0),
        NO_ENPS,
    )
    assert intervals_of(cells) == [(None, None, None)] * 6


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (cell("attrition", 0.5), "attrition"),
        (cell("response_rate", 1.1, numerator=11, denominator=10), "numerator <= denominator"),
        (cell("response_rate", 0.55, numerator=5.5, denominator=10), "counts"),
        (cell("response_rate", 0.7, denominator=10), "counts"),
        (cell("response_rate", 0.0, numerator=0, denominator=0), "denominator > 0"),
        (cell("turnover_rate", 0.0, numerator=0, denominator=0), "exposure > 0"),
        (cell("enps", 0.0, moments=[0, 0, 0]), "without answers"),
        (cell("response_rate", 70.0, numerator=7, denominator=10), "not what its method computes"),
        (cell("turnover_rate", 0.0525, numerator=10.5, denominator=200), "whole number of events"),
        (cell("turnover_rate", 5.0, numerator=10, denominator=200), "not what its method computes"),
        (cell("retention_complement", 1.05, numerator=210, denominator=200), "whole number of events"),
        (cell("enps", 25.0, moments=[9, 6, 5]), "not what its method computes"),
        (cell("enps", 20.0), "without moments"),
        (cell("enps", 20.0, moments=[9, 6, 5, 0]), "lists of 3"),
        (cell("completion_rate", 0.5, moments=[3, 8, 9, -22, 24, 27]), "negative"),
        (cell("completion_rate", 8 / 9, moments=[3, 8, 9, 9, 24, 27]), "contradict"),
        (cell("completion_rate", 1.2, moments=[3, 8, 9, 22, 24, 27]), "upper limit"),
        (cell("headcount", float("nan")), "NaN"),
        (cell("headcount", float("inf")), "infinite"),
    ],
)
def test_a_cell_that_contradicts_its_method_is_refused(bad: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        add_intervals(table(HOURS, bad), methods=METHODS, upper_limits={"completion_rate": 1.0})


def test_a_refusal_names_the_cell_and_counts_its_likes() -> None:
    bad = cell("response_rate", 1.1, numerator=11, denominator=10)
    with pytest.raises(ValueError, match=r"2 cells, the first: .*response_rate.*north"):
        add_intervals(table(RESPONSE, bad, bad), methods=METHODS)


def test_a_method_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match=r"bootstrap.*wilson"):
        add_intervals(table(ENPS), methods={"enps": "bootstrap"})
