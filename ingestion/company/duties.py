"""What an enrolment carries beside its course: a day by which it is due, an exemption, the moment it was ended.

Belongs here: the duty to learn. Not here: who is enrolled and who completes (learning.py). It is added after the simulation from a
stream of its own and drives nothing in it.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.learning import at_minute
from ingestion.company.programmes import Course
from ingestion.company.tables import NO_DAY, NO_MINUTE, NOBODY, Days, Enrolments, Ints, Minutes, Period

DUE_DAYS = {"Compliance": 42, "Onboarding": 30}
"""Days after enrolment by which a compulsory course is due."""
EXEMPTIONS = ("Exempt", "Equivalent")
EXEMPTED = 0.25
"""Share of the compulsory courses never completed from which somebody was excused."""
ENDED_AFTER_DAYS = (3, 41)


@dataclass(frozen=True)
class Duties:
    """Beside every row of tables.Enrolments."""

    due_on: Days
    exemption: Ints
    """Place in EXEMPTIONS, NOBODY without one."""
    ended_at: Minutes
    """When the organisation withdrew it; NaT where it did not."""


def duties_of(rows: Enrolments, *, catalogue: tuple[Course, ...], period: Period, rng: np.random.Generator) -> Duties:
    """The duty that goes with every enrolment."""
    days = np.array([DUE_DAYS.get(course.category, 0) for course in catalogue])[rows.course]
    enrolled: Days = rows.enrolled_at.astype("datetime64[D]")
    is_excused = (days > 0) & np.isnat(rows.completed_at) & (rng.random(len(days)) < EXEMPTED)
    ended: Days = enrolled + rng.integers(*ENDED_AFTER_DAYS, len(days)).astype("timedelta64[D]")
    ended = np.minimum(ended, np.datetime64(period.end, "D"))
    return Duties(
        due_on=np.where(days > 0, enrolled + days.astype("timedelta64[D]"), NO_DAY),
        exemption=np.where(is_excused, rng.integers(0, len(EXEMPTIONS), len(days)), NOBODY),
        ended_at=np.where(rows.is_suspended, at_minute(ended, rng=rng, from_hour=13, to_hour=17), NO_MINUTE),
    )
