"""Medians of durations by cell, each with the answer worked out by hand. Not here: the curve itself (test_impact_retention.py)."""

from datetime import date

import pyarrow as pa
import pytest

from impact.durations import METHOD, MedianRule, add_medians

FILL = {"fill": MedianRule(start_at_risk=1, days_per_unit=1)}


def values(*cells: tuple[str, str]) -> pa.Table:
    """KPI values of (metric, unit), without a value yet."""
    return pa.table(
        {
            "metric_id": [metric for metric, _ in cells],
            "period_type": ["r12"] * len(cells),
            "period_end": [date(2025, 6, 30)] * len(cells),
            "org_unit_id": [unit for _, unit in cells],
            "dimension": ["all"] * len(cells),
            "category": ["all"] * len(cells),
            "value": pa.array([None if metric == "fill" else 7.0 for metric, _ in cells], pa.float64()),
            "ci_low": pa.array([None] * len(cells), pa.float64()),
            "ci_high": pa.array([None] * len(cells), pa.float64()),
            "interval_method": pa.array([None] * len(cells), pa.string()),
        }
    )


def durations(unit: str, *, ended: tuple[int, ...], open_at: tuple[int, ...] = (), metric: str = "fill") -> pa.Table:
    """Counts per day of requisitions that were all opened on day 0."""
    rows = [(0, len(ended) + len(open_at), 0, 0)]
    rows += [(day, 0, ended.count(day), open_at.count(day)) for day in sorted({*ended, *open_at})]
    columns = list(zip(*rows, strict=True))
    names = ("elapsed_days", "n_entered", "n_exits", "n_censored")
    count = len(rows)
    return pa.table(
        {
            "metric_id": [metric] * count,
            "period_type": ["r12"] * count,
            "period_end": [date(2025, 6, 30)] * count,
            "org_unit_id": [unit] * count,
            "dimension": ["all"] * count,
            "category": ["all"] * count,
            **{name: pa.array(column, pa.int64()) for name, column in zip(names, columns, strict=True)},
        }
    )


def test_an_open_requisition_counts_as_at_least_as_long_as_it_has_been_open() -> None:
    """Filled after 10, 20, 30 days, open for 25: S(10) = 3/4, S(20) = 1/2, so the median is 20; without the open one also 20.

    With two that have been open for 15 days in place of the one: S(10) = 4/5, S(20) = 2/5: still 20; open for 5: they leave
    before the first is filled, and 10, 20, 30 alone have 2/3, 1/3: 20. Dropping what is open for 40 days would say 20 where
    10, 20, 30 and two open for 40 have S(10) = 4/5, S(20) = 3/5, S(30) = 2/5: 30.
    """
    for open_at, median in (((25,), 20.0), ((15, 15), 20.0), ((5, 5), 20.0), ((40, 40), 30.0)):
        found = add_medians(
            values(("fill", "a")), durations("a", ended=(10, 20, 30), open_at=open_at), rules=FILL
        ).to_pylist()
        assert found[0]["value"] == median


def test_where_fewer_than_half_have_ended_there_is_no_median() -> None:
    (cell,) = add_medians(values(("fill", "a")), durations("a", ended=(10,), open_at=(40, 40)), rules=FILL).to_pylist()
    assert (cell["value"], cell["ci_low"], cell["interval_method"]) == (None, None, None)


def test_a_median_has_its_interval_where_both_limits_reach_one_half() -> None:
    """Twenty filled on days 1 to 20, so that S(t) = 1 - t / 20 and S(10) = 1/2.

    The limits of S are S^exp(± z se), se = sqrt((1 - S) / (20 S)) / |log S|. At day 5, S = .75, se = .4488 and the lower one is
    .49995, the first at or under one half (day 4, S = .8: .5511). At day 14, S = .3, the upper one is .5014, at day 15 .4485.
    """
    (cell,) = add_medians(values(("fill", "a")), durations("a", ended=tuple(range(1, 21))), rules=FILL).to_pylist()
    assert (cell["ci_low"], cell["value"], cell["ci_high"]) == (5, 10, 15)
    assert cell["interval_method"] == METHOD


def test_a_curve_with_too_few_at_risk_has_no_median_and_cells_of_other_metrics_stay() -> None:
    rules = {"fill": MedianRule(start_at_risk=5, days_per_unit=30.4375)}
    first, second, other = add_medians(
        values(("fill", "a"), ("fill", "b"), ("other", "a")),
        pa.concat_tables([durations("a", ended=(10, 20, 30)), durations("b", ended=(61,) * 6)]),
        rules=rules,
    ).to_pylist()
    assert first["value"] is None
    assert second["value"] == pytest.approx(61 / 30.4375)
    assert other["value"] == 7


def test_durations_of_a_metric_without_a_rule_are_refused() -> None:
    with pytest.raises(ValueError, match=r"durations of \['stray'\]"):
        add_medians(values(("fill", "a")), durations("a", ended=(1,), metric="stray"), rules=FILL)


def test_no_durations_leave_every_median_empty() -> None:
    (cell,) = add_medians(values(("fill", "a")), durations("a", ended=()).slice(0, 0), rules=FILL).to_pylist()
    assert cell["value"] is None
