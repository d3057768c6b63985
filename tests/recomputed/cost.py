"""Cost recomputed: K2 to K5 and K10 of the definitions page.

Belongs here: what is booked, budgeted and paid, day by day. Figures are in the company's currency.
"""

from collections.abc import Iterator

import pandas as pd

from tests.recomputed.days import COMPANY, Company
from tests.recomputed.learning import learning_records
from tests.recomputed.measures import by_unit, over, rows_of
from tests.recomputed.raw_exports import RawExports
from tests.recomputed.raw_finance import RawFinance

LOW, BASE, HIGH, HIGH_GRADES, FROM_GRADE = 0.16, 0.21, 0.30, 0.50, 4


def cost_rows(company: Company, raw: RawExports, finance: RawFinance) -> Iterator[pd.DataFrame]:
    """Every metric of the cost table, by window and unit."""
    known = set(raw.units["Code"])
    costs, budgets = _in_units(finance.training_costs, known), _in_units(finance.budgets, known)
    direct = costs[costs["is_participant_time"] == "false"].dropna(subset=["amount"])
    time = costs[costs["is_participant_time"] == "true"].dropna(subset=["amount"])
    hours = learning_records(company, raw)
    paid = _paid_days(company, finance)
    exits = _exits(company, finance)
    for window in company.windows("month", "quarter", "year", "r12"):
        heads = by_unit(company, window, company.in_window(window)) / window.days
        booked = by_unit(company, window, direct[direct["day"].between(window.start, window.end)], "amount")
        # A unit to which something is booked some time has a figure in every window.
        ever = by_unit(company, window, direct.assign(one=0.0), "one").index
        booked = booked.reindex(ever, fill_value=0.0)
        whole = budgets[(budgets["start"] >= window.start) & (budgets["until"] <= window.end)].copy()
        budget = by_unit(company, window, whole, "budget")
        yield from rows_of(
            window,
            {
                "training_cost": booked,
                "budget_use": over(booked.add(by_unit(company, window, whole, "committed"), fill_value=0), budget),
                "budget_forecast_use": over(by_unit(company, window, whole, "forecast"), budget),
            },
        )
        if window.period_type == "month":
            continue
        own = hours[hours["day"].between(window.start, window.end)]
        yield from rows_of(
            window,
            {
                "training_participant_time_cost": by_unit(
                    company, window, time[time["day"].between(window.start, window.end)], "amount"
                ),
                "direct_learning_expenditure_per_employee": over(booked, heads.reindex(ever).dropna()),
                "cost_per_learning_hour": over(booked, by_unit(company, window, own, "hours").reindex(ever).dropna()),
            },
        )
        if window.period_type in {"year", "r12"}:
            pay = by_unit(company, window, paid[paid["day"].between(window.start, window.end)], "pay")
            yield from rows_of(window, {"training_cost_payroll_share": over(booked, pay.reindex(ever).dropna())})
        if window.period_type == "r12":
            left = exits[exits["last"].between(window.start, window.end)]
            number = by_unit(company, window, left)
            yield from rows_of(
                window,
                {
                    f"turnover_cost_per_exit_{case}": over(by_unit(company, window, left, case), number)
                    for case in ("low", "base", "high")
                },
            )


def _in_units(rows: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Rows with their unit: none, and one that no list of units names, is the company."""
    return rows.assign(unit=rows["org_unit_id"].where(rows["org_unit_id"].isin(known), COMPANY))


def _paid_days(company: Company, finance: RawFinance) -> pd.DataFrame:
    """Gross pay of every day employed: a twelfth of the year's pay for a month, by its days."""
    joined = company.days.merge(finance.salaries, on="person")
    in_force = (joined["salary_from"] <= joined["day"]) & (joined["until"].isna() | (joined["day"] <= joined["until"]))
    joined = joined[in_force].dropna(subset=["salary"]).sort_values("salary_from", kind="stable")
    joined = joined.drop_duplicates(["person", "day", "contract"], keep="last")
    joined = joined.groupby([*company.days.columns], dropna=False)["salary"].sum().reset_index()
    joined["pay"] = joined["salary"] / 12 / joined["day"].dt.days_in_month
    return joined


def _exits(company: Company, finance: RawFinance) -> pd.DataFrame:
    """Exits with known pay of the last day, and what each is estimated to cost."""
    left = company.spells[company.spells["has_left"]].rename(columns={"last": "day"})
    paid = _paid_days(company, finance)[["person", "day", "unit", "salary"]]
    exits = left.merge(paid, on=["person", "day"])
    grades = company.fte.merge(exits[["person", "day"]], on=["person", "day"])
    grades = grades.sort_values(["fte", "from", "key"], ascending=[False, True, True]).drop_duplicates(
        ["person", "day"]
    )
    exits = exits.merge(grades[["person", "day", "level"]], on=["person", "day"], how="left")
    rate = (exits["level"] >= FROM_GRADE).map({True: HIGH_GRADES, False: HIGH})
    return exits.assign(
        last=exits["day"], low=LOW * exits["salary"], base=BASE * exits["salary"], high=rate * exits["salary"]
    )
