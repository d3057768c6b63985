"""The engagement survey: two waves a year, who is invited, who answers and what they think.

Belongs here: waves, questions and responses as columns. Not here: what people feel (engagement.py), what they say of their
team and want to learn (climate.py), other surveys (programme_surveys.py, welcome_survey.py) and the tool's files
(exports_survey.py).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingestion.company.careers import Careers
from ingestion.company.identifiers import survey_tool_ids
from ingestion.company.learning import people_on
from ingestion.company.tables import NOBODY, Floats, Ints, Minutes

OPENS_ON_DAY = 12
OPEN_DAYS = 16
ANSWERS = 0.74
ANSWERS_SLOPE = 0.05
"""Keener people answer a little more often."""
ANSWERS_TWICE = 0.01
UNFINISHED = 0.06
SKIPPED = 0.01
NO_REFERENCE = 0.01
"""Responses that came through an open link: nobody can say whose they are."""
PREVIEWS = 2
NOT_SHOWN, SEEN_BUT_SKIPPED = -1, -99


@dataclass(frozen=True)
class Question:
    """One question; `identity` is the ImportId, which stays when the text or the position changes."""

    identity: str
    name: str
    text: str
    points: int
    is_reversed: bool = False
    mean: float = 3.4
    index: str = ""
    """Index that it is an item of, and its place there; none for most."""
    place: int = 0
    skill: str = ""
    """What an option of a question with several answers stands for; such an option has 2 points."""


OPINIONS = (
    Question("QID1", "Q1", "My manager supports my development.", 5, mean=3.5, index="doi", place=1),
    Question("QID2", "Q2", "I have access to the resources I need to learn.", 5, mean=3.4, index="doi", place=2),
    Question("QID3", "Q3", "I see a clear path for me at <b>Example Works</b>.", 5, mean=3.1, index="doi", place=3),
    Question("QID4", "Q4", "I have enough time to learn.", 5, mean=3.0, index="time_to_learn", place=1),
    Question("QID5", "Q5", "I am proud to work here.", 5, mean=3.7),
    Question("QID6", "Q6", "My work gives me energy.", 5, mean=3.6),
    Question("QID7", "Q7", "In my team,\nmy work goes unnoticed.", 5, is_reversed=True, mean=3.4),
    Question("QID8", "Q8", "I would choose this employer again.", 5, mean=3.5),
    Question("QID9", "Q9", "How likely are you to recommend Example Works as a place to work?", 11, mean=7.1),
)
"""What engagement moves most; asked first, in every wave."""
RECOMMEND = OPINIONS[-1]
SAFETY = tuple(
    Question(f"QID11_{place}", f"Q11_{place}", text, 7, is_reversed, 4.9, "psychological_safety", place)
    for place, (text, is_reversed) in enumerate(
        (
            ("If you make a mistake on this team, it is often held against you.", True),
            ("Members of this team are able to bring up problems and tough issues.", False),
            ("People on this team sometimes reject others for being different.", True),
            ("It is safe to take a risk on this team.", False),
            ("It is difficult to ask other members of this team for help.", True),
            ("No one on this team would deliberately act in a way that undermines my efforts.", False),
            ("Working with members of this team, my unique skills and talents are valued and used.", False),
        ),
        start=1,
    )
)
"""Psychological safety, Edmondson, Administrative Science Quarterly 44 (1999) 350-383: seven items, 1, 3 and 5 reversed."""
QUESTIONS = (*OPINIONS, *SAFETY)
NEEDS = tuple(
    Question(f"QID12_{place}", f"Q12_{place}", text, 2, index="learning_need", place=place, skill=skill, mean=share)
    for place, (skill, text, share) in enumerate(
        (
            ("python", "Python", 0.12),
            ("excel", "Spreadsheets", 0.22),
            ("ai", "Working with AI", 0.46),
            ("writing", "Writing", 0.10),
            ("presenting", "Presenting", 0.18),
            ("negotiating", "Negotiating", 0.15),
            ("feedback", "Giving feedback", 0.20),
            ("coaching", "Coaching", 0.14),
        ),
        start=1,
    )
)
"""What people want to learn: any number of options; `mean` is the share that chooses one."""
NEEDS_TEXT = "What would you like to learn? (choose as many as you like)"
COMMENT = Question("QID10_TEXT", "Q10", "What should we do better? (your own words)", 0)
SLOPE_PER_POINT = 0.19
"""Answer points a standard deviation of engagement, per step of the scale: .76 on five points, 1.9 on eleven."""
NOISE_PER_POINT = 0.11


@dataclass(frozen=True)
class Wave:
    """One survey of the tool, held once."""

    survey_id: str
    name: str
    opened_on: np.datetime64
    closed_on: np.datetime64
    exported_on: np.datetime64
    invited: Ints
    """People employed on the first day, contingent workers not asked."""


@dataclass(frozen=True)
class Responses:
    """One row a response.

    `answers` is response x question: 1 to the scale's points (0 to 10 for the recommendation), NOT_SHOWN or
    SEEN_BUT_SKIPPED. `votes` is response x option.
    """

    person: Ints
    """NOBODY where the response came through an open link."""
    has_reference: npt.NDArray[np.bool_]
    """Whether the response carries the employee number beside the address."""
    started_at: Minutes
    recorded_at: Minutes
    is_finished: npt.NDArray[np.bool_]
    is_preview: npt.NDArray[np.bool_]
    answers: npt.NDArray[np.int16]
    votes: npt.NDArray[np.bool_]


def waves_of(careers: Careers, *, rng: np.random.Generator) -> tuple[Wave, ...]:
    """The waves of the history, in time."""
    identities = survey_tool_ids(len(careers.waves), prefix="SV_", rng=rng)
    waves = []
    for month, identity in zip(careers.waves, identities, strict=True):
        opened = careers.period.first_days[month] + np.timedelta64(OPENS_ON_DAY - 1, "D")
        closed = opened + np.timedelta64(OPEN_DAYS, "D")
        name = f"Engagement {np.datetime_as_string(opened, unit='M')}"
        waves.append(
            Wave(str(identity), name, opened, closed, closed + np.timedelta64(1, "D"), people_on(careers, opened)[0])
        )
    return tuple(waves)


def answers_for(engagement: Floats, *, rng: np.random.Generator) -> npt.NDArray[np.int16]:
    """What people of this engagement think if they answer everything: person x opinion, on the questions' scales.

    A rating is 1 to its points, the recommendation 0 to 10. A reversed question is answered the other way round.
    """
    answers = np.empty((len(engagement), len(OPINIONS)), dtype=np.int16)
    for column, question in enumerate(OPINIONS):
        low = 0 if question.points == 11 else 1
        high = low + question.points - 1
        steps = question.points - 1
        raw = (
            question.mean
            + SLOPE_PER_POINT * steps * engagement
            + NOISE_PER_POINT * steps * rng.normal(0, 1, len(engagement))
        )
        value = np.clip(np.floor(raw + 0.5), low, high).astype(np.int16)
        answers[:, column] = high + low - value if question.is_reversed else value
    return answers


def responses_of(careers: Careers, wave: Wave, number: int, *, rng: np.random.Generator) -> Responses:
    """The opinions given in one wave: previews of its makers first, then by time. climate.py adds the rest."""
    feeling = careers.engagement[number].astype(np.float64)
    answers = rng.random(len(wave.invited)) < np.clip(ANSWERS + ANSWERS_SLOPE * feeling[wave.invited], 0.4, 0.95)
    days = np.minimum(np.floor(rng.exponential(4, len(wave.invited))).astype(np.int64), OPEN_DAYS - 1)
    day = wave.opened_on + days.astype("timedelta64[D]")
    answers &= np.isnat(careers.last_day[wave.invited]) | (careers.last_day[wave.invited] >= day)
    person, day = wave.invited[answers], day[answers]
    twice = rng.random(len(person)) < ANSWERS_TWICE
    later = np.minimum(day[twice] + np.timedelta64(2, "D"), wave.closed_on)
    still_here = np.isnat(careers.last_day[person[twice]]) | (careers.last_day[person[twice]] >= later)
    person, day = np.concatenate([person, person[twice][still_here]]), np.concatenate([day, later[still_here]])

    count = len(person)
    started_at = day.astype("datetime64[m]") + rng.integers(8 * 60, 21 * 60, count).astype("timedelta64[m]")
    values = answers_for(feeling[person], rng=rng)
    is_finished = rng.random(count) >= UNFINISHED
    reached = np.where(is_finished, len(OPINIONS), rng.integers(1, len(OPINIONS) - 1, count))
    values[rng.random(values.shape) < SKIPPED] = SEEN_BUT_SKIPPED
    values[np.arange(len(OPINIONS)) >= reached[:, None]] = NOT_SHOWN
    # The tool records what was left unfinished when the survey closes.
    closing = wave.closed_on.astype("datetime64[m]") + np.timedelta64(23 * 60, "m")
    recorded_at = np.where(is_finished, started_at + rng.integers(2, 12, count).astype("timedelta64[m]"), closing)
    preview_at = wave.opened_on.astype("datetime64[m]") - np.timedelta64(16 * 60, "m")
    order = np.lexsort((person, started_at))
    return Responses(
        person=np.concatenate(
            [np.full(PREVIEWS, NOBODY), np.where(rng.random(count) < NO_REFERENCE, NOBODY, person)[order]]
        ),
        has_reference=np.ones(PREVIEWS + count, dtype=np.bool_),
        started_at=np.concatenate([np.full(PREVIEWS, preview_at), started_at[order]]),
        recorded_at=np.concatenate([np.full(PREVIEWS, preview_at + np.timedelta64(1, "m")), recorded_at[order]]),
        is_finished=np.concatenate([np.ones(PREVIEWS, dtype=np.bool_), is_finished[order]]),
        is_preview=np.concatenate([np.ones(PREVIEWS, dtype=np.bool_), np.zeros(count, dtype=np.bool_)]),
        answers=np.concatenate([np.full((PREVIEWS, len(OPINIONS)), 3, dtype=np.int16), values[order]]),
        votes=np.zeros((PREVIEWS + count, 0), dtype=np.bool_),
    )
