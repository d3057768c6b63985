"""Headers: the names of a file's columns, which of them a definition needs, and what to say when one is missing.

Names are compared after trimming, with every run of white space (no-break spaces and line breaks too) as one space.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.definitions import FileKind, TableRule, Unpivot
from ingestion.errors import HeaderMismatch
from ingestion.yaml_files import suggestion


def tidy(name: str) -> str:
    """The name as it is compared: trimmed, with every run of white space as one space."""
    return re.sub(r"\s+", " ", name.replace("\ufeff", "")).strip()


@dataclass(frozen=True)
class Header:
    """The columns of a file in order.

    Attributes:
        names: Their names, unique: a name that stands twice becomes `name (1)` and `name (2)`; '' where there is none.
        rows: The header rows as they are, for definitions that name columns by another row.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, rows: Sequence[Sequence[str]], *, kind: FileKind, file_name: str) -> "Header":
        """Take the names from the naming row and see that the definition can work with them.

        Args:
            rows: The header rows, split into cells.
            kind: Which row names the columns; the required columns and the rules.
            file_name: For messages.

        Raises:
            HeaderMismatch: Header rows or required columns are missing, or a needed name stands twice.
        """
        if len(rows) < kind.header_rows:
            raise HeaderMismatch(
                file_name,
                f"it holds {len(rows)} row(s), and {kind.header_rows} header rows are declared.",
                "Check `header_rows`, or ask for a complete export.",
            )
        bare = [tidy(name) for name in rows[kind.header_row - 1]]
        count, seen = Counter(bare), Counter[str]()
        names = []
        for name in bare:
            seen[name] += 1
            names.append(f"{name} ({seen[name]})" if name and count[name] > 1 else name)
        header = cls(names=tuple(names), rows=tuple(tuple(row) for row in rows))
        header._refuse_missing(kind, file_name)
        header._refuse_doubled(kind, file_name, {name for name in count if name and count[name] > 1})
        return header

    def position(self, name: str) -> int | None:
        """Position of the column of that name, from 0; None when there is none."""
        return self.names.index(tidy(name)) if tidy(name) in self.names else None

    def unpivoted(self, unpivot: Unpivot) -> tuple[tuple[int, str], ...]:
        """Positions of the columns that an unpivot takes, with the name that each gets."""
        texts: Sequence[str] = self.names
        if unpivot.names_from is not None:
            texts = [
                _name_in(cell, unpivot.names_from.json_key) for cell in self.rows[unpivot.names_from.header_row - 1]
            ]
        wanted = re.compile(unpivot.columns)
        return tuple((index, text) for index, text in enumerate(texts[: len(self.names)]) if wanted.fullmatch(text))

    def unmapped(self, kind: FileKind) -> tuple[str, ...]:
        """Names of the columns that no rule reads."""
        read = {self.position(name) for table in kind.tables for name in _reads(table)}
        read |= {at for table in kind.tables if table.unpivot for at, _ in self.unpivoted(table.unpivot)}
        return tuple(name for index, name in enumerate(self.names) if name and index not in read)

    def _refuse_missing(self, kind: FileKind, file_name: str) -> None:
        missing = [name for name in kind.required if self.position(name) is None and tidy(name) not in self._doubled()]
        if not missing:
            return
        found = [name for name in self.names if name]
        listed = ", ".join(f"'{name}'{suggestion(tidy(name), found)}" for name in missing)
        hint = ""
        if len(self.names) == 1:
            others = [mark for mark in ";,\t|" if mark != kind.delimiter and mark in self.names[0] + self.rows[0][0]]
            hint = (
                f" The header is one cell: is the delimiter {others[0]!r} and not {kind.delimiter!r}?" if others else ""
            )
        raise HeaderMismatch(
            file_name,
            f"the header lacks {listed}; it holds {', '.join(found) or 'no name at all'}.{hint}",
            "Add the columns to the export, or adapt `required` and the rules to their names.",
        )

    def _refuse_doubled(self, kind: FileKind, file_name: str, doubled: set[str]) -> None:
        needed = {tidy(name) for table in kind.tables for name in _reads(table)} | {
            tidy(each) for each in kind.required
        }
        for name in sorted(needed & doubled):
            positions = [
                index + 1 for index, each in enumerate(self.names) if re.fullmatch(rf"{re.escape(name)} \(\d+\)", each)
            ]
            raise HeaderMismatch(
                file_name,
                f"'{name}' is the name of columns {' and '.join(map(str, positions))}.",
                f"Write '{name} (1)' or '{name} (2)' in the rule to say which is meant.",
            )

    def _doubled(self) -> set[str]:
        return {re.sub(r" \(\d+\)$", "", name) for name in self.names if name.endswith(")")}


def _reads(table: TableRule) -> tuple[str, ...]:
    return tuple(name for rule in table.columns.values() for name in rule.reads)


def _name_in(cell: str, json_key: str | tuple[str, ...] | None) -> str:
    if json_key is None:
        return tidy(cell)
    first, *others = (json_key,) if isinstance(json_key, str) else json_key
    try:
        named = json.loads(cell)
        return "_".join(str(named[key]) for key in (first, *(key for key in others if key in named)))
    except (ValueError, KeyError, TypeError):
        return ""
