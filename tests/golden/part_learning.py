"""The golden company's examples of compulsory courses, certificates, the mix of learning, learning time, sessions, tests and programmes.

Belongs here: who is in which unit and why. Everybody here was hired long ago but one. What is expected stands in
test_golden_learning.py.
"""

from datetime import date, timedelta
from typing import Any

from tests.golden.rows import LONG_AGO, Rows, employment

UNITS = {
    "in_time": "seven people with a course due on 30 August 2024: three in time, one late, one never, one exempt, one gone",
    "crane": "five people who need a crane certificate on 31 December 2024: two valid, one lapsed, one without, one unknown",
    "mix": "two people in the second quarter of 2024: one with 7, 2 and 1 hours of three kinds, one with a course only",
    "leertijd": "two people in 2024 with 40 hours set aside each: 10 hours in working time and 5 outside, and nothing",
    "quiet": "six people in the third quarter of 2024: two learned nothing, three did, one came on 2 July",
    "spread": "twenty people in 2024, ten with an hour and ten with nothing",
    "seats": "eleven seats in one session: seven taken, one missed, one cancelled before, one after the start, one unknown",
    "gain": "one person: 50 before and 80 after of 100",
    "gains": "two people: 50 before and 80 after of 100, and 90 before and 95 after",
    "waiting": "ten enrolments of 1 August 2024: completed on days 3, 3, 10, 10 and 10, an exit on day 4, withdrawn on day 5, three open",
}
DUE = date(2024, 8, 30)
ENROLLED = date(2024, 8, 1)
SESSION = date(2024, 11, 14)


def tables() -> dict[str, Rows]:
    """The rows of these examples by contract table."""
    found: dict[str, Rows] = {
        "hris.org_units": [
            {"org_unit_id": unit, "valid_from": LONG_AGO, "name": unit.replace("_", " ")} for unit in UNITS
        ]
    }

    def add(table: str, **row: object) -> None:
        found.setdefault(table, []).append(row)

    def employ(person: str, unit: str, first: date = LONG_AGO, last: date | None = None) -> None:
        for table, row in employment(person, unit, first, last):
            add(table, **row)

    def learn(person: str, course: str, on: date, minutes: int | None = None, **said: object) -> None:
        add(
            "lms.learning_records",
            **_who(person),
            course_id=course,
            occurred_at=f"{on} 12:00:00",
            state="completed",
            minutes=minutes,
            **said,
        )

    def enrol(person: str, course: str, on: date = ENROLLED, **said: object) -> None:
        add("lms.enrollments", **_who(person), course_id=course, enrolled_at=f"{on} 09:00:00", **said)

    for course in ("rules", "crane", "welding", "patience"):
        add("lms.courses", course_id=course, title=course.title(), duration_minutes=60, delivery_mode="self_paced")

    # Compulsory: the due day itself is in time.
    for number, done in enumerate([0, -1, -20, 1, None, None, None]):
        last = DUE - timedelta(days=1) if number == 6 else None
        employ(f"duty{number}", "in_time", last=last)
        enrol(f"duty{number}", "rules", due_on=DUE, exemption="exempt" if number == 5 else None)
        if done is not None:
            learn(f"duty{number}", "rules", DUE + timedelta(days=done), 60)

    # Certificates: 31 March 2025 is ninety days after 31 December 2024.
    add("lms.role_certificate_requirements", requirement_id="crane", certification_id="crane", org_unit_id="crane")
    for number, expires in enumerate([date(2025, 3, 31), date(2025, 4, 1), date(2024, 12, 31), None, None]):
        employ(f"crane{number}", "crane")
        if number != 3:
            add(
                "lms.certificates",
                **_who(f"crane{number}"),
                certification_id="crane",
                issued_on="2024-01-31",
                expires_on=expires,
            )

    for person in ("mixed", "formal"):
        employ(person, "mix")
    learn("mixed", "act-stretch", date(2024, 5, 2), 420, activity_type="stretch_assignment")
    learn("mixed", "act-coaching", date(2024, 5, 3), 120, activity_type="coaching", is_by_supervisor="true")
    learn("mixed", "welding", date(2024, 5, 4), 60)
    learn("formal", "welding", date(2024, 5, 4), 0)

    add(
        "lms.learning_time_budgets",
        budget_id="leertijd",
        org_unit_id="leertijd",
        budgeted_from="2024-01-01",
        budgeted_to="2025-01-01",
        minutes=2400,
    )
    for person in ("timed", "idle"):
        employ(person, "leertijd")
    learn("timed", "act-reading", date(2024, 3, 1), 600, activity_type="reading")
    learn("timed", "act-reading", date(2024, 3, 2), 300, activity_type="reading", is_in_working_time="false")

    for number in range(6):
        employ(f"quiet{number}", "quiet", first=date(2024, 7, 2) if number == 5 else LONG_AGO)
    learn("quiet0", "welding", date(2024, 7, 10), 60)
    learn("quiet1", "welding", date(2024, 7, 10), 60)
    learn("quiet2", "act-talk", date(2024, 7, 10), None, activity_type="peer_learning")

    for number in range(20):
        employ(f"spread{number:02}", "spread")
        if number < 10:
            learn(f"spread{number:02}", "welding", date(2024, 1, 15), 60)

    _sessions_and_tests(employ, add)

    # An open end in the middle would need an as-of date there: the fourth withdraws.
    for number, days in enumerate([3, 3, None, None, 10, 10, 10, None, None, None]):
        last = ENROLLED + timedelta(days=4) if number == 2 else None
        employ(f"wait{number}", "waiting", last=last)
        cancelled = f"{ENROLLED + timedelta(days=5)} 09:00:00" if number == 3 else None
        enrol(f"wait{number}", "patience", cancelled_by="person" if cancelled else None, cancelled_at=cancelled)
        if days is not None:
            learn(f"wait{number}", "patience", ENROLLED + timedelta(days=days), 60)

    add("lms.programmes", programme_id="slow", name="Slow learning", programme_type="professional")
    add("lms.programme_courses", programme_id="slow", course_id="patience", is_required="true")
    return found


def _who(person: str) -> dict[str, str]:
    return {"source_person_key": person, "employee_no_key": person}


def _sessions_and_tests(employ: Any, add: Any) -> None:
    add("lms.sessions", session_id="s1", course_id="crane", starts_at=f"{SESSION} 09:00:00", duration_minutes=120)
    states = ["attended"] * 7 + ["no_show", "cancelled_by_person", "cancelled_by_person", "booked"]
    cancelled = {8: f"{SESSION - timedelta(days=1)} 17:00:00", 9: f"{SESSION} 09:00:00"}
    for number, state in enumerate(states):
        employ(f"seat{number:02}", "seats")
        add(
            "lms.session_seats",
            session_id="s1",
            **_who(f"seat{number:02}"),
            state=state,
            cancelled_at=cancelled.get(number),
        )
    for person, unit, points in (
        ("gained", "gain", (50, 80)),
        ("gained_much", "gains", (50, 80)),
        ("gained_little", "gains", (90, 95)),
    ):
        employ(person, unit)
        for purpose, score, day in zip(("pre", "post"), points, ("2024-10-01", "2024-10-20"), strict=True):
            add(
                "lms.assessments",
                **_who(person),
                attempt_id=f"{person}-{purpose}",
                assessment_id="welding",
                course_id="welding",
                purpose=purpose,
                attempted_at=f"{day} 10:00:00",
                score=score,
                max_score=100,
            )
