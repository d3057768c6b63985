"""The real company's figures, recomputed from the raw files by hand (pandas, no code of the pipeline), agree exactly."""

from datetime import date

import pandas as pd
import pytest

from tests.pipeline import Refreshed

YEAR = (pd.Timestamp("2022-01-01"), pd.Timestamp("2022-12-31"))
TAKEN = {"Completed", "Passed", "Failed"}


def company_cell(
    company: Refreshed, metric: str, period_type: str = "year", period_end: date = date(2022, 12, 31)
) -> tuple[float, float, float]:
    """(numerator, denominator, value) of a metric of the whole company, before disclosure control rounds it."""
    rows = company.warehouse(
        "select numerator, denominator, value from estimates.kpi_values"
        " where metric_id = ? and period_type = ? and period_end = ? and org_unit_id = 'company' and dimension = 'all'",
        [metric, period_type, period_end],
    )
    assert len(rows) == 1
    return rows[0]


def employed_days(people: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """Calendar days each person was employed between two days, both included."""
    from_day = people["start"].where(people["start"] > first, first)
    last_day = people["last"].fillna(last)
    to_day = last_day.where(last_day < last, last)
    days: pd.Series = (to_day - from_day).dt.days.add(1).clip(lower=0)
    return days


def test_every_person_and_record_is_there(company: Refreshed, people: pd.DataFrame, trainings: pd.DataFrame) -> None:
    assert company.warehouse("select count(*) from warehouse.warehouse.dim_people") == [(len(people),)] == [(3000,)]
    assert (
        company.warehouse("select count(*) from warehouse.warehouse.fct_learning_records")
        == [(len(trainings),)]
        == [(3000,)]
    )
    assert company.warehouse("select count(*) from warehouse.warehouse.fct_employment_spells") == [(3000,)]


def test_no_row_is_quarantined_and_none_is_lost(company: Refreshed) -> None:
    """Every value of these files fits, once the YAML says how the mixed dates are read."""
    assert company.warehouse(
        "select sum(rows_quarantined), sum(rows_read - rows_landed) from staging.stg_landing__deliveries"
    ) == [(0, 0)]


def test_average_headcount_of_2022_is_person_days_over_365(company: Refreshed, people: pd.DataFrame) -> None:
    days = int(employed_days(people, *YEAR).sum())
    assert company_cell(company, "average_headcount") == (days, 365, days / 365)


def test_turnover_of_2022_is_exits_over_average_headcount(company: Refreshed, people: pd.DataFrame) -> None:
    exits = int(people["last"].between(*YEAR).sum())
    days = int(employed_days(people, *YEAR).sum())
    numerator, denominator, value = company_cell(company, "turnover_rate")
    assert numerator == exits
    assert denominator == pytest.approx(days / 365, rel=1e-12)
    assert value == pytest.approx(exits / (days / 365), rel=1e-12)


def test_voluntary_turnover_of_the_last_quarter_counts_resignations_and_not_retirements(
    company: Refreshed, people: pd.DataFrame
) -> None:
    quarter = (pd.Timestamp("2023-04-01"), pd.Timestamp("2023-06-30"))
    exits = int((people["last"].between(*quarter) & people["TerminationType"].isin(["Voluntary", "Resignation"])).sum())
    assert company_cell(company, "turnover_voluntary_rate", "quarter", date(2023, 6, 30))[0] == exits


def test_participation_of_the_twelve_months_to_july_counts_those_trained_while_employed(
    company: Refreshed, people: pd.DataFrame, trainings: pd.DataFrame
) -> None:
    window = (pd.Timestamp("2022-08-01"), pd.Timestamp("2023-07-31"))
    while_employed = (trainings["day"] >= trainings["start"]) & (
        trainings["last"].isna() | (trainings["day"] <= trainings["last"])
    )
    taken = trainings[trainings["day"].between(*window) & trainings["TrainingOutcome"].isin(TAKEN) & while_employed]
    employed = int((employed_days(people, *window) > 0).sum())
    numerator, denominator, value = company_cell(company, "participation_rate_ever", "r12", date(2023, 7, 31))
    assert (numerator, denominator) == (taken["EmployeeID"].nunique(), employed)
    assert value == pytest.approx(taken["EmployeeID"].nunique() / employed, rel=1e-12)
    hours = int(taken["TrainingDurationDays"].astype(int).sum()) * 8
    assert company_cell(company, "learning_hours", "r12", date(2023, 7, 31))[2] == hours


def test_retention_from_july_to_july_follows_those_there_at_the_start(company: Refreshed, people: pd.DataFrame) -> None:
    start, end = pd.Timestamp("2022-07-31"), pd.Timestamp("2023-07-31")
    there = people[(people["start"] <= start) & (people["last"].isna() | (people["last"] >= start))]
    stayed = int((there["last"].isna() | (there["last"] >= end)).sum())
    assert company_cell(company, "retention_rate_12m", "r12", date(2023, 7, 31)) == (
        stayed,
        len(there),
        stayed / len(there),
    )


@pytest.mark.parametrize(
    ("check", "found", "decision"),
    [
        ("active_with_exit_date", 991 + 86 + 69, "exit_date_wins"),
        ("after_exit", 1029, "exclude"),
        ("before_hire", 288, "exclude"),
        ("future_but_started", 69, "the dates count"),
    ],
)
def test_contradictions_are_counted_and_their_decision_is_published(
    company: Refreshed, check: str, found: int, decision: str
) -> None:
    """991 rows say Active, 86 on leave and 69 future start, and all carry an exit date that has passed."""
    rows = company.release(
        "select rows_found, decision from data_quality where check_id = ? and rows_found > 0", [check]
    )
    assert rows == [(found, decision)]


def test_mixed_dates_are_read_day_first_as_the_yaml_says(company: Refreshed, people: pd.DataFrame) -> None:
    """The year of birth is the same either way; the count of people per year shows that no value was lost."""
    years = people["DOB"].str.extract(r"(\d{4})$")[0].astype(int).value_counts().sort_index()
    rows = company.warehouse("select birth_year, count(*) from warehouse.warehouse.dim_people group by 1 order by 1")
    assert rows == list(zip(years.index.tolist(), years.tolist(), strict=True))


def test_the_survey_scores_are_those_of_the_file(company: Refreshed, shared_data: object, people: pd.DataFrame) -> None:
    raw = pd.read_csv(f"{shared_data}/company_hr_lms_survey/employee_engagement_survey_data.csv", encoding="utf-8-sig")
    scores = raw[["EngagementScore", "SatisfactionScore", "WorkLifeBalanceScore"]]
    person_means = (scores - 1).div(4).mul(100).mean(axis=1)
    numerator, denominator, value = company_cell(company, "mean_score", "survey", date(2023, 8, 5))
    assert denominator == len(raw) == len(people)
    assert value == pytest.approx(person_means.mean(), abs=1e-5)
    favourable = int((scores >= 4).sum().sum())
    assert company_cell(company, "favourability", "survey", date(2023, 8, 5))[:2] == (favourable, scores.size)
    del numerator


def test_what_the_files_lack_is_said_and_stops_nothing_else(company: Refreshed) -> None:
    """No FTE, no invitations, no managers: those metrics are null with a reason; the others are there."""
    rows = dict(
        company.release(
            "select metric_id, string_agg(distinct suppression_reason) from kpi_values where org_unit_id = 'company'"
            " and metric_id in ('fte', 'response_rate', 'leader_participation_rate_ever') and is_suppressed"
            " and suppression_reason <> 'incomplete_window' group by 1"
        )
    )
    assert set(rows) == {"fte", "response_rate", "leader_participation_rate_ever"}
