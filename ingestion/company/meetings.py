"""The sessions of live courses, and who had a seat in which: attended, stayed away, cancelled.

Belongs here: sessions and seats, made to fit the completions there are. Not here: enrolments and completions (learning.py) and the
platform's files (exports_platform.py). Sessions are on Thursdays and hold at most CAPACITY seats.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.learning import LIVE_COURSE_DAYS, at_minute
from ingestion.company.programmes import Course
from ingestion.company.tables import NO_MINUTE, Days, Enrolments, Ints, Minutes, Period

CAPACITY = 16
THURSDAY = np.datetime64("1970-01-01", "D")
SEAT_STATES = ("Booked", "Fully attended", "Partially attended", "No show", "User Cancelled", "Session Cancelled")
BOOKED, ATTENDED, PARTLY, NO_SHOW, BY_PERSON, BY_ORGANISATION = range(len(SEAT_STATES))
PARTLY_SHARE = 0.05
MISSED_BEFORE = 0.08
"""Share of the completions after a first session that the person did not come to."""
NOT_COMPLETED = (NO_SHOW, BY_PERSON, ATTENDED)
NOT_COMPLETED_SHARES = (0.45, 0.35, 0.20)
"""What became of the seat of those who never completed: they missed it, cancelled, or came and did not finish."""
SESSION_MINUTES = 480
"""A day; longer courses meet on one day and go on by themselves."""


@dataclass(frozen=True)
class Meetings:
    """One row a session."""

    course: Ints
    starts_at: Minutes
    minutes: Ints


@dataclass(frozen=True)
class Seats:
    """One row a person and session. `state` points into SEAT_STATES."""

    meeting: Ints
    person: Ints
    state: Ints
    cancelled_at: Minutes


def meetings_of(
    rows: Enrolments, *, catalogue: tuple[Course, ...], period: Period, rng: np.random.Generator
) -> tuple[Meetings, Seats]:
    """Sessions and seats of the enrolments in live courses.

    A completion follows a session on the last Thursday before it; who never completed had a seat about four weeks after enrolling.
    """
    is_live = np.array([course.is_live for course in catalogue])[rows.course]
    live = np.flatnonzero(is_live)
    done = ~np.isnat(rows.completed_at[live])
    enrolled: Days = rows.enrolled_at[live].astype("datetime64[D]")
    planned = enrolled + np.timedelta64(LIVE_COURSE_DAYS * 2 // 3, "D")
    day = _thursday(np.where(done, rows.completed_at[live].astype("datetime64[D]"), planned))
    state = np.where(
        done,
        np.where(rng.random(len(live)) < PARTLY_SHARE, PARTLY, ATTENDED),
        rng.choice(NOT_COMPLETED, len(live), p=NOT_COMPLETED_SHARES),
    )
    state = np.where(day > np.datetime64(period.end, "D"), BOOKED, state)
    state = np.where(rows.is_suspended[live], BY_ORGANISATION, state)
    missed = np.flatnonzero(done & (rng.random(len(live)) < MISSED_BEFORE))
    person = np.concatenate([rows.person[live], rows.person[live][missed]])
    course = np.concatenate([rows.course[live], rows.course[live][missed]])
    days = np.concatenate([day, day[missed] - np.timedelta64(7, "D")])
    states = np.concatenate([state, np.full(len(missed), NO_SHOW)])
    early = rng.integers(1, 8, len(days)).astype("timedelta64[D]")
    cancelled = np.where(
        np.isin(states, (BY_PERSON, BY_ORGANISATION)),
        at_minute(days - early, rng=rng, from_hour=9, to_hour=17),
        NO_MINUTE,
    )
    return _seated(person, course, days, states, cancelled, catalogue=catalogue)


def _thursday(days: Days) -> Days:
    """The last Thursday on or before each day."""
    before: Days = days - ((days - THURSDAY).astype(np.int64) % 7).astype("timedelta64[D]")
    return before


def _seated(
    person: Ints, course: Ints, day: Days, state: Ints, cancelled: Minutes, *, catalogue: tuple[Course, ...]
) -> tuple[Meetings, Seats]:
    """Fill rooms of CAPACITY seats, course by course and day by day."""
    order = np.lexsort((person, day, course))
    person, course, day, state, cancelled = person[order], course[order], day[order], state[order], cancelled[order]
    is_new = np.ones(len(order), dtype=np.bool_)
    is_new[1:] = (course[1:] != course[:-1]) | (day[1:] != day[:-1])
    began = np.maximum.accumulate(np.where(is_new, np.arange(len(order)), 0))
    is_room = (np.arange(len(order)) - began) % CAPACITY == 0
    meeting = np.cumsum(is_room) - 1
    usual = np.array([min(each.minutes, SESSION_MINUTES) for each in catalogue])
    nine = day[is_room].astype("datetime64[m]") + np.timedelta64(9 * 60, "m")
    meetings = Meetings(course=course[is_room], starts_at=nine, minutes=usual[course[is_room]])
    return meetings, Seats(meeting=meeting, person=person, state=state, cancelled_at=cancelled)
