"""What the ledger and the business systems say, as plain CSV: costs of learning, budgets, business outcomes.

Belongs here: the files of finance/, with the contracts' column names (presets/plain.yaml), money in cents. Not here: the amounts
(finances.py) and pay, which the HRIS exports (exports_hris.py).
"""

from pathlib import Path

import numpy as np

from ingestion.company.company import Company
from ingestion.company.delimited import Columns, Style, write_delimited
from ingestion.company.finances import KINDS, PAID_TO, monthly_budgets
from ingestion.company.programmes import PROGRAMMES
from ingestion.company.tables import NOBODY, Days, to_date
from ingestion.company.texts import Texts, day_texts, glue, pick, texts_from, where, whole_numbers

STYLE = Style(delimiter=",", line_end="\n", encoding="utf-8")
ROOT = "company"
FORECAST_SHARE = 0.95
"""What units expect to spend of their budget."""
OUTCOME_MEAN, OUTCOME_SPREAD = 72.0, 4.0


def write_finance(folder: Path, company: Company, *, rng: np.random.Generator) -> dict[str, int]:
    """Write the files into `folder`; returns rows by file name. `rng` is the stream of the business outcomes."""
    folder.mkdir(parents=True, exist_ok=True)
    day = company.period.end.isoformat()
    files: dict[str, Columns] = {
        "budgets": _budgets(company),
        "business_outcomes": _outcomes(company, rng=rng),
        "training_costs": _costs(company),
    }
    return {
        f"{name}_{day}.csv": write_delimited(folder / f"{name}_{day}.csv", columns, style=STYLE)
        for name, columns in files.items()
    }


def iso_days(days: Days) -> Texts:
    """Days as 2025-12-31; null for NaT."""
    return day_texts(days, lambda day: to_date(day).isoformat())


def _costs(company: Company) -> Columns:
    """Booked on the 15th. The last item of all has no amount yet, and the first delivery a cost centre nobody knows."""
    rows = company.costs
    count = len(rows.month)
    amount = whole_numbers(rows.amount * 100)
    known = np.arange(count) != count - 1
    lost = np.arange(count) == np.flatnonzero(rows.division != NOBODY)[0]
    unit = pick(company.organisation.code, rows.division)
    return {
        "cost_id": glue("K", whole_numbers(np.arange(1, count + 1), digits=7)),
        "programme_id": pick([each.key for each in PROGRAMMES], rows.programme),
        "org_unit_id": where(lost, "KPL-0000", unit),
        "kind": pick(KINDS, rows.kind),
        "paid_to": pick(PAID_TO, rows.paid_to),
        "amount_cents": where(known, amount, None),
        "currency": texts_from(["EUR"] * count),
        "is_estimated": pick(("false", "true"), rows.is_estimated.astype(np.int64)),
        "is_participant_time": pick(("false", "true"), rows.is_participant_time.astype(np.int64)),
        "booked_on": iso_days(company.period.first_days[rows.month] + np.timedelta64(14, "D")),
    }


def _budgets(company: Company) -> Columns:
    """One budget a month and division, and one for what the company pays itself; the last quarter has orders standing out."""
    first = company.period.first_days
    months = company.period.months
    divisions = int(company.organisation.division.max()) + 1
    budget = monthly_budgets(company.costs, divisions=divisions, months=months).reshape(-1)
    month = np.tile(np.arange(months), divisions + 1)
    unit = np.repeat([*company.organisation.code[:divisions], ROOT], months)
    is_late = month >= months - 3
    return {
        "org_unit_id": texts_from(unit.tolist()),
        "period_start": iso_days(first[month]),
        "period_end": iso_days(first[month + 1] - np.timedelta64(1, "D")),
        "budget_cents": whole_numbers(budget * 100),
        "committed_cents": whole_numbers(np.where(is_late, budget * 10, 0)),
        "forecast_cents": whole_numbers(np.round(budget * 100 * FORECAST_SHARE).astype(np.int64)),
        "currency": texts_from(["EUR"] * len(month)),
    }


def _outcomes(company: Company, *, rng: np.random.Generator) -> Columns:
    """Customer satisfaction of every division and quarter: chance alone, so that whoever finds an effect on it is wrong."""
    first = company.period.first_days
    quarters = company.period.months // 3
    divisions = int(company.organisation.division.max()) + 1
    score = np.round(rng.normal(OUTCOME_MEAN, OUTCOME_SPREAD, quarters * divisions)).astype(np.int64)
    quarter = np.repeat(np.arange(quarters), divisions)
    return {
        "org_unit_id": pick(company.organisation.code, np.tile(np.arange(divisions), quarters)),
        "period_start": iso_days(first[3 * quarter]),
        "period_end": iso_days(first[3 * quarter + 3] - np.timedelta64(1, "D")),
        "measure": texts_from(["customer_satisfaction"] * len(score)),
        "unit_of_measure": texts_from(["score 0-100"] * len(score)),
        "outcome_value": whole_numbers(np.clip(score, 0, 100)),
        "is_higher_better": texts_from(["true"] * len(score)),
    }
