"""Dates and timestamps: the declared formats as SQL, and the proof that a column cannot be read in two ways.

A format says the order of day, month and year. Separators are no evidence for that order: a spreadsheet that opens
`10-03-1973` as month-first writes it back as `10/3/1973`. So, where a column declares several orders, separators are
read as equal, and a value that is valid and different under two orders refuses the file, unless the rule decides.
"""

import re
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import duckdb

from ingestion.errors import AmbiguousColumn
from ingestion.quoting import literal

WhenAmbiguous = Literal["day_first", "month_first"] | None

SEPARATORS = "-/. "
_UTC = literal("UTC")
# Directive: the text that it takes. A two-digit year is 2000 to 2049: anything else is no date here.
_DIRECTIVES = {
    "d": r"\d{1,2}", "m": r"\d{1,2}", "Y": r"\d{4}", "y": r"[0-4]\d", "H": r"\d{1,2}", "M": r"\d{1,2}", "S": r"\d{1,2}",
    "I": r"\d{1,2}", "p": r"[AaPp][Mm]", "A": r"[A-Za-z]+", "B": r"[A-Za-z]+", "a": r"[A-Za-z]{3}", "b": r"[A-Za-z]{3}",
}  # fmt: skip
_DATE_FIELDS = {"d": "d", "m": "m", "B": "M", "b": "M", "Y": "y", "y": "y"}
# Slashes that are all 12 or less in both fields by chance: (12/30) ** 6 < 0.5 %.
_TOO_MANY_FOR_CHANCE = 6


@dataclass(frozen=True)
class DateFormat:
    """One declared format.

    Attributes:
        text: As declared, without the offset.
        order: Order of the numeric date fields, such as 'dmy'; '' when the month is a word.
        has_time: It holds a time of day.
        has_offset: It ends in %z.
    """

    text: str
    order: str
    has_time: bool
    has_offset: bool

    @classmethod
    def parse(cls, text: str) -> "DateFormat":
        """Read a format as written in YAML.

        Args:
            text: strptime format; %z (an offset or Z) may only stand at the end, %S takes a fraction too.

        Raises:
            ValueError: An unknown directive, or not exactly one day, month and year.
        """
        body = text.removesuffix("%z")
        found = re.findall(r"%(.)", body)
        unknown = [f"%{each}" for each in found if each not in _DIRECTIVES]
        if unknown:
            known = " ".join(f"%{each}" for each in _DIRECTIVES)
            raise ValueError(f"'{text}' holds {' '.join(unknown)}; allowed are {known}, and %z at the end")
        fields = "".join(_DATE_FIELDS.get(each, "") for each in found)
        if sorted(fields.lower()) != ["d", "m", "y"] or len(set(found)) != len(found):
            raise ValueError(f"'{text}' must hold day, month and year once each, and nothing twice")
        order = "" if "M" in fields else fields
        return cls(text=body, order=order, has_time=bool({"H", "I"} & set(found)), has_offset=body != text)

    @property
    def is_day_first(self) -> bool:
        """Whether the day stands before a numeric month."""
        return bool(self.order) and self.order.index("d") < self.order.index("m")

    def pattern(self, *, any_separator: bool, any_year: bool = False, fraction: str = "") -> str:
        """The regular expression of what the format reads; group 1 is the text without its offset.

        Args:
            any_separator: For values in which every separator has been replaced by '-'.
            any_year: Also two-digit years outside 2000 to 2049, to tell them from what is no date at all.
            fraction: Regular expression of what follows the seconds.
        """
        head, seconds, rest = (_with_one_separator(self.text) if any_separator else self.text).partition("%S")
        taken = [_taken(piece, any_year=any_year) for piece in (head + seconds, rest)]
        offset = r"(?:[+-](?:0\d|1[0-4]):?[0-5]\d|Z)" if self.has_offset else ""
        return f"({taken[0]}{fraction}{taken[1]}){offset}"

    def read_as(self, value: str, *, any_separator: bool) -> tuple[str, bool]:
        """SQL of the text to be read, and whether its separators were made one; not where - may begin an offset."""
        loose = any_separator and not self.has_offset
        return f"translate({value}, {literal(SEPARATORS)}, '{'-' * len(SEPARATORS)}')" if loose else value, loose

    def moment(self, value: str, *, any_separator: bool = False) -> str:
        """SQL that reads the text as a TIMESTAMP: in UTC when it has a time and an offset, else as written; or null."""
        read, loose = self.read_as(value, any_separator=any_separator)
        text, dot = (_with_one_separator(self.text), "-") if loose else (self.text, ".")
        cases = [(self.pattern(any_separator=loose), text)]
        if "%S" in text:
            # %n takes up to nine digits and rounds them to microseconds.
            fraction = rf"\{dot}\d{{1,9}}"
            cases.append((self.pattern(any_separator=loose, fraction=fraction), text.replace("%S", f"%S{dot}%n")))
        whens = [
            f"when regexp_full_match({read}, {literal(found)}) then {self._parsed(read, found, form)}"
            for found, form in cases
        ]
        return f"case {' '.join(whens)} end"

    def _parsed(self, read: str, pattern: str, form: str) -> str:
        if not self.has_offset:
            return f"try_strptime({read}, {literal(form)})"
        if not self.has_time:
            return f"try_strptime(regexp_extract({read}, {literal(pattern)}, 1), {literal(form)})"
        numeric = f"case when suffix({read}, 'Z') then left({read}, -1) || '+0000' else {read} end"
        return f"timezone({_UTC}, try_strptime({numeric}, {literal(form + '%z')}))"


@dataclass(frozen=True)
class DateColumn:
    """The formats of one column, in the order declared, and the decision about ambiguity if there is one."""

    formats: tuple[DateFormat, ...]
    when_ambiguous: WhenAmbiguous = None

    @property
    def orders(self) -> tuple[str, ...]:
        """The distinct orders of numeric date fields."""
        return tuple(dict.fromkeys(each.order for each in self.formats if each.order))

    @property
    def _is_loose(self) -> bool:
        return len(self.orders) > 1 or self.when_ambiguous is not None

    def read(self, value: str, *, data_type: str, timezone: str) -> str:
        """SQL that reads the text as a DATE, or as a TIMESTAMP in UTC; null when no format reads it.

        Args:
            value: SQL of the trimmed text.
            data_type: DATE or TIMESTAMP.
            timezone: Zone of a time without offset, and zone in which a moment with offset has its date.
        """
        ranked = self.formats
        if self.when_ambiguous:
            decided = self.when_ambiguous == "day_first"
            ranked = tuple(sorted(self.formats, key=lambda each: bool(each.order) and each.is_day_first != decided))
        return f"coalesce({', '.join(self._typed(each, value, data_type, timezone) for each in ranked)}, null)"

    def _typed(self, form: DateFormat, value: str, data_type: str, timezone: str) -> str:
        moment, zone = form.moment(value, any_separator=self._is_loose), literal(timezone)
        is_utc = form.has_offset and form.has_time
        if data_type == "DATE":
            return f"cast({f'timezone({zone}, timezone({_UTC}, {moment}))' if is_utc else moment} as date)"
        return moment if is_utc else f"timezone({_UTC}, timezone({zone}, {moment}))"

    def has_only_a_wrong_year(self, value: str) -> str:
        """SQL: the text would be a date but for its two-digit year outside 2000 to 2049."""
        short = [each for each in self.formats if "%y" in each.text]
        tests = []
        for each in short:
            read, loose = each.read_as(value, any_separator=self._is_loose)
            pattern = each.pattern(any_separator=loose, any_year=True)
            tests.append(f"regexp_full_match({read}, {literal(pattern)})")
        return f"({' or '.join(tests)})" if tests else "false"

    def find_ambiguity(
        self, con: duckdb.DuckDBPyConnection, *, relation: str, value: str, line: str, column: str
    ) -> AmbiguousColumn | None:
        """Look for values that can be read as two different dates.

        Args:
            con: Where the relation lies.
            relation: SQL of a relation.
            value: SQL of the trimmed text in it.
            line: SQL of the physical line in it.
            column: Name of the column in the file, for the message.

        Returns:
            The evidence, or None when every value can be read in one way only, or the rule decides.
        """
        if self.when_ambiguous is not None:
            return None
        spreadsheet = self._spreadsheet_pattern(con, relation, value)
        pairs = list(combinations(self.orders, 2)) or ([("dmy", "mdy")] if spreadsheet else [])
        for first, second in pairs:
            one, other = (self._under(order, value) for order in (first, second))
            query = f"""
                select count(*), min_by((line, value, one, other), line)
                from (select {line} as line, {value} as value, {one} as one, {other} as other from {relation})
                where one is not null and other is not null and one <> other
            """
            rows, example = con.execute(query).fetchall()[0]
            if rows:
                readings = tuple(
                    (_called(order), str(moment).removesuffix(" 00:00:00"))
                    for order, moment in zip((first, second), example[2:], strict=True)
                )
                return AmbiguousColumn(column, int(rows), int(example[0]), example[1], readings, spreadsheet)
        return None

    def _under(self, order: str, value: str) -> str:
        formats = [each for each in self.formats if each.order == order]
        # One declared order and the pattern of a spreadsheet: the other order is the same format with d and m swapped.
        formats = formats or [DateFormat.parse(_swapped(each.text)) for each in self.formats if each.order]
        return f"coalesce({', '.join(each.moment(value, any_separator=True) for each in formats)}, null)"

    def _spreadsheet_pattern(self, con: duckdb.DuckDBPyConnection, relation: str, value: str) -> str:
        """The sentence about a month-first spreadsheet over a day-first column; '' when the values do not show it."""
        if not {"dmy", "mdy"} & set(self.orders):
            return ""
        field = r"^(\d{1,2})%s(\d{1,2})%s\d{2,4}\b"
        parts = [f"regexp_extract({value}, {literal(field % (mark, mark))}, ['a', 'b'])" for mark in "/-"]
        query = f"""
            select
                count(*) filter (slash.a <> ''),
                count(*) filter (try_cast(slash.a as integer) > 12 or try_cast(slash.b as integer) > 12),
                count(*) filter (dash.a <> ''),
                count(*) filter (try_cast(dash.a as integer) > 12 and try_cast(dash.b as integer) <= 12)
            from (select {parts[0]} as slash, {parts[1]} as dash from {relation})
        """
        slashes, high_slashes, dashes, late_dashes = con.execute(query).fetchall()[0]
        if not slashes or high_slashes or not dashes or late_dashes != dashes:
            return ""
        if len(self.orders) == 1 and slashes < _TOO_MANY_FOR_CHANCE:
            return ""
        return (
            f" It looks like a month-first spreadsheet over a day-first column: {slashes} value(s) with slashes, all "
            f"of them with both fields 12 or less, and {dashes} with dashes, all of them with a day above 12. "
            "Such a column reads right with `when_ambiguous: day_first`"
        )


def _taken(text: str, *, any_year: bool) -> str:
    taken = ""
    for piece in re.findall(r"%.|[^%]", text):
        if piece == "%y" and any_year:
            taken += r"\d{2}"
        else:
            taken += _DIRECTIVES[piece[1]] if len(piece) > 1 else re.escape(piece)
    return taken


def _with_one_separator(text: str) -> str:
    return text.translate(str.maketrans(SEPARATORS, "-" * len(SEPARATORS)))


def _swapped(text: str) -> str:
    return text.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")


def _called(order: str) -> str:
    if order in {"dmy", "mdy"}:
        return "day first" if order == "dmy" else "month first"
    return {"d": "day", "m": "month", "y": "year"}[order[0]] + f" first ({order})"
