"""Money in the fictional company: what people earn, what learning costs, what was budgeted, and how business went.

Belongs here: amounts and how they come about, in whole euros. Not here: files (exports_finance.py, exports_hris.py), and the plan
(exports_plan.py). It is added after the simulation from a stream of its own and drives nothing in it.
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.careers import Careers
from ingestion.company.programmes import OPEN_COURSES, PROGRAMMES, course_catalogue
from ingestion.company.state import NOT_STARTED
from ingestion.company.tables import NO_DAY, NOBODY, Assignments, Days, Enrolments, Flags, Ints, Period

SALARIES = np.array([33_000, 42_000, 54_000, 68_000, 112_000])
"""Full-time gross pay of a year at the start of the history, in the order of tables.LEVELS."""
SALARY_SPREAD = 0.09
RAISE = 1.03
"""Of every 1 January."""
PAY_UNKNOWN = 0.01
"""Share of the people whose pay the export leaves blank."""
KINDS = ("design", "delivery", "materials", "travel", "platform", "evaluation")
PAID_TO = ("internal", "supplier", "tuition")
PRICE = {"compass": 900, "craft": 1_400, "inspire": 450, "mentoring_pilot": 300, "dialogue": 180}
"""Delivery of a programme for a person."""
DESIGN = 18_000
"""Once, in the month a programme opens."""
OPEN_PRICE = 140
"""An enrolment in an open course, paid to a supplier; every tenth is tuition that was refunded."""
HOURLY = 38
"""What an hour of a participant is booked at."""
PLATFORM_A_MONTH = 1_500
BUDGET_FACTOR = 1.1
"""Budgets are what is spent in a month of the division on average, and a tenth more."""


@dataclass(frozen=True)
class Pay:
    """One row a person, contract and period of pay; `last_day_on` is inclusive, NaT while it holds; euros a year, NOBODY unknown."""

    person: Ints
    sequence: Ints
    """The contract."""
    begins_on: Days
    last_day_on: Days
    salary: Ints


@dataclass(frozen=True)
class Costs:
    """One row a cost item, in euros. `programme` points into PROGRAMMES, `division` to a unit; NOBODY for none."""

    month: Ints
    programme: Ints
    division: Ints
    kind: Ints
    paid_to: Ints
    amount: Ints
    is_estimated: Flags
    is_participant_time: Flags


def pay_of(rows: Assignments, *, period: Period, people: int, rng: np.random.Generator) -> Pay:
    """Agreed pay of every assignment, cut at every 1 January of the history.

    Args:
        rows: assignments, those of the cast included.
        period: the history; pay from before it counts as that of its first year.
        people: persons in all.
        rng: the stream of this part.
    """
    factor = np.exp(rng.normal(0, SALARY_SPREAD, people))
    factor[rng.random(people) < PAY_UNKNOWN] = np.nan
    first_year, last_year = period.start.year, period.end.year
    parts = []
    for year in range(first_year, last_year + 1):
        opens, closes = np.datetime64(f"{year}-01-01", "D"), np.datetime64(f"{year}-12-31", "D")
        lasts = np.isnat(rows.last_day_on)
        inside = (rows.begins_on <= closes) & (lasts | (rows.last_day_on >= opens))
        begins = rows.begins_on if year == first_year else np.maximum(rows.begins_on, opens)
        ends = np.where(lasts | (rows.last_day_on > closes), NO_DAY if year == last_year else closes, rows.last_day_on)
        full_time = SALARIES[rows.level] * RAISE ** (year - first_year) * factor[rows.person]
        salary = np.where(np.isnan(full_time), NOBODY, np.round(full_time * rows.fte_percent / 100, -1))
        parts.append(
            (rows.person[inside], rows.sequence[inside], begins[inside], ends[inside], salary[inside].astype(np.int64))
        )
    person, sequence, begins, ends, salary = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((sequence, begins, person))
    return Pay(
        person=person[order],
        sequence=sequence[order],
        begins_on=begins[order],
        last_day_on=ends[order],
        salary=salary[order],
    )


def costs_of(careers: Careers, enrolments: Enrolments) -> Costs:
    """Every cost item of the history, by month, programme and division."""
    period = careers.period
    home = careers.organisation.division[_first_units(careers)]
    divisions = int(careers.organisation.division.max()) + 1
    items: list[tuple[int, int, int, str, str, int, bool]] = []
    for number, programme in enumerate(PROGRAMMES):
        started = careers.started[number]
        people = np.flatnonzero(started != NOT_STARTED)
        minutes = next(course.minutes for course in course_catalogue(period) if course.short_name == programme.course)
        heads = np.bincount(started[people] * divisions + home[people], minlength=period.months * divisions)
        items.append((round(programme.opens_at * period.months), number, NOBODY, "design", "internal", DESIGN, False))
        for place in np.flatnonzero(heads):
            month, division, count = int(place) // divisions, int(place) % divisions, int(heads[place])
            price = PRICE[programme.key] * count
            items.append((month, number, division, "delivery", "supplier", price, False))
            items.append((month, number, division, "materials", "internal", 25 * count, False))
            items.append((month, number, division, "delivery", "internal", HOURLY * minutes // 60 * count, True))
    items += _open_items(enrolments, home, period=period, divisions=divisions)
    items += [
        (month, NOBODY, NOBODY, "platform", "supplier", PLATFORM_A_MONTH, False) for month in range(period.months)
    ]
    items.sort()
    return Costs(
        month=np.array([row[0] for row in items]),
        programme=np.array([row[1] for row in items]),
        division=np.array([row[2] for row in items]),
        kind=np.array([KINDS.index(row[3]) for row in items]),
        paid_to=np.array([PAID_TO.index(row[4]) for row in items]),
        amount=np.array([row[5] for row in items]),
        # Invoices of the last month have not come yet.
        is_estimated=np.array([row[0] == period.months - 1 and not row[6] for row in items]),
        is_participant_time=np.array([row[6] for row in items]),
    )


def _first_units(careers: Careers) -> Ints:
    """By person: the unit of the first assignment, which is whose budget learning is booked to."""
    person, first = np.unique(careers.assignments.person, return_index=True)
    units = np.zeros(careers.size, dtype=np.int64)
    units[person] = careers.assignments.unit[first]
    return units


def _open_items(
    enrolments: Enrolments, home: Ints, *, period: Period, divisions: int
) -> list[tuple[int, int, int, str, str, int, bool]]:
    """Enrolments of simulated people in open courses, by month and division."""
    names = {course.short_name for course in OPEN_COURSES}
    is_open = np.array([course.short_name in names for course in course_catalogue(period)])
    counted = is_open[enrolments.course] & (enrolments.person < len(home))
    month = enrolments.enrolled_at[counted].astype("datetime64[M]") - period.first_days[0].astype("datetime64[M]")
    place = month.astype(np.int64) * divisions + home[enrolments.person[counted]]
    heads = np.bincount(place, minlength=period.months * divisions)
    items = []
    for spot in np.flatnonzero(heads):
        where, count = (int(spot) // divisions, int(spot) % divisions), int(heads[spot])
        items.append((where[0], NOBODY, where[1], "delivery", "supplier", OPEN_PRICE * (count - count // 10), False))
        if count >= 10:
            items.append((where[0], NOBODY, where[1], "delivery", "tuition", OPEN_PRICE * (count // 10), False))
    return items


def monthly_budgets(costs: Costs, *, divisions: int, months: int) -> Ints:
    """Division x month, and the company itself as the last row: the same budget every month, in whole hundreds of euros."""
    direct = ~costs.is_participant_time
    place = np.where(costs.division == NOBODY, divisions, costs.division)[direct]
    total = np.bincount(place, weights=costs.amount[direct], minlength=divisions + 1)
    return np.repeat((np.ceil(total * BUDGET_FACTOR / months / 100) * 100).astype(np.int64)[:, None], months, axis=1)
