"""Retention curves as shown: merged steps, the end of the curve, and a summary that says no more than the curve."""

from typing import Any

import pytest

from publishing.curves import significant, steps, summary_row

MONTH = 30.4375


def event(
    months: float, *, at_risk: int, exits: int = 0, censored: int = 0, survival: float, from_days: int = 0
) -> dict[str, Any]:
    """One row of a full-resolution curve, at a tenure in months."""
    return {
        "cohort": "all", "tenure_days": int(months * MONTH), "n_at_risk": at_risk, "n_exits": exits, "n_censored": censored,
        "survival": survival, "ci_low": survival - 0.1, "ci_high": survival + 0.05 if survival < 0.95 else 1.0,
        "is_conditional": from_days > 0, "conditional_from_days": from_days,
    }  # fmt: skip


def test_a_step_is_shown_where_nobody_or_at_least_five_moved_since_the_last_shown_one() -> None:
    """Four leave in the first quarter: merged. One more in the second: five moved since hire, shown. None in the third: shown."""
    curve = (
        steps("all", [event(1, at_risk=100, exits=4, survival=0.96), event(4, at_risk=96, censored=1, survival=0.96),
                      event(11, at_risk=95, exits=6, survival=0.9), event(14, at_risk=89, exits=1, survival=0.89)], n_people=100)
    )  # fmt: skip
    assert [(row["tenure_months"], row["suppression_reason"]) for row in curve] == [
        (0, None),
        (3, "merged_step"),
        (6, None),
        (9, None),
        (12, None),
    ]
    assert [row["survival"] for row in curve] == [1.0, None, 0.96, 0.96, 0.9]


def test_a_merged_step_shows_neither_interval_nor_people_at_risk() -> None:
    merged = (
        steps(
            "all",
            [event(1, at_risk=100, exits=1, survival=0.99), event(9, at_risk=99, exits=9, survival=0.9)],
            n_people=100,
        )
    )[1]
    assert [merged[name] for name in ("survival", "ci_low", "ci_high", "n_at_risk")] == [None] * 4


def test_the_curve_ends_where_fewer_than_ten_are_at_risk() -> None:
    curve = steps(
        "all",
        [event(2, at_risk=30, exits=21, survival=0.3), event(8, at_risk=9, exits=9, survival=0.0)],
        n_people=30,
    )
    assert [row["tenure_months"] for row in curve] == [0]


def test_people_at_risk_are_the_lower_edge_of_their_band_of_five() -> None:
    events = [event(5, at_risk=34, exits=5, survival=0.85), event(9, at_risk=29, exits=5, survival=0.7)]
    first = steps("all", events, n_people=34)[0]
    assert first["n_at_risk"] == 30


@pytest.mark.parametrize(("people", "events"), [(19, [event(1, at_risk=19, exits=5, survival=0.7)]), (40, [])])
def test_a_cohort_of_fewer_than_twenty_or_without_a_curve_is_one_withheld_row(
    people: int, events: list[dict[str, Any]]
) -> None:
    rows = steps("hired_2024", events, n_people=people)
    assert [(row["tenure_months"], row["is_suppressed"], row["suppression_reason"]) for row in rows] == [
        (0, True, "small_group")
    ]


def test_a_curve_that_ends_before_its_first_step_is_one_withheld_row() -> None:
    """Twenty were at risk at four months, nine at six: there is no quarter to show."""
    rows = steps(
        "all",
        [
            event(4, at_risk=20, exits=11, survival=0.45, from_days=110),
            event(7, at_risk=9, exits=9, survival=0.0, from_days=110),
        ],
        n_people=20,
    )
    assert [(row["tenure_months"], row["suppression_reason"]) for row in rows] == [(0, "small_group")]
    assert summary_row(
        {"cohort": "all", "n_people": 20, "median_days": 130, "median_low": None, "median_high": None}, rows
    )["is_suppressed"]


def test_a_conditional_curve_starts_at_the_first_quarter_after_its_start_and_says_from_when() -> None:
    """Left truncation: nobody is seen before 4.2 months, so that the first quarter shown is six months."""
    curve = steps(
        "all",
        [
            event(5, at_risk=50, exits=5, survival=0.9, from_days=128),
            event(13, at_risk=45, exits=5, survival=0.8, from_days=128),
        ],
        n_people=60,
    )
    assert [row["tenure_months"] for row in curve] == [6, 9, 12]
    assert {(row["is_conditional"], row["conditional_from_months"]) for row in curve} == {(True, 5)}


def test_the_summary_is_read_off_the_shown_steps_so_that_a_merged_one_is_null_there_too() -> None:
    estimated = {
        "cohort": "all",
        "n_people": 103,
        "median_days": int(20 * MONTH),
        "median_low": int(15 * MONTH),
        "median_high": None,
    }
    curve: list[dict[str, Any]] = [
        {
            "tenure_months": 12,
            "survival": 0.8,
            "ci_low": 0.7,
            "ci_high": 0.9,
            "is_suppressed": False,
            "is_conditional": False,
            "conditional_from_months": 0,
        },
        {
            "tenure_months": 24,
            "survival": None,
            "ci_low": None,
            "ci_high": None,
            "is_suppressed": True,
            "is_conditional": False,
            "conditional_from_months": 0,
        },
    ]
    summary = summary_row(estimated, curve)
    assert (summary["n_people"], summary["s_12"], summary["s_24"], summary["s_36"]) == (100, 0.8, None, None)
    # The curve is shown until 12 months only, so that a median of 20 would say more than it.
    assert (summary["median_months"], summary["median_low"]) == (None, None)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.123456, 0.123), (0.0012345, 0.00123), (12.345, 12.3), (0.0, 0.0), (None, None), (1.0, 1.0)]
)
def test_three_significant_figures(value: float | None, shown: float | None) -> None:
    assert significant(value) == shown
