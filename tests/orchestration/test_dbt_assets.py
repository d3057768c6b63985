"""What a failing test hands to its reader."""

from orchestration.dbt_assets import said_of


def test_a_test_is_told_by_its_description() -> None:
    assert said_of({"description": "A key\n  twice.", "raw_code": "-- other\nselect 1"}) == "A key twice."


def test_a_singular_test_is_told_by_the_comment_that_opens_it() -> None:
    """What, when it matters and what to do stand there; without them a red test is a puzzle."""
    sql = "-- What: rows lost.\n-- What to do: deliver again.\nselect 1 -- not this\n"
    assert said_of({"description": "", "raw_code": sql}) == "What: rows lost. What to do: deliver again."


def test_of_a_test_that_nobody_knows_nothing_is_said() -> None:
    assert said_of({}) == ""
