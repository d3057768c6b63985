"""The one command of the fictional company: write its exports, its sources.yaml and the truth into a folder.

Belongs here: the order of writing, and refusing what cannot be. Not here: the company itself (company.py) and the
formats (exports_*.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ingestion.company.company import build_company
from ingestion.company.exports_catalogue import write_catalogue
from ingestion.company.exports_finance import write_finance
from ingestion.company.exports_hris import write_hris
from ingestion.company.exports_learning import write_learning
from ingestion.company.exports_lms import write_lms
from ingestion.company.exports_plan import write_plan
from ingestion.company.exports_platform import write_platform
from ingestion.company.exports_skills import write_skills
from ingestion.company.exports_survey import write_survey
from ingestion.company.exports_talent import write_talent
from ingestion.company.exports_workforce import write_workforce
from ingestion.company.exports_xapi import write_statements
from ingestion.company.misfits import HRIS, LMS, SURVEY, XAPI, misfits_of, rows_by_file
from ingestion.company.sources import write_sources
from ingestion.company.tables import Period
from ingestion.company.truth import write_truth

FEWEST_PEOPLE, FEWEST_MONTHS = 60, 12
FOLDERS = ("hris", "lms", "survey", "learning", "talent", "finance", "plan", "skills")


@dataclass(frozen=True)
class CompanyWritten:
    """What was written: where, and the rows of each export without header rows, by path within the folder."""

    folder: Path
    sources: Path
    truth: Path
    rows: Mapping[str, int]

    @property
    def summary(self) -> str:
        """Files and rows in one line."""
        return f"{len(self.rows)} files, {sum(self.rows.values()):,} rows"


def write_company(
    folder: Path, *, people: int = 600, months: int = 48, seed: int = 7, end: date = date(2025, 12, 31)
) -> CompanyWritten:
    """Write the exports of the fictional company: the same arguments give the same bytes.

    Args:
        folder: gets hris/, lms/, learning/, survey/, sources.yaml and truth.json. A folder that already holds this very company
            is written anew.
        people: heads on the first day of the history, and about as many on any other; the cast comes on top. At least
            60.
        months: length of the history; at least 12.
        seed: the only source of chance; not negative.
        end: last day of the history, and the day of the exports; the last day of a month.

    Raises:
        ValueError: an argument is outside its range.
        FileExistsError: the folder holds exports of something else; mixed exports would be read as one company.
    """
    _refuse_impossible(people=people, months=months, seed=seed, end=end)
    made_from = {"seed": seed, "people": people, "months": months, "end": end.isoformat()}
    truth = folder / "truth.json"
    _refuse_other_exports(folder, truth, made_from=made_from)
    period = Period(end=end, months=months)
    company = build_company(people=people, period=period, seed=seed)
    misfits = misfits_of(company)
    # The truth comes first and says whose files these are, sources.yaml last and says that they are complete.
    folder.mkdir(parents=True, exist_ok=True)
    write_truth(truth, company, misfits=misfits, seed=seed, people=people)
    identifiers = np.random.default_rng([seed, 40])
    rows = {
        **_under("hris", write_hris(folder / "hris", company, misfits=rows_by_file(misfits, folder=HRIS))),
        **_under("hris", write_workforce(folder / "hris", company)),
        **_under("lms", write_lms(folder / "lms", company, misfits=rows_by_file(misfits, folder=LMS))),
        **_under(
            "lms",
            write_statements(
                folder / "lms", company, rng=identifiers, misfits=[m.row["line"] for m in misfits if m.folder == XAPI]
            ),
        ),
        **_under("lms", write_platform(folder / "lms", company, misfits=rows_by_file(misfits, folder=LMS))),
        **_under("learning", write_learning(folder / "learning", company)),
        **_under("skills", write_skills(folder / "skills", company)),
        **_under(
            "survey",
            write_survey(
                folder / "survey", company, rng=identifiers, misfits=[m.row for m in misfits if m.folder == SURVEY]
            ),
        ),
        **_under("talent", write_talent(folder / "talent", company)),
    }
    rows |= _under("finance", write_finance(folder / "finance", company, rng=np.random.default_rng([seed, 101])))
    rows |= _under("plan", write_plan(folder / "plan", company))
    rows |= _under("survey", write_catalogue(folder / "survey", company))
    sources = folder / "sources.yaml"
    write_sources(sources, period)
    return CompanyWritten(folder=folder, sources=sources, truth=truth, rows=rows)


def _under(folder: str, rows: Mapping[str, int]) -> dict[str, int]:
    return {f"{folder}/{name}": count for name, count in rows.items()}


def _refuse_impossible(*, people: int, months: int, seed: int, end: date) -> None:
    if people < FEWEST_PEOPLE:
        raise ValueError(
            f"people is {people}: the company needs at least {FEWEST_PEOPLE}, or it has no teams to compare"
        )
    if months < FEWEST_MONTHS:
        raise ValueError(
            f"months is {months}: at least {FEWEST_MONTHS} are needed, so that two survey waves and the cast fit in"
        )
    if seed < 0:
        raise ValueError(f"seed is {seed}: a whole number from 0 is needed")
    if (end + timedelta(days=1)).day != 1:
        raise ValueError(f"end is {end}: the history consists of whole months, so give the last day of a month")


def _refuse_other_exports(folder: Path, truth: Path, *, made_from: Mapping[str, object]) -> None:
    found = sorted(path for name in FOLDERS for path in (folder / name).glob("*"))
    if not found:
        return
    if truth.is_file() and json.loads(truth.read_text()).get("made_from") == made_from:
        return
    raise FileExistsError(
        f"{folder} already holds exports of another company or of other settings, such as "
        f"{found[0].relative_to(folder)}: empty it or choose another folder, "
        "since mixed exports would be read as one company"
    )
