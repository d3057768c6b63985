"""The learning office's own lists, as plain CSV: what no learning platform exports.

Belongs here: the files of learning/, with the contracts' column names (presets/plain.yaml). Not here: the platform's files
(exports_lms.py) and what the lists hold (offerings.py).
"""

from pathlib import Path

from ingestion.company.activities import ACTIVITIES, MINUTES_UNKNOWN
from ingestion.company.certifying import LEAD, requirements_of
from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.exports_lms import short_name_in_file
from ingestion.company.offerings import eligibilities, offerings, opened_on
from ingestion.company.people import number_texts
from ingestion.company.tables import LEVELS, to_date
from ingestion.company.texts import glue, minute_texts, pick, take, texts_from, where, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
FLAG_TEXTS = ("false", "true")
BUDGET_YEARS = 2
"""Learning time is scheduled since so many years before the end."""
BUDGET_MINUTES = 16 * 60
"""A year, for everybody."""
LEADING_MINUTES = 8 * 60
"""A year, for those who lead, on top."""


def write_learning(folder: Path, company: Company) -> dict[str, int]:
    """Write the lists into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    day = company.period.end.isoformat()
    files: dict[str, Columns] = {
        "learning_records": _records(company),
        "learning_time_budgets": _budgets(company),
        "role_certificate_requirements": _requirements(company),
        "programmes": _programmes(company),
        "programme_courses": _programme_courses(company),
        "programme_eligibility": _programme_eligibility(company),
    }
    return {
        f"{name}_{day}.csv": write_delimited(folder / f"{name}_{day}.csv", columns, style=STYLE)
        for name, columns in sorted(files.items())
    }


def _programmes(company: Company) -> Columns:
    offered = offerings(company.period)
    return {
        "programme_id": texts_from([each.key for each in offered]),
        "name": texts_from([each.name for each in offered]),
        "programme_type": texts_from([each.kind for each in offered]),
        "opened_on": texts_from([opened_on(each, company.period) for each in offered]),
        "closed_on": texts_from([None] * len(offered)),
    }


def _programme_courses(company: Company) -> Columns:
    """The course is named as the platform's files name it."""
    rows = [
        (each.key, short_name_in_file(course), "true" if course in each.courses else "false", place)
        for each in offerings(company.period)
        for place, course in enumerate((*each.courses, *each.optional), start=1)
    ]
    return {
        "programme_id": texts_from([key for key, *_ in rows]),
        "course_id": texts_from([course for _, course, *_ in rows]),
        "is_required": texts_from([required for *_, required, _ in rows]),
        "position": texts_from([str(place) for *_, place in rows]),
    }


def _programme_eligibility(company: Company) -> Columns:
    rows = eligibilities(company.careers)
    codes = [company.organisation.code[row.unit] for row in rows]
    return {
        "programme_id": texts_from([row.programme for row in rows]),
        "eligibility_id": texts_from([f"team-{code}" for code in codes]),
        "org_unit_id": texts_from(codes),
        "eligible_from": texts_from([to_date(row.eligible_from).isoformat() for row in rows]),
    }


def _records(company: Company) -> Columns:
    """Activities outside courses, as people wrote them down; an unknown length is an empty cell."""
    rows = company.activities
    number = take(number_texts(company.people), rows.person)
    kind = pick([activity.name for activity in ACTIVITIES], rows.kind)
    known = rows.minutes != MINUTES_UNKNOWN
    return {
        "source_person_key": number,
        "employee_no_key": number,
        # An id of its own: the platform has a course called Coaching, and that is something else.
        "course_id": glue("activity_", kind),
        "occurred_at": minute_texts(rows.at, day=str, clock=lambda hour, minute: f" {hour:02d}:{minute:02d}:00"),
        "state": pick(("completed",), rows.kind * 0),
        "minutes": where(known, whole_numbers(rows.minutes), None),
        "activity_type": kind,
        "is_by_supervisor": pick(FLAG_TEXTS, rows.is_by_supervisor.astype("int64")),
        "is_in_working_time": pick(FLAG_TEXTS, rows.is_in_working_time.astype("int64")),
    }


def _budgets(company: Company) -> Columns:
    years = range(company.period.end.year - BUDGET_YEARS + 1, company.period.end.year + 1)
    rows = [(year, level) for year in years for level in (None, *range(LEAD, len(LEVELS)))]
    return {
        "budget_id": texts_from(
            [f"leertijd-{year}-{'all' if level is None else LEVELS[level]}" for year, level in rows]
        ),
        "job_level": texts_from([None if level is None else _job_level(level) for _, level in rows]),
        "budgeted_from": texts_from([f"{year}-01-01" for year, _ in rows]),
        "budgeted_to": texts_from([f"{year + 1}-01-01" for year, _ in rows]),
        "minutes": texts_from([str(BUDGET_MINUTES if level is None else LEADING_MINUTES) for _, level in rows]),
    }


def _job_level(level: int) -> str:
    """The HR system counts levels from 1."""
    return str(level + 1)


def _requirements(company: Company) -> Columns:
    rows = requirements_of(company.careers)
    codes = company.organisation.code
    return {
        "requirement_id": texts_from([row.key for row in rows]),
        "certification_id": texts_from([row.certification for row in rows]),
        "org_unit_id": texts_from([None if row.unit is None else codes[row.unit] for row in rows]),
        "job_level": texts_from([None if row.level is None else _job_level(row.level) for row in rows]),
        "never_expires": texts_from([FLAG_TEXTS[row.never_expires] for row in rows]),
    }
