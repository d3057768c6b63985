"""The exports of the talent suite: plans, goals, check-ins, onboarding and milestones, as plain CSV with the contracts' columns.

Belongs here: the files of talent/. No vendor's format is usual for them. Not here: reviews, which this company keeps in the HRIS
(exports_hris.py), and the rows themselves (development.py, onboarding.py).
"""

from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.jobs import FAMILIES, FAMILY_CODES
from ingestion.company.onboarding import MILESTONE, MILESTONE_NAME, TASKS
from ingestion.company.people import number_texts
from ingestion.company.tables import Days, Ints
from ingestion.company.talent import GOAL_SKILLS
from ingestion.company.texts import Texts, day_texts, glue, pick, take, texts_from, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")


def write_talent(folder: Path, company: Company) -> dict[str, int]:
    """Write the six files of the suite into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "development_plans": _plans(company),
        "development_goals": _goals(company),
        "check_ins": _check_ins(company),
        "onboarding_tasks": _tasks(company),
        "role_milestones": _milestones(company),
        "milestones_reached": _reached(company),
    }
    day = company.period.end.isoformat()
    return {
        f"{kind}_{day}.csv": write_delimited(folder / f"{kind}_{day}.csv", columns, style=STYLE)
        for kind, columns in tables.items()
    }


def iso_days(days: Days) -> Texts:
    """Days as 2024-05-13; null for NaT."""
    return day_texts(days, str)


def _people(company: Company, rows: Ints) -> dict[str, Texts]:
    # The suite knows people by an account of its own and holds the employee number beside it.
    numbers = take(number_texts(company.people), rows)
    return {"source_person_key": glue("T", numbers), "employee_no_key": numbers}


def _plans(company: Company) -> Columns:
    rows = company.talent.plans
    return {
        "plan_key": whole_numbers(1 + np.arange(len(rows.person))),
        **_people(company, rows.person),
        "approved_on": iso_days(rows.approved_on),
        "updated_on": iso_days(rows.updated_on),
        "ended_on": iso_days(rows.ended_on),
    }


def _goals(company: Company) -> Columns:
    rows = company.talent.goals
    return {
        "goal_key": whole_numbers(1 + np.arange(len(rows.plan))),
        "plan_key": whole_numbers(1 + rows.plan),
        "skill_id": pick(GOAL_SKILLS, rows.skill),
        "set_on": iso_days(rows.set_on),
        "due_on": iso_days(rows.due_on),
        "achieved_on": iso_days(rows.achieved_on),
        "withdrawn_on": iso_days(rows.withdrawn_on),
    }


def _check_ins(company: Company) -> Columns:
    rows = company.talent.check_ins
    return {**_people(company, rows.person), "held_on": iso_days(rows.held_on)}


def _tasks(company: Company) -> Columns:
    rows = company.talent.tasks
    return {
        **_people(company, rows.person),
        "task_id": pick(TASKS, rows.task),
        "assigned_on": iso_days(rows.assigned_on),
        "completed_on": iso_days(rows.completed_on),
        "is_required": pick(("true",), np.zeros(len(rows.person), dtype=np.int64)),
    }


def _milestones(company: Company) -> Columns:
    return {
        "milestone_id": texts_from([f"{MILESTONE}-{code}" for code in FAMILY_CODES]),
        "name": texts_from([MILESTONE_NAME] * len(FAMILIES)),
        "job_family": texts_from(FAMILIES),
        "valid_from": texts_from([company.period.start.isoformat()] * len(FAMILIES)),
    }


def _reached(company: Company) -> Columns:
    rows = company.talent.reached
    # Assignments are sorted by person and day, so the first row of a person says the family at hire.
    first = np.searchsorted(company.assignments.person, rows.person)
    return {
        **_people(company, rows.person),
        "milestone_id": pick([f"{MILESTONE}-{code}" for code in FAMILY_CODES], company.jobs.family[first]),
        "reached_on": iso_days(rows.reached_on),
    }
