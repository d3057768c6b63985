"""Who leaves in a month, why, on which day, and when notice was given.

Belongs here: the draw of exits. Not here: the hazards (quitting.py) and the contracts that are written from them
(contracts.py).
"""

import numpy as np

from ingestion.company import quitting
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.staffing import close_rows
from ingestion.company.state import State
from ingestion.company.tables import NO_DAY, REASONS, Floats, Ints, add_months

PENSION_AGE_YEARS = 67
LAST_DAY_OF_MONTH = 0.60
"""Share of quits that end with a calendar month, as notice periods do."""
DAY = np.timedelta64(1, "D")


def programme_factor(state: State, people: Ints, *, month: int, without: int | None = None) -> Floats:
    """Product of the hazard ratios of the programmes started before the month, but for one of them if asked."""
    factor = np.ones(len(people))
    for number, programme in enumerate(PROGRAMMES):
        if programme.quit_hazard_ratio != 1 and number != without:
            factor *= np.where(state.started[number, people] < month, programme.quit_hazard_ratio, 1.0)
    return factor


def quit_hazard_of(state: State, people: Ints, *, month: int, without: int | None = None) -> Floats:
    """The monthly hazard of quitting of these people in this month."""
    return quitting.quit_hazard(
        state.tenure_months(people, on=state.period.first_days[month]),
        level=state.level[people],
        engagement=state.engagement[people],
        team_factor=state.organisation.quit_factor[state.unit[people]],
        programme_factor=programme_factor(state, people, month=month, without=without),
    )


def leave_month(state: State, *, month: int, rng: np.random.Generator) -> None:
    """Draw the exits of one month among those employed when it began, and end their assignments."""
    first, after = state.period.first_days[month], state.period.first_days[month + 1]
    here = state.here()
    people = here[state.hired[here] <= first]
    reason = np.full(len(people), -1)
    last_day = first + (rng.random(len(people)) * (after - first).astype(np.int64)).astype(np.int64).astype(
        "timedelta64[D]"
    )

    edge = quit_hazard_of(state, people, month=month)
    chance = rng.random(len(people))
    reason[chance < edge] = REASONS.index("voluntary")
    for name, hazard in quitting.other_hazards():
        reason[(chance >= edge) & (chance < edge + hazard)] = REASONS.index(name)
        edge = edge + hazard

    term_ends = add_months(state.hired[people], 12) - DAY
    not_renewed = (
        state.is_fixed_term[people]
        & (term_ends >= first)
        & (term_ends < after)
        & (rng.random(len(people)) < quitting.NOT_RENEWED)
    )
    not_renewed &= reason == -1
    reason[not_renewed], last_day[not_renewed] = REASONS.index("end_of_term"), term_ends[not_renewed]

    retires = (reason == -1) & (add_months(state.born[people], 12 * PENSION_AGE_YEARS) < after)
    reason[retires], last_day[retires] = REASONS.index("retirement"), after - DAY

    quits = reason == REASONS.index("voluntary")
    last_day[quits & (rng.random(len(people)) < LAST_DAY_OF_MONTH)] = after - DAY
    notice = np.where(quits, last_day - rng.integers(28, 63, len(people)).astype("timedelta64[D]"), NO_DAY)
    notice = np.where(notice < state.hired[people], state.hired[people], notice)
    reason[quits & (rng.random(len(people)) < quitting.REASON_MISSING)] = REASONS.index("unknown")

    leaves = reason != -1
    gone = people[leaves]
    state.last_day[gone], state.reason[gone], state.notice[gone] = last_day[leaves], reason[leaves], notice[leaves]
    state.present[gone] = False
    close_rows(
        state,
        gone,
        last_day=last_day[leaves],
        values=(state.unit[gone], state.level[gone], state.fte_percent[gone], state.manager[gone]),
    )
