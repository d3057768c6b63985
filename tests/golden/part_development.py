"""The golden company's examples of hires, onboarding, plans, goals, check-ins, reviews and reasons of exit.

Belongs here: who is in which unit and why. Nobody here is hired in 2025: that cohort is the textbook curve's. What is expected stands in
test_golden_development.py.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.golden.rows import LONG_AGO, Rows, employment, unit_row

HIRED = date(2024, 2, 1)
UNITS = {
    "settling": "five hires of 1 February 2024: productive on days 2, 5 and 8, gone on day 3, and never productive",
    "early": "ten hires of 1 February 2024: last days 90, 91 and 365, the other seven still there",
    "tasks": "five hires of 1 February 2024 with a task: done on days 1, 30 and 31, none set, and gone on day 29",
    "plans": "ten people on 31 December 2024: eight settled, six with a plan; two new ones, one with a plan",
    "goals": "four people with eight goals due in the first quarter of 2025, five of them achieved",
    "talks": "three people all of the first quarter of 2025: distances of 20 and 30 days, of 40, and no talk",
    "reviews": "eight people at the end of 2024: five rated 5, 4, 4, 3, 2 of 5, of whom three agreed on a goal",
    "reasons": "five people who quit in 2024: two for lack of growth, two for another reason, one unasked",
}


def tables() -> Mapping[str, Rows]:
    """The rows of these examples by contract table."""
    found: dict[str, Rows] = {"hris.org_units": [unit_row(unit) for unit in UNITS]}

    def add(table: str, **row: object) -> None:
        found.setdefault(table, []).append(row)

    def employ(person: str, unit: str, first: date = LONG_AGO, last_day: int | None = None, **said: object) -> None:
        """Employ somebody; `last_day` is a day of employment, the first being 1."""
        last = None if last_day is None else first + timedelta(days=last_day - 1)
        for table, row in employment(person, unit, first, last, job_family="golden", **said):
            add(table, **row)

    _settling(employ, add)
    for number, last_day in enumerate([90, 91, 365, *[None] * 7]):
        employ(f"early{number}", "early", HIRED, last_day)
    for number, (done, last_day) in enumerate([(1, None), (30, None), (31, None), (None, None), (5, 29)]):
        employ(f"task{number}", "tasks", HIRED, last_day)
        if done is not None:
            completed = HIRED + timedelta(days=done - 1)
            add(
                "hris.onboarding_tasks",
                source_person_key=f"task{number}",
                task_id="badge",
                assigned_on=HIRED,
                completed_on=completed,
            )
    _plans_and_goals(employ, add)
    for person, days in (
        ("talk0", [date(2024, 12, 20), date(2025, 1, 9), date(2025, 2, 8)]),
        ("talk1", [date(2024, 12, 1), date(2025, 1, 10)]),
        ("talk2", []),
    ):
        employ(person, "talks")
        for day in days:
            add("hris.check_ins", source_person_key=person, held_on=day)
    _reviews(employ, add)
    for number, reason in enumerate(["lack_of_growth", "lack_of_growth", "pay", "manager", None]):
        employ(
            f"reason{number}", "reasons", LONG_AGO, (date(2024, 6, 30) - LONG_AGO).days + 1, exit_reason_detail=reason
        )
    return found


def _settling(employ: Any, add: Any) -> None:
    add("hris.role_milestones", milestone_id="alone", name="Works alone", job_family="golden", valid_from=HIRED)
    for number, (day, last_day) in enumerate([(2, None), (5, None), (8, None), (None, 3), (None, None)]):
        person = f"settling{number}"
        employ(person, "settling", HIRED, last_day)
        if day is not None:
            reached = HIRED + timedelta(days=day - 1)
            add("hris.milestones_reached", source_person_key=person, milestone_id="alone", reached_on=reached)


def _plans_and_goals(employ: Any, add: Any) -> None:
    approved = date(2024, 6, 1)
    for number in range(10):
        person, is_new = f"plan{number}", number >= 8
        employ(person, "plans", date(2024, 11, 1) if is_new else LONG_AGO)
        if number in {0, 1, 2, 3, 4, 5, 8}:
            day = date(2024, 12, 1) if is_new else approved
            add("hris.development_plans", plan_key=f"p-{person}", source_person_key=person, approved_on=day)
    due = date(2025, 3, 1)
    for number, (goals, achieved) in enumerate([(3, 2), (1, 0), (2, 1), (2, 2)]):
        person = f"goal{number}"
        employ(person, "goals")
        add("hris.development_plans", plan_key=f"p-{person}", source_person_key=person, approved_on=approved)
        for goal in range(goals):
            add(
                "hris.development_goals",
                goal_key=f"{person}-{goal}",
                plan_key=f"p-{person}",
                set_on=approved,
                due_on=due,
                achieved_on=due if goal < achieved else None,
            )
    # Goals are known from the month in which the first one was due: a year before the example.
    add(
        "hris.development_goals", goal_key="old", plan_key="p-goal0", set_on=approved, due_on=date(2024, 7, 1),
    )  # fmt: skip


def _reviews(employ: Any, add: Any) -> None:
    for number in range(8):
        employ(f"review{number}", "reviews")
    for number, rating in enumerate([5, 4, 4, 3, 2]):
        add(
            "hris.performance_reviews",
            source_person_key=f"review{number}",
            cycle_id="2024",
            reviewed_on=date(2024, 12, 10),
            rating=rating,
            scale_points=5,
            has_development_goal="true" if number < 3 else "false",
        )
