"""The truth about the company: what was put in, who is special, which rows cannot land.

Belongs here: the account of the simulation, written beside the exports and read by no pipeline. Not here: estimates
of any kind.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from ingestion.company import absences, evidence, jobs, quitting
from ingestion.company.abilities import FLOOR, SKILLS, second_version_day
from ingestion.company.activities import ACTIVITIES
from ingestion.company.climate import safety_answers_for
from ingestion.company.company import Company
from ingestion.company.engagement import wave_months
from ingestion.company.exports_lms import short_name_in_file
from ingestion.company.feedback_rounds import ACTIONABLE, SELF_ABOVE_OTHERS
from ingestion.company.meetings import NOT_COMPLETED, NOT_COMPLETED_SHARES, SEAT_STATES
from ingestion.company.misfits import Misfit
from ingestion.company.people import NUMBER_DIGITS
from ingestion.company.programme_surveys import truth_about_opinions
from ingestion.company.programmes import NEVER_STAGED, PROGRAMMES, Programme
from ingestion.company.quizzes import MEAN_GAINS
from ingestion.company.state import NOT_STARTED
from ingestion.company.statements import VOIDED
from ingestion.company.surveys import NEEDS, QUESTIONS, RECOMMEND, answers_for
from ingestion.company.tables import LEVELS, REASONS, Ints

ABOUT = (
    "The truth about a company that does not exist. Effects are as put in, risks are exact under the simulation's own "
    "hazards; nothing here is estimated. The pipeline never reads this file. "
    "The cast stands outside the programmes and their effects."
)
RATINGS = tuple((place, question) for place, question in enumerate(QUESTIONS) if question is not RECOMMEND)


def write_truth(path: Path, company: Company, *, misfits: tuple[Misfit, ...], seed: int, people: int) -> None:
    """Write truth.json: sorted keys, so that the same company gives the same bytes."""
    path.write_text(
        json.dumps(truth_of(company, misfits=misfits, seed=seed, people=people), indent=1, sort_keys=True) + "\n"
    )


def truth_of(company: Company, *, misfits: tuple[Misfit, ...], seed: int, people: int) -> dict[str, Any]:
    """The truth as plain values."""
    statements = company.statements
    return {
        "about": ABOUT,
        "made_from": {
            "seed": seed,
            "people": people,
            "months": company.period.months,
            "end": company.period.end.isoformat(),
        },
        "history_start": company.period.start.isoformat(),
        "people_ever_employed": company.careers.size,
        "quitting": _quitting(),
        "programmes": [_programme(company, number, programme) for number, programme in enumerate(PROGRAMMES)],
        "learning": _learning(company),
        "exits_by_year": _exits_by_year(company),
        "ratings": _ratings(company),
        "surveys": {
            "programmes": truth_about_opinions(),
            "self_above_others_points": SELF_ABOVE_OTHERS,
            "learning_needs": {option.skill: option.mean for option in NEEDS},
            "actionable_comments": ACTIONABLE,
        },
        "workforce": _workforce(company),
        "cast": [
            {"number": str(number).zfill(NUMBER_DIGITS), "role": member.role, "reason": member.reason}
            for number, member in zip(company.casting.numbers, company.casting.members, strict=True)
        ],
        "quarantine": {
            "records_by_table": {
                table: sum(m.table == table for m in misfits) for table in sorted({m.table for m in misfits})
            },
            "rows": [{"file": m.file, "table": m.table, "reason": m.reason} for m in misfits],
        },
        "skills": _skills(company),
        "statements": {
            "delivered": len(statements.number),
            "different": int(statements.number.max(initial=-1)) + 1,
            "voided": int((statements.verb == VOIDED).sum()),
        },
    }


def _skills(company: Company) -> dict[str, Any]:
    """What skills fade with, and what the yearly round is made of."""
    return {
        "half_life_months": {skill.skill_id: skill.half_life_months for skill in SKILLS},
        "floor": FLOOR,
        "log_sd_of_a_test": evidence.TEST_NOISE,
        "self_minus_manager": evidence.SELF_PRAISE,
        "growth_a_year": evidence.GROWTH_A_YEAR,
        "second_version_from": str(second_version_day(company.period)),
    }


def _learning(company: Company) -> dict[str, Any]:
    """What was put into tests, sessions and learning outside courses."""
    short_names = {course.short_name for course in company.catalogue}
    return {
        "mean_gain_by_course_id": {
            short_name_in_file(name): gain for name, gain in MEAN_GAINS.items() if name in short_names
        },
        "tests": "a normal gain of that mean and sd 0.15, of what was not known before; the last attempt counts",
        "activities_a_person_year": {activity.name: activity.yearly_rate for activity in ACTIVITIES},
        "fate_of_the_seat_of_who_never_completed": dict(
            zip((SEAT_STATES[state] for state in NOT_COMPLETED), NOT_COMPLETED_SHARES, strict=True)
        ),
    }


def _quitting() -> dict[str, Any]:
    """The hazards, so that an estimate can be compared with them and not only with their result."""
    return {
        "monthly_base": quitting.QUIT_BASE,
        "tenure_edges_months": quitting.TENURE_EDGES_MONTHS.tolist(),
        "tenure_factors": quitting.TENURE_FACTORS.tolist(),
        "level_factors": dict(zip(LEVELS, quitting.LEVEL_FACTORS.tolist(), strict=True)),
        "log_hazard_per_sd_of_engagement": quitting.ENGAGEMENT_SLOPE,
        "team_factor": "lognormal, sd of the log 0.2",
        "competing_monthly": dict(quitting.other_hazards()),
    }


def _programme(company: Company, number: int, programme: Programme) -> dict[str, Any]:
    careers = company.careers
    months = careers.started[number]
    risk = careers.quit_risks[number]
    account: dict[str, Any] = {
        "key": programme.key,
        "course_id": short_name_in_file(programme.course),
        "purpose": programme.purpose,
        "rule": {
            "monthly_rate": programme.monthly_rate,
            "engagement_slope": programme.engagement_slope,
            "ability_slope": programme.ability_slope,
            "first_month": round(programme.opens_at * company.period.months),
            "places": programme.places,
            "stages": [
                str(company.period.first_days[round(share * company.period.months)]) for share in programme.stages
            ],
            "never_reached": NEVER_STAGED if programme.stages else 0,
            "assigned_by": "team" if programme.stages else "person",
        },
        "effects": {
            "quit_hazard_ratio": programme.quit_hazard_ratio,
            "engagement_sd": programme.engagement_shift,
            "engagement_score_points": _score_points(company, number, programme),
            "rating_points": programme.rating_shift,
        },
        "started": int((months != NOT_STARTED).sum()),
        "quit_risk_12_months": None,
    }
    if programme.stages:
        account["rule"]["units_by_stage"] = {
            str(stage): [company.organisation.code[unit] for unit in np.flatnonzero(careers.stage == stage)]
            for stage in range(-1, len(programme.stages))
            if stage >= 0
        }
    if risk is not None and risk.n_followed:
        account["quit_risk_12_months"] = {
            "followed": risk.n_followed,
            "with": round(risk.risk_with, 9),
            "without": round(risk.risk_without, 9),
            "difference": round(risk.risk_difference, 9),
        }
    elif programme.quit_hazard_ratio == 1 and programme.engagement_shift == 0:
        account["quit_risk_12_months"] = {"difference": 0.0}
    return account


def _score_points(company: Company, number: int, programme: Programme) -> float:
    """What the shift of engagement does to the mean score (0 to 100) of the starters in their first wave after it.

    The same people with the same noise answer with and without the programme; items are rounded and have ends, so the
    points are fewer than the slope would give.
    """
    if programme.engagement_shift == 0:
        return 0.0
    started = company.careers.started[number]
    gains = []
    for wave, month in enumerate(wave_months(company.period)):
        before = wave_months(company.period)[wave - 1] if wave else -1
        people: Ints = np.flatnonzero((started < month) & (started >= before))
        feeling = company.careers.engagement[wave, people].astype(np.float64)
        scores = []
        for value in (feeling, feeling - programme.engagement_shift):
            chance = np.random.default_rng(wave)
            opinions = answers_for(value, rng=chance)
            answers = np.concatenate([opinions, safety_answers_for(value, np.zeros(len(value)), rng=chance)], axis=1)
            turned = [
                ((q.points - answers[:, c]) if q.is_reversed else (answers[:, c] - 1)) / (q.points - 1) * 100
                for c, q in RATINGS
            ]
            scores.append(np.mean(turned, axis=0))
        gains.append(scores[0] - scores[1])
    everybody = np.concatenate(gains)
    return round(float(everybody.mean()), 6) if len(everybody) else 0.0


def _workforce(company: Company) -> dict[str, Any]:
    """What absence and moves are drawn from; no programme changes them."""
    shares = dict(zip(("short", "medium", "long", "very_long"), absences.LENGTH_SHARES.tolist(), strict=True))
    return {
        "absence_cases_a_person_year": absences.CASES_A_YEAR,
        "absence_share_of_cases_by_length": shares,
        "absence_relapse_share": absences.RELAPSE_SHARE,
        "absence_share_entered_twice": absences.TWICE_SHARE,
        "recoded_unit": company.organisation.code[jobs.RECODED_DIVISION],
        "recoded_on": str(jobs.recoding_day(company.period)),
    }


def _exits_by_year(company: Company) -> list[dict[str, Any]]:
    """Exits of the simulated people by reason, and their average headcount, by calendar year."""
    careers = company.careers
    first, end = company.period.first_days[0], company.period.first_days[-1]
    left = np.where(np.isnat(careers.last_day), end, careers.last_day + np.timedelta64(1, "D"))
    rows = []
    for year in range(company.period.start.year, company.period.end.year + 1):
        begin = max(first, np.datetime64(f"{year}-01-01"))
        after = min(end, np.datetime64(f"{year + 1}-01-01"))
        days = (np.minimum(left, after) - np.maximum(careers.hired, begin)).astype(np.int64)
        gone = (careers.last_day >= begin) & (careers.last_day < after)
        rows.append(
            {
                "year": year,
                "average_headcount": round(int(np.maximum(days, 0).sum()) / int((after - begin).astype(np.int64)), 6),
                "exits": {
                    reason: int((gone & (careers.reason == place)).sum()) for place, reason in enumerate(REASONS)
                },
            }
        )
    return rows


def _ratings(company: Company) -> list[dict[str, Any]]:
    """Mean rating by whether the programme that raises ratings was started before; no export carries ratings yet."""
    rows = []
    number = next(place for place, programme in enumerate(PROGRAMMES) if programme.rating_shift)
    for year in company.ratings:
        started = company.careers.started[number, year.person] < year.month
        means = {
            name: round(float(year.points[rows_].mean()), 6) if rows_.any() else None
            for name, rows_ in (("started", started), ("not_started", ~started))
        }
        rows.append(
            {
                "given_on": str(company.period.first_days[year.month + 1] - np.timedelta64(1, "D")),
                "rated": len(year.person),
                "mean": means,
            }
        )
    return rows
