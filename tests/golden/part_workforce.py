"""The golden company's units for absence, moves, vacancies, time in role and managers: each shows one worked example.

Belongs here: who is in these units and what happens to them. What is expected of them stands in test_golden_workforce.py. Nobody is hired
in 2025: the retention curve of that year is another part's example.
"""

from datetime import date, timedelta
from typing import Any

LONG_AGO = date(2020, 1, 1)
UNITS = ("ill", "relapse", "moves", "vacancies", "roles", "spans")
Row = dict[str, Any]


def tables() -> dict[str, list[Row]]:
    """The rows of this part, by contract table."""
    found: dict[str, list[Row]] = {
        "hris.org_units": [{"org_unit_id": unit, "valid_from": LONG_AGO, "name": f"Workforce {unit}"} for unit in UNITS]
    }
    for part in (_ill(), _relapse(), _moves(), _vacancies(), _roles(), _spans()):
        for table, rows in part.items():
            found.setdefault(table, []).extend(rows)
    return found


def _person(key: str, first: date = LONG_AGO, last: date | None = None) -> dict[str, list[Row]]:
    return {
        "hris.employees": [
            {
                "source_person_key": key,
                "employee_no_key": key,
                "email_key": f"{key}@golden.example",
                "surname_key": key,
                "birth_year": 1980,
                "gender": "female",
            }
        ],
        "hris.employment_spells": [
            {
                "source_person_key": key,
                "spell_key": f"{key}-1",
                "started_on": first,
                "last_day_on": last,
                "exit_reason": "voluntary" if last else None,
                "worker_type": "employee",
                "is_hire_rescinded": "false",
                "stated_status": "terminated" if last else "active",
            }
        ],
    }


def _place(key: str, unit: str, *, begins: date = LONG_AGO, **more: Any) -> Row:
    return {
        "source_person_key": key,
        "assignment_key": f"{key}-1",
        "valid_from": begins,
        "org_unit_id": unit,
        "fte": "1.0",
        **more,
    }


def _case(key: str, number: int, begins: date, back: date | None, **more: Any) -> Row:
    return {
        "source_person_key": key,
        "absence_key": f"{key}-{number}",
        "valid_from": begins,
        "valid_to": back,
        "kind": "sickness",
        "absence_percent": 100,
        "reported_on": begins,
        "recovered_on": back,
        **more,
    }


def _together(*parts: dict[str, list[Row]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for part in parts:
        for table, rows in part.items():
            found.setdefault(table, []).extend(rows)
    return found


def _ill() -> dict[str, list[Row]]:
    """A, 1.0 FTE, ill for 6 days, and B, .5 FTE, for 10 days at 50 %; both employed in April 2024 only."""
    april, may = date(2024, 4, 1), date(2024, 5, 1)
    return _together(
        _person("ill_a", april, may - timedelta(days=1)),
        _person("ill_b", april, may - timedelta(days=1)),
        {
            "hris.job_assignments": [
                _place("ill_a", "ill", begins=april),
                _place("ill_b", "ill", begins=april, fte=None, weekly_hours="20", full_time_hours="40"),
            ],
            "hris.absences": [
                _case("ill_a", 1, date(2024, 4, 3), date(2024, 4, 9)),
                _case("ill_b", 1, date(2024, 4, 5), date(2024, 4, 15), absence_percent=50),
            ],
        },
    )


def _relapse() -> dict[str, list[Row]]:
    """Four people; one is ill for 10 days, again 20 days after for 4, and 28 days after that for 2; one still is since 1 June 2025."""
    people = [f"relapse{number}" for number in range(4)]
    return _together(
        *(_person(key) for key in people),
        {
            "hris.job_assignments": [_place(key, "relapse") for key in people],
            "hris.absences": [
                _case("relapse0", 1, date(2024, 9, 1), date(2024, 9, 11)),
                _case("relapse0", 2, date(2024, 10, 1), date(2024, 10, 5)),
                _case("relapse0", 3, date(2024, 11, 2), date(2024, 11, 4)),
                _case("relapse1", 1, date(2025, 6, 1), None),
                # Maternity, and the same illness entered twice: neither is a report, nor another day of absence.
                _case("relapse2", 1, date(2024, 12, 1), date(2025, 3, 23), kind="maternity"),
                _case("relapse0", 4, date(2024, 9, 3), date(2024, 9, 6)),
            ],
        },
    )


def _moves() -> dict[str, list[Row]]:
    """Ten people: a promotion and a lateral move of one, a lateral move and a demotion, a title, a seat, and six re-coded."""
    people = [f"moves{number}" for number in range(10)]
    one = {"job_id": "S1", "job_title": "Seller", "job_family": "Sales", "job_level": 1, "position_id": "seat"}
    rows: list[Row] = []

    def history(key: str, *steps: tuple[date, Row]) -> None:
        ends = [*[begins for begins, _ in steps][1:], None]
        rows.extend(
            _place(key, "moves", begins=begins, valid_to=end, **{**one, **job, "assignment_key": f"{key}-{begins}"})
            for (begins, job), end in zip(steps, ends, strict=True)
        )

    two = {"job_id": "S2", "job_title": "Senior seller", "job_level": 2}
    start: tuple[date, Row] = (LONG_AGO, {})
    new_year = date(2025, 1, 1)
    history(
        "moves0",
        start,
        (date(2024, 10, 1), two),
        (date(2025, 3, 1), {"job_id": "M2", "job_title": "Marketeer", "job_family": "Marketing", "job_level": 2}),
    )
    history("moves1", (LONG_AGO, two), (date(2024, 11, 1), {}))
    history("moves2", start, (date(2024, 12, 1), {"job_id": "B1", "job_title": "Buyer"}))
    history("moves3", start, (new_year, {"job_title": "Account manager"}))
    for key in people[4:]:
        history(key, start, (new_year, {"job_id": "N1"}), (date(2025, 2, 1), {"job_id": "N1", "position_id": "other"}))
    return _together(*(_person(key) for key in people), {"hris.job_assignments": rows})


def _vacancies() -> dict[str, list[Row]]:
    """Five requisitions of 1 July 2024: filled after 10, 20 and 30 days, one given up after 40, one still open."""
    opened = date(2024, 7, 1)
    filled = {number: opened + timedelta(days=10 * number) for number in (1, 2, 3)}
    holders = {1: "vacancy_inside1", 2: "vacancy_inside2", 3: "vacancy_outside"}
    before = [
        _place(holders[number], "vacancies", valid_to=filled[number], assignment_key=f"{holders[number]}-0")
        for number in (1, 2)
    ]
    return _together(
        _person("vacancy_inside1"),
        _person("vacancy_inside2"),
        _person("vacancy_outside", filled[3]),
        {
            "hris.job_assignments": before
            + [
                _place(holders[number], "vacancies", begins=filled[number], position_id=f"seat{number}")
                for number in (1, 2, 3)
            ],
            "hris.positions": [
                {
                    "position_id": f"seat{number}",
                    "valid_from": opened,
                    "org_unit_id": "vacancies",
                    "is_critical": "true" if number in (1, 3, 5) else "false",
                    "opened_on": opened,
                    "filled_on": filled.get(number),
                    "withdrawn_on": opened + timedelta(days=40) if number == 4 else None,
                }
                for number in range(1, 6)
            ],
            "hris.successors": [
                {
                    "position_id": f"seat{number}",
                    "source_person_key": "vacancy_inside2",
                    "nominated_on": date(2025, 1, 1),
                    "readiness": readiness,
                }
                for number, readiness in ((1, "ready_now"), (3, "ready_soon"))
            ],
        },
    )


def _roles() -> dict[str, list[Row]]:
    """Twenty people hired on 1 January 2024, each promoted on the 100th day after."""
    first = date(2024, 1, 1)
    turn = first + timedelta(days=100)
    people = [f"roles{number:02}" for number in range(20)]
    rows = []
    for key in people:
        junior = {"job_id": "R1", "job_title": "Clerk", "job_family": "Office", "job_level": 1}
        senior = {"job_id": "R2", "job_title": "Officer", "job_family": "Office", "job_level": 2}
        rows += [
            _place(key, "roles", begins=first, valid_to=turn, **junior),
            _place(key, "roles", begins=turn, **senior),
        ]
    return _together(*(_person(key, first) for key in people), {"hris.job_assignments": rows})


def _spans() -> dict[str, list[Row]]:
    """A head with two direct reports and a lead with four; the lead leaves on 31 March 2025 and nobody follows."""
    lines = {"span_lead": "span_head", **{f"span{number}": "span_lead" for number in range(4)}}
    lines |= {f"span{number}": "span_head" for number in (4, 5)}
    return _together(
        _person("span_head"),
        _person("span_lead", last=date(2025, 3, 31)),
        *(_person(f"span{number}") for number in range(6)),
        {
            "hris.job_assignments": [
                _place("span_head", "spans"),
                *(_place(key, "spans", manager_person_key=manager) for key, manager in lines.items()),
            ]
        },
    )
