"""The learning plan of the fictional company, as plain CSV: initiatives with targets, and what each programme is to do and cost.

Belongs here: the files of plan/, with the contracts' column names (presets/plain.yaml). Not here: whether any of it comes true.
"""

from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.exports_finance import ROOT, iso_days
from ingestion.company.programmes import PROGRAMMES, course_catalogue
from ingestion.company.state import NOT_STARTED
from ingestion.company.tables import to_date
from ingestion.company.texts import texts_from, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
PHASES = ("1 foundation", "2 roll-out", "3 anchoring")
# (id, name, programme, phase, quick win, owner, metric, division or None, target)
INITIATIVES: tuple[tuple[str, str, str | None, int, bool, str, str, int | None, str], ...] = (
    ("stay", "Careers inside the company", "compass", 1, False, "HR director", "turnover_rate", None, "0.100000"),
    ("stay", "Careers inside the company", "compass", 1, False, "HR director", "retention_rate_12m", None, "0.900000"),
    ("reach", "Everybody learns", None, 0, True, "Head of learning", "participation_rate_ever", None, "0.900000"),
    ("reach-1", "Everybody learns: first division", None, 0, True, "Division director", "participation_rate_ever", 0, "0.900000"),
    ("hours", "A day and a half for everybody", "craft", 1, False, "Head of learning", "learning_hours_per_employee", None, "12"),
    ("finish", "Begun is finished", None, 0, True, "Learning operations", "completion_rate", None, "0.950000"),
    ("leaders", "Managers go first", "dialogue", 2, False, "HR director", "leader_participation_rate_ever", None, "0.950000"),
    ("voice", "Recommend us", "dialogue", 2, False, "HR director", "enps", None, "25"),
    ("thrift", "More learning for the money", None, 2, False, "Finance", "cost_per_learning_hour", None, "30"),
)  # fmt: skip


def write_plan(folder: Path, company: Company) -> dict[str, int]:
    """Write the two files into `folder`; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    day = company.period.end.isoformat()
    files: dict[str, Columns] = {"initiatives": _initiatives(company), "programme_plans": _programme_plans(company)}
    return {
        f"{name}_{day}.csv": write_delimited(folder / f"{name}_{day}.csv", columns, style=STYLE)
        for name, columns in files.items()
    }


def _initiatives(company: Company) -> Columns:
    """They start a year before the end of the history and run for two; baselines are left to what was published."""
    period = company.period
    start = period.first_days[period.months - 12]
    due = start + np.timedelta64(730, "D")
    count = len(INITIATIVES)
    return {
        "initiative_id": texts_from([row[0] for row in INITIATIVES]),
        "name": texts_from([row[1] for row in INITIATIVES]),
        "programme_id": texts_from([row[2] for row in INITIATIVES]),
        "phase": texts_from([PHASES[row[3]] for row in INITIATIVES]),
        "is_quick_win": texts_from(["true" if row[4] else "false" for row in INITIATIVES]),
        "started_on": texts_from([to_date(start).isoformat()] * count),
        "due_on": texts_from([to_date(due).isoformat()] * count),
        "owner_role": texts_from([row[5] for row in INITIATIVES]),
        "metric_id": texts_from([row[6] for row in INITIATIVES]),
        "org_unit_id": texts_from(
            [ROOT if row[7] is None else company.organisation.code[row[7]] for row in INITIATIVES]
        ),
        "target_value": texts_from([row[8] for row in INITIATIVES]),
    }


def _programme_plans(company: Company) -> Columns:
    """For every programme and year as many as came the year before, or ten; the plan of the first year is ten for all."""
    period, careers = company.period, company.careers
    years = period.months // 12
    offset = period.months - 12 * years
    minutes = {course.short_name: course.minutes for course in course_catalogue(period)}
    rows = []
    for number, programme in enumerate(PROGRAMMES):
        started = careers.started[number][careers.started[number] != NOT_STARTED]
        by_year = np.bincount(np.maximum(started.astype(np.int64) - offset, 0) // 12, minlength=years)
        for year in range(years):
            planned = max(10, int(by_year[year - 1]) if year else 0)
            price = int(
                company.costs.amount[(company.costs.programme == number) & ~company.costs.is_participant_time].sum()
            )
            rows.append((programme.key, year, planned, planned * minutes[programme.course], 100 * price // years))
    first = period.first_days
    year_numbers = np.array([row[1] for row in rows])
    return {
        "programme_id": texts_from([row[0] for row in rows]),
        "period_start": iso_days(first[offset + 12 * year_numbers]),
        "period_end": iso_days(first[offset + 12 * year_numbers + 12] - np.timedelta64(1, "D")),
        "planned_participants": whole_numbers(np.array([row[2] for row in rows])),
        "planned_minutes": whole_numbers(np.array([row[3] for row in rows])),
        "planned_cost_cents": whole_numbers(np.array([row[4] for row in rows])),
        "currency": texts_from(["EUR"] * len(rows)),
    }
