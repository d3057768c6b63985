"""Disclosures: what ESRS S1-13, GRI 404 and ISO 30414 ask, answered from the published figures.

Belongs here: the mapping (disclosures.yaml) as frozen types, and the table `disclosures`. Which cell answers a datapoint is said in
sql/disclosures.sql. It is made from the protected table `kpi_values` only; what is withheld there is withheld here.
"""

from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_FOLDER = Path(__file__).resolve().parent
MAPPING = _FOLDER / "disclosures.yaml"
GENDERS = ("female", "male", "other", "not_reported")
"""The four of S1-6; a category that the figures have besides is asked for too."""


class Datapoint(BaseModel):
    """One datapoint of one version of a standard, and the metric that answers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regime: str
    version: str
    datapoint: str
    valid_from: date
    valid_to: date = date(9999, 12, 31)
    metric: str
    code: str
    per: str | None = None
    breakdowns: tuple[Literal["gender", "programme"], ...]
    basis: Literal["average of the year", "employed in the year", "end of the year", "none"]
    counted: str
    counted_nl: str


def load_mapping(path: Path = MAPPING) -> tuple[Datapoint, ...]:
    """Read the mapping.

    Raises:
        pydantic.ValidationError: an entry lacks a field or has one that means nothing.
    """
    return tuple(TypeAdapter(list[Datapoint]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8"))))


def publish_disclosures(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `disclosures` of the connection's database, which has the tables kpi_values, metrics and periods."""
    rows = [each.model_dump() | {"breakdowns": list(each.breakdowns)} for each in load_mapping()]
    connection.register("mapping", pa.Table.from_pylist(rows))
    named = ", ".join(f"('gender', '{name}')" for name in GENDERS)
    connection.execute(
        f"create temp table categories as select * from (values {named}) as s1_6(dimension, category)"
        " union select dimension, category from kpi_values where dimension in ('gender', 'programme')"
    )
    connection.execute("create table disclosures as " + (_FOLDER / "sql" / "disclosures.sql").read_text())
    connection.execute("drop table categories")
    connection.unregister("mapping")
