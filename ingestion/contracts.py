"""Contracts: the Open Data Contract Standard files in contracts/, as frozen types that reading and dbt use.

The YAML is the only home of shape: types, keys, required columns, allowed values, class of personal data. How an export
becomes such a table is not said here but in sources.yaml and the presets (definitions.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from open_data_contract_standard.model import DataQuality, OpenDataContractStandard, SchemaProperty

from ingestion.errors import ContractInvalid

CONTRACTS = Path(__file__).resolve().parent / "contracts"
# The columns that landing itself fills, first in every table.
TECHNICAL = ("source", "delivery_id", "file_name", "line_number", "row_number")
PSEUDONYM_KINDS = (
    "person",
    "employee_no",
    "email",
    "surname",
    "spell",
    "assignment",
    "response",
    "plan",
    "goal",
    "absence",
)
DECIMALS = ("DECIMAL(9,6)", "DECIMAL(18,6)")
NUMBERS = ("INTEGER", "BIGINT", *DECIMALS)
PHYSICAL_TYPES = ("VARCHAR", *NUMBERS, "BOOLEAN", "DATE", "TIMESTAMP")


@dataclass(frozen=True)
class Column:
    """One column of a landed table.

    Attributes:
        name: Name in the table.
        data_type: DuckDB type, one of PHYSICAL_TYPES.
        description: What it holds, in a sentence.
        classification: pseudonymous, personal or organisational.
        is_required: Null is refused (the row goes to quarantine).
        key_position: Position in the key, from 1; None outside it.
        pseudonym_kind: Kind of identifier whose keyed hash it holds; None for a plain value.
        allowed: Allowed values; empty for any.
        minimum: Lowest value allowed, as text; None for any.
        maximum: Highest value allowed, as text; None for any.
        is_half_open_end: The day after the last one of a period.
        not_before: Column of the same row that may not be later.
        after: Column of the same row that must be earlier.
        unit: Unit of a quantity (minutes, seconds); None otherwise.
        empty_means: What an empty cell says, where it says something ("still employed"); None where it is missing.
        needed_with: Column of the same row beside which it is needed; elsewhere an empty cell is not missing.
        is_some_expected: A table of any size without one filled cell is doubted, whatever an empty one means.
    """

    name: str
    data_type: str
    description: str
    classification: str
    is_required: bool
    key_position: int | None
    pseudonym_kind: str | None
    allowed: tuple[str, ...]
    minimum: str | None
    maximum: str | None
    is_half_open_end: bool
    not_before: str | None
    after: str | None
    unit: str | None
    empty_means: str | None
    needed_with: str | None
    is_some_expected: bool


@dataclass(frozen=True)
class Contract:
    """One landed table: its domain, name, version, grain and columns, the technical ones first."""

    domain: str
    table: str
    version: str
    purpose: str
    grain: str
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """Domain and table, as sources.yaml writes it."""
        return f"{self.domain}.{self.table}"

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the key, in order."""
        keyed = [(column.key_position, column.name) for column in self.columns if column.key_position is not None]
        return tuple(name for _, name in sorted(keyed))

    @property
    def filled(self) -> tuple[Column, ...]:
        """The columns that a definition fills: all but the technical ones."""
        return tuple(column for column in self.columns if column.name not in TECHNICAL)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]


@cache
def load_contracts(folder: Path = CONTRACTS) -> Mapping[str, Contract]:
    """Read every contract of a folder.

    Args:
        folder: Folder of ODCS YAML files, one table each.

    Returns:
        The contracts by `domain.table`, sorted.

    Raises:
        ContractInvalid: A file is not ODCS, or holds something that the engine does not enforce.
    """
    found: dict[str, Contract] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            contract = _contract(OpenDataContractStandard.from_file(str(path)))
        except (ValueError, TypeError, KeyError) as error:
            raise ContractInvalid(f"{path.name} is not a contract that ingestion understands: {error}") from error
        found[contract.name] = contract
    return MappingProxyType(dict(sorted(found.items())))


def _contract(odcs: OpenDataContractStandard) -> Contract:
    if odcs.schema_ is None or len(odcs.schema_) != 1:
        raise ValueError("one contract holds one table: `schema` must list exactly one")
    schema = odcs.schema_[0]
    columns = tuple(_column(prop) for prop in schema.properties or ())
    names = tuple(column.name for column in columns)
    if names[: len(TECHNICAL)] != TECHNICAL:
        raise ValueError(f"the first columns must be {', '.join(TECHNICAL)}")
    if astray := [column.name for column in columns if column.needed_with and column.needed_with not in names]:
        raise ValueError(f"column {astray[0]}: neededWith names no column of the table")
    return Contract(
        domain=_text(odcs.domain, "domain"),
        table=_text(schema.name, "schema name"),
        version=_text(odcs.version, "version"),
        purpose=_text(odcs.description.purpose if odcs.description else None, "purpose"),
        grain=_text(schema.dataGranularityDescription, "dataGranularityDescription"),
        columns=columns,
    )


def _column(prop: SchemaProperty) -> Column:
    custom = {str(each.property): each.value for each in prop.customProperties or ()}
    options: dict[str, Any] = prop.logicalTypeOptions or {}
    rules: dict[str, Any] = {}
    for quality in prop.quality or ():
        rules |= _rule(quality)
    data_type, kind = _text(prop.physicalType, "physicalType"), custom.get("pseudonymKind")
    if data_type not in PHYSICAL_TYPES:
        raise ValueError(f"column {prop.name}: physicalType {data_type} is not one of {', '.join(PHYSICAL_TYPES)}")
    if kind is not None and kind not in PSEUDONYM_KINDS:
        raise ValueError(f"column {prop.name}: pseudonymKind {kind} is not one of {', '.join(PSEUDONYM_KINDS)}")
    return Column(
        name=_text(prop.name, "column name"),
        data_type=data_type,
        description=_text(prop.description, f"description of {prop.name}").strip(),
        classification=_text(prop.classification, f"classification of {prop.name}"),
        is_required=bool(prop.required),
        key_position=prop.primaryKeyPosition if prop.primaryKey else None,
        pseudonym_kind=kind,
        allowed=tuple(rules.get("allowed", ())),
        minimum=_bound(options.get("minimum")),
        maximum=_bound(options.get("maximum")),
        is_half_open_end=bool(custom.get("halfOpenEnd", False)),
        not_before=rules.get("not_before"),
        after=rules.get("after"),
        unit=custom.get("unit"),
        empty_means=custom.get("emptyMeans"),
        needed_with=custom.get("neededWith"),
        is_some_expected=bool(custom.get("someExpected", False)),
    )


def _rule(quality: DataQuality) -> dict[str, Any]:
    if quality.metric == "invalidValues" and quality.arguments and quality.mustBe == 0:
        return {"allowed": quality.arguments["validValues"]}
    if quality.engine == "learning-impact" and isinstance(quality.implementation, dict):
        unknown = set(quality.implementation) - {"not_before", "after"}
        if not unknown:
            return quality.implementation
    raise ValueError(f"a quality rule that ingestion does not enforce: {quality.model_dump(exclude_none=True)}")


def _bound(value: object) -> str | None:
    return None if value is None else str(value).removesuffix("Z")


def _text(value: str | None, what: str) -> str:
    if not value:
        raise ValueError(f"{what} is missing")
    return value
