"""The company as the exports see it: simulated people and special people, in one set of tables.

Belongs here: putting the parts together, each with its own stream of chance. Not here: files (exports_*.py) and the
truth (truth.py).
"""

from dataclasses import dataclass, replace

import numpy as np

from ingestion.company.absences import Absences, absences_of
from ingestion.company.activities import Activities, activities_of
from ingestion.company.asked import Asked
from ingestion.company.careers import Careers, simulate_careers
from ingestion.company.cast import cast_of
from ingestion.company.casting import Casting, cast_tables
from ingestion.company.certifying import Certificates, certificates_of
from ingestion.company.climate import climates, with_climate
from ingestion.company.contracts import assignments_by_contract, contracts_of, talent_flags_of
from ingestion.company.duties import Duties, duties_of
from ingestion.company.evidence import Evidence, evidence_of
from ingestion.company.feedback_rounds import FeedbackRounds, feedback_rounds
from ingestion.company.finances import Costs, Pay, costs_of, pay_of
from ingestion.company.jobs import Jobs, cut_at_recoding, jobs_of
from ingestion.company.learning import enrolments_of
from ingestion.company.meetings import Meetings, Seats, meetings_of
from ingestion.company.names import GIVEN_NAMES, SURNAMES
from ingestion.company.organisation import Organisation
from ingestion.company.people import Pools, draw_people
from ingestion.company.programme_surveys import programme_surveys
from ingestion.company.programmes import Course, course_catalogue
from ingestion.company.quizzes import Attempts, attempts_of
from ingestion.company.ratings import RatingYear, ratings_of
from ingestion.company.seats import Seating, seating_of
from ingestion.company.statements import Statements, statements_of
from ingestion.company.surveys import Responses, Wave, responses_of, waves_of
from ingestion.company.tables import Assignments, Contracts, Enrolments, People, Period, TalentFlags, joined
from ingestion.company.talent import Talent, talent_of
from ingestion.company.welcome_survey import welcome_survey

_STREAMS = {
    "people": 20,
    "talent": 21,
    "learning": 22,
    "statements": 23,
    "waves": 24,
    "ratings": 25,
    "responses": 30,
    "duties": 50,
    "activities": 51,
    "meetings": 52,
    "quizzes": 53,
    "certificates": 54,
    "climate": 60,
    "programme_surveys": 61,
    "welcome_survey": 62,
    "feedback_rounds": 63,
    "jobs": 80,
    "absences": 81,
    "seats": 82,
    "pay": 100,
    "skills": 70,
}


@dataclass(frozen=True)
class Company:
    """Everything that is exported. Persons of the simulation come first, then the cast, in the order of cast.py."""

    period: Period
    organisation: Organisation
    catalogue: tuple[Course, ...]
    people: People
    pools: Pools
    contracts: Contracts
    assignments: Assignments
    jobs: Jobs
    """Row by row beside the assignments."""
    absences: Absences
    seating: Seating
    """Its seats stand beside the assignments of the simulation; the cast, who come after them, hold none."""
    evidence: Evidence
    talent_flags: TalentFlags
    enrolments: Enrolments
    duties: Duties
    """Row by row beside the enrolments."""
    activities: Activities
    meetings: Meetings
    seats: Seats
    attempts: Attempts
    certificates: Certificates
    pay: Pay
    costs: Costs
    statements: Statements
    waves: tuple[Wave, ...]
    responses: tuple[Responses, ...]
    """By wave."""
    asked: tuple[Asked, ...]
    """Surveys that ask people one by one."""
    feedback_rounds: FeedbackRounds
    ratings: tuple[RatingYear, ...]
    talent: Talent
    careers: Careers
    casting: Casting


def build_company(*, people: int, period: Period, seed: int) -> Company:
    """Simulate the company and add its cast."""
    careers = simulate_careers(people=people, period=period, seed=seed)
    chance = {name: np.random.default_rng([seed, stream]) for name, stream in _STREAMS.items()}
    enrolments = enrolments_of(careers, rng=chance["learning"])
    waves = waves_of(careers, rng=chance["waves"])
    climate = climates(careers, rng=chance["climate"])
    responses = [
        with_climate(
            responses_of(careers, wave, number, rng=chance["responses"]),
            careers,
            wave,
            number,
            climate=climate,
            rng=chance["climate"],
        )
        for number, wave in enumerate(waves)
    ]
    casting = cast_tables(
        cast_of(period, waves=waves),
        careers=careers,
        waves=waves,
        pools=Pools(given=GIVEN_NAMES, surnames=SURNAMES),
    )
    everybody = joined(draw_people(careers.born, rng=chance["people"]), casting.people)
    contracts = joined(contracts_of(careers), casting.contracts)
    simulated = cut_at_recoding(assignments_by_contract(careers), organisation=careers.organisation, period=period)
    assignments = joined(simulated, casting.assignments)
    ratings = ratings_of(careers, rng=chance["ratings"])
    catalogue = course_catalogue(period)
    signed_up = joined(enrolments, casting.enrolments)
    meetings, seats = meetings_of(enrolments, catalogue=catalogue, period=period, rng=chance["meetings"])
    jobs = jobs_of(assignments, contracts=contracts, careers=careers, people=len(everybody.number), rng=chance["jobs"])
    return Company(
        period=period,
        organisation=careers.organisation,
        catalogue=catalogue,
        people=everybody,
        pools=casting.pools,
        contracts=contracts,
        assignments=assignments,
        absences=absences_of(careers, everybody, rng=chance["absences"]),
        seating=seating_of(careers, simulated, rng=chance["seats"]),
        jobs=jobs,
        evidence=evidence_of(careers, assignments, jobs, rng=chance["skills"]),
        talent_flags=joined(talent_flags_of(careers, rng=chance["talent"]), casting.talent_flags),
        enrolments=signed_up,
        duties=duties_of(signed_up, catalogue=catalogue, period=period, rng=chance["duties"]),
        activities=activities_of(careers, rng=chance["activities"]),
        meetings=meetings,
        seats=seats,
        attempts=attempts_of(enrolments, catalogue=catalogue, period=period, rng=chance["quizzes"]),
        certificates=certificates_of(careers, enrolments, catalogue=catalogue, rng=chance["certificates"]),
        pay=pay_of(assignments, period=period, people=len(everybody.number), rng=chance["pay"]),
        costs=costs_of(careers, enrolments),
        statements=statements_of(careers, enrolments, rng=chance["statements"]),
        waves=tuple(
            replace(wave, invited=np.concatenate([wave.invited, more]))
            for wave, more in zip(waves, casting.invited, strict=True)
        ),
        responses=tuple(joined(given, more) for given, more in zip(responses, casting.responses, strict=True)),
        ratings=ratings,
        talent=talent_of(careers, contracts=contracts, ratings=ratings, seed=seed),
        asked=(
            *programme_surveys(careers, enrolments, rng=chance["programme_surveys"]),
            welcome_survey(careers, rng=chance["welcome_survey"]),
        ),
        feedback_rounds=feedback_rounds(careers, rng=chance["feedback_rounds"]),
        careers=careers,
        casting=casting,
    )
