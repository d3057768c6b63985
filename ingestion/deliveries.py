"""The tables about landing: which deliveries count, what the company decided, and an empty file for every table.

deliveries.parquet is rebuilt from the manifests and the definitions each time; nothing is kept in it alone. The rows of
the exports are written in landing.py.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from ingestion.contracts import Contract, load_contracts
from ingestion.definitions import Sources
from ingestion.identifying import definition_sha256
from ingestion.landing import PART
from ingestion.manifests import Manifest, folder_of, read_manifests
from ingestion.put_back import PutBack, is_in_place, lies_there, read_put_back
from ingestion.quoting import literal
from ingestion.storage import landing_of, new_file, sweep

# The tables of this module: what they are, and their columns with type and meaning, in order.
_COMPANY = {
    "tenant": ("varchar", "Name that enters every keyed hash."),
    "name": ("varchar", "Name of the company, the root of its units."),
    "timezone": ("varchar", "Zone of local dates."),
    "history_start": ("date", "First day from which the HRIS holds all leavers."),
    "fiscal_year_start": ("integer", "Month in which the fiscal year starts."),
    "currency": ("varchar", "Currency of all money; amounts in another one stop the run."),
}
_DELIVERIES = {
    "delivery_id": ("varchar", "First 16 hex digits of the hash of the file's bytes and of its definition."),
    "source": ("varchar", "Name of the source in sources.yaml."),
    "file_kind": ("varchar", "Name of the file kind; a full delivery ends earlier ones of its source, kind and part."),
    "part": ("varchar", "What a later full delivery replaces; empty when files have no parts."),
    "file_name": ("varchar", "File, relative to the folder of its source."),
    "file_sha256": ("varchar", "Hash of the file's bytes."),
    "definition_sha256": ("varchar", "Hash of the definition by which the file was read."),
    "domain": ("varchar", "Domain of the table."),
    "table_name": ("varchar", "Table within the domain."),
    "known_on": ("date", "Day on which the content was known."),
    "delivery_kind": ("varchar", "full: a key that is absent has ended. delta: it stays."),
    "is_accepted": ("boolean", "The delivery counts: its source is declared and no other definition replaces it."),
    "superseded_by": ("varchar", "Delivery of the same file by another definition that replaces this one."),
    "rows_read": ("bigint", "Rows read for this table: landed plus quarantined."),
    "rows_landed": ("bigint", "Rows landed."),
    "rows_quarantined": ("bigint", "Rows in quarantine."),
}
_SOURCE_RULES = {
    "source": ("varchar", "Name of the source in sources.yaml."),
    "rule": ("varchar", "Contradiction that was decided on."),
    "choice": ("varchar", "The decision."),
}
LANDING_TABLES = {
    "company": ("The company. Grain: one row.", _COMPANY),
    "deliveries": ("Every landed table of every delivery. Grain: one row per delivery and table.", _DELIVERIES),
    "source_rules": ("Decisions about contradictions in a source. Grain: one row per source and rule.", _SOURCE_RULES),
}


def write_empty_tables(home: Path) -> None:
    """Sweep what a killed run left, and write delivery=none for every contract table: typed, without rows.

    A table of which nothing was delivered is so an empty table, and not an error.

    Raises:
        StorageFailed: The disk refused.
    """
    sweep(home)
    with duckdb.connect() as con:
        for contract in load_contracts().values():
            target = folder_of(home, table=contract.name, delivery_id="none")
            columns = ", ".join(f"null::{column.data_type} as {column.name}" for column in contract.columns)
            if _describes(con, target / PART, contract):
                continue
            with new_file(target / PART, home=home) as hidden:
                con.execute(f"copy (select {columns} where false) to {literal(str(hidden))} (format parquet)")


def write_deliveries(home: Path, sources: Sources) -> pa.Table:
    """Write deliveries.parquet, source_rules.parquet and company.parquet, each whole and sorted.

    Args:
        home: Folder that holds landing/.
        sources: The definitions: a delivery by the present one replaces those of the same file by earlier ones.

    Returns:
        The content of deliveries.parquet.

    Raises:
        ManifestInvalid: Something other than ingestion wrote into landing/.
        StorageFailed: The disk refused.
    """
    manifests = read_manifests(home)
    superseded = supersessions(manifests, sources, returned=read_put_back(home))
    declared = {source.name for source in sources.sources}
    deliveries = [
        (
            each.delivery_id, each.source, each.file_kind, each.part, each.file_name, each.file_sha256,
            each.definition_sha256, *each.table.split("."), each.known, each.delivery_kind,
            each.source in declared and each.delivery_id not in superseded, superseded.get(each.delivery_id),
            each.rows_read, each.rows_landed, each.rows_quarantined,
        )
        for each in manifests
    ]  # fmt: skip
    rules = [
        (source.name, rule, choice)
        for source in sources.sources
        for rule, choice in source.rules.model_dump(exclude_none=True).items()
    ]
    company = sources.company
    about = tuple(getattr(company, column) for column in _COMPANY)
    with duckdb.connect() as con:
        _write(con, home, "company", [about], order="tenant")
        _write(con, home, "source_rules", rules, order="source, rule")
        order = "known_on, file_name, delivery_id, domain, table_name"
        return _write(con, home, "deliveries", deliveries, order=order)


def supersessions(
    manifests: Iterable[Manifest], sources: Sources, *, returned: Sequence[PutBack] = ()
) -> dict[str, str]:
    """Which delivery is replaced by which: same source, same file, another definition; or a full file delivered over itself.

    The delivery made by the present definition replaces all others of its file. Where there is none (the file has left
    the inbox since the definition changed) the latest landed one stands, by what each found when it landed.

    Args:
        manifests: Of complete deliveries.
        sources: The present definitions.
        returned: Deliveries that lie again where others lay, in order.

    Returns:
        The replacing delivery by the replaced one.
    """
    present = {
        (source.name, kind): definition_sha256(source, kind) for source in sources.sources for kind in source.files
    }
    by_id = {each.delivery_id: each for each in manifests}
    by_bytes: dict[tuple[str, str], list[Manifest]] = {}
    for each in by_id.values():
        by_bytes.setdefault((each.source, each.file_sha256), []).append(each)
    found: dict[str, str] = {}
    for each in by_id.values():
        rivals = [other for other in by_bytes[each.source, each.file_sha256] if each.is_of_same_file(other)]
        current = [rival for rival in rivals if present.get((rival.source, rival.file_kind)) == rival.definition_sha256]
        replaced = {old for rival in rivals for old in rival.replaces}
        latest = [rival for rival in rivals if rival.delivery_id not in replaced]
        standing = min(rival.delivery_id for rival in current or latest or rivals)
        if standing != each.delivery_id:
            found[each.delivery_id] = standing
    for each in by_id.values():
        for old in each.replaces:
            if old in by_id and by_id[old].file_sha256 != each.file_sha256:
                found.setdefault(old, found.get(each.delivery_id, each.delivery_id))
    for back in {each.delivery_id for each in returned} & by_id.keys():
        place = [each for each in by_id.values() if is_in_place(each, by_id[back])]
        standing = lies_there(place, returned)
        if found.get(standing) in {each.delivery_id for each in place}:
            del found[standing]
        found |= {each.delivery_id: standing for each in place if each.delivery_id != standing}
    return found


def _write(
    con: duckdb.DuckDBPyConnection, home: Path, table: str, rows: Sequence[tuple[object, ...]], *, order: str
) -> pa.Table:
    columns = LANDING_TABLES[table][1]
    typed = ", ".join(f"{name} {data_type}" for name, (data_type, _) in columns.items())
    con.execute(f"create table {table} ({typed})")
    if rows:
        con.executemany(f"insert into {table} values ({', '.join('?' * len(columns))})", rows)
    ordered = f"select * from {table} order by {order}"
    with new_file(landing_of(home) / f"{table}.parquet", home=home) as hidden:
        con.execute(f"copy ({ordered}) to {literal(str(hidden))} (format parquet)")
    return con.execute(ordered).to_arrow_table()


def _describes(con: duckdb.DuckDBPyConnection, path: Path, contract: Contract) -> bool:
    """Whether an empty file is there and has the contract's columns and types."""
    if not path.is_file():
        return False
    rows = con.execute(f"describe select * from read_parquet({literal(str(path))})").fetchall()
    return [(name, data_type) for name, data_type, *_ in rows] == [(c.name, c.data_type) for c in contract.columns]
