"""The golden company's surveys: indices, agreement, changes, votes, programmes, newcomers and 360-degree feedback, an example a unit.

Belongs here: who is in these units and what they answer. What is expected of them stands in test_golden_surveys.py. Nobody is hired in
2025: the retention curve of that year is another part's example.
"""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LONG_AGO = date(2020, 1, 1)
UNITS = (
    "doi", "safe_team", "divided_team", "enps_five", "changed", "two_forms", "voters", "rated", "trained", "newcomers",
)  # fmt: skip
EARLIER, LATER = "pulse_a", "pulse_b"
Row = dict[str, Any]
Tables = dict[str, list[Row]]


def tables() -> Tables:
    """The rows of this part, by contract table."""
    found: Tables = {
        "hris.org_units": [{"org_unit_id": unit, "valid_from": LONG_AGO, "name": f"Surveys {unit}"} for unit in UNITS]
    }
    for part in (_surveys(), _listening(), _rated(), _trained(), _newcomers()):
        for table, rows in part.items():
            found.setdefault(table, []).extend(rows)
    return found


def add_surveys(folder: Path) -> None:
    """Append the rows to the files of their contract tables, which may not be there yet; blank where a row has no value."""
    for name, added in tables().items():
        path = folder / f"{name.split('.')[1]}.csv"
        there: list[Row] = []
        if path.exists():
            with path.open(newline="", encoding="utf-8") as handle:
                there = list(csv.DictReader(handle))
        header = list(dict.fromkeys(column for row in [*there, *added] for column in row))
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, header, restval="")
            writer.writeheader()
            writer.writerows([*there, *added])


def _person(key: str, unit: str, first: date = LONG_AGO) -> Tables:
    return {
        "hris.employees": [{"source_person_key": key, "employee_no_key": key, "birth_year": 1980, "gender": "female"}],
        "hris.employment_spells": [
            {
                "source_person_key": key,
                "spell_key": f"{key}-1",
                "started_on": first,
                "worker_type": "employee",
                "is_hire_rescinded": "false",
                "stated_status": "active",
            }
        ],
        "hris.job_assignments": [
            {
                "source_person_key": key,
                "assignment_key": f"{key}-1",
                "valid_from": first,
                "org_unit_id": unit,
                "fte": "1.0",
            }
        ],
    }


def _form(survey: str, key: str, day: date, answers: dict[str, int]) -> Tables:
    """One finished form of a person and its answers."""
    return {
        "survey.responses": [
            {
                "survey_id": survey,
                "response_key": f"{survey}-{key}",
                "source_person_key": key,
                "recorded_at": f"{day} 09:00:00",
                "is_finished": "true",
                "is_preview": "false",
            }
        ],
        "survey.answers": [
            {"survey_id": survey, "response_key": f"{survey}-{key}", "question_id": question, "answer_value": value}
            for question, value in answers.items()
        ],
    }


def _joined(*parts: Tables) -> Tables:
    found: Tables = {}
    for part in parts:
        for table, rows in part.items():
            found.setdefault(table, []).extend(rows)
    return found


def _surveys() -> Tables:
    """What is asked: the item is called otherwise in every wave, and known by its place in the index."""
    surveys = [
        (EARLIER, "pulse", "2025-05-01", "2025-05-10", None),
        (LATER, "engagement", "2025-05-20", "2025-05-31", None),
        ("pulse_nl", "pulse", "2025-05-18", "2025-05-31", None),
        ("reaction", "reaction", "2024-01-01", "2025-05-31", "golden_craft"),
        ("follow_up", "follow_up", "2024-01-01", "2025-05-31", "golden_craft"),
        ("welcome", "onboarding", "2024-01-01", "2025-05-31", None),
    ]
    questions = [
        (EARLIER, "a1", 5, "rating", "doi", 1),
        *((LATER, f"doi{place}", 5, "rating", "doi", place) for place in (1, 2, 3)),
        (LATER, "time", 5, "rating", "time_to_learn", 1),
        *((LATER, f"safe{place}", 7, "rating", "psychological_safety", place) for place in range(1, 8)),
        (LATER, "recommend5", 5, "enps", None, None),
        (LATER, "python", 2, "choice", "learning_need", 1),
        (LATER, "english", 2, "choice", "learning_need", 2),
        ("pulse_nl", "nl1", 5, "rating", "doi", 1),
        ("reaction", "useful", 5, "rating", "reaction", 1),
        ("follow_up", "skill1", 2, "rating", "application", 1),
        ("follow_up", "skill2", 2, "rating", "application", 2),
        ("follow_up", "applied", 5, "rating", "self_applied", 1),
        ("follow_up", "results", 5, "rating", "self_results", 1),
        ("welcome", "warm", 5, "rating", "onboarding", 1),
    ]
    return {
        "survey.surveys": [
            {"survey_id": survey, "name": survey, "opened_on": opened, "closed_on": closed, "kind": kind, "programme_id": programme}
            for survey, kind, opened, closed, programme in surveys
        ],
        "survey.questions": [
            {
                "survey_id": survey,
                "question_id": question,
                "scale_points": points,
                "is_reversed": str(index == "psychological_safety" and place in (1, 3, 5)).lower(),
                "kind": kind,
            }
            for survey, question, points, kind, index, place in questions
        ],
        "survey.question_indices": [
            {
                "survey_id": survey,
                "question_id": question,
                "index_id": index,
                "item_order": place,
                "skill_id": question if index == "learning_need" else None,
            }
            for survey, question, _, _, index, place in questions
            if index is not None
        ],
    }  # fmt: skip


def _listening() -> Tables:
    """Engagement and pulse: a unit an example. Every form has more than half of the thirteen ratings, but where it says so."""
    early, late = date(2025, 5, 5), date(2025, 5, 25)
    whole = {f"safe{place}": 4 for place in range(1, 8)} | {"time": 3}
    parts = []
    for number, given in enumerate(({1: 5, 2: 4, 3: 3}, {1: 3, 2: 3}, {1: 1}, {1: 2, 2: 4, 3: 3})):
        key = f"doi{number}"
        answers = whole | {f"doi{place}": value for place, value in given.items()}
        parts += [_person(key, "doi"), _form(LATER, key, late, answers)]
    for unit, levels in (("safe_team", (5, 6)), ("divided_team", (1, 7))):
        for number in range(12):
            key, level = f"{unit}{number:02}", levels[number % 2]
            safety = {f"safe{place}": 8 - level if place in (1, 3, 5) else level for place in range(1, 8)}
            parts += [_person(key, unit), _form(LATER, key, late, safety | {"time": 3})]
    for number, value in enumerate((5, 5, 4, 3)):
        key = f"five{number}"
        parts += [_person(key, "enps_five"), _form(LATER, key, late, whole | {"recommend5": value})]
    # Scores of the shared item before and now: 50 to 75, 50 to 50, 25 to 75; one is new with 100, one was heard before only with 0.
    for number, (before, now) in enumerate(((3, 4), (3, 3), (2, 4), (None, 5), (1, None))):
        key = f"change{number}"
        parts.append(_person(key, "changed"))
        if before is not None:
            parts.append(_form(EARLIER, key, early, {"a1": before}))
        if now is not None:
            parts.append(_form(LATER, key, late, whole | {"doi1": now}))
    # Two answer the Dutch form, one the English one, one neither; all four were invited to one of the two.
    for number, survey in enumerate(("pulse_nl", "pulse_nl", LATER, None)):
        key = f"form{number}"
        answers = {"nl1": 5} if survey == "pulse_nl" else whole
        invited = {"survey_id": survey or LATER, "source_person_key": key, "invited_on": "2025-05-20"}
        parts += [_person(key, "two_forms"), {"survey.invitations": [invited]}]
        if survey is not None:
            parts.append(_form(survey, key, late, answers))
    for number, chosen in enumerate((("python",), ("python", "english"), ("python",), (), ())):
        key = f"voter{number}"
        parts += [_person(key, "voters"), _form(LATER, key, late, whole | dict.fromkeys(chosen, 1))]
    return _joined(*parts)


def _rated() -> Tables:
    """Ann: own 4 against three peers' 3 of five points, 75 - 50; her manager alone is not shown. Bob: own 3 against three peers' 3.5 and
    six reports' 3.25, 50 - 58.33. Three of ten comments can be acted on.
    """  # noqa: D205
    rows = [
        ("rated_ann", "self", 1, 4, 0, 0), ("rated_ann", "peer", 3, 3, 4, 2), ("rated_ann", "manager", 1, 5, 0, 0),
        ("rated_bob", "self", 1, 3, 0, 0), ("rated_bob", "peer", 3, 3.5, 2, 0), ("rated_bob", "report", 6, 3.25, 4, 1),
    ]  # fmt: skip
    ratings = [
        {
            "cycle_id": "spring_360",
            "source_person_key": person,
            "competency_id": "listening",
            "rater_group": group,
            "closed_on": "2025-03-31",
            "rater_count": raters,
            "mean_rating": mean,
            "scale_points": 5,
            "comment_count": comments,
            "actionable_comment_count": actionable,
        }
        for person, group, raters, mean, comments, actionable in rows
    ]
    return _joined(_person("rated_ann", "rated"), _person("rated_bob", "rated"), {"hris.competency_ratings": ratings})


def _trained() -> Tables:
    """Ten attend, one enrols and never comes. Five and the absent one react; six answer after 75 days, four of them applied something."""
    finished = date(2024, 10, 10)
    parts: list[Tables] = [
        {
            "lms.courses": [{"course_id": "golden_craft_1", "title": "Craft", "duration_minutes": 120, "delivery_mode": "live"}],
            "lms.programmes": [{"programme_id": "golden_craft", "name": "Craft"}],
            "lms.programme_courses": [
                {"programme_id": "golden_craft", "course_id": "golden_craft_1", "is_required": "true", "position": 1}
            ],
        }
    ]  # fmt: skip
    for number in range(11):
        key = f"trained{number:02}"
        enrolled = {"source_person_key": key, "course_id": "golden_craft_1", "enrolled_at": "2024-10-01 09:00:00"}
        parts += [_person(key, "trained"), {"lms.enrollments": [enrolled | {"status": "active"}]}]
        if number < 10:
            record = {
                "source_person_key": key,
                "course_id": "golden_craft_1",
                "occurred_at": f"{finished} 10:00:00",
                "state": "completed",
                "minutes": 60 if number in (4, 5) else 120,
            }
            parts.append({"lms.learning_records": [record]})
        if number in (0, 1, 2, 3, 4, 10):
            value = 1 if number == 10 else (5, 4, 4, 3, 4)[number]
            parts.append(_form("reaction", key, finished + timedelta(days=1), {"useful": value}))
        if number < 6:
            has_applied = number < 4
            answers = {"skill1": 1, "skill2": 2 if has_applied else 1, "applied": 4 if has_applied else 2, "results": 4}
            parts.append(_form("follow_up", key, finished + timedelta(days=75), answers))
    return _joined(*parts)


def _newcomers() -> Tables:
    """Hired on 6 May 2024: heard after 10 and 30 days with 75 and 50; the third after 31 days, which is of something else."""
    hired = date(2024, 5, 6)
    return _joined(
        *(_person(f"newcomer{days}", "newcomers", hired) for days in (10, 30, 31)),
        *(
            _form("welcome", f"newcomer{days}", hired + timedelta(days=days), {"warm": value})
            for days, value in ((10, 4), (30, 3), (31, 1))
        ),
    )
