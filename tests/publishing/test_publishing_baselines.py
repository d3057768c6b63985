"""The baseline is what was published of the time before, once; a release that held it is never contradicted."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from publishing.baselines import publish_baselines

AS_OF = date(2025, 12, 31)
COLUMNS = """metric_id text, period_type text, period_start date, period_end date, org_unit_id text, dimension text, category text,
    revision int, value double, ci_low double, ci_high double, is_suppressed boolean, suppression_reason text, is_latest boolean"""

HELD = """scope text, subject_id text, metric_id text, org_unit_id text, frozen_on date, period_type text, period_start date,
    period_end date, value double, ci_low double, ci_high double, is_suppressed boolean, suppression_reason text, held_since date,
    current_value double"""


@pytest.fixture
def release() -> Iterator[duckdb.DuckDBPyConnection]:
    """Turnover of two windows and hours of one quarter, of the company and a division; a programme of March 2025, a plan of 2026."""
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse")
        connection.execute("create schema warehouse.warehouse")
        connection.execute("create schema warehouse.published_before")
        connection.execute("create schema warehouse.marts")
        connection.execute(
            "create table warehouse.marts.periods as from (values"
            " ('quarter', date '2024-12-31'), ('month', date '2025-02-28')) as t(period_type, period_end)"
        )
        connection.execute(f"create table warehouse.published_before.baselines ({HELD})")
        connection.execute(
            "create table warehouse.warehouse.dim_programmes as from (values"
            " ('compass', date '2025-03-01'), ('always', null), ('later', date '2026-02-01')) as t(programme_id, opened_on)"
        )
        connection.execute("create table warehouse.warehouse.fct_initiatives as select date '2026-02-01' as started_on")
        connection.execute(
            "create table org_units as from (values ('company', 0), ('a', 1), ('a1', 2)) as t(org_unit_id, level)"
        )
        connection.execute(f"create table kpi_values ({COLUMNS})")
        connection.execute("""
            insert into kpi_values values
            ('turnover_rate', 'r12', '2024-02-01', '2025-01-31', 'company', 'all', 'all', 0, 0.11, 0.08, 0.15, false, null, true),
            ('turnover_rate', 'r12', '2024-03-01', '2025-02-28', 'company', 'all', 'all', 0, 0.12, 0.09, 0.16, false, null, false),
            ('turnover_rate', 'r12', '2024-03-01', '2025-02-28', 'company', 'all', 'all', 1, 0.13, 0.10, 0.17, false, null, true),
            ('turnover_rate', 'r12', '2024-04-01', '2025-03-31', 'company', 'all', 'all', 0, 0.20, 0.15, 0.26, false, null, true),
            ('turnover_rate', 'r12', '2024-03-01', '2025-02-28', 'a', 'all', 'all', 0, null, null, null, true, 'small_group', true),
            ('turnover_rate', 'r12', '2024-03-01', '2025-02-28', 'a1', 'all', 'all', 0, 0.3, null, null, false, null, true),
            ('hours', 'r12', '2024-03-01', '2025-02-28', 'company', 'all', 'all', 0, null, null, null, true, 'incomplete_window', true),
            ('hours', 'quarter', '2024-10-01', '2024-12-31', 'company', 'all', 'all', 0, 40, null, null, false, null, true),
            ('hours', 'month', '2025-02-01', '2025-02-28', 'company', 'all', 'all', 0, 9, null, null, false, null, true),
            ('hours', 'quarter', '2024-10-01', '2024-12-31', 'company', 'gender', 'female', 0, 20, null, null, false, null, true)
            """)
        yield connection


def rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute(
        "select subject_id, metric_id, org_unit_id, period_type, period_end, value, current_value from baselines order by all"
    ).fetchall()


def test_the_baseline_is_the_last_figure_before_the_programme_as_first_published(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """The window to 28 February, 0.12 and not the 0.13 of its revision nor the 0.20 of March; hours of the quarter, since no year was over."""
    publish_baselines(release, as_of=AS_OF)
    assert rows(release) == [
        ("compass", "hours", "company", "quarter", date(2024, 12, 31), 40.0, 40.0),
        ("compass", "turnover_rate", "a", "r12", date(2025, 2, 28), None, None),
        ("compass", "turnover_rate", "company", "r12", date(2025, 2, 28), 0.12, 0.13),
    ]


def test_a_rolling_year_that_no_unit_shows_gives_way_to_the_last_that_ends_with_a_quarter(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """Absence of the year to February is told nowhere; that to December is. A division whose year to December is withheld shows that."""
    release.execute("""
        insert into kpi_values values
        ('absence_rate', 'r12', '2024-03-01', '2025-02-28', 'company', 'all', 'all', 0, null, null, null, true, 'time_difference', true),
        ('absence_rate', 'r12', '2024-01-01', '2024-12-31', 'company', 'all', 'all', 0, 0.05, null, null, false, null, true),
        ('absence_rate', 'r12', '2024-03-01', '2025-02-28', 'a', 'all', 'all', 0, null, null, null, true, 'time_difference', true),
        ('absence_rate', 'r12', '2024-01-01', '2024-12-31', 'a', 'all', 'all', 0, null, null, null, true, 'time_difference', true)
        """)
    publish_baselines(release, as_of=AS_OF)
    assert [row[1:] for row in rows(release) if row[1] == "absence_rate"] == [
        ("absence_rate", "a", "r12", date(2024, 12, 31), None, None),
        ("absence_rate", "company", "r12", date(2024, 12, 31), 0.05, 0.05),
    ]


def test_what_is_withheld_is_withheld_in_the_baseline_with_its_reason(release: duckdb.DuckDBPyConnection) -> None:
    publish_baselines(release, as_of=AS_OF)
    found = release.execute(
        "select is_suppressed, suppression_reason, ci_low from baselines where org_unit_id = 'a'"
    ).fetchall()
    assert found == [(True, "small_group", None)]


def test_a_baseline_that_a_release_held_stays_whatever_is_known_later(release: duckdb.DuckDBPyConnection) -> None:
    """The release before held 0.10; that is what the baseline was, though today's table would give 0.12."""
    publish_baselines(release, as_of=date(2025, 6, 30))
    release.execute("insert into warehouse.published_before.baselines by name select * from baselines")
    release.execute("update warehouse.published_before.baselines set value = 0.10 where value = 0.12")
    release.execute("drop table baselines")
    publish_baselines(release, as_of=AS_OF)
    held = release.execute("select value, held_since, current_value from baselines where value = 0.10").fetchall()
    assert held == [(0.10, date(2025, 6, 30), 0.13)]
    assert len(rows(release)) == 3


def test_the_plan_of_the_organisation_gets_its_baseline_once_it_has_begun(release: duckdb.DuckDBPyConnection) -> None:
    publish_baselines(release, as_of=date(2026, 3, 31))
    found = release.execute("select distinct scope, subject_id, frozen_on from baselines order by all").fetchall()
    assert found == [
        ("organisation", "company", date(2026, 1, 31)),
        ("programme", "compass", date(2025, 2, 28)),
        ("programme", "later", date(2026, 1, 31)),
    ]
