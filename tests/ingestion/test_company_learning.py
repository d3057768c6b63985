"""What the fictional company tells about sessions, tests, certificates and learning outside courses holds together."""

from datetime import date

import numpy as np
import pytest

from ingestion.company.activities import ACTIVITIES, MINUTES_UNKNOWN
from ingestion.company.certifying import CERTIFICATIONS, FIRST_AID, FIRST_AID_MONTHS, LEAD
from ingestion.company.company import Company, build_company
from ingestion.company.duties import DUE_DAYS
from ingestion.company.meetings import ATTENDED, BY_ORGANISATION, BY_PERSON, CAPACITY, NO_SHOW, PARTLY
from ingestion.company.offerings import offerings
from ingestion.company.quizzes import MAX_POINTS, MEAN_GAINS
from ingestion.company.tables import NOBODY, Period, add_months


@pytest.fixture(scope="module")
def company() -> Company:
    return build_company(people=1500, period=Period(end=date(2025, 12, 31), months=36), seed=7)


def test_sessions_are_on_thursdays_and_hold_no_more_than_their_seats(company: Company) -> None:
    days = company.meetings.starts_at.astype("datetime64[D]").astype(np.int64)
    assert set(days % 7) == {0}, "the first of January 1970 was a Thursday"
    seats = np.bincount(company.seats.meeting, minlength=len(days))
    assert seats.min() >= 1
    assert seats.max() == CAPACITY


def test_who_completed_a_live_course_sat_in_a_session_of_it_before(company: Company) -> None:
    rows, seats = company.enrolments, company.seats
    live = np.array([course.is_live for course in company.catalogue])
    done = np.flatnonzero(live[rows.course] & ~np.isnat(rows.completed_at) & (rows.person < company.careers.size))
    came = np.isin(seats.state, (ATTENDED, PARTLY))
    sat = set(
        zip(
            seats.person[came].tolist(),
            company.meetings.course[seats.meeting[came]].tolist(),
            strict=True,
        )
    )
    assert set(zip(rows.person[done].tolist(), rows.course[done].tolist(), strict=True)) <= sat


def test_nobody_has_two_seats_in_one_session_and_only_cancelled_ones_have_a_moment(company: Company) -> None:
    seats = company.seats
    assert len(np.unique(seats.meeting * 10_000_000 + seats.person)) == len(seats.person)
    is_cancelled = np.isin(seats.state, (BY_PERSON, BY_ORGANISATION))
    assert (np.isnat(seats.cancelled_at) == ~is_cancelled).all()
    assert (seats.cancelled_at < company.meetings.starts_at[seats.meeting])[is_cancelled].all()
    assert 0.03 < (seats.state == NO_SHOW).mean() < 0.25


def test_people_gain_what_was_put_in(company: Company) -> None:
    """The last attempt at the final test against the entry test, of those who did both and did not know all."""
    attempts = company.attempts
    first: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}
    for row in np.argsort(attempts.at, kind="stable"):
        key = int(attempts.person[row]), int(attempts.course[row])
        (last if attempts.purpose[row] else first)[key] = int(attempts.points[row])
    for number, course in enumerate(company.catalogue):
        gains = [
            (last[key] - before) / (MAX_POINTS - before)
            for key, before in first.items()
            if key[1] == number and key in last and before < MAX_POINTS
        ]
        if course.short_name in MEAN_GAINS and len(gains) > 100:
            assert np.mean(gains) == pytest.approx(MEAN_GAINS[course.short_name], abs=0.04), course.short_name


def test_first_aid_is_held_by_people_who_lead_and_lasts_two_years(company: Company) -> None:
    rows = company.certificates
    first_aid = rows.certification == CERTIFICATIONS.index(FIRST_AID)
    leads = set(company.careers.assignments.person[company.careers.assignments.level >= LEAD].tolist())
    assert set(rows.person[first_aid].tolist()) <= leads
    assert (rows.expires_on[first_aid] == add_months(rows.issued_on[first_aid], FIRST_AID_MONTHS)).all()


def test_compulsory_courses_are_due_and_nobody_who_completed_one_is_excused(company: Company) -> None:
    rows, duties = company.enrolments, company.duties
    compulsory = np.array([course.category in DUE_DAYS for course in company.catalogue])[rows.course]
    assert (np.isnat(duties.due_on) == ~compulsory).all()
    excused = duties.exemption != NOBODY
    assert excused.any()
    assert np.isnat(rows.completed_at[excused]).all()
    assert (np.isnat(duties.ended_at) == ~rows.is_suspended).all()


def test_every_kind_of_activity_occurs_while_people_are_employed(company: Company) -> None:
    rows, careers = company.activities, company.careers
    assert set(rows.kind.tolist()) == set(range(len(ACTIVITIES)))
    day = rows.at.astype("datetime64[D]")
    assert (day >= careers.hired[rows.person]).all()
    left = ~np.isnat(careers.last_day[rows.person])
    assert (day[left] <= careers.last_day[rows.person][left]).all()
    assert 0 < (rows.minutes == MINUTES_UNKNOWN).mean() < 0.10


def test_a_programme_is_made_of_courses_that_the_platform_lists(company: Company) -> None:
    known = {course.short_name for course in company.catalogue}
    offered = offerings(company.period)
    assert {name for each in offered for name in (*each.courses, *each.optional)} <= known
    assert len({each.key for each in offered}) == len(offered)
