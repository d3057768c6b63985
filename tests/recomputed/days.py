"""The company day by day: who is employed, where, and under whom. One row a person and day, no intervals, no clever joins.

Belongs here: employment (RULE-1, RULE-4), the one unit of a person on a day (RULE-13), the tree of units at a period's end, and the windows.
The pipeline reaches the same by cutting intervals; counting days one by one is slow, and hard to get wrong. Read from the definitions page, not
from the SQL. Measures on the days stand in workforce.py, learning.py and feedback.py.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from tests.recomputed.raw_exports import RawExports, dutch_day, is_day

COMPANY = "company"
BRIDGE_DAYS = 30
# What the main function says of a person on a day.
CARRIED = ["unit", "manager", "job", "title", "level", "family", "reason"]
# RULE-3: classes of reasons. A blank is unknown, and shown.
REASON_CLASS = {
    "Opzegging door werknemer": "voluntary",
    "Opzegging door werkgever": "involuntary",
    "Pensioen": "retirement",
    "Einde contract bepaalde tijd": "other",
    "Vaststellingsovereenkomst": "other",
    "Overlijden": "other",
    "Arbeidsongeschiktheid": "other",
    "Overig": "other",
    "": "unknown",
}


@dataclass(frozen=True)
class Window:
    """A reporting window; both days belong to it."""

    period_type: str
    start: pd.Timestamp
    end: pd.Timestamp

    @property
    def days(self) -> int:
        """Calendar days."""
        return int((self.end - self.start).days) + 1


@dataclass(frozen=True)
class Company:
    """The company as it was known on the as-of day."""

    history_start: pd.Timestamp
    as_of: pd.Timestamp
    spells: pd.DataFrame
    days: pd.DataFrame
    fte: pd.DataFrame
    unit_rows: pd.DataFrame

    def windows(self, *period_types: str) -> list[Window]:
        """Every window that lies whole within the known history."""
        found = []
        for end in pd.date_range(self.history_start, self.as_of, freq="ME"):
            months = {"month": 1, "quarter": 3 if end.month % 3 == 0 else 0}
            months |= {"year": 12 if end.month == 12 else 0, "r12": 12}
            for period_type in period_types:
                if period_type == "day":
                    found.append(Window("day", end, end))
                elif months[period_type]:
                    start = (end - pd.offsets.MonthBegin(months[period_type])).normalize()
                    found.append(Window(period_type, start, end))
        return [window for window in found if window.start >= self.history_start]

    def ancestors(self, on: pd.Timestamp) -> pd.DataFrame:
        """Pairs of a unit and each unit above it, itself included, by the tree of a day; a closed unit has its last parent."""
        known = self.unit_rows[self.unit_rows["valid_from"].isna() | (self.unit_rows["valid_from"] <= on)]
        parents = known.sort_values("valid_from", na_position="first").groupby("unit")["parent"].last()
        pairs = []
        for unit in [*self.unit_rows["unit"].unique(), COMPANY]:
            above: str | None = unit
            while above is not None:
                pairs.append((unit, above))
                above = None if above == COMPANY else (parents.get(above) or COMPANY)
        return pd.DataFrame(pairs, columns=["unit", "org_unit_id"])

    def in_window(self, window: Window) -> pd.DataFrame:
        """The person-days of a window."""
        return self.days[self.days["day"].between(window.start, window.end)]

    def only(self, people: Collection[str]) -> "Company":
        """The same company as if nobody else worked there; its tree and its calendar stay."""
        spells, days, fte = (frame[frame["person"].isin(people)] for frame in (self.spells, self.days, self.fte))
        return replace(self, spells=spells, days=days, fte=fte)

    def last_unit(self, window: Window) -> pd.Series:
        """Unit of everybody employed in a window, of the last day in it."""
        return self.in_window(window).sort_values("day").groupby("person")["unit"].last()


def build_company(raw: RawExports, *, history_start: str, as_of: str) -> Company:
    """Lay the exports out day by day, from the day before the history to the as-of day."""
    first, last = pd.Timestamp(history_start), pd.Timestamp(as_of)
    spells = _spells(raw, last)
    functions = _functions(raw)
    calendar = pd.date_range(first - pd.Timedelta(days=1), last)
    days = _employed_days(spells, calendar)
    held = _held(functions, calendar).merge(days[["person", "day"]], on=["person", "day"])
    main = held.sort_values(["fte", "from", "key"], ascending=[False, True, True], na_position="last")
    main = main.drop_duplicates(["person", "day"])[["person", "day", *CARRIED]]
    days = days.merge(main, on=["person", "day"], how="left").sort_values(["person", "day"])
    # A bridged gap is employment without a function: what was known last is carried on.
    days[CARRIED] = days.groupby("person")[CARRIED].ffill()
    days["unit"] = days["unit"].fillna(COMPANY)
    units = raw.units.rename(columns={"Code": "unit", "Bovenliggende eenheid": "parent"})
    units = units.assign(valid_from=units["Begindatum"].map(dutch_day), parent=units["parent"].replace("", COMPANY))
    return Company(first, last, spells, days, held, units)


def _spells(raw: RawExports, as_of: pd.Timestamp) -> pd.DataFrame:
    """Continuous employment: contracts of one person with at most thirty days between them are one spell (RULE-4)."""
    rows = raw.spells
    readable = rows["Datum in dienst"].map(is_day) & rows["Reden uit dienst"].isin(REASON_CLASS)
    rows = rows[readable & (rows["Soort medewerker"] == "Personeelslid")]
    rows = rows[(rows["Indiensttreding ingetrokken"] != "Ja") & rows["Medewerker"].isin(raw.people["Medewerker"])]
    contracts = pd.DataFrame(
        {
            "person": rows["Medewerker"],
            "start": rows["Datum in dienst"].map(dutch_day),
            "last": rows["Datum uit dienst"].map(dutch_day),
            "reason": rows["Reden uit dienst"].map(REASON_CLASS),
            "notice": rows["Datum opzegging"].map(dutch_day),
        }
    )
    contracts = contracts[contracts["last"].isna() | (contracts["last"] >= contracts["start"])]
    contracts = contracts[contracts["start"] <= as_of].sort_values(["person", "start"])
    spells: list[dict[Any, Any]] = []
    for person, own in contracts.groupby("person"):
        for contract in own.to_dict("records"):
            before = spells[-1] if spells and spells[-1]["person"] == person else None
            if before is not None and (
                pd.isna(before["last"]) or _gap(before["last"], contract["start"]) <= BRIDGE_DAYS
            ):
                if pd.isna(contract["last"]) or (pd.notna(before["last"]) and contract["last"] >= before["last"]):
                    spells[-1] = before | {name: contract[name] for name in ("last", "reason", "notice")}
                continue
            spells.append({**contract, "is_rehire": before is not None})
    frame = pd.DataFrame(spells)
    # A last day in the future is no exit yet.
    frame["has_left"] = frame["last"].notna() & (frame["last"] <= as_of)
    return frame


def _gap(last: pd.Timestamp, start: pd.Timestamp) -> int:
    """Days between two contracts on which there is none."""
    return int((start - last).days) - 1


def _functions(raw: RawExports) -> pd.DataFrame:
    rows = raw.functions
    percentage = pd.to_numeric(rows["Deeltijdpercentage"].str.replace(",", ".", regex=False), errors="coerce")
    readable = rows["Deeltijdpercentage"].eq("") | percentage.notna()
    frame = pd.DataFrame(
        {
            "person": rows["Medewerker"],
            "from": rows["Begindatum"].map(dutch_day),
            "until": rows["Einddatum"].map(dutch_day),
            "unit": rows["Organisatorische eenheid"],
            "fte": percentage / 100,
            "manager": rows["Leidinggevende"],
            "job": rows["Functiecode"],
            "title": rows["Functie"],
            "level": pd.to_numeric(rows["Functieniveau"]),
            "family": rows["Functiegroep"],
            "reason": rows["Reden mutatie"],
            "key": rows["Medewerker"] + "/" + rows["Volgnummer dienstverband"] + "/" + rows["Begindatum"],
        }
    )
    return frame[readable]


def _within(days: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """Days cut to a stretch; a missing one is its last."""
    days = days.fillna(last)
    return days.mask(days > last, last).mask(days < first, first)


def _employed_days(spells: pd.DataFrame, calendar: pd.DatetimeIndex) -> pd.DataFrame:
    rows = spells[spells["last"].isna() | (spells["last"] >= calendar[0])]
    return _day_by_day(
        rows, _within(rows["start"], calendar[0], calendar[-1]), _within(rows["last"], calendar[0], calendar[-1])
    )[["person", "day", "start", "is_rehire"]]


def _held(functions: pd.DataFrame, calendar: pd.DatetimeIndex) -> pd.DataFrame:
    rows = functions[functions["until"].isna() | (functions["until"] >= calendar[0])]
    rows = rows[rows["from"] <= calendar[-1]]
    return _day_by_day(
        rows, _within(rows["from"], calendar[0], calendar[-1]), _within(rows["until"], calendar[0], calendar[-1])
    )


def _day_by_day(rows: pd.DataFrame, first: pd.Series, last: pd.Series) -> pd.DataFrame:
    """Each row once for every day from its first to its last."""
    counts = (last - first).dt.days + 1
    repeated = rows.assign(day=first).loc[rows.index.repeat(counts)]
    nth = repeated.groupby(level=0).cumcount()
    return repeated.assign(day=repeated["day"] + pd.to_timedelta(nth, unit="D")).reset_index(drop=True)
