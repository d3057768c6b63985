"""Manifests: what a landed delivery says about itself, one JSON file beside each table's Parquet.

They are the only record of what landed; deliveries.py makes its table from them. No value of a row stands in one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ingestion.errors import IngestionError
from ingestion.storage import landing_of

MANIFEST = "manifest.json"


class ManifestInvalid(IngestionError):
    """A manifest in landing/ cannot be read: something other than ingestion wrote there."""


@dataclass(frozen=True)
class Manifest:
    """One table of one delivery; without table and counts, what all tables of the delivery have in common.

    Attributes:
        delivery_id: Hash of the file's bytes and of its definition.
        source: Name of the source.
        file_kind: Name of the file kind.
        part: What a later full delivery replaces; '' when files have no parts.
        file_name: Path below the source's folder.
        groups: What the named groups of the pattern took from its name.
        file_sha256: Hash of the file's bytes.
        definition_sha256: Hash of the definition it was read by.
        tables: All tables of the delivery; it counts only when each of them is there.
        known_on: Day on which the content was known, ISO.
        delivery_kind: full or delta.
        encoding: Encoding in which the file decoded.
        unmapped_columns: Columns of the file that no rule reads.
        key_version: Version of the pseudonym key.
        key_fingerprint: Tells keys apart without telling the key.
        replaces: Deliveries that another definition made of the same bytes before this one.
        table: Contract table, domain and name.
        rows_read: Rows read.
        rows_landed: Rows landed.
        rows_quarantined: Rows in quarantine.
        quarantined_by_rule: Rows in quarantine by the rule that they break.
    """

    delivery_id: str
    source: str
    file_kind: str
    part: str
    file_name: str
    groups: Mapping[str, str]
    file_sha256: str
    definition_sha256: str
    tables: tuple[str, ...]
    known_on: str
    delivery_kind: str
    encoding: str
    unmapped_columns: tuple[str, ...]
    key_version: int
    key_fingerprint: str
    replaces: tuple[str, ...]
    table: str = ""
    rows_read: int = 0
    rows_landed: int = 0
    rows_quarantined: int = 0
    quarantined_by_rule: Mapping[str, int] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        text = json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    def is_of_same_file(self, other: "Manifest") -> bool:
        """The same bytes from the same source, under the same name or under one that says the same."""
        says = [(each.file_kind, dict(each.groups)) for each in (self, other)]
        same_bytes = (self.source, self.file_sha256) == (other.source, other.file_sha256)
        return same_bytes and (self.file_name == other.file_name or says[0] == says[1])

    @property
    def known(self) -> date:
        """known_on as a date."""
        return date.fromisoformat(self.known_on)


def folder_of(home: Path, *, table: str, delivery_id: str) -> Path:
    """Where a table of a delivery lies."""
    return landing_of(home).joinpath(*table.split("."), f"delivery={delivery_id}")


def read_manifests(home: Path) -> list[Manifest]:
    """The manifests of every complete delivery, sorted by delivery and table.

    A delivery of which a table is missing (the process was killed between two renames) is left out until it is landed
    again.

    Raises:
        ManifestInvalid: A file is no manifest, or a landed folder has none.
    """
    folders = landing_of(home).glob("*/*/delivery=*")
    found = [read_manifest(folder) for folder in folders if folder.name != "delivery=none"]
    there = {(each.delivery_id, each.table) for each in found}
    complete = [each for each in found if all((each.delivery_id, table) in there for table in each.tables)]
    return sorted(complete, key=lambda each: (each.delivery_id, each.table))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a landed folder.

    Raises:
        ManifestInvalid: It is not there or no manifest.
    """
    path = folder / MANIFEST
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: tuple(content[name]) for name in ("tables", "unmapped_columns", "replaces")}
        return Manifest(**{**content, **lists})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ManifestInvalid(
            f"{path} cannot be read ({error}). Remove the folder {folder} and land its file again."
        ) from error
