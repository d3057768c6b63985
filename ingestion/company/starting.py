"""Who starts a programme in a month.

Belongs here: the draw, by the rules of programmes.py. A start needs employment through the month, two months of tenure
and no earlier start; chance depends on engagement as it stood at the end of the month before. Nothing that happens
later enters.
"""

import numpy as np

from ingestion.company.programmes import ATTENDANCE, NEVER_STAGED, PROGRAMMES, Programme
from ingestion.company.state import NOT_STARTED, State
from ingestion.company.tables import Floats, Ints

TENURE_MONTHS = 2
LARGEST_CHANCE = 0.25
LAST_START_DAY = 25


def stage_of_teams(state: State, *, rng: np.random.Generator) -> Ints:
    """By unit: the stage (0, 1, ...) in which a staged programme reaches it, -1 for never; drawn by lot among teams.

    The team that is closed and the one that is opened are never reached, so that every treated team has a before and
    an after.
    """
    organisation = state.organisation
    stages = max(len(programme.stages) for programme in PROGRAMMES)
    stage = np.full(len(organisation.code), -1)
    teams = np.flatnonzero(organisation.is_team)
    lot = rng.permutation(teams[(teams != organisation.closed) & (teams != organisation.opened)])
    reached = lot[: round(len(lot) * (1 - NEVER_STAGED))]
    stage[reached] = np.arange(len(reached)) % stages
    return stage


def start_month(state: State, *, month: int, stage: Ints, rng: np.random.Generator) -> None:
    """Draw the starts of one month, after its exits."""
    inside = state.here()
    after = state.period.first_days[month + 1]
    stays = inside[state.tenure_months(inside, on=after) >= TENURE_MONTHS]
    for number, programme in enumerate(PROGRAMMES):
        free = stays[state.started[number, stays] == NOT_STARTED]
        if programme.stages:
            starters = _members_of_stage(state, free, programme=programme, month=month, stage=stage, rng=rng)
        elif programme.places is not None:
            starters = _volunteers(state, free, programme=programme, month=month, rng=rng)
        elif month >= round(programme.opens_at * state.period.months):
            starters = free[rng.random(len(free)) < _chance(state, free, programme)]
        else:
            continue
        state.started[number, starters] = month
        first = state.period.first_days[month]
        offset = np.full(len(starters), 9) if programme.stages else rng.integers(0, LAST_START_DAY, len(starters))
        state.start_day[number, starters] = np.maximum(first + offset.astype("timedelta64[D]"), state.hired[starters])


def _chance(state: State, people: Ints, programme: Programme) -> Floats:
    pull = programme.engagement_slope * state.engagement[people] + programme.ability_slope * state.ability[people]
    return np.minimum(programme.monthly_rate * np.exp(pull), LARGEST_CHANCE)


def _volunteers(state: State, people: Ints, *, programme: Programme, month: int, rng: np.random.Generator) -> Ints:
    """One run in one month; the places go by lot among volunteers, and keen people volunteer more."""
    if month != round(programme.opens_at * state.period.months):
        return people[:0]
    weight = np.exp(programme.engagement_slope * state.engagement[people])
    count = min(programme.places or 0, len(people) // 4)
    return np.sort(rng.choice(people, count, replace=False, p=weight / weight.sum()))


def _members_of_stage(
    state: State, people: Ints, *, programme: Programme, month: int, stage: Ints, rng: np.random.Generator
) -> Ints:
    """Everybody of the teams whose stage has come, but for those who cannot attend."""
    now = [number for number, share in enumerate(programme.stages) if round(share * state.period.months) == month]
    members = people[np.isin(stage[state.unit[people]], now)]
    return members[rng.random(len(members)) < ATTENDANCE]
