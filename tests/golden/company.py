"""A company made for the golden numbers: each unit holds the people of one worked example, so that its figure is known by hand.

Belongs here: who is in which unit and why. What is expected of them stands in the tests; topics with units of their own in part_<topic>.py.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from tests.golden.parts import add_parts

AS_OF = date(2025, 6, 30)

SOURCES = """
company: {tenant: golden, name: Golden Company, timezone: Europe/Amsterdam, history_start: 2024-01-01, fiscal_year_start: 1}
sources:
  - name: plain
    path: .
    preset: plain
    delivery: full
    known_on: 2025-06-30
    rules: {active_with_exit_date: exit_date_wins, learning_after_exit: exclude, learning_before_hire: exclude}
"""

UNITS = {
    "april": "headcount, turnover in April 2024: ten all month, one who leaves on the 15th, one who starts on the 21st",
    "seven_of_ten": "participation: ten people, seven with a completed record in April 2025",
    "enps": "eNPS: nine promoters, six passives, five detractors",
    "scores": "favourability and mean score: five answers 5, 4, 4, 3, 2",
    "curve": "Kaplan-Meier: exits after 3, 6 and 10 days, censored after 5 and 8; the only people hired in 2025",
}


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (folder / name).open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows([["" if value is None else value for value in row] for row in rows])


def people() -> list[tuple[str, str, date, date | None]]:
    """(person, unit, first day, last day or None), each there for the example of its unit."""
    long_ago = date(2020, 1, 1)
    cast: list[tuple[str, str, date, date | None]] = [
        (f"april{number:02}", "april", long_ago, None) for number in range(10)
    ]
    cast.append(("april_leaver", "april", long_ago, date(2024, 4, 15)))
    cast.append(("april_starter", "april", date(2024, 4, 21), None))
    cast += [(f"part{number:02}", "seven_of_ten", long_ago, None) for number in range(10)]
    cast += [(f"enps{number:02}", "enps", long_ago, None) for number in range(20)]
    cast += [(f"score{number}", "scores", long_ago, None) for number in range(5)]
    # An exit on the first day has a tenure of one day. Who is still there is censored at the end of the as-of day.
    hired = date(2025, 5, 5)
    cast += [(f"curve{days}e", "curve", hired, hired + timedelta(days=days - 1)) for days in (3, 6, 10)]
    cast += [(f"curve{days}c", "curve", AS_OF - timedelta(days=days - 1), None) for days in (5, 8)]
    return cast


def write_exports(folder: Path) -> Path:
    """Write the exports and sources.yaml; returns the path of the latter."""
    folder.mkdir(parents=True, exist_ok=True)
    cast = people()
    _write(
        folder,
        "employees.csv",
        ["source_person_key", "employee_no_key", "email_key", "surname_key", "birth_year", "gender"],
        [[person, person, f"{person}@golden.example", person, 1980, "female"] for person, *_ in cast],
    )
    _write(
        folder,
        "employment_spells.csv",
        [
            "source_person_key",
            "spell_key",
            "started_on",
            "last_day_on",
            "notice_on",
            "exit_reason",
            "worker_type",
            "is_hire_rescinded",
            "stated_status",
        ],
        [
            [
                person,
                f"{person}-1",
                first,
                last,
                None,
                "voluntary" if last else None,
                "employee",
                "false",
                "terminated" if last else "active",
            ]
            for person, _, first, last in cast
        ],
    )
    _write(
        folder,
        "job_assignments.csv",
        ["source_person_key", "assignment_key", "valid_from", "valid_to", "org_unit_id", "fte", "manager_person_key"],
        [[person, f"{person}-1", first, None, unit, "1.0", None] for person, unit, first, _ in cast],
    )
    _write(
        folder,
        "org_units.csv",
        ["org_unit_id", "valid_from", "valid_to", "name", "parent_org_unit_id", "name_surname_key"],
        [[unit, "2020-01-01", None, unit.replace("_", " "), None, None] for unit in UNITS],
    )
    _write(
        folder,
        "courses.csv",
        ["course_id", "title", "duration_minutes", "delivery_mode"],
        [["safety", "Safety", 90, "live"]],
    )
    _write(
        folder,
        "learning_records.csv",
        ["source_person_key", "employee_no_key", "email_key", "course_id", "occurred_at", "state", "minutes"],
        [
            [f"lms-part{number:02}", f"part{number:02}", None, "safety", "2025-04-10 10:00:00", "completed", 60]
            for number in range(7)
        ],
    )
    _write(
        folder,
        "surveys.csv",
        ["survey_id", "name", "opened_on", "closed_on"],
        [["spring", "Spring", "2025-04-01", "2025-04-30"]],
    )
    _write(
        folder,
        "questions.csv",
        ["survey_id", "question_id", "text", "scale_points", "is_reversed", "kind"],
        [
            ["spring", "recommend", "Would you recommend us?", 11, "false", "enps"],
            ["spring", "support", "I get support.", 5, "false", "rating"],
        ],
    )
    enps = [10] * 9 + [8] * 6 + [3] * 5
    answered = [(f"enps{number:02}", "recommend", value) for number, value in enumerate(enps)]
    answered += [(f"score{number}", "support", value) for number, value in enumerate([5, 4, 4, 3, 2])]
    _write(
        folder,
        "invitations.csv",
        ["survey_id", "source_person_key", "employee_no_key", "email_key", "invited_on"],
        [
            ["spring", f"s-{person}", person, None, "2025-04-01"]
            for person, unit, *_ in cast
            if unit in {"enps", "scores", "seven_of_ten"}
        ],
    )
    _write(
        folder,
        "responses.csv",
        [
            "survey_id",
            "response_key",
            "source_person_key",
            "employee_no_key",
            "email_key",
            "recorded_at",
            "is_finished",
            "is_preview",
        ],
        [
            ["spring", f"r-{person}", f"s-{person}", person, None, "2025-04-12 09:00:00", "true", "false"]
            for person, *_ in answered
        ],
    )
    _write(
        folder,
        "answers.csv",
        ["survey_id", "response_key", "question_id", "answer_value"],
        [["spring", f"r-{person}", question, value] for person, question, value in answered],
    )
    add_parts(folder)
    (folder / "sources.yaml").write_text(SOURCES)
    return folder / "sources.yaml"
