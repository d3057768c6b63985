"""What the fictional company pays and budgets, read with the csv module only. Belongs here: finance and pay; the rest is read in raw_exports.py."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tests.recomputed.raw_exports import dutch_day, read_csv


@dataclass(frozen=True)
class RawFinance:
    """Amounts in the company's currency, not in cents; a missing one is null."""

    training_costs: pd.DataFrame
    budgets: pd.DataFrame
    salaries: pd.DataFrame


def read_finance(folder: Path) -> RawFinance:
    """Read the files about money of the export folder of a fictional company."""
    costs = pd.DataFrame(read_csv(next((folder / "finance").glob("training_costs_*.csv")))).drop_duplicates()
    budgets = pd.DataFrame(read_csv(next((folder / "finance").glob("budgets_*.csv")))).drop_duplicates()
    salaries = pd.DataFrame(read_csv(next((folder / "hris").glob("Salarissen_*.csv")), delimiter=";")).drop_duplicates()
    return RawFinance(
        training_costs=costs.assign(amount=_cents(costs["amount_cents"]), day=pd.to_datetime(costs["booked_on"])),
        budgets=budgets.assign(
            start=pd.to_datetime(budgets["period_start"]),
            until=pd.to_datetime(budgets["period_end"]),
            **{name: _cents(budgets[f"{name}_cents"]) for name in ("budget", "committed", "forecast")},
        ),
        salaries=pd.DataFrame(
            {
                "person": salaries["Medewerker"],
                "contract": salaries["Volgnummer dienstverband"],
                "salary_from": salaries["Begindatum"].map(dutch_day),
                "until": salaries["Einddatum"].map(dutch_day),
                "salary": pd.to_numeric(salaries["Jaarsalaris"].str.replace(",", ".", regex=False), errors="coerce"),
            }
        ),
    )


def _cents(amounts: pd.Series) -> pd.Series:
    return pd.to_numeric(amounts, errors="coerce") / 100
