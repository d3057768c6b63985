"""Hires, onboarding, plans, goals, check-ins, reviews and reasons of exit: the worked examples of part_development.py out of built tables."""

from datetime import date

import pytest

from tests.golden.cells import cell
from tests.pipeline import Refreshed

FIRST_QUARTER_2024 = date(2024, 3, 31)
FIRST_QUARTER_2025 = date(2025, 3, 31)
END_OF_2024 = date(2024, 12, 31)


def test_half_of_five_hires_are_productive_on_day_8_though_one_left(golden: Refreshed) -> None:
    """Events on days 2, 5 and 8, an exit on day 3, one never: F(2) = .2, F(5) = .4, F(8) = .6.

    One minus Kaplan-Meier, the leaver censored, would be 1 - 4/5 x 2/3 x 1/2 = .7333 on day 8.
    """
    median = cell(golden, "time_to_productivity_median_days", "settling", "quarter", FIRST_QUARTER_2024)
    assert median["value"] == 8
    curve = golden.warehouse(
        "select day, incidence from estimates.productivity_curves"
        " where org_unit_id = 'settling' and period_type = 'quarter' and period_end = ? and dimension = 'all' order by day",
        [FIRST_QUARTER_2024],
    )
    assert curve == [(2, 0.2), (5, 0.4), (8, 0.6)]


def test_three_of_five_hires_are_productive_by_day_90_the_leaver_in_the_denominator(golden: Refreshed) -> None:
    share = cell(golden, "productive_by_day_90_rate", "settling", "quarter", FIRST_QUARTER_2024)
    assert (share["numerator"], share["denominator"], share["value"]) == (3, 5, 0.6)


def test_two_of_three_hires_with_tasks_were_onboarded_by_day_30(golden: Refreshed) -> None:
    """Days 1, 30 and 31; one hire had no task, which is a completeness of 3 of 4, and one was gone before day 30."""
    share = cell(golden, "onboarding_on_time_rate", "tasks", "month", date(2024, 2, 29))
    assert (share["numerator"], share["denominator"], share["completeness"]) == (2, 3, 0.75)


def test_an_exit_on_day_90_is_early_and_one_on_day_365_is_in_the_first_year(golden: Refreshed) -> None:
    """Last days 90, 91 and 365 of ten hires."""
    assert cell(golden, "early_turnover_90d_rate", "early", "quarter", FIRST_QUARTER_2024)["value"] == 0.1
    assert cell(golden, "early_turnover_365d_rate", "early", "quarter", FIRST_QUARTER_2024)["value"] == 0.3
    # 2024 was a leap year: day 365 of a hire of 1 February 2024 is 30 January 2025.
    period = cell(golden, "new_hire_turnover_period", "early", "r12", END_OF_2024)
    assert (period["numerator"], period["denominator"]) == (2, 10)


def test_plan_coverage_is_six_of_eight_without_the_new_people_and_seven_of_ten_with_them(golden: Refreshed) -> None:
    assert cell(golden, "pdp_coverage_rate", "plans", "day", END_OF_2024)["value"] == 0.75
    assert cell(golden, "pdp_coverage_all_rate", "plans", "day", END_OF_2024)["value"] == 0.7


def test_five_of_eight_goals_were_achieved(golden: Refreshed) -> None:
    """By person 2 of 3, 0 of 1, 1 of 2 and 2 of 2.

    Residuals y - .625 x: .125, -.625, -.25, .75 have squares of 1.03125 together; se = sqrt(4/3 x 1.03125) / 8 = .146576.
    """
    share = cell(golden, "development_goal_completion_rate", "goals", "quarter", FIRST_QUARTER_2025)
    assert (share["numerator"], share["denominator"], share["value"]) == (5, 8, 0.625)
    assert share["ci_low"] == pytest.approx(0.625 - 1.959964 * 0.1465754, abs=1e-5)


def test_two_of_three_had_a_check_in_and_half_the_distances_are_thirty_days_or_less(golden: Refreshed) -> None:
    assert cell(golden, "check_in_coverage_rate", "talks", "quarter", FIRST_QUARTER_2025)["value"] == pytest.approx(
        2 / 3
    )
    assert cell(golden, "check_in_days_between_median", "talks", "quarter", FIRST_QUARTER_2025)["value"] == 30


def test_ratings_5_4_4_3_2_of_five_points_are_a_level_of_65_and_four_of_five_meet(golden: Refreshed) -> None:
    """1 + .75 + .75 + .5 + .25 over 5, as the five answers of the survey score 65."""
    assert cell(golden, "performance_level", "reviews", "r12", END_OF_2024)["value"] == pytest.approx(0.65)
    assert cell(golden, "performance_meets_rate", "reviews", "r12", END_OF_2024)["value"] == 0.8
    assert cell(golden, "performance_rated_share", "reviews", "r12", END_OF_2024)["value"] == 1
    assert cell(golden, "review_development_goal_rate", "reviews", "r12", END_OF_2024)["value"] == 0.6


def test_five_of_eight_people_employed_at_the_end_had_a_review(golden: Refreshed) -> None:
    assert cell(golden, "review_coverage_rate", "reviews", "r12", END_OF_2024)["value"] == 0.625


def test_half_of_the_known_reasons_are_a_lack_of_growth_and_four_of_five_are_known(golden: Refreshed) -> None:
    share = cell(golden, "growth_related_exit_rate", "reasons", "r12", END_OF_2024)
    assert (share["value"], share["completeness"]) == (0.5, 0.8)
