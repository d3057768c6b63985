"""An inbox in a temporary folder: write a file, say how it is read, land it, look at what landed and what did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from ingestion.definitions import Source, Sources
from ingestion.finding import find_files
from ingestion.landing import LandedDelivery, land
from ingestion.sources import load_sources

KEY = bytes(range(32))
COMPANY = {
    "tenant": "example",
    "name": "Example Works",
    "timezone": "Europe/Amsterdam",
    "history_start": "2022-01-01",
}


@dataclass(frozen=True)
class Inbox:
    """A folder of exports with its sources.yaml, and a home to land in."""

    folder: Path
    home: Path

    def put(self, name: str, content: str | bytes) -> Path:
        """Deliver a file."""
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def load(self, *sources: Mapping[str, Any]) -> Sources:
        """Write sources.yaml and read it."""
        path = self.folder / "sources.yaml"
        path.write_text(yaml.safe_dump({"company": COMPANY, "sources": list(sources)}, allow_unicode=True))
        return load_sources(path, presets=self.folder / "presets")

    def source(self, columns: Mapping[str, Any], *, table: str = "lms.courses", **kind: Any) -> Source:
        """One source `test` that reads every file of the inbox into one table."""
        entry = {"tables": [{"table": table, "columns": dict(columns)}], "pattern": ".*", **kind}
        common = {"name": "test", "path": "in", "delivery": "full", "known_on": "2025-06-30"}
        (self.folder / "in").mkdir(exist_ok=True)
        return self.load({**common, "files": {"export": entry}}).sources[0]

    def land(self, source: Source, *, key: bytes = KEY, key_version: int = 1) -> list[LandedDelivery]:
        """Land every file of a known kind."""
        found = [file for file in find_files(source) if file.kind is not None]
        return [land(source, file, home=self.home, key=key, key_version=key_version) for file in found]

    def rows(self, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
        """What landed in a table, in the order of the file."""
        files = self.home / "landing" / table.replace(".", "/") / "delivery=*" / "*.parquet"
        return duckdb.sql(f"select {columns} from read_parquet('{files}') order by row_number").fetchall()

    def quarantined(self, columns: str = "line_number, column_name, value, rule") -> list[tuple[Any, ...]]:
        """What went to quarantine, in the order of the file."""
        if not list((self.home / "quarantine").glob("*/*.parquet")):
            return []
        files = self.home / "quarantine" / "*" / "*.parquet"
        return duckdb.sql(f"select {columns} from read_parquet('{files}') order by line_number, column_name").fetchall()
