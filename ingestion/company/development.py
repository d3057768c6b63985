"""What is said about people's performance and done about their development: reviews, plans with goals, check-ins, exit interviews.

Belongs here: the rows. Ratings themselves come from ratings.py, which one programme raises; here they only get a date and a form. Not here:
onboarding (onboarding.py) and the files (exports_hris.py, exports_talent.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.ratings import RatingYear
from ingestion.company.tables import NO_DAY, NOBODY, REASONS, Contracts, Days, Flags, Ints, add_months

DAY = np.timedelta64(1, "D")
UNRATED_TENURE_DAYS = 90
"""Who is here for less is reviewed and not rated."""
NOT_HELD = 0.04
"""Share of the agreed reviews that nobody held."""
REVIEW_GOAL = 0.62
PROBATION_DAYS = 50
HAS_PLAN, HAS_PLAN_RISE = 0.50, 0.06
"""Share of the people with a plan in the first yearly round, and what each further year adds."""
DRAFT = 0.05
GOALS_A_PLAN = 3
GOAL_ACHIEVED, GOAL_WITHDRAWN = 0.66, 0.06
GOAL_LINKED = 0.80
"""Share of the goals that name a skill."""
CHECK_IN_MONTHLY = 0.30
EXIT_INTERVIEWED = 0.75
EXIT_DETAILS = ("lack_of_growth", "pay", "manager", "workload", "job_content", "work_life", "relocation", "other")
EXIT_DETAIL_SHARES = np.array([0.30, 0.20, 0.12, 0.10, 0.10, 0.08, 0.05, 0.05])


@dataclass(frozen=True)
class Reviews:
    """One row a person and cycle. `points` is 0 without a rating; a review that was not held has no day."""

    person: Ints
    year: Ints
    reviewed_on: Days
    points: Ints
    has_goal: Flags
    is_regular: Flags


@dataclass(frozen=True)
class Plans:
    """One row a plan. A draft has no day of approval; `ended_on` is the first day that no longer counts."""

    person: Ints
    approved_on: Days
    updated_on: Days
    ended_on: Days


@dataclass(frozen=True)
class Goals:
    """One row a goal of the plan in that row of Plans. `skill` is a number for the writer to name; NOBODY for none."""

    plan: Ints
    skill: Ints
    set_on: Days
    due_on: Days
    achieved_on: Days
    withdrawn_on: Days


@dataclass(frozen=True)
class CheckIns:
    """One row a person and day of a talk."""

    person: Ints
    held_on: Days


def reviews_of(careers: Careers, ratings: tuple[RatingYear, ...], *, rng: np.random.Generator) -> Reviews:
    """The yearly reviews with the ratings as given, and a talk at the end of probation that is no regular review."""
    end = np.datetime64(careers.period.end, "D")
    parts = []
    for given in ratings:
        last = careers.period.first_days[given.month + 1] - DAY
        held = np.maximum(last - rng.integers(0, 21, len(given.person)) * DAY, careers.hired[given.person])
        is_rated = (last - careers.hired[given.person]) >= UNRATED_TENURE_DAYS * DAY
        is_held = rng.random(len(given.person)) >= NOT_HELD
        parts.append(
            Reviews(
                person=given.person,
                year=np.full(len(given.person), int(str(last.astype("datetime64[Y]")))),
                reviewed_on=np.where(is_held, held, NO_DAY),
                points=np.where(is_rated & is_held, given.points, 0).astype(np.int64),
                has_goal=is_held & (rng.random(len(given.person)) < REVIEW_GOAL),
                is_regular=np.ones(len(given.person), dtype=np.bool_),
            )
        )
    talk = careers.hired + PROBATION_DAYS * DAY
    new = np.flatnonzero(
        (careers.hired >= careers.period.first_days[0]) & (talk <= np.minimum(_last_days(careers), end))
    )
    parts.append(
        Reviews(
            person=new,
            year=talk[new].astype("datetime64[Y]").astype(np.int64) + 1970,
            reviewed_on=talk[new],
            points=np.zeros(len(new), dtype=np.int64),
            has_goal=rng.random(len(new)) < REVIEW_GOAL,
            is_regular=np.zeros(len(new), dtype=np.bool_),
        )
    )
    return Reviews(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in Reviews.__annotations__}
    )


def plans_of(careers: Careers, *, rng: np.random.Generator) -> Plans:
    """A yearly round: plans are approved in the second to fourth month of each year of the history, for fourteen months."""
    end = np.datetime64(careers.period.end, "D")
    person, approved = [], []
    for year, month in enumerate(range(1, careers.period.months, 12)):
        day = careers.period.first_days[month]
        here = np.flatnonzero((careers.hired <= day - 60 * DAY) & (_last_days(careers) >= day))
        takers = here[rng.random(len(here)) < min(HAS_PLAN + year * HAS_PLAN_RISE, 0.95)]
        person.append(takers)
        approved.append(day + rng.integers(0, 80, len(takers)) * DAY)
    people, days = np.concatenate(person), np.concatenate(approved)
    seen = np.minimum(_last_days(careers), end)[people]
    kept = days <= seen
    people, days, seen = people[kept], days[kept], seen[kept]
    touched = days + rng.integers(0, 330, len(days)) * DAY
    return Plans(
        person=people,
        approved_on=np.where(rng.random(len(days)) < DRAFT, NO_DAY, days),
        updated_on=np.minimum(touched, seen),
        ended_on=add_months(days, 14),
    )


def goals_of(careers: Careers, plans: Plans, *, skills: int, rng: np.random.Generator) -> Goals:
    """One to three goals an approved plan; a goal is achieved or withdrawn only while the person is employed and seen."""
    approved = np.flatnonzero(~np.isnat(plans.approved_on))
    plan = np.repeat(approved, rng.integers(1, GOALS_A_PLAN + 1, len(approved)))
    set_on = plans.approved_on[plan]
    due_on = set_on + rng.integers(90, 330, len(plan)) * DAY
    seen = np.minimum(_last_days(careers), np.datetime64(careers.period.end, "D"))[plans.person[plan]]
    fate = rng.random(len(plan))
    achieved = np.maximum(due_on + rng.integers(-60, 40, len(plan)) * DAY, set_on)
    withdrawn = set_on + ((due_on - set_on).astype(np.int64) * rng.random(len(plan))).astype(np.int64) * DAY
    is_achieved = (fate < GOAL_ACHIEVED) & (achieved <= seen)
    is_withdrawn = (fate >= 1 - GOAL_WITHDRAWN) & (withdrawn <= seen)
    skill = rng.integers(0, skills, len(plan))
    return Goals(
        plan=plan,
        skill=np.where(rng.random(len(plan)) < GOAL_LINKED, skill, NOBODY),
        set_on=set_on,
        due_on=due_on,
        achieved_on=np.where(is_achieved, achieved, NO_DAY),
        withdrawn_on=np.where(is_withdrawn, withdrawn, NO_DAY),
    )


def check_ins_of(careers: Careers, *, rng: np.random.Generator) -> CheckIns:
    """A talk in a month by chance, with people who are here all of it; some people are spoken to more often than others."""
    habit = np.clip(CHECK_IN_MONTHLY * np.exp(rng.normal(0, 0.6, careers.size)), 0, 0.95)
    person, held = [], []
    first_days = careers.period.first_days
    for month in range(careers.period.months):
        here = np.flatnonzero(
            (careers.hired <= first_days[month]) & (_last_days(careers) >= first_days[month + 1] - DAY)
        )
        spoken = here[rng.random(len(here)) < habit[here]]
        days = (first_days[month + 1] - first_days[month]).astype(np.int64)
        person.append(spoken)
        held.append(first_days[month] + rng.integers(0, days, len(spoken)) * DAY)
    return CheckIns(person=np.concatenate(person), held_on=np.concatenate(held))


def exit_details_of(contracts: Contracts, *, end: np.datetime64, rng: np.random.Generator) -> Ints:
    """By contract: what a person who quit named in the exit interview, as a place in EXIT_DETAILS; NOBODY without one."""
    count = len(contracts.person)
    named = np.searchsorted(np.cumsum(EXIT_DETAIL_SHARES)[:-1], rng.random(count), side="right")
    asked = rng.random(count) < EXIT_INTERVIEWED
    quits = (contracts.reason == REASONS.index("voluntary")) & (contracts.last_day_on <= end)
    return np.where(quits & asked, named, NOBODY)


def _last_days(careers: Careers) -> Days:
    """By person: the last day employed, far in the future for who stays."""
    return np.where(np.isnat(careers.last_day), np.datetime64("9999-12-31", "D"), careers.last_day)
