"""What newcomers say of their first weeks.

Belongs here: the onboarding survey. Not here: onboarding tasks and milestones, and the course they take (learning.py).
"""

import numpy as np

from ingestion.company.asked import Asked, open_survey, responses_from
from ingestion.company.careers import Careers
from ingestion.company.identifiers import survey_tool_ids
from ingestion.company.surveys import Question

WELCOME_QUESTIONS = (
    Question("QID1", "Q1", "I know what is expected of me.", 5, mean=3.9, index="onboarding", place=1),
    Question("QID2", "Q2", "I have what I need to do my work.", 5, mean=3.6, index="onboarding", place=2),
    Question("QID3", "Q3", "I feel welcome here.", 5, mean=4.3, index="onboarding", place=3),
)
ASKED_AFTER_DAYS = 14
ANSWERS = 0.72
LATE_DAYS = 9.0
"""Mean days until the answer: some come after the thirtieth day at work, and no longer tell of the first weeks."""


def welcome_survey(careers: Careers, *, rng: np.random.Generator) -> Asked:
    """Everybody hired in the history is asked after two weeks."""
    asked_on = careers.hired + np.timedelta64(ASKED_AFTER_DAYS, "D")
    end = np.datetime64(careers.period.end, "D")
    still_here = np.isnat(careers.last_day) | (careers.last_day >= asked_on)
    person = np.flatnonzero((careers.hired >= careers.period.first_days[0]) & (asked_on <= end) & still_here)
    count = len(person)
    mean = np.array([question.mean for question in WELCOME_QUESTIONS])
    raw = mean + 0.3 * careers.trait[person][:, None] + rng.normal(0, 0.7, (count, len(WELCOME_QUESTIONS)))
    answers = np.clip(np.floor(raw + 0.5), 1, 5).astype(np.int16)
    late = np.floor(rng.exponential(LATE_DAYS, count)).astype(np.int64)
    day = asked_on[person] + late.astype("timedelta64[D]")
    reacts = (rng.random(count) < ANSWERS) & (day <= end)
    reacts &= np.isnat(careers.last_day[person]) | (careers.last_day[person] >= day)
    return Asked(
        kind="onboarding",
        programme="",
        wave=open_survey(
            str(survey_tool_ids(1, prefix="SV_", rng=rng)[0]), "Onboarding", careers.period, invited=person
        ),
        invited_on=asked_on[person],
        questions=WELCOME_QUESTIONS,
        responses=responses_from(
            person[reacts], asked_on[person][reacts], answers=answers[reacts], late=late[reacts], rng=rng
        ),
    )
