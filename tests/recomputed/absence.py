"""Absence recomputed: A8 to A10 of the definitions page.

Belongs here: which days somebody was away, for how much, and which reports and recoveries fall into a window. Maternity is no illness.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from tests.recomputed.days import Company
from tests.recomputed.measures import by_unit, over, rows_of
from tests.recomputed.raw_exports import dutch_day, read_csv

ILLNESS = {"Ziekte", "Arbeidsongeval"}
MATERNITY = "Zwangerschap en bevalling"
RELAPSE_DAYS = 28


def read_absences(folder: Path) -> pd.DataFrame:
    """Stretches of absence, several of a case where it is recovered from in part: days as they are, the recovery the first day of full work."""
    rows = pd.DataFrame(read_csv(next((folder / "hris").glob("Verzuim_*.csv")), delimiter=";")).drop_duplicates()
    return pd.DataFrame(
        {
            "person": rows["Medewerker"],
            "case": rows["Medewerker"] + "/" + rows["Verzuimmelding"],
            "kind": rows["Soort verzuim"],
            "reported": rows["Datum ziekmelding"].map(dutch_day),
            "from": rows["Begindatum"].map(dutch_day),
            "until": rows["Einddatum"].map(dutch_day),
            "share": pd.to_numeric(rows["Percentage afwezig"].str.replace(",", ".", regex=False)) / 100,
            "recovered": rows["Datum herstel"].map(dutch_day),
        }
    )


def absence_rows(company: Company, absences: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Every metric of the absence table, by window and unit."""
    employed = company.days.merge(
        company.fte.groupby(["person", "day"])["fte"].sum().reset_index(), on=["person", "day"]
    )
    away = _days_away(company, absences).merge(employed, on=["person", "day"])
    away["fte_away"] = away["fte"] * away["share"]
    cases = absences[absences["kind"].isin(ILLNESS)].sort_values("from").drop_duplicates("case")
    placed = company.days[["person", "day", "unit"]]
    reports = _with_relapses(absences, cases).merge(
        placed.rename(columns={"day": "reported"}), on=["person", "reported"]
    )
    ended = reports[reports["recovered"].notna() & (reports["recovered"] <= company.as_of)].drop(columns="unit")
    ended["last"] = ended["recovered"] - pd.Timedelta(days=1)
    ended["length"] = (ended["recovered"] - ended["reported"]).dt.days
    ended = ended.merge(placed.rename(columns={"day": "last"}), on=["person", "last"])
    for window in company.windows("quarter", "r12"):
        person_days = by_unit(company, window, company.in_window(window))
        of_window = employed[employed["day"].between(window.start, window.end)]
        lost = by_unit(company, window, away[away["day"].between(window.start, window.end)], "fte_away")
        told = reports[reports["reported"].between(window.start, window.end)]
        recovered = ended[ended["last"].between(window.start, window.end)]
        a_year = person_days / 365
        yield from rows_of(
            window,
            {
                "absence_rate": over(lost, by_unit(company, window, of_window, "fte")),
                "absence_frequency": over(by_unit(company, window, told), a_year),
                "absence_frequency_merged28": over(by_unit(company, window, told[~told["is_relapse"]]), a_year),
                "absence_duration_mean": over(
                    by_unit(company, window, recovered, "length"), by_unit(company, window, recovered)
                ),
            },
        )


def _days_away(company: Company, absences: pd.DataFrame) -> pd.DataFrame:
    """One row a person and day of illness with the share away; of overlapping cases the larger, and none in maternity leave."""
    rows = absences[absences["kind"].isin({*ILLNESS, MATERNITY})]
    rows = rows.assign(until=rows["until"].fillna(company.as_of))[rows["from"] <= company.as_of]
    rows["until"] = rows["until"].mask(rows["until"] > company.as_of, company.as_of)
    counts = (rows["until"] - rows["from"]).dt.days + 1
    days = rows.loc[rows.index.repeat(counts)]
    nth = days.groupby(level=0).cumcount()
    days = days.assign(day=days["from"] + pd.to_timedelta(nth, unit="D"), is_leave=days["kind"] == MATERNITY)
    days = days.sort_values(["is_leave", "share"], ascending=False).drop_duplicates(["person", "day"])
    return days[~days["is_leave"]][["person", "day", "share"]]


def _with_relapses(absences: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Reports, and whether each is the illness before it again: fewer than 28 days after recovery, no maternity leave between.

    A case that begins while another runs is no report.
    """
    leaves = absences[absences["kind"] == MATERNITY]
    rows = []
    for _, own in cases.sort_values(["person", "reported"]).groupby("person"):
        ill_until: Any = pd.NaT
        for case in own.to_dict("records"):
            begun, again = case["reported"], False
            if pd.notna(ill_until):
                between = leaves[
                    (leaves["person"] == case["person"]) & (leaves["from"] < begun) & (leaves["until"] >= ill_until)
                ]
                again = (begun - ill_until).days < RELAPSE_DAYS and between.empty
            if not (pd.notna(ill_until) and ill_until > begun):
                rows.append({**case, "is_relapse": again})
            end = case["recovered"] if pd.notna(case["recovered"]) else pd.Timestamp.max
            ill_until = end if pd.isna(ill_until) else max(ill_until, end)
    return pd.DataFrame(rows)
