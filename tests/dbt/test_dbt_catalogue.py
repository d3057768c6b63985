"""The catalogue and the SQL agree: every metric has one measure, for the period types it declares."""

import re

import yaml

from ingestion.contracts import load_contracts
from orchestration.settings import DBT_PROJECT
from publishing.catalogue import load_catalogue

MEASURE = re.compile(r"measure\('(\w+)'")


def test_every_metric_of_the_catalogue_has_a_measure_and_no_measure_lacks_its_metric() -> None:
    """A number without a definition, or a definition without a number, is an argument waiting to happen."""
    emitted: set[str] = set()
    for path in (DBT_PROJECT / "models" / "marts" / "kpi").glob("kpi_*.sql"):
        sql = path.read_text()
        emitted |= set(MEASURE.findall(sql))
        for template in re.findall(r"measure\('turnover_' ~ exit_class ~ '_rate'", sql):
            assert template
            emitted |= {
                f"turnover_{name}_rate" for name in ("voluntary", "involuntary", "retirement", "other", "unknown")
            }
    emitted.discard("turnover_")
    declared = {metric.metric_id for metric in load_catalogue().metrics if metric.published_in == "kpi_values"}
    assert emitted == declared


def test_the_catalogue_is_yaml_that_names_no_metric_twice() -> None:
    """YAML takes a repeated key without a word; the last one would win."""
    for path in (DBT_PROJECT / "metrics").glob("[!_]*.yaml"):
        text = path.read_text()
        names = re.findall(r"^  (\w+):$", text, re.MULTILINE)
        assert len(names) == len(set(names))
        assert len(names) == len(yaml.safe_load(text)["metrics"])


def test_every_field_a_metric_or_dimension_needs_is_a_column_of_a_contract() -> None:
    """What does not exist can never be delivered: metric_health would say so of every company."""
    columns = {f"{name}.{column.name}" for name, contract in load_contracts().items() for column in contract.filled}
    catalogue = load_catalogue()
    needed = {row["metric_id"]: set(str(row["fields"]).replace(" or ", ",").split(",")) for row in catalogue.rows()}
    needed |= {name: set(dimension.fields) for name, dimension in catalogue.person_dimensions.items()}
    assert {name: fields - columns - {""} for name, fields in needed.items() if fields - columns - {""}} == {}
