"""A small company whose past becomes known piece by piece, and its releases: what restating is tried on.

Belongs here: people and what is known of them on a day, the few tables of the warehouse that follow from it, and a release as far as the
numbers go, without the other published tables and the gate. What must come out stands in the tests.
"""

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from publishing import protecting
from publishing.catalogue import Catalogue, load_catalogue
from publishing.contributions import RECORDS, Record, load_contributions, records, write_record
from publishing.history import lay_out
from publishing.restating import restate

START = date(2024, 1, 1)
TREE = {"a": "company", "b": "company", "a1": "a", "a2": "a"}
KEY = "fingerprint"


@dataclass(frozen=True)
class Person:
    """Somebody, as known on some day: the unit by the month from which it holds, and minutes of learning by day."""

    key: str
    units: Mapping[date, str]
    started_on: date = START
    last_day_on: date | None = None
    minutes: Mapping[date, int] = field(default_factory=dict)

    def unit_on(self, day: date) -> str:
        """The unit on a day."""
        return self.units[max(since for since in self.units if since <= max(day, min(self.units)))]

    def is_there(self, first: date, last: date) -> bool:
        """Whether employed on a day between two days."""
        return self.started_on <= last and (self.last_day_on is None or self.last_day_on >= first)


@dataclass(frozen=True)
class Window:
    """A window of time, both days included."""

    period_type: str
    start: date
    end: date


def month_end(year: int, month: int) -> date:
    """The last day of a month; months above 12 are of later years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def windows(as_of: date) -> Iterator[Window]:
    """The complete months, quarters, years and rolling years."""
    months = (as_of.year - START.year) * 12 + as_of.month
    for number in range(1, months + 1):
        end = month_end(START.year, number)
        if end > as_of:
            return
        for period_type, length in (("month", 1), ("quarter", 3), ("year", 12), ("r12", 12)):
            is_whole = number >= length and (period_type == "r12" or number % length == 0)
            if is_whole:
                yield Window(period_type, month_end(START.year, number - length) + timedelta(days=1), end)


def staff(unit: str, size: int, *, minutes: int = 60) -> list[Person]:
    """People of one unit from the start, each learning every month."""
    days = [month_end(2024, number).replace(day=10) for number in range(1, 30)]
    return [
        Person(f"{unit}-{number:02}", {START: unit}, minutes=dict.fromkeys(days, minutes)) for number in range(size)
    ]


def few_metrics() -> Catalogue:
    """The three metrics that the company has, without breakdowns."""
    catalogue = load_catalogue()
    chosen = (catalogue.by_id[name] for name in ("average_headcount", "learning_hours", "participants"))
    return replace(catalogue, metrics=tuple(metric.model_copy(update={"dimensions": ()}) for metric in chosen))


@dataclass
class Past:
    """The releases of one home folder.

    Attributes:
        home: where they lie.
        catalogue: what the numbers mean.
        k: the smallest number of people.
        key: fingerprint of the pseudonym key.
        merged: identities that have been found to be somebody else's, with whose.
    """

    home: Path
    catalogue: Catalogue = field(default_factory=few_metrics)
    k: int = 5
    key: str = KEY
    merged: Mapping[str, str] = field(default_factory=dict)

    def release(
        self, as_of: date, people: Iterable[Person], *, tree: Mapping[str, str] | None = None, published_at: str = ""
    ) -> "Told":
        """Make and publish the release of a day from what is known of people on it."""
        warehouse = self.home / "pipeline.duckdb"
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        warehouse.unlink(missing_ok=True)
        _build(warehouse, as_of, list(people), tree or TREE, merged=self.merged)
        newest = lay_out(warehouse, home=self.home, as_of=as_of)
        told = records(self.home, key_fingerprint=self.key)
        k_before = next((each.k for each in told if newest and each.release_id == newest.path.name), None)
        work = self.home / "work"
        work.mkdir(exist_ok=True)
        with duckdb.connect(str(work / "marts.duckdb")) as connection:
            connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
            protecting.protect_kpi_values(connection, catalogue=self.catalogue)
            restate(
                connection,
                catalogue=self.catalogue,
                contributions=load_contributions(),
                records=told,
                as_of=as_of,
                k=self.k,
                k_before=k_before,
            )
            for name in ("org_units", "periods"):
                connection.execute(f"create table {name} as from warehouse.marts.{name}")
            connection.execute("create table metrics (metric_id text, min_persons integer)")
            metrics = pa.table(
                {
                    "metric_id": [each.metric_id for each in self.catalogue.metrics],
                    "min_persons": [each.min_persons for each in self.catalogue.metrics],
                }
            )
            connection.register("metrics_to_insert", metrics)
            connection.execute("insert into metrics select * from metrics_to_insert")
            digest = connection.execute(
                "select md5(string_agg(cells::varchar, ';' order by cells::varchar)) from (from kpi_values) as cells"
            ).fetchone()
            changes = connection.execute(
                "select md5(string_agg(c::varchar, ';' order by c::varchar)) from release_changes as c"
            ).fetchone()
            release_id = f"{as_of}-{str(digest)[2:14]}{str(changes)[2:6]}"
            folder = self.home / "releases" / release_id
            record = Record(
                path=self.home / RECORDS / release_id,
                release_id=release_id,
                as_of=as_of,
                key_fingerprint=self.key,
                k=self.k,
            )
            if not record.path.exists():
                write_record(connection, record, load_contributions())
            connection.execute("detach warehouse")
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            about = {"release_id": release_id, "as_of": str(as_of), "published_at": published_at or str(as_of)}
            (work / "release.json").write_text(json.dumps(about))
            work.rename(folder)
        else:
            (work / "marts.duckdb").unlink()
        return Told(folder)


@dataclass(frozen=True)
class Told:
    """A release, to be asked."""

    path: Path

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query on it."""
        with duckdb.connect(str(self.path / "marts.duckdb"), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def revisions(self, metric: str, period_type: str, end: date, unit: str = "company") -> list[tuple[Any, ...]]:
        """(revision, value, reason, previous value, restated in, cause) of a cell, in order."""
        return self.ask(
            "select revision, value, suppression_reason, previous_value, restated_in, restatement_cause from kpi_values"
            " where metric_id = ? and period_type = ? and period_end = ? and org_unit_id = ? and dimension = 'all' order by revision",
            [metric, period_type, end, unit],
        )

    def value(self, metric: str, period_type: str, end: date, unit: str = "company") -> float | None:
        """The latest value of a cell."""
        rows = self.ask(
            "select value from kpi_values where metric_id = ? and period_type = ? and period_end = ? and org_unit_id = ?"
            " and dimension = 'all' and is_latest",
            [metric, period_type, end, unit],
        )
        return None if not rows else rows[0][0]


def _above(unit: str, tree: Mapping[str, str]) -> list[str]:
    found = [unit]
    while found[-1] != "company":
        found.append(tree.get(found[-1], "company"))
    return found


def _build(
    warehouse: Path, as_of: date, people: list[Person], tree: Mapping[str, str], *, merged: Mapping[str, str]
) -> None:
    """Write the tables of the warehouse that numbers and contributions are made from."""
    spans = list(windows(as_of))
    rows: list[tuple[Any, ...]] = []
    moves: list[tuple[Any, ...]] = []
    for person in people:
        has_left = person.last_day_on is not None and person.last_day_on <= as_of
        moves.append(
            (
                person.key,
                person.started_on,
                person.last_day_on,
                has_left,
                person.unit_on(person.started_on),
                person.unit_on(person.last_day_on or as_of),
            )
        )
        rows += [row for span in spans for row in _rows_in(person, span)]
    days = sorted({span.end for span in spans})
    units = ["company", *tree]
    tables: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
        "marts.periods": (
            "period_type text, period_start date, period_end date, label text, is_complete boolean",
            [(span.period_type, span.start, span.end, "", True) for span in spans],
        ),
        "marts.org_units": (
            "org_unit_id text, name text, parent_org_unit_id text, level integer, path text",
            [(unit, unit, tree.get(unit), len(_above(unit, tree)) - 1, unit) for unit in units],
        ),
        "marts.disclosure_flows": (
            "grid text, fine_type text, fine_end date, coarse_type text, coarse_end date, node text, from_child text, to_child text, n_persons int",
            [],
        ),
        "warehouse.dim_periods": (
            "period_type text, period_start date, period_end date",
            [(span.period_type, span.start, span.end) for span in spans],
        ),
        "warehouse.brg_org_unit_ancestors": (
            "tree_on date, org_unit_id text, ancestor_id text, distance integer, child_id text, ancestor_level integer, is_broken_down boolean",
            [
                (day, unit, above, distance, _above(unit, tree)[max(distance - 1, 0)], 0, False)
                for day in days
                for unit in units
                for distance, above in enumerate(_above(unit, tree))
            ],
        ),
        "warehouse.brg_people_identities": (
            "source_person_key text, person_key text, valid_to date",
            [(one, other, None) for one, other in [*((each.key, each.key) for each in people), *merged.items()]],
        ),
        "warehouse.fct_person_windows": (
            (
                "period_type text, period_end date, person_key text, org_unit_id text, person_days int, manager_days int, talent_days int,"
                " minutes bigint, manager_minutes bigint, record_count integer, is_last_unit boolean, is_manager_at_last boolean,"
                " window_minutes bigint, window_record_count integer"
            ),
            rows,
        ),
        "warehouse.fct_employment_spells": (
            (
                "person_key text, started_on date, last_day_on date, has_left boolean, hired_into_org_unit_id text, left_from_org_unit_id text,"
                " spell_number integer, is_rehire boolean, was_key_talent_at_exit boolean, exit_class text"
            ),
            [(*move, 1, False, False, "voluntary") for move in moves],
        ),
        "warehouse.fct_employment_segments": (
            "person_key text, segment_from date, segment_to date, spell_number integer, service_started_on date, org_unit_id text",
            [],
        ),
        "warehouse.fct_assignments": (
            "person_key text, org_unit_id text, assigned_from date, assigned_to date, fte decimal(9, 6)",
            [],
        ),
        "warehouse.fct_absence_windows": (
            "period_type text, period_end date, person_key text, org_unit_id text, absent_micro_days bigint, employed_micro_days bigint",
            [],
        ),
        "warehouse.fct_absence_reports": (
            "person_key text, happened_on date, org_unit_id text, event text, is_relapse boolean, duration_days integer",
            [],
        ),
        "warehouse.fct_mobility_windows": (
            "period_type text, period_end date, person_key text, org_unit_id text, promotion_count int, lateral_count int, demotion_count int",
            [],
        ),
        "warehouse.fct_enrollments": (
            "person_key text, org_unit_id text, enrolled_on date, is_completed_in_time boolean, is_eligible boolean",
            [],
        ),
        "warehouse.fct_survey_participants": (
            (
                "person_key text, closed_on date, org_unit_id text, is_invited boolean, is_employed_at_close boolean, has_responded boolean,"
                " rating_count integer, favourable_count integer, mean_score_micro bigint, enps_class text"
            ),
            [],
        ),
    }
    with duckdb.connect(str(warehouse)) as connection:
        for schema in ("marts", "warehouse", "estimates"):
            connection.execute(f"create schema {schema}")
        for name, (columns, content) in tables.items():
            connection.execute(f"create table {name} ({columns})")
            if content:
                rows_to_insert = pa.table(
                    {str(number): list(each) for number, each in enumerate(zip(*content, strict=True))}
                )
                connection.register("rows_to_insert", rows_to_insert)
                connection.execute(f"insert into {name} select * from rows_to_insert")
        connection.execute(_ESTIMATES)


def _rows_in(person: Person, span: Window) -> list[tuple[Any, ...]]:
    """Rows of fct_person_windows of one person in one window: one per unit."""
    if not person.is_there(span.start, span.end):
        return []
    first, last = max(span.start, person.started_on), min(span.end, person.last_day_on or span.end)
    days: dict[str, list[int]] = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        found = days.setdefault(person.unit_on(day), [0, 0, 0])
        found[0] += 1
        if day in person.minutes:
            found[1] += person.minutes[day]
            found[2] += 1
    minutes, count = (sum(found[which] for found in days.values()) for which in (1, 2))
    return [
        (span.period_type, span.end, person.key, unit, found[0], 0, 0, found[1], 0, found[2], unit == person.unit_on(last), False, minutes, count)
        for unit, found in days.items()
    ]  # fmt: skip


_ESTIMATES = """
create table estimates.kpi_values as
with sums as (
    select windows.period_type, windows.period_start, windows.period_end, tree.ancestor_id as org_unit_id,
        count(distinct rows_of.person_key) filter (rows_of.is_last_unit) as persons,
        sum(rows_of.person_days) as days, sum(rows_of.minutes) as minutes,
        count(distinct rows_of.person_key) filter (rows_of.is_last_unit and rows_of.window_record_count > 0) as participants,
        date_diff('day', windows.period_start, windows.period_end) + 1 as calendar_days
    from warehouse.fct_person_windows as rows_of
    inner join warehouse.dim_periods as windows using (period_type, period_end)
    inner join warehouse.brg_org_unit_ancestors as tree
        on tree.tree_on = rows_of.period_end and tree.org_unit_id = rows_of.org_unit_id
    group by all
)
select metric_id, period_type, period_start, period_end, org_unit_id, 'all' as dimension, 'all' as category,
    cast(numerator as double) as numerator, cast(denominator as double) as denominator,
    cast(numerator as double) / coalesce(denominator, 1) as value, persons as n_persons, 1.0::double as completeness,
    true as is_window_complete, grid, null::double as ci_low, null::double as ci_high, null::varchar as interval_method
from sums, lateral (values
    ('average_headcount', cast(days as double), cast(calendar_days as double), 'none'),
    ('learning_hours', minutes / 60.0, null, 'employed'),
    ('participants', cast(participants as double), null, 'employed')
) as measures (metric_id, numerator, denominator, grid)
"""
