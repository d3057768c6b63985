"""Who works where: reorganisations, moves, promotions, hires, leads and managers, month by month.

Belongs here: the steps that change a person's place, and the assignments that follow. Not here: who leaves
(leaving.py) and who starts a programme (starting.py). A change holds from the first day of the month; a hire may begin
in the middle of it.
"""

import numpy as np

from ingestion.company.state import FTE_PERCENTS, State
from ingestion.company.tables import NO_DAY, NOBODY, Assignments, Days, Flags, Ints

FILLED_PER_MONTH = 0.60
"""Chance that a vacancy is filled from outside in a month."""
FILLED_FROM_WITHIN = 0.12
"""Chance that it is filled by somebody of another unit."""
PROMOTED_PER_MONTH = 0.006
HOURS_CHANGED_PER_MONTH = 0.003
HIRED_MID_MONTH = 0.25
LEAD_LEVEL, DIRECTOR_LEVEL = 3, 4
DAY = np.timedelta64(1, "D")


def staff_month(state: State, *, month: int, rng: np.random.Generator) -> None:
    """All changes of place of one month, and the assignments they close and open."""
    first, after = state.period.first_days[month], state.period.first_days[month + 1]
    before = state.here()
    kept = (state.unit[before], state.level[before], state.fte_percent[before], state.manager[before])
    if month > 0:
        _reorganise(state, month=month, rng=rng)
        _promote(state, before, month=month, rng=rng)
        _fill_vacancies(state, month=month, first=first, after=after, rng=rng)
    _appoint_leads(state, first=first)
    everybody = state.here()
    state.manager[everybody] = _managers(state, everybody)
    if month > 0:
        now = (state.unit[before], state.level[before], state.fte_percent[before], state.manager[before])
        changed = np.logical_or.reduce([was != is_ for was, is_ in zip(kept, now, strict=True)])
        close_rows(
            state,
            before[changed],
            last_day=np.full(int(changed.sum()), first - DAY),
            values=tuple(column[changed] for column in kept),
        )
        state.row_begins[before[changed]] = first


def close_rows(state: State, people: Ints, *, last_day: Days, values: tuple[Ints, ...]) -> None:
    """End the running assignments of some people; `values` are unit, level, fte percent and manager as they were."""
    unit, level, fte_percent, manager = values
    state.closed_rows.append((people, state.row_begins[people], last_day, unit, level, fte_percent, manager))


def assignments_of(state: State) -> Assignments:
    """Every assignment, by person and first day, as if each person had one contract (contracts.py cuts them)."""
    running = state.here()
    last = np.full(len(running), NO_DAY)
    rows = [
        *state.closed_rows,
        (
            running,
            state.row_begins[running],
            last,
            state.unit[running],
            state.level[running],
            state.fte_percent[running],
            state.manager[running],
        ),
    ]
    columns = [np.concatenate(parts) for parts in zip(*rows, strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    person, begins_on, last_day_on, unit, level, fte_percent, manager = (column[order] for column in columns)
    return Assignments(person, np.ones_like(person), begins_on, last_day_on, unit, level, fte_percent, manager)


def _reorganise(state: State, *, month: int, rng: np.random.Generator) -> None:
    organisation = state.organisation
    if month == organisation.moved_in:
        state.parent[organisation.moved] = organisation.new_parent
    if month == organisation.closed_in:
        inside = state.here()
        members = inside[state.unit[inside] == organisation.closed]
        open_team = organisation.is_team & (np.arange(len(organisation.code)) != organisation.closed)
        if month < organisation.opened_in:
            open_team[organisation.opened] = False
        near = np.flatnonzero(open_team & (organisation.division == organisation.division[organisation.closed]))
        state.unit[members] = rng.choice(near if len(near) else np.flatnonzero(open_team), len(members))
        state.level[members] = np.minimum(state.level[members], LEAD_LEVEL - 1)
        state.lead[organisation.closed] = NOBODY


def _promote(state: State, people: Ints, *, month: int, rng: np.random.Generator) -> None:
    chance = rng.random(len(people))
    ready = (state.level[people] < LEAD_LEVEL - 1) & (
        state.tenure_months(people, on=state.period.first_days[month]) >= 12
    )
    state.level[people[ready & (chance < PROMOTED_PER_MONTH)]] += 1
    other_hours = people[rng.random(len(people)) < HOURS_CHANGED_PER_MONTH]
    state.fte_percent[other_hours] = rng.choice(FTE_PERCENTS, len(other_hours))


def _fill_vacancies(
    state: State, *, month: int, first: np.datetime64, after: np.datetime64, rng: np.random.Generator
) -> None:
    organisation = state.organisation
    target = organisation.size.copy()
    target[organisation.opened] *= month >= organisation.opened_in
    target[organisation.closed] *= month < organisation.closed_in
    inside = state.here()
    heads = np.bincount(state.unit[inside], minlength=len(target))
    vacancies = np.repeat(np.arange(len(target)), np.maximum(target - heads, 0))
    chance = rng.random(len(vacancies))
    from_within, from_outside = (
        vacancies[chance < FILLED_FROM_WITHIN],
        vacancies[(chance >= FILLED_FROM_WITHIN) & (chance < FILLED_PER_MONTH + FILLED_FROM_WITHIN)],
    )

    may_move = inside[(state.level[inside] < LEAD_LEVEL) & organisation.is_team[state.unit[inside]]]
    movers = rng.choice(may_move, min(len(from_within), len(may_move)), replace=False)
    state.unit[movers] = from_within[: len(movers)]

    count = len(from_outside)
    age_years = 20 + 40 * rng.beta(1.4, 3.0, count)
    middle = first + np.where(rng.random(count) < 0.5, 14, 15).astype("timedelta64[D]")
    hired = np.where(rng.random(count) < HIRED_MID_MONTH, middle, first)
    state.enter(
        count,
        unit=from_outside,
        hired=np.minimum(hired, after - DAY),
        level=np.searchsorted(np.array([0.55, 0.88]), rng.random(count), side="right"),
        born=hired - (age_years * 365.25).astype(np.int64).astype("timedelta64[D]"),
    )


def _appoint_leads(state: State, *, first: np.datetime64) -> None:
    """Give a unit without a lead the most senior of its people: highest level, longest service, lowest number."""
    inside = state.here()
    has_lead = (state.lead != NOBODY) & state.present[np.maximum(state.lead, 0)]
    has_lead &= state.unit[np.maximum(state.lead, 0)] == np.arange(len(state.lead))
    state.lead[~has_lead] = NOBODY
    candidates = inside[~has_lead[state.unit[inside]] & (state.hired[inside] <= first)]
    order = candidates[
        np.lexsort((candidates, state.hired[candidates], -state.level[candidates], state.unit[candidates]))
    ]
    units, at = np.unique(state.unit[order], return_index=True)
    state.lead[units] = order[at]
    state.level[order[at]] = np.where(state.organisation.is_team[units], LEAD_LEVEL, DIRECTOR_LEVEL)


def _managers(state: State, people: Ints) -> Ints:
    """The lead of the own unit; for the lead, the lead of the unit above; NOBODY at the top or over an empty seat."""
    unit = state.unit[people]
    above = state.parent[unit]
    lead_above: Ints = np.where(above >= 0, state.lead[np.maximum(above, 0)], NOBODY)
    own: Ints = state.lead[unit]
    leads_here: Flags = own == people
    return np.where(leads_here, lead_above, np.where(own == NOBODY, lead_above, own))
