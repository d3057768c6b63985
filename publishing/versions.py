"""What was told in earlier releases, held against what is known now: in which units a quantity must not be told anew, and why it differs.

Belongs here: reading the records of releases and the sets as known now, and one answer per quantity, window and unit. The rule itself
stands in isolating.py; which cells rest on which quantities and what becomes of them, in restating.py.

Every release that told a window is held against what is known now, not the newest alone: two corrections that undo each other would
otherwise tell the first from the third. Three versions combined are the auditor's question.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from publishing.contributions import Contributions, Record
from publishing.isolating import SCALE, Changed, Versions, people_changed, units_to_tell

Window = tuple[str, date]
Answer = tuple[str, str, date, str]
_Rows = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]
# Whose key is whose now: two identities found to be one person are not two people who changed.
_SAME_PERSON = """
    select source_person_key, min(person_key) as person_key
    from warehouse.warehouse.brg_people_identities where person_key is not null and valid_to is null group by source_person_key
"""


@dataclass(frozen=True)
class Compared:
    """What the releases so far leave to be told.

    Attributes:
        blocked: (quantity, period type, period end, unit) that must not be told as known now.
        causes: the same of units in which it differs from what was told, with the cause.
    """

    blocked: Sequence[Answer]
    causes: Sequence[tuple[str, str, date, str, str]]


def compare(
    connection: duckdb.DuckDBPyConnection, contributions: Contributions, releases: Sequence[Record], *, k: int
) -> Compared:
    """Hold what every release told against what is known now.

    Args:
        connection: has what `contributions.collect` made, the tables `quantities` (metric_id, quantity, is_open) and `wanted_cells`
            (metric_id, period_type, period_end, org_unit_id: cells that are to be told), and the warehouse attached.
        contributions: the sets.
        releases: their records.
        k: the smallest number of people.
    """
    blocked: set[Answer] = set()
    causes: dict[Answer, str] = {}
    for record in releases:
        connection.execute(
            f"create or replace temp table then_versions as select * from '{record.path / 'versions.parquet'}'"
        )
        connection.execute(
            f"create or replace temp table then_trees as select * from '{record.path / 'trees.parquet'}'"
        )
        for name in contributions.sets:
            for quantity, window, versions, wanted in _differing(connection, contributions, record, name):
                text = f"{name}.{quantity}"
                if (name, quantity) not in contributions.open:
                    telling = units_to_tell(versions, wanted, k=max(k, contributions.smallest.get(name, k)))
                    blocked |= {(text, *window, unit) for unit in wanted - telling}
                for unit, cause in _causes(versions).items():
                    causes[text, *window, unit] = cause
    return Compared(blocked=sorted(blocked), causes=[(*key, cause) for key, cause in sorted(causes.items())])


def _differing(
    connection: duckdb.DuckDBPyConnection, contributions: Contributions, record: Record, name: str
) -> Iterator[tuple[str, Window, Versions, AbstractSet[str]]]:
    """Every quantity of a set and window of a record of which something differs now, and the units to be told."""
    columns = contributions.columns(name)
    _lay_out(connection, record, name, columns)
    windows = [
        (row[0], row[1]) for row in connection.execute("select * from differing_windows order by all").fetchall()
    ]
    if not windows:
        return
    support = contributions.among.get(name, name)
    staying, weights = _support(connection, support)
    told, wanted = _units(connection, name, "then_versions"), _units(connection, name, "wanted_cells")
    before, now = _trees(connection, "then_trees"), _trees(connection, "now_trees")
    rows = _rows_of_changed(connection)
    for position, quantity in enumerate(columns, start=1):
        for window in windows:
            people = _changed(rows.get(window, {}), position)
            here = dict(staying.get(window, {}))
            for person in people:
                for unit, weight in weights.get(window, {}).get(person, ()):
                    here[unit] -= weight
            versions = Versions(
                before=before[window[1]],
                now=now[window[1]],
                told=told[quantity, window],
                staying={unit: weight for unit, weight in here.items() if weight > 0},
                changed=tuple(people.values()),
            )
            if versions.differ:
                yield quantity, window, versions, wanted[quantity, window]


def _lay_out(connection: duckdb.DuckDBPyConnection, record: Record, name: str, columns: Sequence[str]) -> None:
    """Temporary tables of what a set held then and holds now, who differs, and in which windows anything does."""
    known = {row[0] for row in connection.execute(f"describe select * from '{record.path / name}.parquet'").fetchall()}
    # A quantity that was not recorded then was nothing then: whoever has it now counts as changed.
    sums = ", ".join(f"{f'sum({column})' if column in known else '0'}::bigint as {column}" for column in columns)
    connection.execute(
        f"""
        create or replace temp table then_windows as
        select distinct period_type, period_end from then_versions inner join quantities using (metric_id)
        where starts_with(quantity, '{name}.')
        """
    )
    connection.execute(
        f"""
        create or replace temp table then_rows as
        select rows_of.period_type, rows_of.period_end, coalesce(same.person_key, rows_of.person_key) as person_key, rows_of.org_unit_id, {sums}
        from '{record.path / name}.parquet' as rows_of
        semi join then_windows using (period_type, period_end)
        left join ({_SAME_PERSON}) as same on rows_of.person_key = same.source_person_key
        group by 1, 2, 3, 4
        """
    )
    connection.execute(
        f"create or replace temp table now_rows as select * from now_{name} semi join then_windows using (period_type, period_end)"
    )
    connection.execute(
        """
        create or replace temp table differing as
        select distinct period_type, period_end, person_key from (
            (from then_rows except all from now_rows) union all (from now_rows except all from then_rows))
        """
    )
    connection.execute(
        """
        create or replace temp table differing_windows as
        select distinct period_type, period_end from differing
        union
        select period_type, period_end from then_windows where period_end in (
            select tree_on from ((from then_trees except from now_trees) union all (
                select * from now_trees where tree_on in (select tree_on from then_trees) except from then_trees)))
        """
    )


def _support(
    connection: duckdb.DuckDBPyConnection, name: str
) -> tuple[Mapping[Window, Mapping[str, int]], Mapping[Window, Mapping[str, Sequence[tuple[str, int]]]]]:
    """Per differing window the weight of all people of a set by unit, and of those who differ one by one."""
    connection.execute(
        f"""
        create or replace temp table weighed as
        select period_type, period_end, person_key, org_unit_id,
            greatest({SCALE} // count(*) over (partition by period_type, period_end, person_key), 1) as weight
        from now_{name} where (period_type, period_end) in (select (period_type, period_end) from differing_windows)
        """
    )
    total: defaultdict[Window, dict[str, int]] = defaultdict(dict)
    for period_type, end, unit, weight in connection.execute(
        "select period_type, period_end, org_unit_id, sum(weight) from weighed group by all"
    ).fetchall():
        total[period_type, end][unit] = int(weight)
    single: defaultdict[Window, defaultdict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for period_type, end, person, unit, weight in connection.execute(
        "select * from weighed semi join differing using (period_type, period_end, person_key)"
    ).fetchall():
        single[period_type, end][person].append((unit, int(weight)))
    return total, single


def _rows_of_changed(connection: duckdb.DuckDBPyConnection) -> Mapping[Window, Mapping[str, _Rows]]:
    """Per window the rows of everybody who differs in anything, then and now."""
    found: defaultdict[Window, defaultdict[str, _Rows]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for side, table in enumerate(("then_rows", "now_rows")):
        for period_type, end, person, *row in connection.execute(
            f"select * from {table} semi join differing using (period_type, period_end, person_key)"
        ).fetchall():
            found[period_type, end][person][side].append(tuple(row))
    return found


def _changed(rows: Mapping[str, _Rows], position: int) -> Mapping[str, Changed]:
    """The people whose rows differ in one quantity, by their key."""
    found = {}
    for person, sides in rows.items():
        then, now = (sorted((row[0], row[position]) for row in side if row[position]) for side in sides)
        if then != now:
            found[person] = Changed(before=then, now=now)
    return found


def _units(connection: duckdb.DuckDBPyConnection, name: str, table: str) -> defaultdict[tuple[str, Window], set[str]]:
    """Per quantity of a set and window the units that a table of cells tells."""
    found: defaultdict[tuple[str, Window], set[str]] = defaultdict(set)
    for quantity, period_type, end, unit in connection.execute(
        f"""
        select distinct split_part(quantity, '.', 2), period_type, period_end, org_unit_id
        from {table} as cells inner join quantities using (metric_id)
        where cells.is_told and cells.dimension = 'all' and starts_with(quantity, '{name}.')
        """
    ).fetchall():
        found[quantity, (period_type, end)].add(unit)
    return found


def _trees(connection: duckdb.DuckDBPyConnection, table: str) -> defaultdict[date, dict[str, Sequence[str]]]:
    trees: defaultdict[date, dict[str, Sequence[str]]] = defaultdict(dict)
    for tree_on, unit, above in connection.execute(
        f"select * from {table} where tree_on in (select period_end from differing_windows)"
    ).fetchall():
        trees[tree_on][unit] = above
    return trees


def _causes(versions: Versions) -> Mapping[str, str]:
    """Why each unit differs: late where people are there who were not, a correction where one of them was, else a reorganisation."""
    causes = dict.fromkeys(people_changed(versions), "reorganisation")
    for cause, is_late in (("late_delivery", True), ("correction", False)):
        people = [person for person in versions.changed if (not person.before) is is_late]
        only = Versions(before=versions.before, now=versions.now, told=frozenset(), staying={}, changed=people)
        causes.update(dict.fromkeys(people_changed(only), cause))
    return causes
