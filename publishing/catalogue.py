"""The metric catalogue, read and checked: what every published number means and how it may be published.

Belongs here: the YAML of dbt_project/metrics/ as frozen types, and the table `metrics` made from it. The measures stand in
dbt, the rules of the privacy classes in protecting.py and coding.py. A definition quotes a threshold by the name of its dbt
variable in braces, so that prose and arithmetic cannot disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

DBT_PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
CATALOGUE = DBT_PROJECT / "metrics"
_SHARED = "_catalogue.yaml"  # what is no topic's own

Declared = TypeVar("Declared", bound=BaseModel)
PeriodType = Literal["day", "month", "quarter", "year", "r12", "survey", "cohort"]


class CatalogueInvalid(ValueError):
    """The catalogue says something that cannot be; the message names the metric and the field."""


class Metric(BaseModel):
    """One metric, as the catalogue declares it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric_id: str = Field(pattern=r"[a-z0-9_]+")
    table: str
    code: str
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    digits: int = Field(ge=0, le=6)
    additivity: Literal["additive", "semi_additive", "non_additive"]
    standard: str
    privacy_class: Literal["open", "controlled", "sensitive"] = "sensitive"
    grid: str
    interval: Literal[
        "none",
        "wilson",
        "poisson",
        "ratio",
        "ratio_of_ratios",
        "enps",
        "kaplan_meier",
        "aalen_johansen",
        "paired",
        "unpaired",
        "omega",
        "r_wg",
        "icc1",
    ]
    period_types: tuple[PeriodType, ...] = Field(min_length=1)
    levels: int | None = None
    min_persons: int = 5
    published_in: str = "kpi_values"
    dimensions: tuple[str, ...] = ()
    has_total: bool = True
    range: tuple[float | None, float | None]
    fields: tuple[str, ...] = Field(min_length=1)
    name_nl: str = Field(min_length=1)
    definition_nl: str = Field(min_length=1)


class Dimension(BaseModel):
    """What numbers are broken down by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    name_nl: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All metrics, topic by topic in the order of the files.

    Attributes:
        version: of the catalogue as a whole.
        topics: per topic table what it holds.
        person_dimensions: attributes of a person; the categories of one share out the people.
        other_dimensions: what is counted rather than who; a person may be in several categories or none.
        metrics: every metric.
    """

    version: str
    topics: Mapping[str, str]
    person_dimensions: Mapping[str, Dimension]
    other_dimensions: Mapping[str, Dimension]
    metrics: tuple[Metric, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Metric]:
        """The metrics by their id."""
        return {metric.metric_id: metric for metric in self.metrics}

    def of_table(self, table: str) -> tuple[Metric, ...]:
        """The metrics that a topic table holds as columns."""
        return tuple(
            metric
            for metric in self.metrics
            if metric.table == table and metric.published_in == "kpi_values" and metric.has_total
        )

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """The rows of the published table `metrics`."""
        for metric in self.metrics:
            low, high = metric.range
            yield {
                **metric.model_dump(exclude={"table", "grid", "levels", "range"}),
                "version": self.version,
                "period_types": ",".join(metric.period_types),
                "dimensions": ",".join((*(("all",) if metric.has_total else ()), *metric.dimensions)),
                "deepest_org_level": metric.levels,
                "range_low": low,
                "range_high": high,
                "fields": ",".join(metric.fields),
            }


def thresholds(project: Path = DBT_PROJECT) -> Mapping[str, Any]:
    """The variables of the dbt project, by name: what a definition may quote in braces."""
    variables: Mapping[str, Any] = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    return variables


@cache
def load_catalogue(folder: Path = CATALOGUE) -> Catalogue:
    """Read the catalogue.

    Args:
        folder: holds _catalogue.yaml and a file per topic table.

    Raises:
        CatalogueInvalid: a field is missing, unknown or not one of the allowed values, or two metrics share an id.
    """
    shared = yaml.safe_load((folder / _SHARED).read_text(encoding="utf-8"))
    person_dimensions, other_dimensions = (
        {
            name: _checked(Dimension, fields, where=f"{_SHARED}, dimension {name}")
            for name, fields in shared[kind].items()
        }
        for kind in ("person_dimensions", "other_dimensions")
    )
    groups: Mapping[str, list[str]] = shared["field_groups"]
    variables = thresholds()
    topics: dict[str, str] = {}
    metrics: dict[str, Metric] = {}
    for path in sorted(folder.glob("[!_]*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        table = content["table"]
        topics[table] = content["description"]
        for metric_id, fields in content["metrics"].items():
            where = f"{path.name}, metric {metric_id}"
            if metric_id in metrics:
                raise CatalogueInvalid(f"{where}: {metrics[metric_id].table}.yaml has a metric of that name too")
            declared = {"metric_id": metric_id, "table": table, **_quoted(fields, variables, where=where)}
            declared["fields"] = [each for name in fields.get("fields", ()) for each in groups.get(name, [name])]
            metric = _checked(Metric, declared, where=where)
            unknown = set(metric.dimensions) - person_dimensions.keys() - other_dimensions.keys()
            if unknown:
                raise CatalogueInvalid(f"{where}, field dimensions: {_SHARED} has no dimension {sorted(unknown)[0]!r}")
            metrics[metric_id] = metric
    return Catalogue(
        version=str(shared["version"]),
        topics=topics,
        person_dimensions=person_dimensions,
        other_dimensions=other_dimensions,
        metrics=tuple(metrics.values()),
    )


def _quoted(fields: Mapping[str, Any], variables: Mapping[str, Any], *, where: str) -> dict[str, Any]:
    """The fields with every variable in braces replaced by its value."""
    try:
        return {
            name: said.format_map(variables) if isinstance(said, str) and "{" in said else said
            for name, said in fields.items()
        }
    except (KeyError, ValueError, IndexError) as problem:
        raise CatalogueInvalid(f"{where}: dbt_project.yml has no variable {problem} to quote in braces") from None


def _checked(model: type[Declared], fields: Mapping[str, Any], *, where: str) -> Declared:
    try:
        return model.model_validate(fields)
    except ValidationError as problem:
        first = problem.errors()[0]
        spot = ".".join(str(part) for part in first["loc"])
        raise CatalogueInvalid(f"{where}, field {spot}: {first['msg']} (found {first['input']!r})") from None
