"""What metrics add up: contributions.yaml names metrics, sets and quantities that there are, and health asks for more people."""

import re
from pathlib import Path

import pytest

from publishing.catalogue import load_catalogue
from publishing.contributions import load_contributions
from publishing.protecting import HEALTH_GRIDS, HEALTH_K

CONTRIBUTIONS = load_contributions()
SETS = Path(__file__).resolve().parents[2] / "publishing" / "sql" / "contributions"


def test_every_metric_that_says_what_it_adds_up_is_in_the_catalogue() -> None:
    assert set(CONTRIBUTIONS.metrics) <= set(load_catalogue().by_id)


def test_every_set_is_used_and_every_query_is_a_set() -> None:
    assert set(CONTRIBUTIONS.sets) == {path.stem for path in SETS.glob("*.sql")}


@pytest.mark.parametrize("name", CONTRIBUTIONS.sets)
def test_every_quantity_is_a_column_of_its_set(name: str) -> None:
    query = (SETS / f"{name}.sql").read_text()
    assert [column for column in CONTRIBUTIONS.columns(name) if not re.search(rf"\b{column}\b", query)] == []


def test_open_quantities_are_used_by_some_metric() -> None:
    used = {quantity for quantities in CONTRIBUTIONS.metrics.values() for quantity in quantities}
    assert used >= CONTRIBUTIONS.open


def test_quantities_of_metrics_about_health_ask_for_as_many_people_as_the_plan_does() -> None:
    for metric_id, quantities in CONTRIBUTIONS.metrics.items():
        if load_catalogue().by_id[metric_id].grid in HEALTH_GRIDS:
            guarded = {name for name, column in quantities if (name, column) not in CONTRIBUTIONS.open}
            assert {CONTRIBUTIONS.smallest.get(name) for name in guarded} == {HEALTH_K}
