"""The learning office's own lists, as plain CSV: what no learning platform exports.

Belongs here: the files of learning/, with the contracts' column names (presets/plain.yaml). Not here: the platform's files
(exports_lms.py) and what the lists hold (offerings.py).
"""

from pathlib import Path

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.exports_lms import short_name_in_file
from ingestion.company.offerings import eligibilities, offerings, opened_on
from ingestion.company.tables import to_date
from ingestion.company.texts import texts_from

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")


def write_learning(folder: Path, company: Company) -> dict[str, int]:
    """Write the lists into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    day = company.period.end.isoformat()
    files: dict[str, Columns] = {
        "programmes": _programmes(company),
        "programme_courses": _programme_courses(company),
        "programme_eligibility": _programme_eligibility(company),
    }
    return {
        f"{name}_{day}.csv": write_delimited(folder / f"{name}_{day}.csv", columns, style=STYLE)
        for name, columns in sorted(files.items())
    }


def _programmes(company: Company) -> Columns:
    offered = offerings(company.period)
    return {
        "programme_id": texts_from([each.key for each in offered]),
        "name": texts_from([each.name for each in offered]),
        "programme_type": texts_from([each.kind for each in offered]),
        "opened_on": texts_from([opened_on(each, company.period) for each in offered]),
        "closed_on": texts_from([None] * len(offered)),
    }


def _programme_courses(company: Company) -> Columns:
    """The course is named as the platform's files name it."""
    rows = [
        (each.key, short_name_in_file(course), "true" if course in each.courses else "false", place)
        for each in offerings(company.period)
        for place, course in enumerate((*each.courses, *each.optional), start=1)
    ]
    return {
        "programme_id": texts_from([key for key, *_ in rows]),
        "course_id": texts_from([course for _, course, *_ in rows]),
        "is_required": texts_from([required for *_, required, _ in rows]),
        "position": texts_from([str(place) for *_, place in rows]),
    }


def _programme_eligibility(company: Company) -> Columns:
    rows = eligibilities(company.careers)
    codes = [company.organisation.code[row.unit] for row in rows]
    return {
        "programme_id": texts_from([row.programme for row in rows]),
        "eligibility_id": texts_from([f"team-{code}" for code in codes]),
        "org_unit_id": texts_from(codes),
        "eligible_from": texts_from([to_date(row.eligible_from).isoformat() for row in rows]),
    }
