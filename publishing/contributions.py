"""What every person put into the published numbers: read from the warehouse, and kept in private for the releases to come.

Belongs here: contributions.yaml as frozen types, the queries behind it, and the private record of a release: rows of persons, of the
windows that it told anew, in a folder of mode 700 beside the releases. Not here: what follows from a difference (versions.py).

Why a record, and not the earlier state rebuilt from landing: a rebuilt state would be today's definitions on yesterday's deliveries, so
that a changed definition would be told as no change at all; and a person erased from landing would be missing from both sides. A
record of what was told is exact whatever has changed since, and costs one window's rows, not a run of the models per release.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import yaml

from publishing.catalogue import Catalogue

RECORDS = "published_contributions"
_HERE = Path(__file__).resolve().parent
_SETS = _HERE / "sql" / "contributions"
KEYS = ("period_type", "period_end", "person_key", "org_unit_id")


@dataclass(frozen=True)
class Contributions:
    """Which quantities, as (set, column), every metric adds up.

    Attributes:
        metrics: per metric its quantities; a metric that is absent is never restated.
        open: quantities that are told without limit.
        among: per set of events the set of everybody to whom they could have happened.
        smallest: per set the smallest number of people to tell of, where it is larger than elsewhere.
    """

    metrics: Mapping[str, tuple[tuple[str, str], ...]]
    open: frozenset[tuple[str, str]]
    among: Mapping[str, str]
    smallest: Mapping[str, int]

    @property
    def sets(self) -> tuple[str, ...]:
        """All sets that some metric uses."""
        return tuple(sorted({name for quantities in self.metrics.values() for name, _ in quantities}))

    def columns(self, name: str) -> tuple[str, ...]:
        """The quantities of a set that some metric uses."""
        used = {column for quantities in self.metrics.values() for set_name, column in quantities if set_name == name}
        return tuple(sorted(used))


@dataclass(frozen=True)
class Record:
    """What a release told, person by person.

    Attributes:
        path: its folder.
        release_id: the release.
        as_of: the day its figures are as of.
        key_fingerprint: tells pseudonym keys apart without telling the key; persons of two keys cannot be compared.
        k: the smallest number of persons by which it was planned.
    """

    path: Path
    release_id: str
    as_of: date
    key_fingerprint: str
    k: int


@cache
def load_contributions(path: Path = _HERE / "contributions.yaml") -> Contributions:
    """Read which quantities every metric adds up.

    Raises:
        ValueError: a set has no query.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = Contributions(
        metrics={metric: tuple(_quantity(text) for text in texts) for metric, texts in content["metrics"].items()},
        open=frozenset(_quantity(text) for text in content["open"]),
        among=content["among"],
        smallest=content["smallest"],
    )
    unknown = [name for name in found.sets if not (_SETS / f"{name}.sql").exists()]
    if unknown:
        raise ValueError(f"{path.name}: there is no query sql/contributions/{unknown[0]}.sql")
    return found


def _quantity(text: str) -> tuple[str, str]:
    name, column = text.split(".")
    return name, column


def collect(connection: duckdb.DuckDBPyConnection, contributions: Contributions) -> None:
    """Make a temporary table `now_<set>` of every set, of complete windows, and `now_trees` with the tree of every day.

    Args:
        connection: has the pipeline's database attached as `warehouse`.
        contributions: which sets and columns are wanted.
    """
    for name in contributions.sets:
        columns = ", ".join(
            f"cast(coalesce(found.{column}, 0) as bigint) as {column}" for column in contributions.columns(name)
        )
        connection.execute(
            f"""
            create or replace temp table now_{name} as
            select {", ".join(f"found.{key}" for key in KEYS)}, {columns}
            from ({(_SETS / f"{name}.sql").read_text()}) as found
            inner join warehouse.marts.periods as windows using (period_type, period_end)
            where windows.is_complete
            """
        )
    connection.execute(
        "create or replace temp table now_trees as select tree_on, org_unit_id, list(ancestor_id order by distance) as above"
        " from warehouse.warehouse.brg_org_unit_ancestors group by tree_on, org_unit_id"
    )


def catalogue_rows(contributions: Contributions, catalogue: Catalogue) -> Sequence[tuple[str, str, str, bool]]:
    """(metric, set, quantity, is open) of every metric of the catalogue that says what it adds up."""
    return [
        (metric, name, column, (name, column) in contributions.open)
        for metric, quantities in sorted(contributions.metrics.items())
        if metric in catalogue.by_id
        for name, column in quantities
    ]


def records(home: Path, *, key_fingerprint: str) -> tuple[Record, ...]:
    """The records of every release ever published under a home folder, by as-of date and id.

    A record of another pseudonym key says nothing about the persons of this one, and is left out.
    """
    found = []
    for path in (home / RECORDS).glob("[!.]*"):
        about = json.loads((path / "about.json").read_text())
        found.append(Record(**{**about, "path": path, "as_of": date.fromisoformat(about["as_of"])}))
    mine = [record for record in found if record.key_fingerprint == key_fingerprint]
    return tuple(sorted(mine, key=lambda record: (record.as_of, record.release_id)))


def write_record(connection: duckdb.DuckDBPyConnection, record: Record, contributions: Contributions) -> None:
    """Write down what a release told anew: the table `new_versions`, and the rows of persons of its windows.

    Args:
        connection: has `new_versions` (a row per cell and revision), and what `collect` made.
        record: what to write; its folder is made, for its owner alone.
        contributions: the sets.
    """
    record.path.mkdir(parents=True)
    record.path.chmod(0o700)
    record.path.parent.chmod(0o700)
    _copy(connection, "select * from new_versions order by all", record.path / "versions.parquet")
    connection.execute(
        "create or replace temp table told_windows as select distinct period_type, period_end, split_part(quantity, '.', 1) as set_name"
        " from new_versions inner join quantities using (metric_id)"
    )
    for name in contributions.sets:
        _copy(
            connection,
            f"select rows_of.* from now_{name} as rows_of inner join told_windows as told using (period_type, period_end)"
            f" where told.set_name = '{name}' order by all",
            record.path / f"{name}.parquet",
        )
    _copy(
        connection,
        "select * from now_trees where tree_on in (select period_end from told_windows) order by all",
        record.path / "trees.parquet",
    )
    about = {**asdict(record), "as_of": str(record.as_of)}
    del about["path"]
    (record.path / "about.json").write_text(json.dumps(about, indent=2, sort_keys=True) + "\n")


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, target: Path) -> None:
    connection.execute(f"copy ({sql}) to '{target}' (format parquet, compression zstd)")
