"""The published tables as one asset that cannot be split: prepare, gate, swap.

Belongs here: the order of the three steps and what they report. Disclosure control and the swap belong to publishing/, the
expectations to expectations/. A selection of this asset alone publishes nothing stale: it refuses unless the stages before it were
done for the deliveries at hand.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from expectations.gate import ExpectationResult, run_gate
from orchestration import stages
from orchestration.charts import as_markdown, headcount_chart
from orchestration.deciding import decide
from orchestration.settings import PRODUCT_VERSION, Settings
from publishing.candidate import Candidate, ReleaseFacts, prepare
from publishing.catalogue import load_catalogue
from publishing.releasing import Admission, swap
from publishing.tables import published_tables

SCHEMA = "published"
CHECK = "gate"


def _refusal(failed: list[ExpectationResult]) -> str:
    said = [f"{len(failed)} expectations failed; nothing was published and `current` stays as it was."]
    return "\n- ".join([*said, *(str(result) for result in failed)])


def published_asset(settings: Settings) -> dg.AssetsDefinition:
    """All published tables of a release, behind the gate."""
    tables = published_tables()
    # What the company planned is read as it was delivered: it holds nothing about people.
    facts = ("dim_programmes", "fct_initiatives", "fct_programme_plans", "fct_business_outcomes")
    plan = [dg.AssetKey(["warehouse", name]) for name in facts]
    upstream = [dg.AssetKey(["estimates", name]) for name in ("kpi_values", "retention_curves", "retention_summary")]
    upstream += [
        dg.AssetKey(["estimates", "skill_half_lives"]),
        *(dg.AssetKey(["marts", name]) for name in ("skill_gap_cells", "skill_forecast_cells", "reskilling_paths")),
    ]
    upstream += [
        dg.AssetKey(["marts", name])
        for name in ("disclosure_flows", "org_units", "periods", "data_quality", "field_health")
    ]

    @dg.multi_asset(
        name="publish_release",
        specs=[
            dg.AssetSpec(
                dg.AssetKey([SCHEMA, table.name]),
                deps=[*plan, *upstream],
                group_name=SCHEMA,
                description=table.description,
                kinds={"duckdb", "parquet"},
            )
            for table in tables
        ],
        check_specs=[
            dg.AssetCheckSpec(
                CHECK,
                asset=dg.AssetKey([SCHEMA, table.name]),
                blocking=True,
                description="Every expectation of the table holds on the hidden candidate release.",
            )
            for table in tables
        ],
        can_subset=False,
    )
    def publish(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        try:
            inputs = stages.inputs(settings)
            for stage in ("models", "estimates"):
                stages.require(settings.warehouse, stage, inputs.fingerprint)
        except stages.StageMissing as missing:
            raise dg.Failure(description=str(missing), allow_retries=False) from None
        candidate: Candidate = prepare(
            settings.warehouse,
            home=settings.home,
            as_of=inputs.as_of,
            facts=ReleaseFacts.from_landing(settings.landing, product_version=PRODUCT_VERSION, as_of=inputs.as_of),
            catalogue=load_catalogue(),
            decide=decide,
        )
        withheld = ", ".join(f"{reason} {cells:,}" for reason, cells in candidate.withheld.items())
        context.log.info(
            f"candidate {candidate.release_id}: {sum(candidate.rows.values()):,} rows; KPI cells withheld: {withheld}"
        )
        gate = run_gate(
            candidate.marts,
            docs=candidate.path / "docs",
            quarantine=settings.quarantine / f"gate-{candidate.release_id}",
        )
        by_table: defaultdict[str, list[ExpectationResult]] = defaultdict(list)
        for result in gate.results:
            by_table[result.table].append(result)
        for table in tables:
            results = by_table[table.name]
            failing = [result for result in results if not result.success]
            yield dg.AssetCheckResult(
                asset_key=dg.AssetKey([SCHEMA, table.name]),
                check_name=CHECK,
                passed=not failing,
                metadata={"expectations": len(results), "failed": [result.expectation_id for result in failing]},
            )
        failed = [result for result in gate.results if not result.success]
        if failed:
            raise dg.Failure(description=_refusal(failed), allow_retries=False)
        context.log.info(f"gate: {len(gate.results)} expectations hold")
        released = swap(
            candidate,
            admission=Admission(release_id=candidate.release_id, passed=gate.passed, checks=len(gate.results)),
            home=settings.home,
            published_at=datetime.now(tz=UTC),
            rollback=settings.rollback,
        )
        context.log.info(released.summary)
        for table in tables:
            metadata: dict[str, dg.MetadataValue] = {
                "dagster/row_count": dg.MetadataValue.int(candidate.rows[table.name]),
                "release": dg.MetadataValue.text(released.release_id),
            }
            if table.name == "kpi_values":
                metadata["withheld"] = dg.MetadataValue.json(dict(candidate.withheld))
            if table.name == "workforce":
                metadata["headcount"] = dg.MetadataValue.md(
                    as_markdown(headcount_chart(released.path / "marts.duckdb"))
                )
            yield dg.MaterializeResult(asset_key=dg.AssetKey([SCHEMA, table.name]), metadata=metadata)

    return publish
