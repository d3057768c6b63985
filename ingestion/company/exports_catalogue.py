"""The lists that stand beside the survey tool's exports, as plain CSV: what was asked when, and the 360-degree feedback.

Belongs here: surveys, questions, their indices, and the ratings of the feedback tool. Not here: the survey tool's own files
(exports_survey.py).
"""

import re
from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.feedback_rounds import COMPETENCIES, GROUPS, POINTS
from ingestion.company.people import number_texts
from ingestion.company.surveys import NEEDS, QUESTIONS, RECOMMEND, Question, Wave
from ingestion.company.texts import day_texts, pick, take, texts_from, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
HUNDREDTHS = 100
ENGAGEMENT = "engagement"


def write_catalogue(folder: Path, company: Company) -> dict[str, int]:
    """Write the lists into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = [
        *((wave, ENGAGEMENT, None, (*QUESTIONS, *NEEDS)) for wave in company.waves),
        *((each.wave, each.kind, each.programme or None, each.questions) for each in company.asked),
    ]
    rows = [(wave, question) for wave, _, _, questions in asked for question in questions]
    files: dict[str, Columns] = {
        "surveys.csv": {
            "survey_id": texts_from([wave.survey_id for wave, *_ in asked]),
            "name": texts_from([wave.name for wave, *_ in asked]),
            "opened_on": texts_from([str(wave.opened_on) for wave, *_ in asked]),
            "closed_on": texts_from([str(wave.closed_on) for wave, *_ in asked]),
            "kind": texts_from([kind for _, kind, *_ in asked]),
            "programme_id": texts_from([programme for _, _, programme, _ in asked]),
        },
        "questions.csv": _questions(rows),
        "question_indices.csv": _indices([(wave, question) for wave, question in rows if question.index]),
        "competency_ratings.csv": _ratings(company),
    }
    return {name: write_delimited(folder / name, columns, style=STYLE) for name, columns in files.items()}


def _questions(rows: list[tuple[Wave, Question]]) -> Columns:
    plain = {question: re.sub(r"<[^>]+>", "", question.text).replace("\n", " ") for _, question in rows}
    kind = {
        question: "choice" if question.skill else "enps" if question is RECOMMEND else "rating" for _, question in rows
    }
    return {
        "survey_id": texts_from([wave.survey_id for wave, _ in rows]),
        "question_id": texts_from([question.identity for _, question in rows]),
        "text": texts_from([plain[question] for _, question in rows]),
        "scale_points": texts_from([str(question.points) for _, question in rows]),
        "is_reversed": texts_from(["true" if question.is_reversed else "false" for _, question in rows]),
        "kind": texts_from([kind[question] for _, question in rows]),
    }


def _indices(rows: list[tuple[Wave, Question]]) -> Columns:
    return {
        "survey_id": texts_from([wave.survey_id for wave, _ in rows]),
        "question_id": texts_from([question.identity for _, question in rows]),
        "index_id": texts_from([question.index for _, question in rows]),
        "item_order": texts_from([str(question.place) for _, question in rows]),
        "skill_id": texts_from([question.skill or None for _, question in rows]),
    }


def _ratings(company: Company) -> Columns:
    """The tool knows people by their number in the HRIS, and writes means with two decimals."""
    rows = company.feedback_rounds
    numbers = take(number_texts(company.people), rows.person)
    cents = np.floor(rows.mean_rating * HUNDREDTHS + 0.5).astype(np.int64)
    days = day_texts(rows.closed_on, str)
    spelled = [f"{cent // HUNDREDTHS}.{cent % HUNDREDTHS:02d}" for cent in range(POINTS * HUNDREDTHS + 1)]
    return {
        "cycle_id": day_texts(rows.closed_on, lambda day: f"360-{str(day)[:4]}"),
        "source_person_key": numbers,
        "employee_no_key": numbers,
        "competency_id": pick(COMPETENCIES, rows.competency),
        "rater_group": pick(GROUPS, rows.group),
        "closed_on": days,
        "rater_count": whole_numbers(rows.raters),
        "mean_rating": pick(spelled, cents),
        "scale_points": pick((str(POINTS),), np.zeros(len(cents), dtype=np.int64)),
        "comment_count": whole_numbers(rows.comments),
        "actionable_comment_count": whole_numbers(rows.actionable),
    }
