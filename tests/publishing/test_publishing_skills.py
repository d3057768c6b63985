"""Skill tables: five people a cell, and nobody to be had by subtracting the divisions from the company."""

from publishing.skills import planned


def reasons(persons: list[tuple[str, str, int]]) -> dict[tuple[str, str], str | None]:
    """The reason of every cell, by unit and skill."""
    return {(row["org_unit_id"], row["skill_id"]): row["reason"] for row in planned(persons).to_pylist()}


def test_a_division_under_five_is_withheld_and_so_is_the_smallest_that_would_give_it_away() -> None:
    """Of 33 people 3 are in c: beside the 20 of a it takes the 10 of b, or the 3 are 33 - 20 - 10."""
    found = reasons([("company", "sql", 33), ("a", "sql", 20), ("b", "sql", 10), ("c", "sql", 3)])
    assert found == {
        ("company", "sql"): None,
        ("a", "sql"): None,
        ("b", "sql"): "complement",
        ("c", "sql"): "small_group",
    }


def test_a_remainder_of_nobody_or_of_five_gives_nobody_away() -> None:
    assert set(reasons([("company", "sql", 30), ("a", "sql", 20), ("b", "sql", 10)]).values()) == {None}
    found = reasons([("company", "sql", 35), ("a", "sql", 30), ("b", "sql", 3), ("c", "sql", 2)])
    assert found["a", "sql"] is None


def test_skills_are_planned_each_on_their_own_and_a_small_company_hides_its_divisions() -> None:
    found = reasons([("company", "sql", 4), ("a", "sql", 4), ("company", "law", 9), ("a", "law", 9)])
    assert (found["company", "sql"], found["a", "sql"]) == ("small_group", "small_group")
    assert (found["company", "law"], found["a", "law"]) == (None, None)
