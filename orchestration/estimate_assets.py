"""The estimates as Dagster assets: cells out of the warehouse, through impact/, back as the schema `estimates`.

Belongs here: reading and writing. What is estimated, and how, belongs to impact/.
"""

from collections.abc import Iterator

import dagster as dg

from impact.agreement import add_statistics
from impact.durations import METHOD, MedianRule, add_medians
from impact.intervals import add_intervals
from impact.retention import DAYS_PER_MONTH, kaplan_meier, summarise
from impact.skill_decay import half_lives
from orchestration import stages
from orchestration.charts import as_markdown, retention_chart
from orchestration.settings import Settings
from orchestration.talent_estimates import AALEN_JOHANSEN, DESCRIPTIONS, INPUTS, talent_estimates
from publishing.catalogue import load_catalogue

SCHEMA = "estimates"


def estimates_asset(settings: Settings) -> dg.AssetsDefinition:
    """Intervals of every KPI cell, and the retention curves."""
    specs = [
        dg.AssetSpec(
            dg.AssetKey([SCHEMA, "kpi_values"]),
            deps=[dg.AssetKey(["marts", name]) for name in ("kpi_values", "duration_cells", "productivity_cells")],
            group_name=SCHEMA,
            kinds={"duckdb"},
            description="Every KPI cell with its interval by the catalogue: Wilson, exact Poisson, linearised, Kaplan-Meier medians.",
        ),
        dg.AssetSpec(
            dg.AssetKey([SCHEMA, "retention_curves"]),
            deps=[dg.AssetKey(["marts", "retention_cells"])],
            group_name=SCHEMA,
            kinds={"duckdb"},
            description="Kaplan-Meier by cohort at full resolution, left-truncated at the start of history; coarsened before it is published.",
        ),
        dg.AssetSpec(
            dg.AssetKey([SCHEMA, "retention_summary"]),
            deps=[dg.AssetKey(["marts", "retention_cells"])],
            group_name=SCHEMA,
            kinds={"duckdb"},
            description="Survival at 12, 24 and 36 months and the median tenure, by cohort.",
        ),
        dg.AssetSpec(
            dg.AssetKey([SCHEMA, "skill_half_lives"]),
            deps=[dg.AssetKey(["marts", "skill_decay_cells"])],
            group_name=SCHEMA,
            kinds={"duckdb"},
            description="How fast skills fade that lie idle, by skill: regression on repeated tests, bootstrap interval, else the prior.",
        ),
        *(
            dg.AssetSpec(
                dg.AssetKey([SCHEMA, name]),
                deps=[dg.AssetKey(["marts", INPUTS[name]])],
                group_name=SCHEMA,
                kinds={"duckdb"},
                description=description,
            )
            for name, description in DESCRIPTIONS.items()
        ),
    ]

    @dg.multi_asset(name="estimate", specs=specs)
    def estimate(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        try:
            inputs = stages.inputs(settings)
            stages.require(settings.warehouse, "models", inputs.fingerprint)
        except stages.StageMissing as missing:
            raise dg.Failure(description=str(missing), allow_retries=False) from None
        stages.mark(settings.warehouse, SCHEMA, None)
        metrics = load_catalogue().metrics
        medians = [metric for metric in metrics if metric.interval == METHOD]
        # What is read off a curve comes with its own interval.
        methods = {
            metric.metric_id: "none" if metric.interval in {METHOD, AALEN_JOHANSEN} else metric.interval
            for metric in metrics
        }
        days = {"days": 1.0, "months": DAYS_PER_MONTH}
        # A ratio that is a share, or a score with an end of its scale, has an interval that stays below it.
        ends = {"rate": 1.0, "score 0-100": 100.0, "level": 5.0}
        upper_limits = {
            metric.metric_id: ends[metric.unit]
            for metric in metrics
            if metric.interval == "ratio" and metric.unit in ends
        }
        cells = stages.read_table(settings.warehouse, "marts", "retention_cells")
        curves = kaplan_meier(cells)
        values = add_intervals(
            add_statistics(stages.read_table(settings.warehouse, "marts", "kpi_values"), methods=methods),
            methods=methods,
            upper_limits=upper_limits,
        )
        values = add_medians(
            values,
            stages.read_table(settings.warehouse, "marts", "duration_cells"),
            rules={
                metric.metric_id: MedianRule(start_at_risk=metric.min_persons, days_per_unit=days[metric.unit])
                for metric in medians
            },
        )
        tables = {
            "retention_curves": curves,
            "retention_summary": summarise(curves, cells),
            "skill_half_lives": half_lives(stages.read_table(settings.warehouse, "marts", "skill_decay_cells")),
            **talent_estimates(settings.warehouse, values),
        }
        stages.write_tables(settings.warehouse, SCHEMA, tables)
        stages.mark(settings.warehouse, SCHEMA, inputs.fingerprint)
        context.log.info(", ".join(f"{table.num_rows:,} rows of {name}" for name, table in tables.items()))
        for name, table in tables.items():
            metadata: dict[str, dg.MetadataValue] = {"dagster/row_count": dg.MetadataValue.int(table.num_rows)}
            if name == "retention_curves":
                metadata["curve"] = dg.MetadataValue.md(as_markdown(retention_chart(curves)))
            yield dg.MaterializeResult(asset_key=dg.AssetKey([SCHEMA, name]), metadata=metadata)

    return estimate
