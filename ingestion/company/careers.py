"""The careers of everybody in the company: the monthly steps in their order, and what remains of them.

Belongs here: the order of the steps and the result. The steps themselves stand in staffing.py, leaving.py, starting.py
and engagement.py.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingestion.company.counterfactuals import QuitRisk, QuitRisks
from ingestion.company.engagement import move_engagement, wave_months
from ingestion.company.leaving import leave_month
from ingestion.company.organisation import Organisation, build_organisation
from ingestion.company.staffing import assignments_of, staff_month
from ingestion.company.starting import stage_of_teams, start_month
from ingestion.company.state import first_state
from ingestion.company.tables import Assignments, Days, Flags, Floats, Ints, Period


@dataclass(frozen=True)
class Careers:
    """Everything that happened to the people of the simulation; arrays by person."""

    organisation: Organisation
    period: Period
    born: Days
    hired: Days
    last_day: Days
    reason: Ints
    notice: Days
    is_fixed_term: Flags
    ability: Floats
    eagerness: Floats
    trait: Floats
    started: npt.NDArray[np.int16]
    """Programme x person: month of the start, else state.NOT_STARTED."""
    start_day: Days
    """Programme x person."""
    engagement: npt.NDArray[np.float32]
    """Wave x person: engagement as the wave saw it (people hired later have no meaning in an earlier wave)."""
    waves: tuple[int, ...]
    """Months of the waves."""
    assignments: Assignments
    stage: Ints
    """By unit: the stage of the staged programme that reached it, -1 for none."""
    quit_risks: tuple[QuitRisk | None, ...]

    @property
    def size(self) -> int:
        """Number of people ever employed in the history."""
        return len(self.hired)


def simulate_careers(*, people: int, period: Period, seed: int) -> Careers:
    """Run the company through its history.

    Each step draws from a stream of its own, so that a change to one does not reshuffle the others.

    Args:
        people: heads on the first day; vacancies are filled, so about as many on any other day.
        period: the months to run.
        seed: the only source of chance.
    """
    layout, founding, staffing, leaving, starting, feeling = (
        np.random.default_rng([seed, stream]) for stream in range(6)
    )
    organisation = build_organisation(people, months=period.months, rng=layout)
    state = first_state(organisation, period=period, people=people, rng=founding)
    stage = stage_of_teams(state, rng=starting)
    risks = QuitRisks(state)
    waves = wave_months(period)
    seen = np.zeros((len(waves), len(state.present)), dtype=np.float32)
    for month in range(period.months):
        staff_month(state, month=month, rng=staffing)
        risks.follow_month(state, month=month)
        leave_month(state, month=month, rng=leaving)
        start_month(state, month=month, stage=stage, rng=starting)
        if month in waves:
            move_engagement(state, month=month, rng=feeling)
            seen[waves.index(month)] = state.engagement
    size = state.size
    return Careers(
        organisation=organisation,
        period=period,
        born=state.born[:size],
        hired=state.hired[:size],
        last_day=state.last_day[:size],
        reason=state.reason[:size],
        notice=state.notice[:size],
        is_fixed_term=state.is_fixed_term[:size],
        ability=state.ability[:size],
        eagerness=state.eagerness[:size],
        trait=state.trait[:size],
        started=state.started[:, :size],
        start_day=state.start_day[:, :size],
        engagement=seen[:, :size],
        waves=waves,
        assignments=assignments_of(state),
        stage=stage,
        quit_risks=risks.by_programme(state),
    )
