"""What people say of programmes: a reaction the day after, and a follow-up some 75 days later.

Belongs here: who is asked, who answers, what they say, and the truth about it. Not here: who takes part (learning.py) and what
programmes do to people (programmes.py).

Everybody enrolled gets the reaction survey, also those who never came, and some of them answer: only people on the attendance
list may count. Those who applied what they learned answer the follow-up more often, so the rate among respondents is too high.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ingestion.company.asked import Asked, open_survey, responses_from
from ingestion.company.careers import Careers
from ingestion.company.identifiers import survey_tool_ids
from ingestion.company.programmes import PROGRAMMES, course_catalogue
from ingestion.company.surveys import Question
from ingestion.company.tables import Days, Enrolments, Flags, Ints

REACTION = (
    Question("QID1", "Q1", "What I learned is useful for my work.", 5, index="reaction", place=1),
    Question("QID2", "Q2", "The trainer knew how to explain it.", 5, index="reaction", place=2),
    Question("QID3", "Q3", "I would advise a colleague to take part.", 5, index="reaction", place=3),
)
FOLLOW_UP = (
    Question(
        "QID1", "Q1", "Did you use the first skill of the programme in your work?", 2, index="application", place=1
    ),
    Question("QID2", "Q2", "Did you use the second?", 2, index="application", place=2),
    Question("QID3", "Q3", "Did you use the third?", 2, index="application", place=3),
    Question("QID4", "Q4", "I applied what I learned.", 5, index="self_applied", place=1),
    Question("QID5", "Q5", "It led to better results.", 5, index="self_results", place=1),
)
LIVE_DAYS = 42
FOLLOW_UP_DAYS = (68, 82)
REACTS = 0.62
ABSENT_REACTS = 0.25
"""Share of those who never came and answer the reaction survey all the same; they give low marks."""
ABSENT_MEAN = 2.2
ANSWERS_IF_APPLIED, ANSWERS_IF_NOT = 0.60, 0.36
APPLIES_ONE_MORE = 0.55
"""Of who applied anything, the chance of each skill beyond the first."""


@dataclass(frozen=True)
class Opinion:
    """What is put in for a programme: mean reaction of those who came (1 to 5), and the share who apply anything."""

    reaction: float
    applies: float


OPINIONS_OF = {
    "compass": Opinion(3.9, 0.55),
    "craft": Opinion(3.7, 0.70),
    "inspire": Opinion(4.5, 0.25),
    "mentoring_pilot": Opinion(4.2, 0.60),
    "dialogue": Opinion(3.8, 0.45),
}
"""The one that does nothing is liked best and applied least."""


def programme_surveys(careers: Careers, enrolments: Enrolments, *, rng: np.random.Generator) -> tuple[Asked, ...]:
    """Two surveys a programme, in the order of programmes.py."""
    identities = [str(each) for each in survey_tool_ids(2 * len(PROGRAMMES), prefix="SV_", rng=rng)]
    courses = [course.short_name for course in course_catalogue(careers.period)]
    surveys = []
    for number, programme in enumerate(PROGRAMMES):
        rows = np.flatnonzero(enrolments.course == courses.index(programme.course))
        person = enrolments.person[rows]
        completed = enrolments.completed_at[rows].astype("datetime64[D]")
        enrolled = enrolments.enrolled_at[rows].astype("datetime64[D]")
        came = ~np.isnat(completed)
        opinion = OPINIONS_OF[programme.key]
        after = np.where(came, 1, LIVE_DAYS + 1).astype("timedelta64[D]")
        asked_on: Days = np.where(came, completed, enrolled) + after
        surveys += [
            _reaction(
                careers, identities[2 * number], programme.key, person, asked_on, came=came, opinion=opinion, rng=rng
            ),
            _follow_up(
                careers,
                identities[2 * number + 1],
                programme.key,
                person[came],
                completed[came],
                opinion=opinion,
                rng=rng,
            ),
        ]
    return tuple(surveys)


def truth_about_opinions() -> list[dict[str, Any]]:
    """What was put in, for the account of the truth."""
    answering = {
        key: each.applies
        * ANSWERS_IF_APPLIED
        / (each.applies * ANSWERS_IF_APPLIED + (1 - each.applies) * ANSWERS_IF_NOT)
        for key, each in OPINIONS_OF.items()
    }
    return [
        {
            "key": key,
            "reaction": each.reaction,
            "applies": each.applies,
            "applies_among_respondents": round(answering[key], 6),
        }
        for key, each in OPINIONS_OF.items()
    ]


def _employed(careers: Careers, person: Ints, day: Days) -> Flags:
    last = careers.last_day[person]
    return (np.isnat(last) | (last >= day)) & (day <= np.datetime64(careers.period.end, "D"))


def _reaction(
    careers: Careers,
    survey_id: str,
    programme: str,
    person: Ints,
    asked_on: Days,
    *,
    came: Flags,
    opinion: Opinion,
    rng: np.random.Generator,
) -> Asked:
    asked = _employed(careers, person, asked_on)
    person, asked_on, came = person[asked], asked_on[asked], came[asked]
    reacts = rng.random(len(person)) < np.where(came, REACTS, ABSENT_REACTS)
    mean = np.where(came, opinion.reaction, ABSENT_MEAN)[:, None]
    raw = np.floor(mean + rng.normal(0, 0.8, (len(person), len(REACTION))) + 0.5)
    answers = np.clip(raw, 1, 5).astype(np.int16)
    late = rng.integers(0, 6, len(person))
    reacts &= _employed(careers, person, asked_on + late.astype("timedelta64[D]"))
    responses = responses_from(person[reacts], asked_on[reacts], answers=answers[reacts], late=late[reacts], rng=rng)
    wave = open_survey(survey_id, f"Reaction {programme}", careers.period, invited=person)
    return Asked("reaction", programme, wave, asked_on, REACTION, responses)


def _follow_up(
    careers: Careers,
    survey_id: str,
    programme: str,
    person: Ints,
    completed: Days,
    *,
    opinion: Opinion,
    rng: np.random.Generator,
) -> Asked:
    asked_on = completed + rng.integers(*FOLLOW_UP_DAYS, len(person)).astype("timedelta64[D]")
    asked = _employed(careers, person, asked_on)
    person, asked_on = person[asked], asked_on[asked]
    count = len(person)
    applied = rng.random(count) < opinion.applies
    more = rng.random((count, 3)) < APPLIES_ONE_MORE
    more[:, 0] = True
    answers = np.empty((count, len(FOLLOW_UP)), dtype=np.int16)
    answers[:, :3] = 1 + (applied[:, None] & more)
    answers[:, 3] = np.clip(np.floor(np.where(applied, 4.1, 2.4) + rng.normal(0, 0.7, count) + 0.5), 1, 5)
    answers[:, 4] = np.clip(np.floor(np.where(applied, 3.5, 2.2) + rng.normal(0, 0.9, count) + 0.5), 1, 5)
    late = rng.integers(0, 15, count)
    reacts = rng.random(count) < np.where(applied, ANSWERS_IF_APPLIED, ANSWERS_IF_NOT)
    reacts &= _employed(careers, person, asked_on + late.astype("timedelta64[D]"))
    responses = responses_from(person[reacts], asked_on[reacts], answers=answers[reacts], late=late[reacts], rng=rng)
    wave = open_survey(survey_id, f"Follow-up {programme}", careers.period, invited=person)
    return Asked("follow_up", programme, wave, asked_on, FOLLOW_UP, responses)
