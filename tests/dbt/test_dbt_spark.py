"""The models stay portable: compiled for Spark and parsed in sqlglot's Spark dialect, without a Spark to talk to."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from orchestration.settings import DBT_PROJECT

# Functions that Spark has and sqlglot's dialect does not model by name.
KNOWN_TO_SPARK = {"range"}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The SQL of every model as dbt renders it for Spark."""
    home = tmp_path_factory.mktemp("spark")
    dbt = str(Path(sys.executable).parent / "dbt")
    command = [
        dbt,
        "compile",
        "--target",
        "spark",
        "--no-populate-cache",
        "--no-introspect",
        "--quiet",
        "--target-path",
        str(home / "target"),
    ]
    project = shutil.copytree(DBT_PROJECT, home / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
    environment = {"LEARNING_IMPACT_HOME": str(home), "PATH": "", "DO_NOT_TRACK": "1", "HOME": str(home)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.stem: path.read_text() for path in (home / "target" / "compiled").rglob("models/**/*.sql")}


def test_every_model_parses_in_the_spark_dialect(compiled: Mapping[str, str]) -> None:
    """A model that DuckDB alone understands would have to be rewritten by those who outgrow one machine."""
    assert len(compiled) > 50
    unreadable = {}
    for name, sql in compiled.items():
        try:
            sqlglot.parse_one(sql, read="spark")
        except sqlglot.errors.ParseError as error:
            unreadable[name] = str(error)
    assert unreadable == {}


def test_no_model_calls_a_function_that_spark_does_not_know(compiled: Mapping[str, str]) -> None:
    """Functions of one engine stand in macros, one macro a difference."""
    unknown = {}
    for name, sql in compiled.items():
        called = {call.name.lower() for call in sqlglot.parse_one(sql, read="spark").find_all(exp.Anonymous)}
        if called - KNOWN_TO_SPARK:
            unknown[name] = called - KNOWN_TO_SPARK
    assert unknown == {}
