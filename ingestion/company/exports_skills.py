"""The exports about skills: plain CSV with the contracts' own columns, since no system's format for them is usual.

Belongs here: the files of skills/. Not here: reading them (presets/plain.yaml says how) and what stands in them (abilities.py,
evidence.py).
"""

from pathlib import Path

import numpy as np

from ingestion.company.abilities import MAX_LEVEL, SKILLS, SYSTEMS, TRADE, WEIGHTS, required_levels, second_version_day
from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.evidence import CENT, METHODS
from ingestion.company.exports_lms import short_name_in_file
from ingestion.company.jobs import FAMILIES, FAMILY_CODES
from ingestion.company.people import number_texts
from ingestion.company.tables import LEVELS, Flags, Ints
from ingestion.company.texts import Texts, day_texts, glue, pick, take, texts_from, where, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
HORIZON = 24
GROWTH = {"low": 0.90, "base": 1.05, "high": 1.20}
"""FTE needed in two years over those filled now; families of technique and ICT grow on top of it."""
GROWING, GROWING_BY = ("TEC", "ICT"), 1.25


def write_skills(folder: Path, company: Company) -> dict[str, int]:
    """Write the five files into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "skills.csv": _skills(company),
        "course_skills.csv": _course_skills(company),
        "role_skill_requirements.csv": _requirements(company),
        "skill_evidence.csv": _evidence(company),
        "role_demand_plan.csv": _plan(company),
    }
    return {name: write_delimited(folder / name, columns, style=STYLE) for name, columns in tables.items()}


def job_codes(family: Ints, is_recoded: Flags, level: Ints) -> Texts:
    """The code of a job, as the HRIS writes it."""
    return glue(pick(FAMILY_CODES, family), pick(("-", "-N"), is_recoded.astype(np.int64)), whole_numbers(level + 1))


def _skills(company: Company) -> Columns:
    """The general skills, and those of the families that the company has."""
    listed = [SKILLS[place] for place in _places(company)]
    return {
        "skill_id": texts_from([skill.skill_id for skill in listed]),
        "name": texts_from([skill.name for skill in listed]),
        "taxonomy": texts_from(["own"] * len(listed)),
        "max_level": texts_from([str(MAX_LEVEL)] * len(listed)),
        "decay_class": texts_from([skill.decay_class for skill in listed]),
        "is_critical": texts_from([str(skill.is_critical).lower() for skill in listed]),
    }


def _places(company: Company) -> list[int]:
    families = np.unique(company.jobs.family)
    return [*range(TRADE), *(TRADE + families), *(SYSTEMS + families)]


def _course_skills(company: Company) -> Columns:
    taught = [
        (short_name_in_file(course.short_name), skill)
        for skill in SKILLS
        for pattern in skill.courses
        for course in company.catalogue
        if course.short_name == pattern or (pattern.endswith("*") and course.short_name.startswith(pattern[:-1]))
    ]
    return {
        "course_id": texts_from([course for course, _ in taught]),
        "skill_id": texts_from([skill.skill_id for _, skill in taught]),
        "level_reached": texts_from([str(skill.course_level) for _, skill in taught]),
    }


def _requirements(company: Company) -> Columns:
    """Two versions of every job, under its old and its new code."""
    families = np.unique(company.jobs.family)
    asked = required_levels()
    first = company.period.first_days[0] - np.timedelta64(730, "D")
    days = [str(first), str(second_version_day(company.period))]
    coded = np.argwhere(asked > 0)
    coded = coded[np.isin(coded[:, 1], families)]
    version, family, level, skill = np.concatenate([coded, coded]).T
    is_recoded = np.repeat([False, True], len(coded))
    return {
        "job_id": job_codes(family, is_recoded, level),
        "skill_id": pick([one.skill_id for one in SKILLS], skill),
        "valid_from": pick(days, version),
        "required_level": whole_numbers(asked[version, family, level, skill]),
        "weight": where(skill >= TRADE, str(WEIGHTS["trade"]), str(WEIGHTS["other"])),
    }


def _evidence(company: Company) -> Columns:
    rows = company.evidence
    numbers = take(number_texts(company.people), rows.person)
    return {
        "source_person_key": numbers,
        "employee_no_key": numbers,
        "skill_id": pick([skill.skill_id for skill in SKILLS], rows.skill),
        "observed_on": day_texts(rows.observed_on, str),
        "method": pick(METHODS, rows.method),
        "level": _hundredths(rows.level),
        "floor_level": _hundredths(rows.floor),
    }


def _hundredths(values: Ints) -> Texts:
    return glue(whole_numbers(values // CENT), ".", whole_numbers(values % CENT, digits=2))


def _plan(company: Company) -> Columns:
    """What every division will need of every job in two years, by scenario."""
    rows, jobs, organisation = company.assignments, company.jobs, company.organisation
    end = np.datetime64(company.period.end, "D")
    employed = np.isin(rows.person, company.contracts.person[np.isnat(company.contracts.last_day_on)])
    running = employed & (rows.begins_on <= end) & np.isnat(rows.last_day_on)
    shape = (int(organisation.division.max()) + 1, len(FAMILIES), 2, len(LEVELS))
    filled: Ints = np.zeros(shape, dtype=np.int64)
    at = organisation.division[rows.unit], jobs.family, jobs.is_recoded.astype(np.int64), rows.level
    np.add.at(filled, tuple(axis[running] for axis in at), rows.fte_percent[running])
    division, family, is_recoded, level = np.nonzero(filled)
    now = filled[division, family, is_recoded, level]
    grows = np.where(np.isin(family, [FAMILY_CODES.index(code) for code in GROWING]), GROWING_BY, 1.0)
    needs = [(str(HORIZON), scenario, now * factor * grows) for scenario, factor in GROWTH.items()]
    everywhere = np.tile(np.arange(len(now)), len(needs))
    return {
        "job_id": take(job_codes(family, is_recoded == 1, level), everywhere),
        "org_unit_id": take(pick(organisation.code, division), everywhere),
        "horizon_months": texts_from([horizon for horizon, _, _ in needs for _ in now]),
        "scenario": texts_from([scenario for _, scenario, _ in needs for _ in now]),
        "fte_hundredths": whole_numbers(np.rint(np.concatenate([fte for _, _, fte in needs])).astype(np.int64)),
    }
