"""The semantic layer is made from the catalogue, reads what is published only, and never sums published numbers."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from orchestration.settings import MANIFEST, SEMANTIC_LAYER
from publishing.catalogue import load_catalogue
from publishing.semantic_layer import semantic_layer_yaml
from publishing.tables import published_tables


@pytest.fixture(scope="module")
def manifest() -> Mapping[str, Any]:
    """The manifest that `make setup` parses."""
    content: Mapping[str, Any] = json.loads(MANIFEST.read_text())
    return content


def test_the_semantic_layer_is_the_one_the_catalogue_generates() -> None:
    """`python -m orchestration.commands semantic-layer` writes it anew."""
    assert yaml.safe_load(SEMANTIC_LAYER.read_text()) == semantic_layer_yaml(load_catalogue())


def test_every_metric_with_values_is_a_metric_of_the_semantic_layer(manifest: Mapping[str, Any]) -> None:
    """And under its own name, so that whoever knows the catalogue knows the layer."""
    declared = {metric.metric_id for metric in load_catalogue().metrics if metric.published_in == "kpi_values"}
    found = {metric["name"] for metric in manifest["metrics"].values()}
    assert declared <= found
    assert {name.removesuffix("_by_category") for name in found} - declared == {"published_value", "published_cells"}


def test_the_semantic_layer_reads_columns_of_published_tables_only(manifest: Mapping[str, Any]) -> None:
    """And one of them the warehouse does not have: on unprotected figures it cannot run."""
    published = {table.name: {column.name for column in table.columns} for table in published_tables()}
    for model in manifest["semantic_models"].values():
        table = re.sub(r".*'(\w+)'.*", r"\1", model["model"])
        parts = [*model["dimensions"], *model["measures"], *model["entities"]]
        named = {
            word
            for part in parts
            for word in re.findall(r"[a-z_]+", re.sub("'[^']*'", "", part["expr"] or part["name"]))
        }
        assert named - {"cast", "as", "varchar"} <= published[table]
    warehouse = next(node for node in manifest["nodes"].values() if node["name"] == "kpi_values")
    assert "is_latest" not in warehouse["columns"]
    base = [metric for metric in manifest["metrics"].values() if metric["type"] == "simple"]
    filters = [metric["type_params"]["measure"]["filter"]["where_filters"] for metric in base]
    assert all("is_latest" in each[0]["where_sql_template"] for each in filters)


def test_a_metric_of_the_semantic_layer_is_null_where_a_query_mixes_cells(manifest: Mapping[str, Any]) -> None:
    """Units include those below them and windows overlap: a sum of published numbers is never one."""
    for metric in manifest["metrics"].values():
        if metric["type"] == "derived":
            name = metric["name"]
            assert metric["type_params"]["expr"] == f"case when {name}_cells = 1 then {name}_value end"
            asked = {each["name"]: each["filter"] for each in metric["type_params"]["metrics"]}
            assert set(asked) == {"published_value", "published_cells"}
            assert asked["published_value"] == asked["published_cells"]


def test_everything_in_the_semantic_layer_is_described(manifest: Mapping[str, Any]) -> None:
    parts = [
        *manifest["metrics"].values(),
        *manifest["semantic_models"].values(),
        *(
            part
            for model in manifest["semantic_models"].values()
            for part in [*model["dimensions"], *model["measures"]]
        ),
    ]
    assert [part["name"] for part in parts if not part["description"]] == []
