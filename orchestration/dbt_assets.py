"""The dbt project as Dagster assets: one asset a model, one check a data test.

Belongs here: names, groups and what a node's result means to Dagster. Calling dbt stands in dbt_running.py.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from orchestration import stages
from orchestration.dbt_running import DbtFailed, DbtOutcome, run_dbt
from orchestration.settings import DBT_PROJECT, MANIFEST, Settings

# What a model says when nothing it is made from has changed (dbt_project/macros/materializing.sql).
UNCHANGED = "UNCHANGED"


class Translator(DagsterDbtTranslator):
    """Keys and groups of the dbt project: `<layer>/<model>`, grouped by layer."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """`landing/<domain>/<table>` for a source, `<layer>/<model>` for a model."""
        if dbt_resource_props["resource_type"] == "source":
            return landing_key(dbt_resource_props["source_name"], dbt_resource_props["name"])
        return dg.AssetKey([_layer(dbt_resource_props), dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer: staging, intermediate, warehouse, marts."""
        return "landing" if dbt_resource_props["resource_type"] == "source" else _layer(dbt_resource_props)

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The model's own words; its SQL is one click away in the repository."""
        return str(dbt_resource_props.get("description") or "")


def _layer(dbt_resource_props: Mapping[str, Any]) -> str:
    return str(dbt_resource_props["fqn"][1])


def landing_key(domain: str, table: str) -> dg.AssetKey:
    """The asset of a landed table, whichever sources feed it. The three tables about landing itself have no domain."""
    return dg.AssetKey(["landing", table] if domain == "landing" else ["landing", domain, table])


def said_of(properties: Mapping[str, Any]) -> str:
    """What a test means, when it matters and what to do: its description, or the comment that opens the SQL of a singular test.

    Args:
        properties: the node of the manifest; empty where it is not known.
    """
    described = str(properties.get("description") or "")
    comment = takewhile(lambda line: line.startswith("--"), str(properties.get("raw_code") or "").splitlines())
    return " ".join((described or " ".join(line.removeprefix("--") for line in comment)).split())


def _failure(outcome: DbtOutcome, *, manifest: Mapping[str, Any]) -> dg.Failure:
    """What failed, in the words of its YAML, with the remedy that stands there."""
    described = []
    for node in outcome.failed:
        properties = manifest["nodes"].get(node.unique_id) or manifest.get("unit_tests", {}).get(node.unique_id) or {}
        described.append(f"{properties.get('name', node.unique_id)}: {node.message}. {said_of(properties)}")
    return dg.Failure(description="dbt: " + "\n".join(described), allow_retries=False)


def dbt_models(settings: Settings, *, manifest_path: Path = MANIFEST) -> dg.AssetsDefinition:
    """All models of the project as one asset definition, built by dbt in its own order.

    Args:
        settings: where the home folder lies.
        manifest_path: made by `make setup`; read when definitions load.
    """
    translator = Translator()
    manifest = json.loads(manifest_path.read_text())

    @dbt_assets(manifest=manifest, dagster_dbt_translator=translator, name="dbt_models")
    def models(context: dg.AssetExecutionContext) -> Iterator[dg.Output[None] | dg.AssetCheckResult]:
        try:
            inputs = stages.inputs(settings)
        except stages.StageMissing as missing:
            raise dg.Failure(description=str(missing), allow_retries=False) from None
        stages.mark(settings.warehouse, "models", None)
        context.log.info(f"building the models as of {inputs.as_of}")
        try:
            # Unit tests ask about the SQL, not about these deliveries: `make test` runs them. Exposures are readers, and not run.
            outcome = run_dbt(
                ["build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "exposure"],
                project=DBT_PROJECT,
                output=settings.dbt_output,
                variables={"as_of": inputs.as_of},
            )
        except DbtFailed as failure:
            raise dg.Failure(description=str(failure), allow_retries=False) from None
        built = {node.unique_id: node for node in outcome.nodes if not node.unique_id.startswith("operation.")}
        unknown = sorted(set(built) - set(manifest["nodes"]) - set(manifest["unit_tests"]))
        if unknown:
            raise dg.Failure(
                description=f"Dagster's manifest is older than the dbt project ({unknown[0]}): run `make setup`.",
                allow_retries=False,
            )
        rows = stages.row_counts(settings.warehouse)
        expected = context.selected_asset_check_keys
        for unique_id, node in built.items():
            properties = manifest["nodes"].get(unique_id, {})
            if properties.get("resource_type") == "model" and node.passed:
                key = translator.get_asset_key(properties)
                metadata = {
                    "dagster/row_count": rows.get((_layer(properties), properties["name"]), 0),
                    "seconds": round(node.seconds, 3),
                }
                yield dg.Output(None, output_name=key.to_python_identifier(), metadata=metadata)
            check = get_asset_check_key_for_test(manifest, translator, unique_id, project=None)
            if check is not None and check in expected and node.status != "skipped":
                yield dg.AssetCheckResult(
                    passed=node.passed,
                    asset_key=check.asset_key,
                    check_name=check.name,
                    severity=dg.AssetCheckSeverity.WARN if node.status == "warn" else dg.AssetCheckSeverity.ERROR,
                    metadata={"rows_found": node.failures},
                    description=said_of(properties),
                )
        if outcome.failed:
            raise _failure(outcome, manifest=manifest)
        stages.mark(settings.warehouse, "models", inputs.fingerprint)
        models = [node for unique_id, node in built.items() if unique_id.startswith("model.")]
        unchanged = sum(1 for node in models if node.message == UNCHANGED)
        context.log.info(
            f"{len(models) - unchanged} models built, {unchanged} unchanged, {len(built) - len(models)} tests passed"
        )

    return models
