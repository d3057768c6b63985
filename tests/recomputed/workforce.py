"""Workforce and retention recomputed: A1 to A6 and I1 to I4 of the definitions page.

Belongs here: what is counted, from the days of days.py. A rate is put out for units with somebody in them.
"""

from collections.abc import Iterator

import pandas as pd

from tests.recomputed.days import Company, Window
from tests.recomputed.measures import by_unit, medians, over, rows_of
from tests.recomputed.raw_exports import RawExports, dutch_day

DAYS_A_YEAR = 12 * 30.4375


def workforce_rows(company: Company, raw: RawExports) -> Iterator[pd.DataFrame]:
    """Every metric of the workforce table, by window and unit."""
    exits = _placed(company, company.spells[company.spells["has_left"]], "last")
    hires = _placed(company, company.spells, "start")
    talented_days, regretted = _talented(company, raw, exits)
    for day in company.windows("day"):
        yield from rows_of(day, _points(company, day))
    for window in company.windows("month", "quarter", "year", "r12"):
        left = exits[exits["last"].between(window.start, window.end)]
        started = hires[hires["start"].between(window.start, window.end)]
        person_days = by_unit(company, window, company.in_window(window))
        heads = person_days / window.days
        leavers = by_unit(company, window, left)
        yield from rows_of(
            window,
            {
                "average_headcount": heads,
                "hires": by_unit(company, window, started).reindex(heads.index, fill_value=0),
                "rehires": by_unit(company, window, started[started["is_rehire"]]).reindex(heads.index, fill_value=0),
                "leavers": leavers.reindex(heads.index, fill_value=0),
                "turnover_rate": over(leavers, heads),
            },
        )
        if window.period_type in {"quarter", "r12"}:
            classes = ("voluntary", "involuntary", "retirement", "other", "unknown")
            by_class = {name: by_unit(company, window, left[left["reason"] == name]) for name in classes}
            yield from rows_of(window, {f"turnover_{name}_rate": over(n, heads) for name, n in by_class.items()})
        if window.period_type == "r12":
            talented = by_unit(company, window, talented_days[talented_days["day"].between(window.start, window.end)])
            regrets = by_unit(company, window, regretted[regretted["last"].between(window.start, window.end)])
            yield from rows_of(
                window,
                {
                    "retention_complement": 1 - over(leavers, heads),
                    "retention_rate_12m": _stayed(company, window),
                    "regrettable_turnover_rate": over(regrets, talented / window.days),
                    "regrettable_turnover_share": over(regrets, heads),
                },
            )


def _points(company: Company, window: Window) -> dict[str, pd.Series]:
    """What is there on one day."""
    present = company.in_window(window).copy()
    present["tenure"] = (present["day"] - present["start"]).dt.days / DAYS_A_YEAR
    heads = by_unit(company, window, present)
    contracts = company.fte[(company.fte["day"] == window.end) & company.fte["fte"].notna()]
    return {
        "headcount": heads,
        "fte": by_unit(company, window, contracts, "fte"),
        "tenure_mean_years": over(by_unit(company, window, present, "tenure"), heads),
        "tenure_median_years": medians(company, window, present, "tenure"),
    }


def _placed(company: Company, spells: pd.DataFrame, on: str) -> pd.DataFrame:
    """Spells with the unit of the person on a day of theirs."""
    units = company.days[["person", "day", "unit"]].rename(columns={"day": on})
    return spells.merge(units, on=["person", on])


def _stayed(company: Company, window: Window) -> pd.Series:
    """I4: of those employed the day before, the share employed on the last day without a gap: the same spell covers both.

    The day before must lie in the known history: who left on the eve of it is not in the exports.
    """
    before = company.days[company.days["day"] == window.start - pd.Timedelta(days=1)]
    before = before[before["day"] >= company.history_start]
    after = company.days[company.days["day"] == window.end][["person", "start"]]
    stayed = before.merge(after, on=["person", "start"])
    return over(by_unit(company, window, stayed), by_unit(company, window, before))


def _talented(company: Company, raw: RawExports, exits: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """I3: the days on which people were flagged, and the voluntary exits of people flagged before they gave notice."""
    flags = pd.DataFrame(
        {
            "person": raw.talents["Medewerker"],
            "flagged": raw.talents["Begindatum"].map(dutch_day),
            "ended": raw.talents["Einddatum"].map(dutch_day).fillna(company.as_of),
        }
    )
    days = company.days.merge(flags, on="person")
    days = days[(days["day"] >= days["flagged"]) & (days["day"] <= days["ended"])].drop_duplicates(["person", "day"])
    own = exits[exits["reason"] == "voluntary"].merge(flags, on="person")
    known = own["notice"].fillna(own["last"])
    own = own[(own["flagged"] < known) & (own["ended"] >= known)]
    return days, own.drop_duplicates(["person", "last"])
