"""The presets read what the fictional company writes: all lands but the rows that must not, and no comment does."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingestion.company.writing import write_company
from ingestion.finding import find_files
from ingestion.landing import LandedDelivery, land
from ingestion.sources import load_sources

KEY = b"0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Landing:
    """A company that has landed."""

    exports: Path
    home: Path
    deliveries: tuple[LandedDelivery, ...]
    truth: Mapping[str, Any]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query over the landed tables, each named domain_table."""
        with duckdb.connect() as con:
            for folder in sorted((self.home / "landing").glob("*/*")):
                view = f"{folder.parent.name}_{folder.name}"
                con.execute(f"create view {view} as select * from read_parquet('{folder}/*/*.parquet')")
            return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Landing:
    base = tmp_path_factory.mktemp("landing")
    written = write_company(base / "exports", people=150, months=24)
    home = base / "home"
    home.mkdir()
    sources = load_sources(written.sources)
    deliveries = []
    for source in sources.sources:
        for file in find_files(source):
            assert file.kind is not None, f"{file.file_name} is claimed by no source"
            deliveries.append(land(source, file, home=home, key=KEY, key_version=1))
    return Landing(written.folder, home, tuple(deliveries), json.loads(written.truth.read_text()))


def test_every_file_is_read_by_one_kind_of_one_source(landed: Landing) -> None:
    names = Counter(f"{delivery.source}/{delivery.file_name}" for delivery in landed.deliveries)
    assert set(names.values()) == {1}
    exports = {path.name for path in landed.exports.glob("*/*")}
    assert {delivery.file_name for delivery in landed.deliveries} == exports


def test_exactly_the_misfits_go_to_quarantine(landed: Landing) -> None:
    quarantined: Counter[str] = Counter()
    for delivery in landed.deliveries:
        for table in delivery.tables:
            assert table.rows_read == table.rows_landed + table.rows_quarantined
            quarantined[table.table] += table.rows_quarantined
    expected = landed.truth["quarantine"]
    assert {table: count for table, count in quarantined.items() if count} == expected["records_by_table"]


def test_every_table_gets_rows(landed: Landing) -> None:
    rows: Counter[str] = Counter()
    for delivery in landed.deliveries:
        for table in delivery.tables:
            rows[table.table] += table.rows_landed
    assert len(rows) >= 14
    assert min(rows.values()) > 3


def test_each_encoding_is_the_one_that_was_written(landed: Landing) -> None:
    encodings = {delivery.file_kind: delivery.encoding for delivery in landed.deliveries}
    assert encodings["medewerkers"] == "windows-1252"
    assert encodings["completion"] == encodings["responses"] == encodings["statements"] == "utf-8-sig"


def test_last_days_land_as_they_are_and_ends_of_periods_half_open(landed: Landing) -> None:
    last_day = "select max(last_day_on) from hris_employment_spells where exit_reason = 'retirement'"
    assert landed.query(last_day)[0][0] <= date(2025, 12, 31)
    touching = """
        select count(*) from hris_job_assignments a join hris_job_assignments b
            on a.source_person_key = b.source_person_key and a.valid_to = b.valid_from
    """
    assert landed.query(touching)[0][0] > 20, "one period ends where the next begins"


def test_percentages_land_as_exact_fractions(landed: Landing) -> None:
    factors = {str(value) for (value,) in landed.query("select distinct fte from hris_job_assignments")}
    assert {"1.000000", "0.800000", "0.400000"} <= factors <= {f"{value / 10:.6f}" for value in (4, 5, 6, 8, 9, 10)}


def test_courses_meet_their_enrolments_completions_and_statements(landed: Landing) -> None:
    """The short name is written in three ways: as it is, in file names, and in URLs."""
    # Learning outside courses is in no catalogue.
    for table, rows in (
        ("lms_enrollments", "true"),
        ("lms_learning_records", "activity_type is null"),
        ("lms_learning_events", "true"),
    ):
        strangers = f"""
            select distinct course_id from {table} where {rows} and course_id not in (select course_id from lms_courses)
        """
        assert landed.query(strangers) == []
    assert landed.query("select count(*) from lms_learning_events where course_id is null")[0][0] == 2, "the voidings"


def test_every_source_meets_the_employees_by_number(landed: Landing) -> None:
    for table in (
        "lms_enrollments",
        "lms_learning_records",
        "lms_learning_events",
        "survey_invitations",
        "survey_responses",
    ):
        known = f"""
            select count(*) filter (employee_no_key in (select employee_no_key from hris_employees)) / count(*)
            from {table} where employee_no_key is not null
        """
        assert landed.query(known)[0][0] == 1.0, table
        share = f"select count(employee_no_key) / count(*) from {table}"
        assert landed.query(share)[0][0] > 0.8, table


def test_enrolments_and_completions_know_a_person_by_the_same_key(landed: Landing) -> None:
    strangers = """
        select count(*) from lms_learning_records
        where activity_type is null and source_person_key not in (select source_person_key from lms_enrollments)
    """
    assert landed.query(strangers)[0][0] == 0


def test_statements_keep_their_times_durations_and_voidings(landed: Landing) -> None:
    assert landed.query(
        """
        select count(*) from lms_learning_events v join lms_learning_events s on v.voided_statement_id = s.statement_id
        where s.duration_seconds = 9 * 3600
        """
    ) == [(2,)]
    by_verb = dict(
        landed.query(
            "select split_part(verb, '/', -1), count(duration_seconds) > 0 from lms_learning_events group by 1"
        )
    )
    assert by_verb == {"initialized": False, "terminated": True, "completed": True, "voided": False}
    hours = landed.query("select min(hour(occurred_at)), max(hour(occurred_at)) from lms_learning_events")[0]
    assert hours[0] >= 3
    assert hours[1] <= 20


def test_only_questions_become_answers(landed: Landing) -> None:
    """Neither the promoter group, nor the comment, nor its topics."""
    questions = {question for (question,) in landed.query("select distinct question_id from survey_answers")}
    several = {f"QID11_{place}" for place in range(1, 8)} | {f"QID12_{choice}" for choice in range(1, 9)}
    assert questions == {f"QID{number}" for number in range(1, 10)} | several
    assert landed.query(
        "select min(answer_value), max(answer_value), count(*) - count(answer_value) from survey_answers"
    ) == [(0, 10, 0)]


def test_every_answer_belongs_to_a_response_of_its_survey(landed: Landing) -> None:
    orphans = """
        select count(*) from survey_answers
        where (survey_id, response_key) not in (select (survey_id, response_key) from survey_responses)
    """
    assert landed.query(orphans) == [(0,)]
    previews = "select survey_id, count(*) from survey_responses where is_preview group by 1"
    assert {count for _, count in landed.query(previews)} == {2}


def test_no_name_address_number_or_comment_is_left_in_what_landed(landed: Landing) -> None:
    """Every text of every landed file is searched."""
    forbidden = (
        "coffee",
        "more focus",
        "Zoë",
        "Sjöström",
        "exampleworks.example",
        "supplier.example",
        "001001",
        "192.0.2.",
    )
    for path in sorted((landed.home / "landing").rglob("*.parquet")):
        with duckdb.connect() as con:
            text = " ".join(str(row) for row in con.execute(f"select * from read_parquet('{path}')").fetchall())
        assert [word for word in forbidden if word in text] == [], path
