"""The catalogue is read whole or refused with the metric and the field named."""

from pathlib import Path

import pytest

from publishing.catalogue import CATALOGUE, CatalogueInvalid, load_catalogue, thresholds
from publishing.protecting import HEALTH_GRIDS, HEALTH_K
from publishing.tables import published_tables


def test_every_metric_is_a_column_of_exactly_one_topic_table_or_says_where_else_it_is() -> None:
    catalogue = load_catalogue()
    in_topics = [metric.metric_id for topic in catalogue.topics for metric in catalogue.of_table(topic)]
    elsewhere = [
        metric.metric_id for metric in catalogue.metrics if metric.published_in != "kpi_values" or not metric.has_total
    ]
    assert sorted(in_topics + elsewhere) == sorted(catalogue.by_id)


@pytest.mark.parametrize(
    ("found", "instead", "says"),
    [
        ("privacy_class: controlled", "privacy_class: secret", "field privacy_class"),
        ("digits: 4", "digits: many", "field digits"),
        ("numerator: leavers in the window,", "", "field numerator"),
        ("unit: rate,", "unit: rate, colour: red,", "field colour"),
        ("unit: rate,", "unit: rate, dimensions: [star_sign],", "no dimension 'star_sign'"),
        ("range: [0, 1], ", "", "field range"),
        ("fields: [employment],", "", "field fields"),
        ('name_nl: "Verloop",', "", "field name_nl"),
        ('name_nl: "Verloop",', 'name_nl: "",', "field name_nl"),
        ("{bridge_days}", "{bridge_weeks}", "no variable 'bridge_weeks'"),
    ],
)
def test_a_field_that_cannot_be_is_named_with_its_metric(tmp_path: Path, found: str, instead: str, says: str) -> None:
    for path in CATALOGUE.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace(found, instead))
    with pytest.raises(CatalogueInvalid, match=says):
        load_catalogue(tmp_path)


def test_a_metric_declared_in_two_topics_is_refused(tmp_path: Path) -> None:
    for path in CATALOGUE.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "zz_twice.yaml").write_text((CATALOGUE / "workforce.yaml").read_text())
    with pytest.raises(
        CatalogueInvalid, match=r"zz_twice.yaml, metric headcount: workforce.yaml has a metric of that name"
    ):
        load_catalogue(tmp_path)


def test_a_definition_quotes_a_threshold_by_its_variable() -> None:
    """Thirty days in prose and thirty-one in SQL would both look right."""
    days = thresholds()["bridge_days"]
    hires = load_catalogue().by_id["hires"]
    assert f"a gap of at most {days} days" in hires.definition
    assert f"ten hoogste {days} dagen" in hires.definition_nl


def test_a_group_of_fields_stands_for_its_columns() -> None:
    assert "hris.employment_spells.last_day_on" in load_catalogue().by_id["headcount"].fields
    assert not [field for metric in load_catalogue().metrics for field in metric.fields if field.count(".") % 2]


def test_no_published_column_is_undescribed_and_every_key_is_a_column() -> None:
    for table in published_tables():
        assert all(column.description for column in table.columns)
        assert set(table.key) <= {column.name for column in table.columns}


def test_what_is_about_health_is_planned_for_ten_people() -> None:
    """A smallest number alone hides the small cell, not the difference between two larger ones."""
    about_health = [metric for metric in load_catalogue().metrics if metric.code in {"A8", "A9", "A10"}]
    assert {metric.grid for metric in about_health} == HEALTH_GRIDS
    assert {metric.min_persons for metric in about_health} == {HEALTH_K}
    assert {period for metric in about_health for period in metric.period_types} == {"quarter", "r12"}
