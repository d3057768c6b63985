"""The metric catalogue, read and checked: what every published number means and how it may be published.

Belongs here: the YAML as frozen types, and the table `metrics` made from it. The measures stand in dbt, the rules of the privacy
classes in protecting.py and coding.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

CATALOGUE = Path(__file__).resolve().parent.parent / "dbt_project" / "metrics.yaml"

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
    interval: Literal["none", "wilson", "poisson", "ratio", "ratio_of_ratios", "enps"]
    period_types: tuple[PeriodType, ...] = Field(min_length=1)
    levels: int | None = None
    min_persons: int = 5
    published_in: str = "kpi_values"


@dataclass(frozen=True)
class Catalogue:
    """All metrics, in the order of the file."""

    version: str
    metrics: tuple[Metric, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Metric]:
        """The metrics by their id."""
        return {metric.metric_id: metric for metric in self.metrics}

    def of_table(self, table: str) -> tuple[Metric, ...]:
        """The metrics that a topic table holds as columns."""
        return tuple(metric for metric in self.metrics if metric.table == table and metric.published_in == "kpi_values")

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """The rows of the published table `metrics`."""
        for metric in self.metrics:
            yield {
                **metric.model_dump(
                    include={
                        "metric_id",
                        "code",
                        "name",
                        "definition",
                        "unit",
                        "digits",
                        "additivity",
                        "privacy_class",
                        "interval",
                    }
                ),
                **metric.model_dump(include={"numerator", "denominator", "standard", "min_persons", "published_in"}),
                "version": self.version,
                "period_types": ",".join(metric.period_types),
                "dimensions": "all",
                "deepest_org_level": metric.levels,
            }


@cache
def load_catalogue(path: Path = CATALOGUE) -> Catalogue:
    """Read the catalogue.

    Raises:
        CatalogueInvalid: a field is missing, unknown or not one of the allowed values.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    metrics = []
    for group in content["groups"].values():
        for metric_id, fields in group["metrics"].items():
            try:
                metrics.append(Metric(metric_id=metric_id, table=group["table"], **fields))
            except ValidationError as problem:
                first = problem.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise CatalogueInvalid(
                    f"{path.name}, metric {metric_id}, field {where}: {first['msg']} (found {first['input']!r})"
                ) from None
    return Catalogue(version=str(content["version"]), metrics=tuple(metrics))
