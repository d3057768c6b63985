"""What names a delivery: the hash of a file's bytes and of all that decides how they are read, but for the key.

Also where those bytes come from: a local file, one fetched from a URL, or the inline rows of a definition.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import fsspec

from ingestion.contracts import load_contracts
from ingestion.definitions import FileKind, Source
from ingestion.errors import SourceUnreachable
from ingestion.finding import FoundFile

# Raise it when the engine would read the same bytes by the same definition into other rows.
ENGINE_VERSION = 1


@dataclass(frozen=True)
class Identity:
    """The id of a delivery, the two hashes behind it, and the tables that it fills."""

    delivery_id: str
    file_sha256: str
    definition_sha256: str
    tables: tuple[str, ...]


def identify(source: Source, file: FoundFile, path: Path) -> Identity:
    """Name the delivery of a file.

    Args:
        source: Its source.
        file: The found file, of a known kind; what its name says (the groups) enters the id, the name itself does not.
        path: Where its bytes lie.
    """
    kind = file.kind or ""
    with path.open("rb") as content:
        file_sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    definition = definition_sha256(source, kind)
    groups = json.dumps(dict(file.groups), sort_keys=True)
    return Identity(
        delivery_id=hashlib.sha256(f"{file_sha256}|{definition}|{groups}".encode()).hexdigest()[:16],
        file_sha256=file_sha256,
        definition_sha256=definition,
        tables=tuple(dict.fromkeys(table.table for table in source.files[kind].tables)),
    )


def definition_sha256(source: Source, file_kind: str) -> str:
    """Hash of all that decides which rows a file of this kind gives, but for its bytes, its name and the key."""
    kind, contracts = source.files[file_kind], load_contracts()
    decides = {
        "tenant": source.tenant,
        "source": source.name,
        "file_kind": file_kind,
        "definition": kind.model_dump(mode="json", by_alias=True),
        "contracts": {table.table: contracts[table.table].version for table in kind.tables},
        "engine": ENGINE_VERSION,
    }
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def content(file: FoundFile, kind: FileKind, *, working: Path) -> Path:
    """Where the bytes of a found file lie: a remote file is fetched first, inline rows are written as JSON.

    Args:
        file: The found file.
        kind: Its kind.
        working: Private folder for the copy.

    Raises:
        SourceUnreachable: The remote file cannot be fetched.
    """
    if file.location is None:
        rows = working / "rows.json"
        rows.write_text(json.dumps(kind.rows, ensure_ascii=False), encoding="utf-8")
        return rows
    if not file.is_remote:
        return Path(file.location)
    fetched = working / ("fetched" + Path(file.file_name).suffix)
    try:
        with fsspec.open(file.location, "rb") as remote, fetched.open("wb") as local:
            shutil.copyfileobj(remote, local, 1 << 22)
    except OSError as error:
        raise SourceUnreachable(
            f"{file.location} cannot be fetched ({error}): check the address, the credentials and the network."
        ) from error
    return fetched
