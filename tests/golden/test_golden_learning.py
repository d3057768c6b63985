"""The worked examples of learning beyond hours and participation, out of the built tables; who is who stands in part_learning.py."""

from datetime import date

import pytest

from tests.golden.company import AS_OF
from tests.pipeline import Refreshed

SPRING, SUMMER, AUTUMN = date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)


def cell(
    golden: Refreshed, metric: str, unit: str, period_type: str, period_end: date, *, category: str = "all"
) -> dict[str, float]:
    """One cell of the estimated KPI values, of everybody or of a programme; fails when there is not exactly one."""
    columns = ("value", "numerator", "denominator", "completeness")
    rows = golden.warehouse(
        f"select {', '.join(columns)} from estimates.kpi_values"
        " where metric_id = ? and org_unit_id = ? and period_type = ? and period_end = ? and category = ?",
        [metric, unit, period_type, period_end, category],
    )
    assert len(rows) == 1, f"{metric} {unit} {period_type} {period_end}: {len(rows)} rows"
    return dict(zip(columns, rows[0], strict=True))


def test_three_of_five_compulsory_courses_are_completed_in_time_and_the_due_day_is(golden: Refreshed) -> None:
    """On the day, a day and twenty days before; one a day late, one never. Exempt and gone before: in neither part."""
    found = cell(golden, "on_time_completion_rate", "in_time", "quarter", SUMMER)
    assert (found["numerator"], found["denominator"]) == (3, 5)
    assert found["value"] == pytest.approx(0.6)


def test_two_of_four_certificates_are_valid_and_one_of_unknown_length_is_neither(golden: Refreshed) -> None:
    """The third ends on the very day, the fourth has none, of the fifth nobody says how long it holds."""
    found = cell(golden, "certification_validity", "crane", "day", AUTUMN)
    assert (found["numerator"], found["denominator"]) == (2, 4)
    assert found["completeness"] == pytest.approx(0.8)


def test_a_certificate_that_ends_on_the_ninetieth_day_ends_soon_and_on_the_ninety_first_not(golden: Refreshed) -> None:
    found = cell(golden, "certificates_expiring_share", "crane", "day", AUTUMN)
    assert (found["numerator"], found["denominator"]) == (1, 2)


def test_seven_two_and_one_hour_are_seventy_twenty_and_ten_percent(golden: Refreshed) -> None:
    shares = [
        cell(golden, f"{kind}_hours_share", "mix", "quarter", SPRING)["value"]
        for kind in ("experiential", "social", "formal")
    ]
    assert shares == pytest.approx([0.7, 0.2, 0.1])
    assert cell(golden, "formal_records", "mix", "quarter", SPRING)["value"] == 2
    captured = cell(golden, "non_formal_capture_rate", "mix", "quarter", SPRING)
    assert (captured["numerator"], captured["denominator"]) == (1, 2)


def test_coaching_by_the_supervisor_is_training_for_esrs_and_not_for_gri_or_iso(golden: Refreshed) -> None:
    rows = golden.warehouse(
        "select is_disclosable_esrs_s1_13, is_disclosable_gri_404_1, is_disclosable_iso_30414"
        " from warehouse.warehouse.fct_learning_records where course_id = 'act-coaching'"
    )
    assert rows == [(True, False, False)]


def test_ten_hours_in_working_time_of_two_times_forty_are_an_eighth(golden: Refreshed) -> None:
    """Five hours more were learned outside working time."""
    found = cell(golden, "learning_time_budget_use", "leertijd", "year", AUTUMN)
    assert [found["numerator"], found["denominator"]] == pytest.approx([10, 80])
    assert found["value"] == pytest.approx(0.125)


def test_without_learning_time_set_aside_its_use_is_unknown_and_not_zero(golden: Refreshed) -> None:
    assert cell(golden, "learning_time_budget_use", "spread", "year", AUTUMN)["value"] is None


def test_two_of_five_people_of_the_whole_quarter_learned_nothing(golden: Refreshed) -> None:
    """One came a day late and learned nothing either; a record of unknown length is learning."""
    found = cell(golden, "zero_learner_share", "quiet", "quarter", SUMMER)
    assert (found["numerator"], found["denominator"]) == (2, 5)


def test_ten_with_an_hour_and_ten_with_nothing_have_a_gini_of_ten_nineteenths(golden: Refreshed) -> None:
    """Half of the hours would be .5; the correction is 20 / 19."""
    assert cell(golden, "learning_hours_gini", "spread", "year", AUTUMN)["value"] == pytest.approx(10 / 19)


def test_two_of_ten_seats_are_missed_and_one_of_unknown_end_lowers_completeness(golden: Refreshed) -> None:
    """One stayed away, one cancelled at the very start."""
    found = cell(golden, "no_show_rate", "seats", "quarter", AUTUMN)
    assert (found["numerator"], found["denominator"]) == (2, 10)
    assert found["completeness"] == pytest.approx(10 / 11)


def test_seven_attended_sessions_of_two_hours_are_fourteen_hours_where_no_record_tells_of_the_course(
    golden: Refreshed,
) -> None:
    assert cell(golden, "learning_hours", "seats", "quarter", AUTUMN)["value"] == pytest.approx(14)


def test_fifty_before_and_eighty_after_of_a_hundred_is_a_gain_of_point_six(golden: Refreshed) -> None:
    assert cell(golden, "learning_gain", "gain", "quarter", AUTUMN)["value"] == pytest.approx(0.60)


def test_the_groups_gain_is_the_mean_of_gains_and_hakes_stands_beside_it(golden: Refreshed) -> None:
    """(.6 + .5) / 2; (30 + 5) / (50 + 10); (.30 + .05) / 2."""
    values = [
        cell(golden, metric, "gains", "quarter", AUTUMN)["value"]
        for metric in ("learning_gain", "learning_gain_hake_class", "learning_gain_raw")
    ]
    assert values == pytest.approx([0.55, 35 / 60, 0.175])


@pytest.mark.parametrize("category", ["all", "slow"])
def test_half_are_completed_on_the_tenth_day_where_exit_and_withdrawal_compete(
    golden: Refreshed, category: str
) -> None:
    """.2 on day 3; survival .8 x 7/8 x 6/7 = .6 before day 10, with six at risk .6 x 3/6 = .3 more: exactly one half."""
    found = cell(golden, "time_to_completion_days", "waiting", "r12", AS_OF, category=category)
    assert found["value"] == 10


def test_a_programme_has_its_participants_and_their_completion(golden: Refreshed) -> None:
    completion = cell(golden, "completion_rate", "waiting", "quarter", SUMMER, category="slow")
    assert (completion["numerator"], completion["denominator"]) == (5, 10)
    assert cell(golden, "participants", "waiting", "quarter", SUMMER, category="slow")["value"] == 5
    runs = golden.warehouse(
        "select run_id, count(*), count(completed_on) from warehouse.warehouse.fct_programme_participations"
        " where programme_id = 'slow' group by run_id"
    )
    assert runs == [("2024-Q3", 10, 5)]
