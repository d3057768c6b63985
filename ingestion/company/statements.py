"""What the players of the tracked courses report: xAPI statements of sessions and completions.

Belongs here: the statements as columns, their times and durations, those delivered twice and those voided. Not here:
how a statement is written (exports_xapi.py).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingestion.company.careers import Careers
from ingestion.company.programmes import course_catalogue
from ingestion.company.tables import NOBODY, Enrolments, Flags, Ints

Seconds = npt.NDArray[np.datetime64]
"""datetime64[s], local wall-clock time."""
INITIALIZED, TERMINATED, COMPLETED, VOIDED = range(4)
VERBS = (
    "http://adlnet.gov/expapi/verbs/initialized",
    "http://adlnet.gov/expapi/verbs/terminated",
    "http://adlnet.gov/expapi/verbs/completed",
    "http://adlnet.gov/expapi/verbs/voided",
)
MOST_SESSIONS = 3
OPENED_ONLY = 0.60
"""Share of the enrolments without a completion in which the course was opened at least once."""
DELIVERED_TWICE = 0.002
FORGOTTEN_SESSIONS = 2
"""Sessions that were left open overnight, reported as nine hours, and voided by the administrator."""
FORGOTTEN_SECONDS = 9 * 3600


@dataclass(frozen=True)
class Statements:
    """One row a delivered line.

    `number` names the statement: two lines with one number are the same statement, delivered twice.
    """

    number: Ints
    person: Ints
    course: Ints
    verb: Ints
    at: Seconds
    seconds: Ints
    """Duration reported, -1 for none.

    That of a completion overlaps those of its sessions: only terminated sessions may be summed.
    """
    voids: Ints
    """Number of the statement that this one voids, else NOBODY."""


def statements_of(careers: Careers, enrolments: Enrolments, *, rng: np.random.Generator) -> Statements:
    """The lines in the order of their time; the lines delivered twice come last."""
    catalogue = course_catalogue(careers.period)
    tracked = np.array([course.is_tracked for course in catalogue])
    minutes = np.array([course.minutes for course in catalogue])
    done = ~np.isnat(enrolments.completed_at)
    opened = tracked[enrolments.course] & ~enrolments.is_suspended & (done | (rng.random(len(done)) < OPENED_ONLY))
    rows = np.flatnonzero(opened)
    person, course, done = enrolments.person[rows], enrolments.course[rows], done[rows]
    begun = enrolments.enrolled_at[rows].astype("datetime64[s]")
    sessions = rng.integers(1, MOST_SESSIONS + 1, len(rows))
    spent = (60 * minutes[course] * np.exp(rng.normal(-0.1, 0.3, len(rows)))).astype(np.int64)
    seconds = np.maximum(spent // sessions, 60)

    parts = []
    for session in range(MOST_SESSIONS):
        held = sessions > session
        last = done & (sessions == session + 1)
        closed = np.where(
            last, enrolments.completed_at[rows].astype("datetime64[s]"), begun + _after(session, seconds, rng=rng)
        )
        held &= last | ~done | (closed < enrolments.completed_at[rows].astype("datetime64[s]"))
        length = np.where(done, seconds, np.minimum(seconds, 1200))
        parts.append((held, INITIALIZED, closed - length.astype("timedelta64[s]"), np.full(len(rows), -1)))
        parts.append((held, TERMINATED, closed, length))
        parts.append((held & last, COMPLETED, closed - np.timedelta64(5, "s"), seconds * sessions))
    columns = [
        (person[kept], course[kept], np.full(int(kept.sum()), verb), at[kept], length[kept])
        for kept, verb, at, length in parts
    ]
    who, what, verb, at, length = (np.concatenate(column) for column in zip(*columns, strict=True))
    inside = at.astype("datetime64[D]") <= np.datetime64(careers.period.end, "D")
    order = np.flatnonzero(inside)[np.lexsort((verb[inside], what[inside], who[inside], at[inside]))]
    whole = Statements(
        number=np.arange(len(order)), person=who[order], course=what[order], verb=verb[order], at=at[order],
        seconds=length[order], voids=np.full(len(order), NOBODY),
    )  # fmt: skip
    return _delivered_twice(_with_voided(whole, rng=rng), rng=rng)


def _after(session: int, seconds: Ints, *, rng: np.random.Generator) -> npt.NDArray[np.timedelta64]:
    """How long after the enrolment an early session closes: some days later, about the hour of the enrolment."""
    days = 86_400 * (session + rng.integers(0, 3, len(seconds)))
    return (days + np.minimum(seconds, 14_000) + rng.integers(60, 3600, len(seconds))).astype("timedelta64[s]")


def _with_voided(whole: Statements, *, rng: np.random.Generator) -> Statements:
    """Add sessions somebody forgot to close, and the statements that void them the next day."""
    closed = np.flatnonzero(whole.verb == TERMINATED)
    wrong = rng.choice(closed, min(FORGOTTEN_SESSIONS, len(closed)), replace=False)
    count = len(wrong)
    new: Ints = len(whole.number) + np.arange(2 * count)
    hour = np.timedelta64(3600, "s")
    return Statements(
        number=np.concatenate([whole.number, new]),
        person=np.concatenate([whole.person, whole.person[wrong], whole.person[wrong]]),
        course=np.concatenate([whole.course, whole.course[wrong], whole.course[wrong]]),
        verb=np.concatenate([whole.verb, np.full(count, TERMINATED), np.full(count, VOIDED)]),
        at=np.concatenate([whole.at, whole.at[wrong] + hour, whole.at[wrong] + 2 * hour]),
        seconds=np.concatenate([whole.seconds, np.full(count, FORGOTTEN_SECONDS), np.full(count, -1)]),
        voids=np.concatenate([whole.voids, np.full(count, NOBODY), new[:count]]),
    )


def _delivered_twice(whole: Statements, *, rng: np.random.Generator) -> Statements:
    again: Flags = rng.random(len(whole.number)) < DELIVERED_TWICE
    again[0] = True
    rows = np.concatenate([np.arange(len(again)), np.flatnonzero(again)])
    return Statements(
        whole.number[rows],
        whole.person[rows],
        whole.course[rows],
        whole.verb[rows],
        whole.at[rows],
        whole.seconds[rows],
        whole.voids[rows],
    )
