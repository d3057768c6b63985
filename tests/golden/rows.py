"""The rows that somebody employed has in the golden company, and those of a unit.

Belongs here: what parts may share. Who is in which unit stands in company.py and the parts.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

LONG_AGO = date(2020, 1, 1)

Rows: TypeAlias = list[dict[str, Any]]


def employment(
    person: str, unit: str, first: date, last: date | None, *, job_family: str | None = None, **said: object
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the HR system that somebody employed has, by contract table.

    Args:
        person: number of the employee and key in every table.
        unit: where the person works from the first day to the last.
        first: first day.
        last: last day; None who is still there. Who left did so voluntarily.
        job_family: of the assignment.
        said: further columns of hris.employment_spells.
    """
    yield (
        "hris.employees",
        {
            "source_person_key": person,
            "employee_no_key": person,
            "email_key": f"{person}@golden.example",
            "surname_key": person,
            "birth_year": 1980,
            "gender": "female",
        },
    )
    yield (
        "hris.employment_spells",
        {
            "source_person_key": person,
            "spell_key": f"{person}-1",
            "started_on": first,
            "last_day_on": last,
            "exit_reason": "voluntary" if last else None,
            "worker_type": "employee",
            "is_hire_rescinded": "false",
            "stated_status": "terminated" if last else "active",
            **said,
        },
    )
    yield (
        "hris.job_assignments",
        {
            "source_person_key": person,
            "assignment_key": f"{person}-1",
            "valid_from": first,
            "org_unit_id": unit,
            "fte": "1.0",
            "job_family": job_family,
        },
    )


def unit_row(unit: str) -> dict[str, Any]:
    """A unit right below the company."""
    return {"org_unit_id": unit, "valid_from": LONG_AGO, "name": unit.replace("_", " ")}
