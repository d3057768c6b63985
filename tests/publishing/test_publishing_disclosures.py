"""Disclosures are published figures under the name of a standard, or the reason why there is none."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from publishing.catalogue import load_catalogue
from publishing.disclosures import GENDERS, load_mapping, publish_disclosures

MACROS = Path(__file__).resolve().parents[2] / "publishing" / "sql" / "macros.sql"


@pytest.fixture
def answered() -> Iterator[duckdb.DuckDBPyConnection]:
    """2025: 2,104.5 hours, 225 heads at the end, 8.96 hours a head by gender, turnover of twelve months, reviews withheld."""
    with duckdb.connect() as connection:
        connection.execute(MACROS.read_text())
        connection.execute(
            "create table periods as from (values ('year', date '2025-01-01', date '2025-12-31'), ('year', date '2018-01-01', date '2018-12-31'),"
            " ('r12', date '2025-01-01', date '2025-12-31')) as t(period_type, period_start, period_end)"
        )
        connection.execute("""create table metrics as from (values ('learning_hours', 'hours'), ('headcount', 'heads'),
            ('learning_hours_per_employee', 'hours per head'), ('turnover_voluntary_rate', 'rate'), ('review_coverage_rate', 'rate'))
            as t(metric_id, unit)""")
        connection.execute("""create table kpi_values as from (values
            ('learning_hours', 'year', 'company', 'all', 'all', 2104.5, null),
            ('learning_hours', 'year', 'a', 'all', 'all', 900, null),
            ('headcount', 'day', 'company', 'all', 'all', 225, null),
            ('learning_hours_per_employee', 'year', 'company', 'all', 'all', 8.96, null),
            ('learning_hours_per_employee', 'r12', 'company', 'all', 'all', 1, null),
            ('learning_hours_per_employee', 'year', 'company', 'gender', 'female', 9.5, null),
            ('learning_hours_per_employee', 'year', 'company', 'gender', 'other', null, 'small_group'),
            ('turnover_voluntary_rate', 'r12', 'company', 'all', 'all', 0.14, null),
            ('review_coverage_rate', 'year', 'company', 'all', 'all', null, 'low_completeness')
            ) as t(metric_id, period_type, org_unit_id, dimension, category, value, suppression_reason)
            cross join (select date '2025-12-31' as period_end, true as is_latest)""")
        publish_disclosures(connection)
        yield connection


def one(
    connection: duckdb.DuckDBPyConnection, datapoint: str, category: str = "all"
) -> tuple[float | None, str | None]:
    found = connection.execute(
        "select value, suppression_reason from disclosures where datapoint = ? and category = ? and period_end = '2025-12-31'",
        [datapoint, category],
    ).fetchall()
    assert len(found) == 1, (datapoint, category, found)
    return found[0]


def test_esrs_hours_are_those_of_the_fiscal_year_as_a_whole_and_by_gender(answered: duckdb.DuckDBPyConnection) -> None:
    assert one(answered, "S1-13 83(b)") == (8.96, None)
    assert one(answered, "S1-13 83(b)", "female") == (9.5, None)


def test_a_gender_that_is_withheld_is_withheld_here_and_one_without_a_figure_says_so(
    answered: duckdb.DuckDBPyConnection,
) -> None:
    assert one(answered, "S1-13 83(b)", "other") == (None, "small_group")
    assert one(answered, "S1-13 83(b)", "not_reported") == (None, "not_broken_down")


def test_gri_404_1_divides_the_hours_by_the_heads_at_the_end_of_the_year(answered: duckdb.DuckDBPyConnection) -> None:
    """2,104.5 / 225 = 9.3533: not the 8.96 of the average headcount."""
    assert one(answered, "404-1") == (9.35, None)


def test_what_is_published_for_rolling_years_only_is_taken_from_the_one_that_ends_with_the_year(
    answered: duckdb.DuckDBPyConnection,
) -> None:
    assert one(answered, "turnover: voluntary turnover rate without retirement") == (0.14, None)


def test_a_figure_that_is_withheld_or_of_no_metric_yet_has_its_reason(answered: duckdb.DuckDBPyConnection) -> None:
    assert one(answered, "404-3") == (None, "low_completeness")
    assert one(answered, "S1-13 AR 77(b)") == (None, "metric_not_available")


def test_a_version_answers_only_for_years_that_end_in_its_time(answered: duckdb.DuckDBPyConnection) -> None:
    """ESRS applies from 2024 on and ISO 30414 from 2019; of 2018 there is GRI alone."""
    assert answered.execute("select distinct regime from disclosures where period_end = '2018-12-31'").fetchall() == [
        ("GRI",)
    ]


def test_no_datapoint_is_mapped_twice_for_one_day() -> None:
    mapped = sorted((each.regime, each.datapoint, each.valid_from, each.valid_to) for each in load_mapping())
    for before, after in pairwise(mapped):
        assert before[:2] != after[:2] or before[3] < after[2]


def test_a_metric_that_the_catalogue_has_under_another_name_is_not_waited_for() -> None:
    """`code` finds it: a datapoint whose metric is missing must have a code that no metric of the catalogue has."""
    catalogue = load_catalogue()
    codes = {metric.code for metric in catalogue.metrics}
    missed = [
        (each.datapoint, each.metric)
        for each in load_mapping()
        if each.metric not in catalogue.by_id and each.code in codes
    ]
    assert missed == []


def test_every_datapoint_says_in_both_languages_what_is_counted() -> None:
    assert all(each.counted.endswith(".") and each.counted_nl.endswith(".") for each in load_mapping())
    assert date(2024, 1, 1) == min(each.valid_from for each in load_mapping() if each.regime == "ESRS")
    assert len(GENDERS) == 4
