"""Landing: a found file becomes immutable Parquet, once: hashed, read, conformed, written hidden and renamed.

What has landed is never changed; a changed definition lands the file anew beside it. Which landing counts is said in
deliveries.py; what names a delivery, in identifying.py; what a file holds, in reading.py and conforming.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from ingestion.conforming import Conformed, Conforming, conform
from ingestion.contracts import load_contracts
from ingestion.decoding import as_utf8
from ingestion.definitions import FileKind, Source
from ingestion.errors import FileChanged, KeyMismatch
from ingestion.finding import FoundFile
from ingestion.identifying import Identity, content, identify
from ingestion.known_days import known_day
from ingestion.manifests import Manifest, folder_of, read_manifest, read_manifests
from ingestion.pseudonyms import PseudonymKey
from ingestion.put_back import note_put_back
from ingestion.quarantine import write_quarantine
from ingestion.quoting import literal
from ingestion.reading import Cells, read_csv, read_ndjson, read_rows
from ingestion.storage import new_folder, saying_why, working_folder

_MEMORY = "2GB"  # beyond it DuckDB works on disk, in the private working folder
PART = "part-0.parquet"


@dataclass(frozen=True)
class LandedTable:
    """Counts of one table of a delivery; rows_read = rows_landed + rows_quarantined."""

    table: str
    rows_read: int
    rows_landed: int
    rows_quarantined: int
    quarantined_by_rule: Mapping[str, int]


@dataclass(frozen=True)
class LandedDelivery:
    """What became of a file.

    Attributes:
        delivery_id: Its id.
        source: Name of the source.
        file_kind: Name of the file kind.
        file_name: Name of the file.
        known_on: Day on which its content was known.
        was_already_there: Nothing was written, since it had landed before.
        repeats: Name of the file with the same bytes and definition that landed before under another name; else None.
        encoding: Encoding in which it decoded.
        unmapped_columns: Columns that no rule reads.
        tables: Counts per table.
    """

    delivery_id: str
    source: str
    file_kind: str
    file_name: str
    known_on: date
    was_already_there: bool
    repeats: str | None
    encoding: str
    unmapped_columns: tuple[str, ...]
    tables: tuple[LandedTable, ...]


def land(source: Source, file: FoundFile, *, home: Path, key: bytes, key_version: int) -> LandedDelivery:
    """Land a file, unless it has landed before by the same definition.

    Args:
        source: The source of the file.
        file: One that `find_files` found, of a known kind.
        home: Folder that holds landing/ and quarantine/.
        key: The secret of the pseudonyms.
        key_version: Its version.

    Returns:
        The delivery and its counts.

    Raises:
        DeliveryRefused: The file as a whole cannot be read with certainty; nothing of it lands.
        KeyMismatch: Deliveries landed under another key are there.
        StorageFailed: The disk refused.
        ValueError: The file is of no known kind.
    """
    if file.kind is None:
        raise ValueError(f"{file.file_name} matches no pattern of source {source.name}: only a file of a kind can land")
    kind, secret = source.files[file.kind], PseudonymKey(key, key_version)
    with working_folder(home) as working, saying_why(home):
        path = content(file, kind, working=working)
        before = _state(path)
        identity = identify(source, file, path)
        folders = [folder_of(home, table=table, delivery_id=identity.delivery_id) for table in identity.tables]
        was_already_there = all(folder.is_dir() for folder in folders)
        known = [read_manifest(folder) for folder in folders if folder.is_dir()]
        if not was_already_there:
            known += read_manifests(home)
        _refuse_other_keys(known, secret)
        if was_already_there:
            # Inline rows have no name under which others could have lain, and a copy under another name is no return.
            if file.location is not None and known[0].file_name == file.file_name:
                note_put_back(home, known[0], read_manifests(home))
            return _landed(known, file, was_already_there=True)
        with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(working)}) as con:
            con.execute("set timezone = 'UTC'; set preserve_insertion_order = false")
            cells, encoding = _read(con, kind, file, path, working)
            known_on = known_day(con, kind, file, cells)
            how = Conforming(file.file_name, kind, file.groups, source.tenant, source.name, secret)
            conformed = conform(con, cells, load_contracts(), how)
            if _state(path) != before:
                raise FileChanged(file.file_name, "it changed while it was read.", "Run again when it is complete.")
            delivery = Manifest(
                delivery_id=identity.delivery_id,
                source=source.name,
                file_kind=file.kind,
                part=file.groups.get("part", ""),
                file_name=file.file_name,
                groups=dict(file.groups),
                file_sha256=identity.file_sha256,
                definition_sha256=identity.definition_sha256,
                tables=identity.tables,
                known_on=known_on.isoformat(),
                delivery_kind=kind.delivery,
                encoding=encoding,
                unmapped_columns=cells.header.unmapped(kind) if cells.header else (),
                key_version=secret.version,
                key_fingerprint=secret.fingerprint,
                replaces=_replaced(known, source, file, identity),
            )
            manifests = [_of_table(delivery, each) for each in conformed]
            for each, manifest in zip(conformed, manifests, strict=True):
                write_quarantine(con, each, cells, home=home, manifest=manifest)
            for each, manifest in zip(conformed, manifests, strict=True):
                _write(con, each, manifest, home)
    return _landed(manifests, file, was_already_there=False)


def _of_table(delivery: Manifest, conformed: Conformed) -> Manifest:
    return replace(
        delivery,
        table=conformed.contract.name,
        rows_read=conformed.rows_read,
        rows_landed=conformed.rows_good,
        rows_quarantined=conformed.rows_read - conformed.rows_good,
        quarantined_by_rule=conformed.by_rule,
    )


def _state(path: Path) -> tuple[int, int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns, state.st_ino


def _refuse_other_keys(known: list[Manifest], secret: PseudonymKey) -> None:
    for manifest in known:
        if manifest.key_fingerprint != secret.fingerprint:
            raise KeyMismatch(manifest.delivery_id, landed_version=manifest.key_version, key_version=secret.version)


def _read(
    con: duckdb.DuckDBPyConnection, kind: FileKind, file: FoundFile, path: Path, working: Path
) -> tuple[Cells, str]:
    """The cells of a file and the encoding that it had."""
    if kind.kind == "rows":
        return read_rows(con, kind=kind, file_name=file.file_name), "utf-8"
    text = as_utf8(path, file_name=file.file_name, encodings=kind.encodings, working=working)
    if kind.kind == "ndjson":
        return read_ndjson(con, text, file_name=file.file_name), text.encoding
    return read_csv(con, text, kind=kind, file_name=file.file_name), text.encoding


def _replaced(known: list[Manifest], source: Source, file: FoundFile, identity: Identity) -> tuple[str, ...]:
    """Deliveries that this one takes the place of.

    Those that another definition made of the same bytes; and, of full deliveries, what lay before under the very name: a
    file that was half written, or corrected, and delivered again.
    """
    others = {
        each.delivery_id
        for each in known
        if each.source == source.name
        and each.delivery_id != identity.delivery_id
        and (each.file_sha256 == identity.file_sha256 or _is_overwritten(each, file))
    }
    return tuple(sorted(others))


def _is_overwritten(earlier: Manifest, file: FoundFile) -> bool:
    same_place = (earlier.file_kind, earlier.file_name) == (file.kind, file.file_name)
    return same_place and file.location is not None and earlier.delivery_kind == "full"


def _write(con: duckdb.DuckDBPyConnection, conformed: Conformed, manifest: Manifest, home: Path) -> None:
    """Write one table of a delivery, in the file's order and by one thread: the same bytes on every machine."""
    target = folder_of(home, table=conformed.contract.name, delivery_id=manifest.delivery_id)
    if target.is_dir():
        return
    names = {"source": manifest.source, "delivery_id": manifest.delivery_id, "file_name": manifest.file_name}
    technical = ", ".join(f"{literal(text)} as {name}" for name, text in names.items())
    columns = ", ".join(column.name for column in conformed.contract.filled)
    with new_folder(target, home=home) as hidden:
        con.execute("set threads = 1")
        con.execute(
            f"""
            copy (
                select {technical}, line_number, row_number, {columns} from {conformed.good} order by row_number
            ) to {literal(str(hidden / PART))} (format parquet, compression zstd)
            """
        )
        con.execute("reset threads")
        manifest.write(hidden)


def _landed(manifests: list[Manifest], file: FoundFile, *, was_already_there: bool) -> LandedDelivery:
    first = manifests[0]
    return LandedDelivery(
        delivery_id=first.delivery_id,
        source=first.source,
        file_kind=first.file_kind,
        file_name=file.file_name,
        known_on=first.known,
        was_already_there=was_already_there,
        repeats=first.file_name if first.file_name != file.file_name else None,
        encoding=first.encoding,
        unmapped_columns=first.unmapped_columns,
        tables=tuple(
            LandedTable(
                table=each.table,
                rows_read=each.rows_read,
                rows_landed=each.rows_landed,
                rows_quarantined=each.rows_quarantined,
                quarantined_by_rule=each.quarantined_by_rule,
            )
            for each in manifests
        ),
    )
