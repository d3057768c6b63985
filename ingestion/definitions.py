"""The grammar of sources.yaml and of presets, as frozen models: what may stand in the YAML and in which form.

Only the form of one entry is checked here. Reading the YAML, merging a preset with a source and comparing both with the
contracts is done in sources.py; what a rule does to a cell stands in conforming.py.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ingestion.dates import DateFormat


def _as_text(value: object) -> object:
    """YAML true and false stand for the text of a cell, as everything else in a definition does."""
    return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value


def _is_python_regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return value


def _is_re2_regex(value: str) -> str:
    try:
        pc.match_substring_regex(pa.array([""]), value)
    except pa.ArrowInvalid as error:
        raise ValueError(f"not a regular expression (RE2: no look-around, no back references): {error}") from error
    return value


def _has_one_group(value: str) -> str:
    if re.compile(value).groups != 1:
        raise ValueError("it must hold exactly one group ( )")
    return value


def _is_timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("not a time zone of the IANA database, such as Europe/Amsterdam") from error
    return value


def _is_encoding(value: str) -> str:
    try:
        "".encode(value)
    except LookupError as error:
        raise ValueError("not an encoding that Python knows, such as utf-8-sig, windows-1252, utf-16") from error
    return value


def _is_date_format(value: str) -> str:
    DateFormat.parse(value)
    return value


Text = Annotated[str, BeforeValidator(_as_text)]
CellText = Annotated[Text, AfterValidator(str.strip)]  # what is compared with a cell, which is trimmed
Name = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
FileRegex = Annotated[str, AfterValidator(_is_python_regex)]
CellRegex = Annotated[str, AfterValidator(_is_python_regex), AfterValidator(_is_re2_regex)]
Timezone = Annotated[str, AfterValidator(_is_timezone)]
Format = Annotated[str, AfterValidator(_is_date_format)]
Delivery = Literal["full", "delta"]


class Definition(BaseModel):
    """What every entry has in common: it is frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class OnlyIf(Definition):
    """The cell counts only in rows in which another column matches."""

    from_: Text = Field(alias="from")
    matches: CellRegex


class ColumnRule(Definition):
    """How one column of a contract is read. Steps, in order: origin, null_values, only_if, extract, slug, map, type."""

    from_: Text | tuple[Text, ...] | None = Field(default=None, alias="from")
    first: bool = False
    concat: tuple[Text, ...] = ()
    separator: Text = ""
    from_file: Text | None = None
    value: Text | None = None
    null_values: tuple[CellText, ...] | None = None
    only_if: OnlyIf | None = None
    extract: Annotated[CellRegex, AfterValidator(_has_one_group)] | None = None
    slug: Annotated[str, Field(max_length=1)] | None = None
    map: dict[CellText, Text | None] = {}
    otherwise: Text | None = None
    formats: tuple[Format, ...] = ()
    when_ambiguous: Literal["day_first", "month_first"] | None = None
    part: Literal["year"] | None = None
    end_date: bool = False
    multiply: Annotated[Decimal, Field(max_digits=12, decimal_places=6)] | None = None
    duration: Literal["iso8601"] | None = None

    @model_validator(mode="after")
    def _has_one_origin(self) -> "ColumnRule":
        given = [name for name in ("from_", "concat", "from_file", "value") if name in self.model_fields_set]
        if len(given) > 1:
            raise ValueError(f"one origin is allowed, found {' and '.join(given)}".replace("from_ ", "from "))
        if isinstance(self.from_, tuple) and not self.first:
            raise ValueError("a list in `from` needs `first: true` (the first that is not blank)")
        if "otherwise" in self.model_fields_set and not self.map:
            raise ValueError("`otherwise` needs a `map`")
        return self

    @property
    def has_origin(self) -> bool:
        """Whether the rule says where the cell comes from; the rules of unpivoted columns do not."""
        return bool(self.model_fields_set & {"from_", "concat", "from_file", "value"})

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of the file that the rule looks at."""
        origin = (self.from_,) if isinstance(self.from_, str) else self.from_ or ()
        return (*origin, *self.concat, *((self.only_if.from_,) if self.only_if else ()))


class NamesFrom(Definition):
    """The header row, and the key of the JSON object in it, that name the unpivoted columns.

    Of several keys the first must be there; the values of those that are there are joined by an underscore.
    """

    header_row: int = Field(ge=1, le=3)
    json_key: Text | tuple[Text, ...] | None = None


class Unpivot(Definition):
    """Wide to long: each cell of the matching columns becomes a record; a blank cell is no record."""

    columns: FileRegex
    value: Name
    name: Name | None = None
    names_from: NamesFrom | None = None


class TableRule(Definition):
    """How the rows of one contract table are read from a file."""

    table: Text
    columns: dict[Name, ColumnRule] = {}
    unpivot: Unpivot | None = None


class KnownOnColumn(Definition):
    """The column that holds, in every row the same, the day on which the content was known."""

    column: Text
    formats: tuple[Format, ...] = ("%Y-%m-%d",)


class FileKind(Definition):
    """One kind of file of a source: how its bytes become cells, and the cells tables."""

    kind: Literal["csv", "ndjson", "rows"] = "csv"
    pattern: FileRegex | None = None
    encodings: tuple[Annotated[str, AfterValidator(_is_encoding)], ...] = Field(default=("utf-8-sig",), min_length=1)
    delimiter: Annotated[str, Field(pattern=r"^[\x09\x20-\x7e]$")] = ","
    quote: Annotated[str, Field(pattern=r"^[\x21-\x7e]?$")] = '"'
    header_rows: int = Field(default=1, ge=1, le=3)
    header_row: int = Field(default=1, ge=1, le=3)
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", "'", " "] = ""
    timezone: Timezone
    null_values: tuple[CellText, ...] = ("",)
    end_date_is: Literal["last_day", "first_day_out"] | None = None
    delivery: Delivery
    known_on: date | KnownOnColumn | None = None
    required: tuple[Text, ...] = ()
    tables: tuple[TableRule, ...] = Field(min_length=1)
    rows: tuple[dict[Text, Text | None], ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> "FileKind":
        if (self.kind == "rows") != bool(self.rows) or (self.kind == "rows") == bool(self.pattern):
            raise ValueError("a csv or ndjson file needs a `pattern`; kind `rows` needs `rows` and no `pattern`")
        if self.kind == "rows" and not isinstance(self.known_on, date):
            raise ValueError("kind `rows` needs a literal `known_on: YYYY-MM-DD`")
        if self.header_row > self.header_rows:
            raise ValueError(f"header_row {self.header_row} lies outside the {self.header_rows} header row(s)")
        for table in self.tables:
            names_from = table.unpivot.names_from if table.unpivot else None
            if table.unpivot and self.kind == "ndjson":
                raise ValueError(f"{table.table}: `unpivot` needs columns, and ndjson has none")
            if names_from and names_from.header_row > self.header_rows:
                raise ValueError(
                    f"{table.table}: names_from.header_row lies outside the {self.header_rows} header row(s)"
                )
        if self.decimal == self.thousands:
            raise ValueError(f"decimal and thousands are both '{self.decimal}'")
        if self.delimiter == self.quote:
            raise ValueError(f"delimiter and quote are both '{self.quote}'")
        return self


class Rules(Definition):
    """What a company decides about contradictions in its data; read by dbt."""

    active_with_exit_date: Literal["exit_date_wins", "status_wins"] | None = None
    learning_after_exit: Literal["exclude", "refuse"] | None = None
    learning_before_hire: Literal["exclude", "refuse"] | None = None


class Company(Definition):
    """The company: tenant enters every keyed hash, the timezone makes local dates, the currency is that of all money."""

    tenant: Name
    name: Annotated[str, Field(min_length=1)]
    timezone: Timezone
    history_start: date
    fiscal_year_start: int = Field(default=1, ge=1, le=12)
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"


class Source(Definition):
    """One source, its preset already merged in.

    Attributes:
        name: Unique name; enters every person key.
        tenant: The company's tenant; enters every key.
        path: Folder or fsspec URL of the files; None for a source of inline rows only.
        preset: Name of the preset it was built on.
        files: The file kinds by name.
        rules: Decisions about contradictions.
        not_used: Patterns of files that are known and deliberately not read.
        claimed: Patterns of every source that reads the same path, this one included.
    """

    name: Name
    tenant: Name
    path: str | None = None
    preset: str | None = None
    files: dict[Name, FileKind] = Field(min_length=1)
    rules: Rules = Rules()
    not_used: tuple[FileRegex, ...] = ()
    claimed: tuple[str, ...] = ()


class Sources(Definition):
    """The company and its sources."""

    company: Company
    sources: tuple[Source, ...]

    def source(self, name: str) -> Source:
        """The source of that name; KeyError when there is none."""
        return {source.name: source for source in self.sources}[name]
