"""Absence, moves, vacancies, time in role and managers by worked examples, out of the built tables. Who is in the units: part_workforce.py."""

from datetime import date

import pytest

from tests.pipeline import Refreshed

JUNE_2025 = date(2025, 6, 30)


def cell(
    golden: Refreshed,
    metric: str,
    unit: str,
    period_type: str = "r12",
    period_end: date = JUNE_2025,
    *,
    category: str = "all",
) -> dict[str, float]:
    """One cell of the estimated KPI values; fails when there is not exactly one."""
    rows = golden.warehouse(
        "select value, numerator, denominator, completeness from estimates.kpi_values"
        " where metric_id = ? and org_unit_id = ? and period_type = ? and period_end = ? and category = ?",
        [metric, unit, period_type, period_end, category],
    )
    assert len(rows) == 1, f"{metric} {unit} {period_type} {period_end}: {len(rows)} rows"
    return dict(zip(("value", "numerator", "denominator", "completeness"), rows[0], strict=True))


def test_absence_of_six_whole_and_ten_half_days_of_half_a_job_is_8_5_of_45(golden: Refreshed) -> None:
    """6 x 1 x 1 + 10 x .5 x .5 = 8.5 of 30 x 1 + 30 x .5 = 45; the half job is known by its hours, 20 of 40."""
    rate = cell(golden, "absence_rate", "ill", "quarter", date(2024, 6, 30))
    assert (rate["numerator"], rate["denominator"], rate["completeness"]) == (8.5, 45, 1)
    assert rate["value"] == pytest.approx(0.188889, abs=5e-7)


def test_every_report_counts_and_a_relapse_within_28_days_is_no_new_illness(golden: Refreshed) -> None:
    """Four reports in four person-years; the second comes 20 days after recovery, the third 28 days after the second."""
    assert cell(golden, "absence_frequency", "relapse")["value"] == pytest.approx(1)
    assert cell(golden, "absence_frequency_merged28", "relapse")["value"] == pytest.approx(0.75)


def test_duration_is_that_of_recovered_cases(golden: Refreshed) -> None:
    """Cases of 10, 4 and 2 days; the one that runs since June has not recovered, and the one entered twice is no case."""
    duration = cell(golden, "absence_duration_mean", "relapse")
    assert (duration["numerator"], duration["denominator"]) == (16, 3)


def test_absence_by_length_adds_up_to_all_of_it(golden: Refreshed) -> None:
    """10 + 4 + 2 + 30 days of 4 x 365: medium are the case of 10 and the open one, 30 days long by the end of June."""
    whole = cell(golden, "absence_rate", "relapse")
    assert (whole["numerator"], whole["denominator"]) == (46, 1460)
    by_length = {
        name: cell(golden, "absence_rate", "relapse", category=name)["numerator"]
        for name in ("short", "medium", "long", "very_long")
    }
    assert by_length == {"short": 6, "medium": 40, "long": 0, "very_long": 0}


def test_a_recoded_unit_a_new_title_and_another_seat_are_no_moves(golden: Refreshed) -> None:
    """Of ten people one is promoted and moves aside, one moves aside, one is demoted; six get a new code under the old title."""
    assert cell(golden, "internal_move_rate", "moves")["numerator"] == 4
    assert cell(golden, "internal_move_rate", "moves")["value"] == pytest.approx(0.4)
    assert cell(golden, "movers_rate", "moves")["value"] == pytest.approx(0.3)
    assert cell(golden, "promotion_rate", "moves")["value"] == pytest.approx(0.1)
    assert cell(golden, "lateral_move_rate", "moves")["value"] == pytest.approx(0.2)
    assert cell(golden, "cross_function_share", "moves")["value"] == pytest.approx(0.25)
    kinds = dict(
        golden.warehouse(
            "select move_kind, count(*) from warehouse.warehouse.fct_moves where person_key in"
            " (select person_key from warehouse.warehouse.fct_employment_segments where org_unit_id = 'moves') group by all"
        )
    )
    assert kinds == {"promotion": 1, "lateral": 2, "demotion": 1, "recoding": 6, "transfer": 6}


def test_two_of_three_vacancies_are_filled_from_inside_and_one_of_two_key_roles(golden: Refreshed) -> None:
    assert cell(golden, "internal_fill_rate", "vacancies")["value"] == pytest.approx(2 / 3)
    assert cell(golden, "critical_internal_fill_rate", "vacancies")["value"] == pytest.approx(1 / 2)


def test_time_to_fill_counts_what_is_open_as_at_least_as_long_as_it_was(golden: Refreshed) -> None:
    """10, 20, 30 days, one given up after 40 and one open: S = 4/5, 3/5, 2/5, so the median is 30; of the filled alone it is 20."""
    fill = cell(golden, "time_to_fill_median_days", "vacancies")
    assert (fill["value"], fill["denominator"]) == (30, 5)


def test_one_of_three_key_roles_has_somebody_ready_now(golden: Refreshed) -> None:
    """Seats 1, 3 and 5 are key; for the first somebody is ready now, for the third soon. Seat 4 was given up."""
    bench = cell(golden, "bench_strength", "vacancies", "quarter")
    assert (bench["numerator"], bench["denominator"]) == (1, 3)


def test_time_in_role_counts_the_roles_that_go_on(golden: Refreshed) -> None:
    """Twenty first roles end on day 100 and twenty second ones go on for longer: S(100) = 20/40, 100 / 30.4375 months."""
    role = cell(golden, "time_in_role_median_months", "roles", "year", date(2024, 12, 31))
    assert role["value"] == pytest.approx(100 / 30.4375)


def test_reports_of_a_manager_who_left_count_with_the_next_one_above(golden: Refreshed) -> None:
    """On the last day of the lead 4 + 3 reports of two managers; a month later all six report to the head."""
    last_day = cell(golden, "span_of_control", "spans", "day", date(2025, 3, 31))
    after = cell(golden, "span_of_control", "spans", "day", date(2025, 4, 30))
    assert (last_day["numerator"], last_day["denominator"]) == (7, 2)
    assert (after["numerator"], after["denominator"]) == (6, 1)
