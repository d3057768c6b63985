"""Learning outside courses: coaching, mentoring, stretch assignments, rotation and the like, as far as somebody wrote it down.

Belongs here: which activities there are and who records them when. Not here: courses (learning.py) and the file (exports_learning.py).
They say nothing about a programme and change nothing in the simulation.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.learning import EAGERNESS_MEAN, at_minute
from ingestion.company.tables import Flags, Floats, Ints, Minutes


@dataclass(frozen=True)
class Activity:
    """A kind of activity: how often a year an average person records one, and how long it takes."""

    name: str
    yearly_rate: float
    minutes: int
    by_supervisor: float = 0.0
    """Share given at the workplace by the person's own supervisor."""


ACTIVITIES = (
    Activity("coaching", 0.50, 60, by_supervisor=0.60),
    Activity("mentoring", 0.20, 90),
    Activity("peer_learning", 0.35, 60),
    Activity("feedback_360", 0.20, 45),
    Activity("stretch_assignment", 0.10, 1200),
    Activity("job_shadowing", 0.08, 240),
    Activity("job_rotation", 0.03, 4800),
)
OUTSIDE_WORKING_TIME = 0.05


@dataclass(frozen=True)
class Activities:
    """One row a recorded activity. `kind` points into ACTIVITIES; minutes of -1 were not written down."""

    person: Ints
    kind: Ints
    at: Minutes
    minutes: Ints
    is_by_supervisor: Flags
    is_in_working_time: Flags


MINUTES_UNKNOWN = -1
MINUTES_FORGOTTEN = 0.04


def activities_of(careers: Careers, *, rng: np.random.Generator) -> Activities:
    """Poisson numbers at the rate of the activity times eagerness, spread over the time employed; one of a kind a minute."""
    begin = np.maximum(careers.hired, careers.period.first_days[0])
    end = np.where(np.isnat(careers.last_day), np.datetime64(careers.period.end, "D"), careers.last_day)
    years: Floats = np.maximum((end - begin).astype(np.int64), 0) / 365.25
    pull = np.exp(careers.eagerness - EAGERNESS_MEAN)
    counts = [rng.poisson(activity.yearly_rate * years * pull) for activity in ACTIVITIES]
    person = np.concatenate([np.repeat(np.arange(careers.size), count) for count in counts])
    kind = np.repeat(np.arange(len(ACTIVITIES)), [int(count.sum()) for count in counts])
    share = rng.random(len(person))
    day = begin[person] + (share * (end - begin)[person].astype(np.int64)).astype("timedelta64[D]")
    at = at_minute(day, rng=rng, from_hour=9, to_hour=17)
    usual = np.array([activity.minutes for activity in ACTIVITIES])[kind]
    minutes = np.maximum(15, np.round(usual * np.exp(rng.normal(0, 0.3, len(kind))) / 15) * 15).astype(np.int64)
    minutes = np.where(rng.random(len(kind)) < MINUTES_FORGOTTEN, MINUTES_UNKNOWN, minutes)
    by_supervisor = np.array([activity.by_supervisor for activity in ACTIVITIES])[kind]
    rows = Activities(
        person=person,
        kind=kind,
        at=at,
        minutes=minutes,
        is_by_supervisor=rng.random(len(kind)) < by_supervisor,
        is_in_working_time=rng.random(len(kind)) >= OUTSIDE_WORKING_TIME,
    )
    order = np.lexsort((rows.at, rows.kind, rows.person))
    same = (np.diff(rows.person[order]) == 0) & (np.diff(rows.kind[order]) == 0)
    first = np.concatenate([[True], ~(same & (np.diff(rows.at[order]).astype(np.int64) == 0))])[: len(order)]
    kept = order[first]
    return Activities(
        rows.person[kept], rows.kind[kept], rows.at[kept], rows.minutes[kept],
        rows.is_by_supervisor[kept], rows.is_in_working_time[kept],
    )  # fmt: skip
