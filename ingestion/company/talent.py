"""What the company knows of its people's development, together: reviews, plans, check-ins, onboarding and exit interviews.

Belongs here: putting these parts together, each with its own stream of chance. Not here: the parts (development.py, onboarding.py) and the
files (exports_hris.py, exports_talent.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.abilities import SKILLS
from ingestion.company.careers import Careers
from ingestion.company.development import (
    CheckIns,
    Goals,
    Plans,
    Reviews,
    check_ins_of,
    exit_details_of,
    goals_of,
    plans_of,
    reviews_of,
)
from ingestion.company.onboarding import Reached, Tasks, reached_of, tasks_of
from ingestion.company.ratings import RatingYear
from ingestion.company.tables import Contracts, Ints

GOAL_SKILLS = tuple(skill.skill_id for skill in SKILLS)
"""Skills that goals of plans are linked to: any of the company's."""
_STREAMS = {"reviews": 90, "plans": 91, "goals": 92, "check_ins": 93, "tasks": 94, "milestones": 95, "exits": 96}


@dataclass(frozen=True)
class Talent:
    """The tables of this part, and by contract what was named in the exit interview."""

    reviews: Reviews
    plans: Plans
    goals: Goals
    check_ins: CheckIns
    tasks: Tasks
    reached: Reached
    exit_details: Ints


def talent_of(careers: Careers, *, contracts: Contracts, ratings: tuple[RatingYear, ...], seed: int) -> Talent:
    """Everything of this part.

    Args:
        careers: the people of the simulation; the cast has none of this.
        contracts: all contracts, those of the cast included: they have exit interviews too.
        ratings: the ratings of every whole year, exported as they are.
        seed: the seed of the company.
    """
    chance = {name: np.random.default_rng([seed, stream]) for name, stream in _STREAMS.items()}
    plans = plans_of(careers, rng=chance["plans"])
    return Talent(
        reviews=reviews_of(careers, ratings, rng=chance["reviews"]),
        plans=plans,
        goals=goals_of(careers, plans, skills=len(GOAL_SKILLS), rng=chance["goals"]),
        check_ins=check_ins_of(careers, rng=chance["check_ins"]),
        tasks=tasks_of(careers, rng=chance["tasks"]),
        reached=reached_of(careers, rng=chance["milestones"]),
        exit_details=exit_details_of(contracts, end=np.datetime64(careers.period.end, "D"), rng=chance["exits"]),
    )
