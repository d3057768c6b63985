"""Cells to raw values: which cell, or which text, stands for a column of a contract, before it is typed.

Steps of a rule done here: origin (from, concat, from_file, value, an unpivoted cell), trim and null_values, only_if,
extract, slug. The map and the type follow in casting.py. Everything is SQL text; nothing is executed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingestion.contracts import Contract
from ingestion.definitions import ColumnRule, FileKind, TableRule
from ingestion.headers import Header
from ingestion.quoting import literal, literals

# What is trimmed: everything that Python calls white space, and the zero-width marks that spreadsheets leave behind.
_WHITE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"


@dataclass(frozen=True)
class Picker:
    """What a rule may refer to: the columns of the file (None: paths of NDJSON) and the groups of its name."""

    kind: FileKind
    header: Header | None
    groups: Mapping[str, str]

    def query(self, table: TableRule, contract: Contract, *, relation: str) -> str:
        """SQL of the raw values of a table: record, line_number, position, is_shifted and r_<column> for every column.

        Args:
            table: The rules.
            contract: The table's contract.
            relation: The table of cells.
        """
        # Each cell that a rule reads is trimmed once, as s0, s1, ...; u.name and u.value are those of an unpivot.
        names = dict.fromkeys(name for rule in table.columns.values() for name in rule.reads)
        known = {name: f"s{at}" for at, name in enumerate(names)}
        cells = [f"{_trimmed(self._column(name))} as {alias}" for name, alias in known.items()]
        unpivot, position, kept, listed = table.unpivot, "0", "true", ""
        if unpivot is not None and self.header is not None:
            columns = self.header.unpivoted(unpivot)
            pairs = [
                f"{{'position': {at}, 'name': {literal(name)}, 'value': {_trimmed(f'c{at}')}}}" for at, name in columns
            ]
            listed, position = f", unnest([{', '.join(pairs)}]) as u", "u.position"
            nulls = table.columns.get(unpivot.value, ColumnRule()).null_values
            kept = f"{self._nulled('u.value', nulls)} is not null"
        origins = {unpivot.value: "u.value", unpivot.name: "u.name"} if unpivot else {}
        raw = []
        for column in contract.filled:
            rule, origin = table.columns.get(column.name), origins.get(column.name)
            if origin is not None:
                rule = rule or ColumnRule()
            raw.append(f"{self.raw(rule, known, origin) if rule else 'null::varchar'} as r_{column.name}")
        return f"""
            select record, line_number, {position} as position, is_shifted, {", ".join(raw)}
            from (
                select record, line_number, {", ".join([f"{self._is_shifted()} as is_shifted", *cells])}{listed}
                from {relation}
            )
            where {kept}
        """

    def raw(self, rule: ColumnRule, known: Mapping[str, str], origin: str | None = None) -> str:
        """SQL of the text that a rule picks, null when blank.

        Args:
            rule: The rule.
            known: SQL of the trimmed text of every column or path that the rule reads.
            origin: SQL of the trimmed text that stands for the rule's origin, in an unpivot.
        """
        if origin is not None:
            text = self._nulled(origin, rule.null_values)
        elif "value" in rule.model_fields_set:
            text = literal(rule.value) if rule.value is not None else "null::varchar"
        elif rule.from_file is not None:
            text = self._nulled(literal(self.groups.get(rule.from_file, "").strip()), rule.null_values)
        elif rule.concat:
            parts = [self._nulled(known[name], rule.null_values) for name in rule.concat]
            text = "(" + f" || {literal(rule.separator)} || ".join(parts) + ")"
        else:
            names = (rule.from_,) if isinstance(rule.from_, str) else rule.from_ or ()
            text = f"coalesce({', '.join(self._nulled(known[name], rule.null_values) for name in names)}, null)"
        if rule.only_if is not None:
            matches = f"regexp_full_match({known[rule.only_if.from_]}, {literal(rule.only_if.matches)})"
            text = f"case when {matches} then {text} end"
        if rule.extract is not None:
            pattern = literal(rule.extract)
            group = _trimmed(f"regexp_extract({text}, {pattern}, 1)")
            text = f"case when regexp_matches({text}, {pattern}) then nullif({group}, '') else {text} end"
        return text if rule.slug is None else f"nullif({_slug(text, rule.slug)}, '')"

    def cell(self, name: str) -> str:
        """SQL of the trimmed text of one column or path in the table of cells."""
        return _trimmed(self._column(name))

    def _nulled(self, text: str, null_values: tuple[str, ...] | None) -> str:
        """SQL: the trimmed text, or null when it is blank or one of the values that stand for nothing."""
        nulls = tuple(sorted({"", *(self.kind.null_values if null_values is None else null_values)}))
        return f"case when {text} not in ({literals(nulls)}) then {text} end"

    def _column(self, name: str) -> str:
        if self.header is None:
            return f"json_extract_string(c0, {literal(_json_path(name))})"
        at = self.header.position(name)
        return "null::varchar" if at is None else f"c{at}"

    def _is_shifted(self) -> str:
        """SQL: a cell under no header holds something, so that the cells of the row may stand under the wrong names."""
        if self.header is None:
            return "false"
        nameless = [f"{_trimmed(f'c{at}')} <> ''" for at, name in enumerate(self.header.names) if not name]
        return " or ".join(nameless) or "false"


def _trimmed(text: str) -> str:
    """SQL of the trimmed text; where both ends are plain ASCII, the usual case, without looking for white space."""
    is_plain = f"({text})[1] between '!' and '~' and ({text})[-1] between '!' and '~'"
    return f"case when {is_plain} then {text} else trim({text}, {literal(_WHITE)}) end"


def _json_path(path: str) -> str:
    """`a.b[0].c` as DuckDB's JSON path; a key in double quotes may hold dots."""
    pieces = re.findall(r'"([^"]+)"|([^.\[\]"]+)|(\[\d+\])', path)
    return "$" + "".join(index or f'."{quoted or key}"' for quoted, key, index in pieces)


def _slug(text: str, mark: str) -> str:
    """SQL: lower case, and the mark for every byte that is not a-z, 0-9 or -."""
    slug = f"lower({text})"
    # Bytes per character in UTF-8, longest first.
    for first, size in (
        ("\\x{10000}-\\x{10FFFF}", 4),
        ("\\x{800}-\\x{FFFF}", 3),
        ("\\x{80}-\\x{7FF}", 2),
        ("^a-z0-9-", 1),
    ):
        slug = f"regexp_replace({slug}, '[{first}]', {literal((mark * size).replace(chr(92), chr(92) * 2))}, 'g')"
    return slug
