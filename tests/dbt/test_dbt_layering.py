"""The dbt layers, read from the manifest: data flows one way, and nothing is left undocumented or untested."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest
import yaml

from ingestion.contracts import load_contracts
from ingestion.dbt_contract_columns import contract_columns_macro
from ingestion.dbt_sources import dbt_sources_yaml
from ingestion.plain_preset import plain_preset_yaml
from ingestion.sources import PRESETS
from orchestration.dbt_assets import said_of
from orchestration.settings import CONTRACT_COLUMNS, DBT_PROJECT, dbt_sources_file

Models: TypeAlias = Mapping[str, Mapping[str, Any]]

# What each layer may read. Marts read marts: kpi_values unites the topics.
MAY_READ = {
    "staging": {"source", "staging"},
    "intermediate": {"staging", "intermediate"},
    "warehouse": {"staging", "intermediate", "warehouse"},
    "marts": {"warehouse", "marts"},
}
CLOCKS = re.compile(r"current_date|current_timestamp|\bnow\s*\(|\btoday\s*\(|\bgetdate\b", re.IGNORECASE)
QUOTED_IDENTIFIER = re.compile(r'"[a-z_]+"')
HEADINGS = ["**Overview**", "**Grain**", "**Rules**", "**Caveats**"]


def layer(node: Mapping[str, Any]) -> str:
    return str(node["fqn"][1])


def sql_of(node: Mapping[str, Any]) -> str:
    path = DBT_PROJECT / str(node["original_file_path"])
    return path.read_text()


def test_each_layer_reads_only_the_layers_below_it(models: Models) -> None:
    """A mart that reads staging would bypass every rule in between."""
    wrong = []
    for node in models.values():
        for upstream in node["depends_on"]["nodes"]:
            kind = "source" if upstream.startswith("source.") else layer(models[upstream])
            if kind not in MAY_READ[layer(node)]:
                wrong.append(f"{node['name']} reads {upstream}")
    assert wrong == []


def test_no_model_reads_the_clock(models: Models) -> None:
    """The same deliveries and as-of date must give the same tables tomorrow."""
    assert [node["name"] for node in models.values() if CLOCKS.search(sql_of(node))] == []


def test_no_model_quotes_an_identifier(models: Models) -> None:
    """A quoted identifier is a string in Spark: a silent wrong result."""
    without_jinja = {
        node["name"]: re.sub(r"\{[{%#].*?[}%#]\}", "", sql_of(node), flags=re.DOTALL) for node in models.values()
    }
    assert [name for name, sql in without_jinja.items() if QUOTED_IDENTIFIER.search(sql)] == []


def test_models_stay_short_enough_to_read(models: Models) -> None:
    """A model of more than 120 lines holds two."""
    assert {
        node["name"]: len(sql_of(node).splitlines()) for node in models.values() if len(sql_of(node).splitlines()) > 120
    } == {}


def test_every_model_has_a_yaml_file_of_its_own_beside_it(models: Models) -> None:
    """One YAML a model: a missing one is seen in a listing."""
    missing = [
        node["name"]
        for node in models.values()
        if not (DBT_PROJECT / node["original_file_path"]).with_suffix(".yml").exists()
    ]
    assert missing == []


def test_every_model_and_column_is_described_under_the_four_headings(models: Models) -> None:
    """Documentation is part of the contract with whoever queries the table."""
    headless = [
        node["name"] for node in models.values() if not all(heading in node["description"] for heading in HEADINGS)
    ]
    assert headless == []
    silent = [
        f"{node['name']}.{column}"
        for node in models.values()
        for column, about in node["columns"].items()
        if not about["description"]
    ]
    assert silent == []


@pytest.mark.parametrize("checked", ["intermediate", "marts"])
def test_every_intermediate_and_mart_model_has_a_unit_test(
    manifest: Mapping[str, Any], models: Models, checked: str
) -> None:
    """A rule without a hand-computed answer is an opinion."""
    tested = {upstream for test in manifest["unit_tests"].values() for upstream in test["depends_on"]["nodes"]}
    # Models that only pass a warehouse table on have nothing to compute.
    passing_on = {"org_units", "periods", "kpi_values"}
    untested = [
        node["name"]
        for key, node in models.items()
        if layer(node) == checked and key not in tested and node["name"] not in passing_on
    ]
    assert untested == []


def test_staging_keys_are_the_contracts_keys(models: Models) -> None:
    """Which row replaces which is decided by the key: two homes for it would drift."""
    contracts = load_contracts()
    wrong = {}
    for node in models.values():
        call = re.search(r"stage\('(\w+)', '(\w+)', key=\[([^\]]*)\]\)", sql_of(node))
        if call is None:
            continue
        key = set(re.findall(r"'(\w+)'", call.group(3)))
        expected = set(contracts[f"{call.group(1)}.{call.group(2)}"].key) | {"source"}
        if key != expected:
            wrong[node["name"]] = key ^ expected
    assert wrong == {}


def test_every_contract_table_has_its_staging_model(models: Models) -> None:
    """A table that lands and is never staged is lost in silence."""
    staged = {node["name"] for node in models.values() if layer(node) == "staging"}
    expected = {f"stg_{contract.domain}__{contract.table}" for contract in load_contracts().values()}
    assert expected - staged == set()


def test_the_dbt_sources_are_those_the_contracts_generate() -> None:
    """`python -m orchestration.commands generated` writes them anew."""
    for domain, content in dbt_sources_yaml(load_contracts()).items():
        assert yaml.safe_load(dbt_sources_file(domain).read_text()) == content, f"the sources of {domain} are stale"


def test_the_plain_preset_is_the_one_the_contracts_generate() -> None:
    """`python -m orchestration.commands generated` writes it anew."""
    assert yaml.safe_load((PRESETS / "plain.yaml").read_text()) == plain_preset_yaml(load_contracts())


def test_the_list_of_contract_columns_is_the_one_the_contracts_generate() -> None:
    """`python -m orchestration.commands generated` writes it anew."""
    assert CONTRACT_COLUMNS.read_text() == contract_columns_macro()


def test_staging_carries_every_column_of_its_contract(models: Models) -> None:
    """What staging leaves out is counted by nobody: fct_field_health goes through the contracts' columns."""
    staged = {node["name"]: set(node["columns"]) for node in models.values() if layer(node) == "staging"}
    left_out = {
        contract.name: {column.name for column in contract.filled} - staged[f"stg_{contract.domain}__{contract.table}"]
        for contract in load_contracts().values()
    }
    assert {name: columns for name, columns in left_out.items() if columns} == {}


def test_every_macro_is_described(manifest: Mapping[str, Any]) -> None:
    """In _macros.yml, which dbt's own documentation shows, or by the comment right above it; the variants of an engine go with theirs."""
    silent = []
    for macro in manifest["macros"].values():
        name = macro["name"]
        if macro["package_name"] != "learning_impact" or name.startswith(("default__", "spark__")):
            continue
        text = (DBT_PROJECT / macro["original_file_path"]).read_text()
        bare = name.removeprefix("test_").removeprefix("materialization_").removesuffix("_duckdb")
        if not macro["description"] and not re.search(
            rf"#}}\s*{{%-?\s*(?:macro|test|materialization)\s+{bare}\b", text
        ):
            silent.append(name)
    assert silent == []


def test_every_test_says_what_it_is_when_it_matters_and_what_to_do(manifest: Mapping[str, Any]) -> None:
    """In its YAML, or for a test of its own in the comment that opens its SQL: a red test hands over work, not a puzzle.

    A unit test is named as its rule.
    """
    tests = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    assert [node["name"] for node in tests if len(said_of(node)) < 20] == []


def test_every_source_and_exposure_is_described(manifest: Mapping[str, Any]) -> None:
    """Where figures come from and who reads them are the two ends of the lineage."""
    named = [*manifest["sources"].values(), *manifest["exposures"].values()]
    assert [node["name"] for node in named if not node["description"]] == []
    columns = [(node["name"], column) for node in manifest["sources"].values() for column in node["columns"].values()]
    assert [f"{table}.{column['name']}" for table, column in columns if not column["description"]] == []
    assert {"estimates", "release"} <= {node["name"] for node in manifest["exposures"].values()}
