"""Moves recomputed: A7, E1, E4 and E5 of the definitions page.

Belongs here: who reports to whom on a day, and what became of somebody's job from one day to the next.
"""

from collections.abc import Iterator

import pandas as pd

from tests.recomputed.days import Company
from tests.recomputed.measures import by_unit, over, rows_of

# A new code under the old title is no move where more than this share of a unit gets one on the same day.
RECODING_SHARE = 0.5


def mobility_rows(company: Company) -> Iterator[pd.DataFrame]:
    """Span of control by day, and every rate of moves by window and unit of origin."""
    reports = _reports(company)
    for day in company.windows("day"):
        own = reports[reports["day"] == day.end]
        yield from rows_of(
            day,
            {
                "span_of_control": over(
                    by_unit(company, day, own), by_unit(company, day, own.drop_duplicates("manager"))
                )
            },
        )
    moves = _moves(company)
    for window in company.windows("year", "r12"):
        heads = by_unit(company, window, company.in_window(window)) / window.days
        own = moves[moves["day"].between(window.start, window.end)]
        yield from rows_of(
            window,
            {
                "internal_move_rate": over(by_unit(company, window, own), heads),
                "promotion_rate": over(by_unit(company, window, own[own["is_promotion"]]), heads),
                "lateral_move_rate": over(by_unit(company, window, own[own["is_lateral"]]), heads),
            },
        )


def _reports(company: Company) -> pd.DataFrame:
    """Who reports to somebody who is there, in the manager's unit; whose manager is gone reports to the next one above who is there.

    Between two bridged contracts somebody has no function, and reports to nobody.
    """
    held = company.days.merge(company.fte[["person", "day"]].drop_duplicates(), on=["person", "day"])
    rows = held.loc[held["manager"].fillna("") != "", ["person", "day", "manager"]]
    there = company.days[["person", "day", "unit"]].rename(columns={"person": "manager"})
    own_manager = company.days.sort_values("day").groupby("person")["manager"].last()
    found = []
    for _ in range(8):
        joined = rows.merge(there, on=["manager", "day"], how="left")
        found.append(joined.dropna(subset=["unit"]))
        rows = joined.loc[joined["unit"].isna(), ["person", "day", "manager"]]
        rows = rows.assign(manager=rows["manager"].map(own_manager)).dropna(subset=["manager"])
    return pd.concat(found)


def _moves(company: Company) -> pd.DataFrame:
    """A row a day on which somebody's job is another than the day before, in the unit of the day before."""
    days = company.days.sort_values(["person", "day"])
    before = days.groupby(["person", "start"])[["unit", "job", "title", "level"]].shift().add_suffix("_before")
    rows = pd.concat([days, before], axis=1).dropna(subset=["job_before", "job"])
    there = rows.groupby(["day", "unit_before"]).size().rename("there").reset_index()
    rows = rows[rows["job"] != rows["job_before"]].merge(there, on=["day", "unit_before"])
    recoded = (
        rows[rows["title"] == rows["title_before"]]
        .groupby(["day", "unit_before"])
        .size()
        .rename("recoded")
        .reset_index()
    )
    rows = rows.merge(recoded, on=["day", "unit_before"], how="left")
    is_recoded = (rows["title"] == rows["title_before"]) & (rows["recoded"] > RECODING_SHARE * rows["there"])
    rows = rows[~is_recoded]
    risen = (rows["level"] > rows["level_before"]) | (rows["reason"] == "Promotie")
    fallen = ~risen & (rows["level"] < rows["level_before"])
    return rows.assign(unit=rows["unit_before"], is_promotion=risen, is_lateral=~risen & ~fallen)
