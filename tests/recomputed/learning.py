"""Learning recomputed: B1 to B5 and B11 of the definitions page.

Belongs here: which completions count and for how long, and what is counted of them. A completion that the platform reports and the record store
reports as well is one learning record: the page counts records of courses, and both speak of the same course of the same person.
"""

from collections.abc import Iterator

import pandas as pd

from tests.recomputed.days import Company, Window
from tests.recomputed.measures import by_unit, half_up, medians, over, rows_of
from tests.recomputed.raw_exports import RawExports

CAP_FACTOR = 3
FOLLOW_UP_DAYS = 90


def learning_rows(company: Company, raw: RawExports) -> Iterator[pd.DataFrame]:
    """Every metric of the learning table, by window and unit."""
    records = learning_records(company, raw)
    enrolments = _enrolments(company, raw)
    managers = _manager_days(company)
    for window in company.windows("month", "quarter", "year", "r12"):
        own = records[records["day"].between(window.start, window.end)]
        heads = by_unit(company, window, company.in_window(window)) / window.days
        people = company.last_unit(window).rename("unit").reset_index()
        people["hours"] = people["person"].map(own.groupby("person")["hours"].sum()).fillna(0.0)
        people["has_learned"] = people["person"].isin(own["person"])
        employed = by_unit(company, window, people)
        learners = by_unit(company, window, people[people["has_learned"]]).reindex(employed.index, fill_value=0)
        hours = by_unit(company, window, own, "hours").reindex(heads.index, fill_value=0)
        yield from rows_of(
            window,
            {
                "learning_hours": hours,
                "learning_hours_per_employee": over(hours, heads),
                "learning_hours_person_mean": over(by_unit(company, window, people, "hours"), employed),
                "participations": by_unit(company, window, own).reindex(heads.index, fill_value=0),
                "participants": learners,
                "participation_rate_ever": over(learners, employed),
                "participation_rate_avg": over(learners, heads),
            },
        )
        if window.period_type != "month":
            yield from rows_of(
                window,
                {
                    "learning_hours_person_median": medians(company, window, people, "hours"),
                    **_leaders(company, window, people, own, managers),
                },
            )
        # Late enrolments must have had their ninety days.
        if window.end + pd.Timedelta(days=FOLLOW_UP_DAYS) <= company.as_of:
            due = enrolments[enrolments["day"].between(window.start, window.end)]
            yield from rows_of(
                window,
                {
                    "completion_rate": over(
                        by_unit(company, window, due[due["is_completed"]]), by_unit(company, window, due)
                    )
                },
            )


def learning_records(company: Company, raw: RawExports) -> pd.DataFrame:
    """Completions of people employed on the day: person, day, unit, course and hours (B1).

    Hours are those measured in sessions of the course up to the completion, else the catalogue's, cut at three times the catalogue's; those
    attested for learning outside courses, of which one of a kind counts a day.
    """
    told = raw.completions.assign(seconds=float("nan"))
    stated = raw.statements[raw.statements["verb"].eq("completed") & raw.statements["is_completed"]]
    both = pd.concat([told, stated[["person", "course", "at"]]]).dropna(subset=["person"]).sort_values("at")
    both = both.drop_duplicates(["person", "course"])
    sessions = raw.statements[raw.statements["verb"].isin(["terminated", "abandoned"])]
    measured = both[["person", "course", "at"]].merge(sessions, on=["person", "course"], suffixes=("", "_of_session"))
    # By day: a session ends some seconds after the statement that the course was completed in it.
    measured = measured[measured["at_of_session"].dt.normalize() <= measured["at"].dt.normalize()]
    minutes = measured.groupby(["person", "course"])["seconds"].sum() / 60
    records = both[["person", "course", "at"]].merge(raw.courses[["course", "minutes"]], on="course", how="left")
    records = records.merge(half_up(minutes).rename("measured").reset_index(), on=["person", "course"], how="left")
    records["hours"] = records["measured"].fillna(records["minutes"]).clip(upper=CAP_FACTOR * records["minutes"]) / 60
    outside = raw.activities.dropna(subset=["person"]).assign(hours=lambda rows: rows["minutes"] / 60)
    records = pd.concat([records, outside[["person", "course", "at", "hours"]]], ignore_index=True)
    records["day"] = records["at"].dt.normalize()
    # Of two on a day the one with a known length counts.
    records = records.sort_values("hours", na_position="last", kind="stable").drop_duplicates(
        ["person", "course", "day"]
    )
    return records.merge(company.days[["person", "day", "unit"]], on=["person", "day"])


def _enrolments(company: Company, raw: RawExports) -> pd.DataFrame:
    """B5: enrolments of people employed on the day, not withdrawn by the organisation, and whether ninety days were enough."""
    rows = raw.enrolments[~raw.enrolments["is_withdrawn"]].dropna(subset=["person"])
    rows = rows.assign(day=rows["at"].dt.normalize()).merge(
        company.days[["person", "day", "unit"]], on=["person", "day"]
    )
    done = (
        raw.completions.dropna(subset=["person"]).groupby(["person", "course"])["at"].min().rename("done").reset_index()
    )
    rows = rows.merge(done, on=["person", "course"], how="left")
    waited = (rows["done"].dt.normalize() - rows["day"]).dt.days
    return rows.assign(is_completed=waited.between(0, FOLLOW_UP_DAYS))


def _manager_days(company: Company) -> pd.DataFrame:
    """B11: days on which somebody employed reported to a person."""
    held = company.days[["person", "day", "manager"]].dropna(subset=["manager"])
    pairs = held[held["manager"] != ""][["manager", "day"]].drop_duplicates()
    return pairs.rename(columns={"manager": "person"}).assign(is_manager=True)


def _leaders(
    company: Company, window: Window, people: pd.DataFrame, own: pd.DataFrame, managers: pd.DataFrame
) -> dict[str, pd.Series]:
    days = company.in_window(window).merge(managers, on=["person", "day"], how="left")
    days["is_manager"] = days["is_manager"].eq(True)
    last = days.sort_values("day").groupby("person")["is_manager"].last()
    leading = people[people["person"].map(last)]
    records = own.merge(managers, on=["person", "day"], how="left")
    records["is_manager"] = records["is_manager"].eq(True)
    mean_hours = {
        is_manager: over(
            by_unit(company, window, records[records["is_manager"] == is_manager], "hours"),
            by_unit(company, window, days[days["is_manager"] == is_manager]) / window.days,
        )
        for is_manager in (True, False)
    }
    return {
        "leader_participation_rate_ever": over(
            by_unit(company, window, leading[leading["has_learned"]]), by_unit(company, window, leading)
        ),
        "leader_learning_hours_ratio": mean_hours[True] / mean_hours[False].where(mean_hours[False] > 0),
    }
