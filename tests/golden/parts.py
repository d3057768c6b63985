"""The parts of the golden company: one module a topic, each with units, people and records of its own.

Belongs here: which parts there are, and adding their rows to the exports. What a part holds, and why, stands in part_<topic>.py; what is
expected of it in test_golden_<topic>.py.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.golden import part_development, part_finance, part_learning, part_workforce

PARTS: tuple[Callable[[], Mapping[str, list[dict[str, Any]]]], ...] = (
    part_finance.tables,
    part_learning.tables,
    part_development.tables,
    part_workforce.tables,
)


def add_parts(folder: Path) -> None:
    """Append the rows of every part to the files of their contract tables, which may not be there yet; blank where a row has no value."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for tables in PARTS:
        for name, more in tables().items():
            rows[name.split(".")[1]] += more
    for table, added in sorted(rows.items()):
        path = folder / f"{table}.csv"
        there: list[dict[str, Any]] = []
        if path.exists():
            with path.open(newline="", encoding="utf-8") as handle:
                there = list(csv.DictReader(handle))
        header = list(dict.fromkeys(column for row in [*there, *added] for column in row))
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, header, restval="")
            writer.writeheader()
            writer.writerows([*there, *added])
