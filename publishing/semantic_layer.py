"""The semantic layer: the catalogue's metrics as dbt semantic models and metrics (MetricFlow), generated, so that a metric is declared once.

Belongs here: the YAML as a mapping; the command `semantic-layer` writes it. What a metric means stands in the catalogue.

It describes the published table kpi_values and runs on a release only (dbt's target `release`): it asks for `is_latest`, which the warehouse's own
kpi_values does not have, so that nobody reads unprotected figures through it by mistake. A published number is never summed: rows of a unit include
the units below it, windows overlap, and most metrics are ratios. A metric is therefore the value of one cell, and null where a query would mix two: a
query that forgets to say which unit or period gets nothing, rather than a wrong number.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from publishing.catalogue import Catalogue, Metric

SEMANTIC_LAYER_HEADER = """\
# Generated from the metric catalogue by `python -m orchestration.commands semantic-layer`: change dbt_project/metrics/, not this.
#
# BI and MetricFlow read the release, never the warehouse: `dbt ... --target release`, after which for example
#   mf query --metrics headcount --group-by cell__period_end,org_unit__name --where "{{ Dimension('cell__period_type') }} = 'day'"
# A metric is null where a query mixes cells: say the period type, the period end and the unit, by grouping or by filter.
"""
_MODEL = "published_kpis"
_ALL = "{{ Dimension('cell__dimension') }} = 'all'"
_BROKEN_DOWN = "{{ Dimension('cell__dimension') }} <> 'all'"
_KEY = ("metric_id", "period_type", "period_end", "org_unit_id", "dimension", "category", "revision")
_DIMENSIONS = {
    "metric_id": "Metric of the catalogue.",
    "period_type": "day, month, quarter, year, r12 or survey.",
    "dimension": "What the value is broken down by; all is nothing.",
    "category": "Category of the dimension; all is the total.",
    "suppression_reason": "Why a value is withheld.",
    "is_latest": "Whether this is the newest revision.",
}


def semantic_layer_yaml(catalogue: Catalogue) -> dict[str, Any]:
    """The content of dbt's file, to be dumped as YAML below SEMANTIC_LAYER_HEADER."""
    metrics = [metric for metric in catalogue.metrics if metric.published_in == "kpi_values"]
    return {
        "version": 2,
        "semantic_models": [_published_kpis(), _org_units()],
        "metrics": [
            _counted(
                "published_value",
                "Sum of the values of the cells of a query: of use to the metrics below only.",
                "value_sum",
            ),
            _counted("published_cells", "Cells of a query: of use to the metrics below only.", "cell_count"),
            *(each for metric in metrics for each in _metrics(metric)),
        ],
    }


def _published_kpis() -> dict[str, Any]:
    return {
        "name": _MODEL,
        "description": "The protected KPI values of a release: one row a metric, period, unit, category and revision.",
        "model": "ref('kpi_values')",
        "defaults": {"agg_time_dimension": "period_end"},
        "entities": [
            {
                "name": "cell",
                "type": "primary",
                "expr": " || '|' || ".join(f"cast({column} as varchar)" for column in _KEY),
            },
            {"name": "org_unit", "type": "foreign", "expr": "org_unit_id"},
        ],
        "dimensions": [
            {
                "name": "period_end",
                "type": "time",
                "description": "Last day of the period.",
                "type_params": {"time_granularity": "day"},
            },
            *({"name": name, "type": "categorical", "description": said} for name, said in _DIMENSIONS.items()),
        ],
        "measures": [
            {"name": "value_sum", "description": "Values of the cells.", "agg": "sum", "expr": "value"},
            {"name": "cell_count", "description": "Cells, withheld ones included.", "agg": "sum", "expr": "1"},
        ],
    }


def _org_units() -> dict[str, Any]:
    return {
        "name": "published_org_units",
        "description": "The org tree of a release, to group by a unit's name or level.",
        "model": "ref('org_units')",
        "entities": [{"name": "org_unit", "type": "primary", "expr": "org_unit_id"}],
        "dimensions": [
            {"name": "name", "type": "categorical", "description": "Name of the unit."},
            {"name": "level", "type": "categorical", "description": "Steps below the company."},
            {"name": "path", "type": "categorical", "description": "Units from the company down."},
        ],
    }


def _counted(name: str, description: str, measure: str) -> dict[str, Any]:
    params = {"measure": {"name": measure, "filter": "{{ Dimension('cell__is_latest') }}"}}
    return {
        "name": name, "label": name.replace("_", " ").capitalize(), "description": description, "type": "simple", "type_params": params,
    }  # fmt: skip


def _metrics(metric: Metric) -> Iterator[Mapping[str, Any]]:
    """The metric of a unit as a whole and, where it is broken down, that of its categories."""
    yield _guarded(metric.metric_id, metric, label=metric.name, where=_ALL)
    if metric.dimensions:
        name = f"{metric.metric_id}_by_category"
        yield _guarded(name, metric, label=f"{metric.name}, broken down", where=_BROKEN_DOWN)


def _guarded(name: str, metric: Metric, *, label: str, where: str) -> Mapping[str, Any]:
    """A metric that is the value of one cell, and null where a query mixes cells."""
    only = f"{{{{ Dimension('cell__metric_id') }}}} = '{metric.metric_id}' and {where}"
    return {
        "name": name,
        "label": label,
        "description": metric.definition,
        "type": "derived",
        "type_params": {
            "expr": f"case when {name}_cells = 1 then {name}_value end",
            "metrics": [
                {"name": "published_value", "alias": f"{name}_value", "filter": only},
                {"name": "published_cells", "alias": f"{name}_cells", "filter": only},
            ],
        },
        "config": {
            "meta": {
                "code": metric.code,
                "unit": metric.unit,
                "privacy_class": metric.privacy_class,
                "period_types": list(metric.period_types),
            }
        },
    }
