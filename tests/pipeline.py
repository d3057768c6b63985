"""A refresh as a user starts it: the command, in a process of its own, on a home folder of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Refreshed:
    """What a refresh left behind and what it said."""

    home: Path
    exit_code: int
    output: str

    def warehouse(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query on the pipeline's own database."""
        with duckdb.connect(str(self.home / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def release(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query on what readers see."""
        with duckdb.connect(str(self.home / "current" / "marts.duckdb"), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()


def environment(home: Path, *, sources: Path | None = None, **variables: str) -> dict[str, str]:
    """The environment of a run on a home folder, without anything the test's own environment says about the project."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LEARNING_IMPACT_", "DAGSTER_", "DBT_"))
    }
    kept |= {"LEARNING_IMPACT_HOME": str(home), "DO_NOT_TRACK": "1"}
    if sources is not None:
        kept["LEARNING_IMPACT_SOURCES"] = str(sources)
    return kept | {f"LEARNING_IMPACT_{name}": value for name, value in variables.items()}


def command(*arguments: str) -> list[str]:
    """A user command as an argument list."""
    return [sys.executable, "-m", "orchestration.commands", *arguments]


def refresh(home: Path, *, sources: Path | None = None, succeeds: bool = True, **variables: str) -> Refreshed:
    """Run one refresh; fails the test with what it said when it ends otherwise than expected."""
    done = subprocess.run(
        command("refresh"),
        cwd=ROOT,
        env=environment(home, sources=sources, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    output = done.stdout + done.stderr
    assert (done.returncode == 0) is succeeds, output
    return Refreshed(home=home, exit_code=done.returncode, output=output)
