"""A company for the golden numbers of skills: clerks with a gap, somebody whose skills lie idle, a jurist, and thirty people tested twice.

Belongs here: who has which skill, and why, and its exports. What is expected of them stands in test_golden_skills.py.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.golden.company import SOURCES

Rows = list[dict[str, Any]]

CLERKS = [f"clerk{number}" for number in range(10)]
"""Asked sql 3 (weight 2) and excel 2. The first six rose in sql from 2 to 3, three stayed at 2, of the last nothing is known."""
ROSE, STAYED = CLERKS[:6], CLERKS[6:9]
TESTED = [f"knack{number:02}" for number in range(30)]
"""Tested on 29 February 2024 and 487 days later, 16 months, with half of it left."""
LEFT = "left"
"""The only one who ever left, on 15 April 2024 in month 51 of tenure."""
UNITS = {"skill_gaps": CLERKS, "skill_idle": ["idle"], "skill_law": ["jurist"], "skill_knack": [*TESTED, LEFT]}
JOBS = {**dict.fromkeys(CLERKS, ("clerk", "office")), "idle": ("watch", "care"), "jurist": ("jurist", "legal")}
EARLY, LEAP_DAY, LATE = "2024-05-01", "2024-02-29", "2025-03-01"


def write_exports(folder: Path) -> Path:
    """Write the exports and sources.yaml; returns the path of the latter."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables().items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name.split('.')[1]}.csv").open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, header, restval="")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "sources.yaml").write_text(SOURCES)
    return folder / "sources.yaml"


def tables() -> Mapping[str, Rows]:
    """Rows by contract table."""
    people = [(person, unit) for unit, members in UNITS.items() for person in members]
    return {
        "hris.org_units": [{"org_unit_id": unit, "valid_from": "2020-01-01", "name": unit} for unit in UNITS],
        "hris.employees": [
            {"source_person_key": person, "employee_no_key": person, "birth_year": 1980, "gender": "female"}
            for person, _ in people
        ],
        "hris.employment_spells": [
            {
                "source_person_key": person,
                "spell_key": f"{person}-1",
                "started_on": "2020-01-01",
                "last_day_on": "2024-04-15" if person == LEFT else None,
                "exit_reason": "voluntary" if person == LEFT else None,
                "worker_type": "employee",
                "is_hire_rescinded": "false",
                "stated_status": "terminated" if person == LEFT else "active",
            }
            for person, _ in people
        ],
        "hris.job_assignments": [
            {
                "source_person_key": person,
                "assignment_key": f"{person}-1",
                "valid_from": "2020-01-01",
                "org_unit_id": unit,
                "fte": "1.0",
                "job_id": JOBS.get(person, (None, None))[0],
                "job_family": JOBS.get(person, (None, None))[1],
            }
            for person, unit in people
        ],
        "skills.skills": [
            _skill("sql", is_critical="true"),
            *(_skill(name) for name in ("excel", "fax", "telex", "law", "court", "writ", "watching", "knack")),
            _skill("slow", half_life_months=22),
            _skill("fast", decay_class="speed"),
        ],
        "skills.role_skill_requirements": _requirements(),
        "skills.skill_evidence": _evidence(),
        "skills.role_demand_plan": [
            {
                "job_id": "clerk",
                "org_unit_id": "skill_gaps",
                "horizon_months": 24,
                "scenario": scenario,
                "fte_hundredths": fte,
            }
            for scenario, fte in (("low", 800), ("base", 1200), ("high", 1500))
        ],
    }


def _skill(skill_id: str, **more: Any) -> dict[str, Any]:
    return {"skill_id": skill_id, "name": skill_id, "taxonomy": "own", "max_level": 5, "decay_class": "mixed", **more}


def _requirements() -> Rows:
    """The clerk of 2023 also served fax and telex: two of four skills were kept after 731 days."""
    asked = [
        *(("clerk", "2023-01-01", skill, 1, 1) for skill in ("fax", "telex")),
        *(("clerk", day, "sql", 3, 2) for day in ("2023-01-01", "2025-01-01")),
        *(("clerk", day, "excel", 2, 1) for day in ("2023-01-01", "2025-01-01")),
        *(("jurist", "2023-01-01", skill, 2, 1) for skill in ("law", "court", "writ", "excel")),
        ("jurist", "2023-01-01", "sql", 3, 1),
        ("watch", "2023-01-01", "watching", 3, 1),
    ]
    return [
        {
            "job_id": job,
            "skill_id": skill,
            "valid_from": day,
            "required_level": level,
            "weight": weight,
            # The night watch has to keep watching in mind, and never gets to do it.
            "is_practised": "false" if job == "watch" else None,
        }
        for job, day, skill, level, weight in asked
    ]


def _evidence() -> Rows:
    return [
        *(_found(person, "sql", EARLY, 2) for person in (*ROSE, *STAYED)),
        *(_found(person, "excel", EARLY, 2) for person in ROSE),
        *(_found(person, "excel", EARLY, 3) for person in STAYED),
        *(_found(person, skill, LATE, level) for person in ROSE for skill, level in (("sql", 3), ("excel", 2))),
        # Law makes three of the five skills of a jurist.
        *(_found(person, "law", "2025-02-01", 2, method="certified") for person in ROSE[:2]),
        *(_found(person, "sql", "2025-03-05", 2, method="manager") for person in ROSE[:3]),
        *(
            _found(person, "sql", "2025-03-10", own, method="self")
            for person, own in zip(ROSE[:3], (3, 3, 2), strict=True)
        ),
        *(_found("idle", skill, LEAP_DAY, 4, floor=1) for skill in ("slow", "fast", "watching")),
        *(_found(person, "knack", LEAP_DAY, 4) for person in TESTED),
        *(_found(person, "knack", "2025-06-30", 2) for person in TESTED),
    ]


def _found(
    person: str, skill: str, day: str, level: int, *, method: str = "test", floor: int | None = None
) -> dict[str, Any]:
    return {
        "source_person_key": person,
        "employee_no_key": person,
        "skill_id": skill,
        "observed_on": day,
        "method": method,
        "level": level,
        "floor_level": floor,
    }
