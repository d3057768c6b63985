"""Preparing a release: everything that is to be published, in a hidden folder that nobody reads yet.

Belongs here: the order in which the tables of a candidate are made, its files and its id. What may be shown is decided in
protecting.py and curves.py; the step that makes it current is releasing.py.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from publishing.associations import publish_associations
from publishing.baselines import publish_baselines
from publishing.catalogue import Catalogue
from publishing.contributions import RECORDS, Record, load_contributions, records, write_record
from publishing.curves import publish_curves
from publishing.deciding import Decide, publish_decisions
from publishing.disclosures import publish_disclosures
from publishing.documents.pages import write_documents
from publishing.health import publish_health
from publishing.history import lay_out
from publishing.protecting import K, protect_kpi_values
from publishing.restating import restate
from publishing.skills import publish_skills
from publishing.tables import PublishedTable, dictionary_rows, published_tables, write_parquet
from publishing.topics import publish_topic

HIDDEN = ".candidate-"
CHECKS = "dbt data tests and unit tests of every model; every expectation of every published table"
# Published as the warehouse has them: they hold nothing about people.
_PASSED_ON = ("org_units", "periods", "data_quality")


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release says about itself."""

    as_of: date
    history_start: date
    delivery_ids: tuple[str, ...]
    product_version: str
    key_fingerprint: str = field(repr=False)  # of the pseudonyms, which no figure depends on

    @classmethod
    def from_landing(cls, landing: Path, *, product_version: str, as_of: date) -> "ReleaseFacts":
        """Read the deliveries that count as of a day, and the start of history, from the registers of landing."""
        with duckdb.connect() as connection:
            ids = connection.execute(
                "select distinct delivery_id from read_parquet(?) where is_accepted and superseded_by is null and known_on <= ? order by 1",
                [str(landing / "deliveries.parquet"), as_of],
            ).fetchall()
            start = connection.execute(
                "select history_start from read_parquet(?)", [str(landing / "company.parquet")]
            ).fetchone()
        manifest = next(landing.glob("*/*/delivery=*/manifest.json"), None)
        if start is None or manifest is None:
            raise ValueError(f"{landing / 'company.parquet'} holds no company: land the deliveries again.")
        return cls(
            as_of=as_of,
            history_start=start[0],
            delivery_ids=tuple(row[0] for row in ids),
            product_version=product_version,
            key_fingerprint=json.loads(manifest.read_text())["key_fingerprint"],
        )


@dataclass(frozen=True)
class Candidate:
    """A prepared release that nobody sees yet.

    Attributes:
        path: its hidden folder, with marts.duckdb and parquet/.
        release_id: as-of date and hash of what is published.
        rows: rows of every table.
        withheld: KPI cells without a value, by reason.
        record: hidden folder of what it tells anew, person by person; private, and no part of the release.
    """

    path: Path
    release_id: str
    as_of: date
    rows: Mapping[str, int]
    withheld: Mapping[str, int]
    record: Path

    @property
    def marts(self) -> Path:
        """The database that readers will open."""
        return self.path / "marts.duckdb"


def prepare(
    warehouse: Path, *, home: Path, as_of: date, facts: ReleaseFacts, catalogue: Catalogue, decide: Decide
) -> Candidate:
    """Make a candidate release from the warehouse.

    Args:
        warehouse: the pipeline's database, with the schemas marts and estimates; the schema published_before is written into it.
        home: folder that holds releases/ and the private records of what they told.
        as_of: the day the figures are as of.
        facts: what the release says about itself.
        catalogue: the metrics.
        decide: makes the tables that follow from published figures and the plan.

    Returns:
        The candidate; its database is closed and may be opened by anybody.
    """
    releases = home / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    sweep(releases)
    sweep(home / RECORDS)
    path, record = (folder / f"{HIDDEN}{os.getpid()}" for folder in (releases, home / RECORDS))
    (path / "parquet").mkdir(parents=True)
    newest = lay_out(warehouse, home=home, as_of=as_of)
    told = records(home, key_fingerprint=facts.key_fingerprint)
    contributions = load_contributions()
    tables = published_tables()
    with duckdb.connect(str(path / "marts.duckdb")) as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        protect_kpi_values(connection, catalogue=catalogue)
        restate(
            connection,
            catalogue=catalogue,
            contributions=contributions,
            records=told,
            as_of=as_of,
            k=K,
            k_before=next((each.k for each in told if newest and each.release_id == newest.path.name), None),
        )
        _make_tables(connection, tables, catalogue=catalogue)
        publish_baselines(connection, as_of=as_of)
        publish_disclosures(connection)
        publish_decisions(connection, as_of=as_of, decide=decide)
        digest = hashlib.sha256(repr(facts).encode())
        for table in tables:
            if table.name != "release":
                _keep_contract(connection, table)
                target = path / "parquet" / f"{table.name}.parquet"
                write_parquet(connection, table, target=target)
                digest.update(target.read_bytes())
        release_id = f"{as_of}-{digest.hexdigest()[:12]}"
        release = next(table for table in tables if table.name == "release")
        connection.execute(
            "create table release as select ? as release_id, ? as as_of, ? as history_start, cast(? as integer) as deliveries,"
            " ? as delivery_ids, ? as product_version, ? as catalogue_version, ? as checks",
            [
                release_id,
                as_of,
                facts.history_start,
                len(facts.delivery_ids),
                ",".join(facts.delivery_ids),
                facts.product_version,
                catalogue.version,
                CHECKS,
            ],
        )
        _keep_contract(connection, release)
        write_parquet(connection, release, target=path / "parquet" / "release.parquet")
        write_documents(path / "docs", connection=connection, catalogue=catalogue, release=release_id)
        about = Record(path=record, release_id=release_id, as_of=as_of, key_fingerprint=facts.key_fingerprint, k=K)
        write_record(connection, about, contributions)
        connection.execute("detach warehouse")
        rows = {table.name: _count(connection, f"select count(*) from {table.name}") for table in tables}
        withheld = dict(
            connection.execute(
                "select suppression_reason, count(*) from kpi_values where is_suppressed group by 1 order by 2 desc, 1"
            ).fetchall()
        )
        connection.execute("checkpoint")
    return Candidate(path=path, release_id=release_id, as_of=as_of, rows=rows, withheld=withheld, record=record)


def sweep(releases: Path) -> None:
    """Remove candidates that a killed run left."""
    for leftover in releases.glob(f"{HIDDEN}*"):
        shutil.rmtree(leftover)


def _make_tables(
    connection: duckdb.DuckDBPyConnection, tables: tuple[PublishedTable, ...], *, catalogue: Catalogue
) -> None:
    publish_curves(connection)
    publish_skills(connection)
    publish_associations(connection)
    publish_health(connection, catalogue=catalogue)
    for topic in catalogue.topics:
        publish_topic(connection, topic, catalogue=catalogue)
    for name in _PASSED_ON:
        table = next(table for table in tables if table.name == name)
        selected = ", ".join(f"cast({column.name} as {column.data_type}) as {column.name}" for column in table.columns)
        connection.execute(f"create table {name} as select {selected} from warehouse.marts.{name}")
    _keep_what_is_named(connection)
    metrics = next(table for table in tables if table.name == "metrics")
    typed = ", ".join(f"{column.name} {column.data_type}" for column in metrics.columns)
    connection.execute(f"create table metrics ({typed})")
    for row in catalogue.rows():
        connection.execute(
            f"insert into metrics values ({', '.join('?' * len(metrics.columns))})",
            [row[column.name] for column in metrics.columns],
        )
    connection.execute(
        "create table columns (table_name varchar, ordinal integer, column_name varchar, data_type varchar, description varchar)"
    )
    connection.executemany("insert into columns values (?, ?, ?, ?, ?)", dictionary_rows(tables))


def _keep_what_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    """Units and windows that the deliveries name no more, and numbers told before still do."""
    for name, key in {"org_units": "org_unit_id", "periods": "period_type, period_end"}.items():
        connection.execute(
            f"insert into {name} by name select * from warehouse.published_before.{name} anti join {name} as now using ({key})"
            f" where ({key}) in (select ({key}) from kpi_values)"
        )


def _keep_contract(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """Refuse a table whose columns are not those of the contract: what is published changes by version only."""
    found = [(name, data_type) for name, data_type, *_ in connection.execute(f"describe {table.name}").fetchall()]
    expected = [(column.name, column.data_type) for column in table.columns]
    if found != expected:
        differing = sorted(set(found) ^ set(expected)) or "the order of columns"
        raise ValueError(f"{table.name} differs from its contract in publishing/tables/{table.name}.yaml: {differing}")


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0
