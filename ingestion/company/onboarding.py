"""How new people settle in: the tasks they are set, and the day on which they are productive in their role.

Belongs here: tasks and milestones of everybody hired in the history. Not here: the files (exports_talent.py), and plans, reviews and
check-ins (development.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.tables import NO_DAY, Days, Ints

TASKS = ("contract-and-payroll", "security-briefing", "workplace-ready", "buddy-introduction", "first-month-talk")
TASK_MEAN_DAYS = (2.0, 6.0, 4.0, 7.0, 14.0)
"""Mean days from the first day to completion, exponential."""
TASK_NEVER = 0.02
TASK_SET_AHEAD_DAYS = 10
MILESTONE = "independent"
"""One a job family; its code follows the name."""
MILESTONE_NAME = "Works independently: signed off by the manager, or 80 % of the norm of the role in two months running"
PRODUCTIVE_MEDIAN_DAYS = (70.0, 85.0, 100.0, 120.0, 150.0)
"""Median days to productivity by level, log-normal: what time to productivity has to find where nobody leaves before."""
PRODUCTIVE_LOG_SD = 0.45
PRODUCTIVE_NEVER = 0.05
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Tasks:
    """One row a person hired in the history and task. `task` points into TASKS; NaT where it was not completed."""

    person: Ints
    task: Ints
    assigned_on: Days
    completed_on: Days


@dataclass(frozen=True)
class Reached:
    """One row a person who reached the milestone of the role."""

    person: Ints
    reached_on: Days


def tasks_of(careers: Careers, *, rng: np.random.Generator) -> Tasks:
    """Every task of everybody hired in the history; who leaves first completes no more."""
    hires = _hires(careers)
    person, task = np.repeat(hires, len(TASKS)), np.tile(np.arange(len(TASKS)), len(hires))
    after = rng.exponential(np.array(TASK_MEAN_DAYS)[task]).astype(np.int64)
    completed = careers.hired[person] + after * DAY
    is_done = (rng.random(len(person)) >= TASK_NEVER) & (completed <= _last_seen(careers)[person])
    ahead = np.repeat(rng.integers(0, TASK_SET_AHEAD_DAYS + 1, len(hires)), len(TASKS))
    return Tasks(
        person=person,
        task=task,
        assigned_on=careers.hired[person] - ahead * DAY,
        completed_on=np.where(is_done, completed, NO_DAY),
    )


def reached_of(careers: Careers, *, rng: np.random.Generator) -> Reached:
    """Who reached the milestone while employed and seen, and when; the first day of employment is day 1."""
    hires = _hires(careers)
    level = np.zeros(careers.size, dtype=np.int64)
    # The last row written wins: go from the newest assignment to the first.
    rows = careers.assignments
    newest_first = np.lexsort((rows.begins_on, rows.person))[::-1]
    level[rows.person[newest_first]] = rows.level[newest_first]
    median = np.array(PRODUCTIVE_MEDIAN_DAYS)[level[hires]]
    days = np.ceil(median * np.exp(rng.normal(0, PRODUCTIVE_LOG_SD, len(hires)))).astype(np.int64)
    reached = careers.hired[hires] + (days - 1) * DAY
    is_reached = (rng.random(len(hires)) >= PRODUCTIVE_NEVER) & (reached <= _last_seen(careers)[hires])
    return Reached(person=hires[is_reached], reached_on=reached[is_reached])


def _hires(careers: Careers) -> Ints:
    return np.flatnonzero(careers.hired >= careers.period.first_days[0])


def _last_seen(careers: Careers) -> Days:
    """By person: the last day employed, or the end of the history where that comes first."""
    end = np.datetime64(careers.period.end, "D")
    return np.where(np.isnat(careers.last_day), end, np.minimum(careers.last_day, end))
