"""sources.yaml and presets: merged as said, and every mistake is told with its place and what is allowed."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingestion.definitions import Sources
from ingestion.errors import SourcesInvalid
from ingestion.sources import load_sources
from ingestion.yaml_files import merge

COMPANY = "company: {tenant: example, name: Example, timezone: Europe/Amsterdam, history_start: 2022-01-01}\n"
COURSES = {"course_id": {"from": "Id"}, "title": {"from": "Title"}, "delivery_mode": {"value": "live"}}


def load(folder: Path, text: str, **presets: str) -> Sources:
    (folder / "presets").mkdir(exist_ok=True)
    for name, content in presets.items():
        (folder / "presets" / f"{name}.yaml").write_text(content)
    (folder / "sources.yaml").write_text(text)
    return load_sources(folder / "sources.yaml", presets=folder / "presets")


def one_source(**changes: Any) -> str:
    kind = {"pattern": r".*\.csv", "tables": [{"table": "lms.courses", "columns": COURSES}]}
    kind.update(changes.pop("kind", {}))
    source = {"name": "test", "path": "in", "delivery": "full", "files": {"courses": kind}, **changes}
    return COMPANY + yaml.safe_dump({"sources": [source]})


def problems(folder: Path, text: str, **presets: str) -> str:
    with pytest.raises(SourcesInvalid) as refused:
        load(folder, text, **presets)
    return "\n".join(refused.value.problems)


PRESET = """
preset: vendor
description: A vendor.
defaults: {delimiter: ";", decimal: ",", delivery: full}
files:
  courses:
    pattern: 'courses_(?P<known_on>.*)\\.csv'
    null_values: ["", "-"]
    delivery: delta
    tables:
      - table: lms.courses
        columns:
          course_id: {from: Id}
          title: {from: Title}
          delivery_mode: {value: live}
"""


def test_a_source_says_over_its_preset_only_what_differs(tmp_path: Path) -> None:
    text = (
        COMPANY
        + """
sources:
  - name: lms
    path: in
    preset: vendor
    defaults: {decimal: "."}
    files:
      courses:
        null_values: ["n/a"]
        tables:
          - table: lms.courses
            columns: {title: {from: Naam}}
          - table: lms.enrollments
            columns:
              course_id: {from: Id}
              source_person_key: {from: Nr}
              enrolled_at: {from: Op, formats: ["%Y-%m-%d"]}
"""
    )
    kind = load(tmp_path, text, vendor=PRESET).source("lms").files["courses"]
    assert (kind.delimiter, kind.decimal, kind.delivery) == (";", ".", "delta")
    assert kind.timezone == "Europe/Amsterdam"
    assert kind.null_values == ("n/a",), "lists are replaced"
    assert kind.tables[0].columns["title"].from_ == "Naam", "mappings merge"
    assert kind.tables[0].columns["course_id"].from_ == "Id"
    assert [table.table for table in kind.tables] == ["lms.courses", "lms.enrollments"], "a new table is added"


def test_two_entries_of_one_table_merge_in_their_order() -> None:
    base = {"tables": [{"table": "a", "columns": {"x": 1}}, {"table": "a", "columns": {"x": 2}}]}
    over = {"tables": [{"table": "a", "columns": {"y": 3}}, {"table": "a", "columns": {"x": 4}}]}
    assert merge(base, over)["tables"] == [
        {"table": "a", "columns": {"x": 1, "y": 3}},
        {"table": "a", "columns": {"x": 4}},
    ]


def test_scalars_are_the_text_that_stands_there(tmp_path: Path) -> None:
    """YAML would read no as false, 007 as 7, 0x1F as 31, 1:30 as 90 and 1e3 as 1000."""
    text = one_source(kind={"tables": []}).replace(
        "tables: []",
        "tables: [{table: lms.courses, columns: {course_id: {from: 007}, title: {from: No},"
        " delivery_mode: {from: 1:30, map: {no: live, 0x1F: live, 1e3: self_paced, on: live}}}}]",
    )
    (table,) = load(tmp_path, text).sources[0].files["courses"].tables
    assert table.columns["course_id"].from_ == "007"
    assert table.columns["title"].from_ == "No"
    assert table.columns["delivery_mode"].from_ == "1:30"
    assert list(table.columns["delivery_mode"].map) == ["no", "0x1F", "1e3", "on"]


def test_a_relative_path_starts_from_the_folder_of_sources_yaml_and_a_url_stays(tmp_path: Path) -> None:
    assert load(tmp_path, one_source()).sources[0].path == str((tmp_path / "in").resolve())
    assert load(tmp_path, one_source(path="s3://bucket/in")).sources[0].path == "s3://bucket/in"


def changed(**column: Any) -> dict[str, Any]:
    return {"kind": {"tables": [{"table": "lms.courses", "columns": {**COURSES, **column}}]}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            one_source(preset="afass"),
            "sources[0].preset: there is no preset 'afass' (did you mean 'afas'?); known: afas",
        ),
        (one_source(delivry="full"), "sources[0].delivry: unknown key (did you mean 'delivery'?); allowed are "),
        (
            one_source(name="Mijn Bron"),
            "sources[0].name: String should match pattern '^[a-z0-9_]+$', found 'Mijn Bron'",
        ),
        (one_source(name="email"), "sources[0].name: 'email' is a kind of pseudonym; choose another name"),
        (one_source(delivery="partial"), "files.courses.delivery: Input should be 'full' or 'delta', found 'partial'"),
        (one_source(kind={"encodings": ["utf8x"]}), "files.courses.encodings[0]: not an encoding that Python knows"),
        (one_source(kind={"pattern": "("}), "files.courses.pattern: not a regular expression"),
        (one_source(kind={"timezone": "Amsterdam"}), "files.courses.timezone: not a time zone of the IANA database"),
        (one_source(kind={"header_row": 2}), "header_row 2 lies outside the 1 header row(s)"),
        (one_source(kind={"decimal": ",", "thousands": ","}), "decimal and thousands are both ','"),
        (one_source(kind={"known_on": "31-12-2025"}), "files.courses.known_on"),
        (one_source(**changed(titel={"from": "x"})), "lms.courses has no such column (did you mean 'title'?)"),
        (one_source(**changed(title={"form": "x"})), "tables[0].columns.title.form: Extra inputs are not permitted"),
        (one_source(**changed(title={"from": "x", "value": "y"})), "one origin is allowed, found from and value"),
        (one_source(**changed(title={"from": ["x", "y"]})), "a list in `from` needs `first: true`"),
        (one_source(**changed(title={})), "columns.title: one of from, concat, from_file or value is needed"),
        (one_source(**changed(title={"from": "x", "formats": ["%Y"]})), "'%Y' must hold day, month and year once each"),
        (one_source(**changed(title={"from": "x", "formats": ["%d-%m-%Q"]})), "holds %Q; allowed are %d %m"),
        (one_source(**changed(title={"from": "x", "extract": "abc"})), "it must hold exactly one group ( )"),
        (one_source(**changed(title={"from": "x", "extract": "(?=a)(b)"})), "not a regular expression (RE2"),
        (
            one_source(**changed(title={"from": "x", "multiply": 2})),
            "title.multiply: the contract says VARCHAR, not a number",
        ),
        (one_source(**changed(title={"from_file": "course"})), "the pattern has no group 'course'; it has none"),
        (
            one_source(**changed(delivery_mode={"from": "x", "map": {"E": "online"}})),
            "columns.delivery_mode: online is not allowed; allowed are self_paced, live",
        ),
        (
            one_source(kind={"tables": [{"table": "lms.course", "columns": {}}]}),
            "tables[0].table: there is no contract 'lms.course' (did you mean 'lms.courses'?); known: finance.",
        ),
        (
            one_source(kind={"tables": [{"table": "lms.courses", "columns": {"course_id": {"from": "Id"}}}]}),
            "columns.title: lms.courses requires it and no rule fills it",
        ),
        (one_source(files={}), "sources[0]: neither `preset` nor `files` says what to read"),
        (COMPANY + "sources: []", "sources: a list of at least one source is needed"),
        (one_source().replace("2022-01-01", "01-01-2022"), "company.history_start: "),
        (
            one_source(rules={"learning_after_exit": "keep"}),
            "rules.learning_after_exit: Input should be 'exclude' or 'refuse'",
        ),
        ("company: {}\nsources: 3", "company.tenant: Field required"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    assert said in problems(tmp_path, text, afas=PRESET)


def test_an_end_date_needs_to_be_said_to_be_the_last_day_or_the_day_after(tmp_path: Path) -> None:
    columns = {
        "source_person_key": {"from": "Nr"},
        "spell_key": {"from": "Nr"},
        "started_on": {"from": "Van", "formats": ["%Y-%m-%d"]},
        "last_day_on": {"from": "Tot", "formats": ["%Y-%m-%d"], "end_date": True},
        "worker_type": {"value": "employee"},
    }
    kind = {"tables": [{"table": "hris.employment_spells", "columns": columns}]}
    assert "say `end_date_is: last_day` or `first_day_out`" in problems(tmp_path, one_source(kind=kind))
    assert load(tmp_path, one_source(kind={**kind, "end_date_is": "last_day"})).sources


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = one_source(delivery="partial", rules={"learning_after_exit": "keep"}, nmae="x").replace("2022-01-01", "soon")
    told = problems(tmp_path, text)
    assert all(each in told for each in ("company.history_start", "files.courses.delivery", "nmae"))


def test_a_name_used_twice_is_told(tmp_path: Path) -> None:
    text = one_source()
    twice = text + text.split("sources:\n")[1]
    assert "sources: the name 'test' is used twice" in problems(tmp_path, twice)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "line 1, column"),
        ("a: 1\na: 2", "line 2, column 1: the key 'a' stands twice"),
        ("- 1", "a mapping is needed at the top"),
        ("\tx", "line 1"),
        ("[a]: 1", "line 1, column 1: a key must be a plain text"),
    ],
)
def test_yaml_that_cannot_be_read_is_told_with_line_and_column(tmp_path: Path, text: str, said: str) -> None:
    assert said in problems(tmp_path, text)


def test_anchors_and_merge_keys_work(tmp_path: Path) -> None:
    text = one_source().replace("delivery: full", "delivery: full\n  <<: {known_on: 2025-01-01}")
    assert str(load(tmp_path, text).sources[0].files["courses"].known_on) == "2025-01-01"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourcesInvalid, match=r"nowhere\.yaml cannot be used:\n.*No such file"):
        load_sources(tmp_path / "nowhere.yaml")


ODD: list[Any] = [
    None,
    "",
    "x",
    "3",
    True,
    [],
    {},
    [None],
    ["x"],
    [[]],
    {"x": None},
    {"x": {"y": []}},
    "2025-13-45",
    "(",
]


def every_place(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every node of a YAML document."""
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from every_place(value, (*path, key))


def replaced(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = replaced(node[path[0]], path[1:], value)
    return copy


def test_no_definition_however_wrong_gives_anything_but_its_problems(tmp_path: Path) -> None:
    """Each place of sources.yaml and of a preset in turn holds something that does not belong there."""
    entry = {
        "name": "a",
        "path": "in",
        "preset": "vendor",
        "rules": {"learning_after_exit": "exclude"},
        "not_used": ["x"],
        "defaults": {"decimal": "."},
        "delivery": "full",
        "known_on": "2025-01-01",
    }
    unpivot = {
        "columns": "Q",
        "name": "question_id",
        "value": "answer_value",
        "names_from": {"header_row": "1", "json_key": "x"},
    }
    answers = {
        "table": "survey.answers",
        "unpivot": unpivot,
        "columns": {
            "survey_id": {"concat": ["a", "b"], "separator": "/"},
            "response_key": {"from": ["a", "b"], "first": True},
            "answer_value": {"map": {"x": "1"}, "otherwise": "keep", "multiply": "2"},
        },
    }
    enrolled = {
        "table": "lms.enrollments",
        "columns": {
            "course_id": {"from_file": "course"},
            "source_person_key": {"from": "x", "only_if": {"from": "y", "matches": "z"}},
            "enrolled_at": {"from": "x", "formats": ["%Y-%m-%d"], "when_ambiguous": "day_first"},
            "due_on": {"from": "x", "formats": ["%Y-%m-%d"], "end_date": True},
        },
    }
    files = {"x": {"pattern": "(?P<course>.*)", "end_date_is": "last_day", "tables": [answers, enrolled]}}
    documents = {
        "sources": {"company": yaml.safe_load(COMPANY)["company"], "sources": [entry]},
        "vendor": {"preset": "vendor", "description": "d", "defaults": {"delimiter": ";"}, "files": files},
    }
    documents["sources"]["company"]["history_start"] = "2022-01-01"
    assert load(tmp_path, yaml.safe_dump(documents["sources"]), vendor=yaml.safe_dump(documents["vendor"]))
    tried = 0
    for name, document in documents.items():
        for path in every_place(document):
            for value in ODD:
                changed = {**documents, name: replaced(document, path, value)}
                with contextlib.suppress(SourcesInvalid):
                    load(tmp_path, yaml.safe_dump(changed["sources"]), vendor=yaml.safe_dump(changed["vendor"]))
                tried += 1
    assert tried > 1000
