"""How long the pipeline takes, as ratios: every stage of a refresh, and the models against the same SQL run bare in DuckDB beside it.

Run by `make bench` (PEOPLE=, MONTHS= for another size). Absolute seconds of a shared machine mean little; the ratios are taken in one run.
Nothing here fails: speed is measured, not asserted.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from tests.pipeline import ROOT, command, environment

MODELS = ROOT / "dbt_project"


def compiled_models(home: Path) -> list[tuple[str, str, str]]:
    """(schema, name, SQL) of every model in an order in which each follows what it reads."""
    target = home / "compiled"
    dbt = str(Path(sys.executable).parent / "dbt")
    flags = ["--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(target), "--quiet"]
    subprocess.run([dbt, "compile", *flags], env=environment(home), check=True)
    nodes: Mapping[str, Any] = json.loads((target / "manifest.json").read_text())["nodes"]
    waiting = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    ordered: list[tuple[str, str, str]] = []
    done: set[str] = set()
    while waiting:
        ready = [key for key, node in waiting.items() if not (set(node["depends_on"]["nodes"]) & waiting.keys()) - done]
        for key in ready:
            node = waiting.pop(key)
            ordered.append((node["schema"], node["name"], node["compiled_code"]))
            done.add(key)
    return ordered


def bare(home: Path) -> dict[str, float]:
    """Seconds of each model's SQL in a database of its own, with nothing around it."""
    models = compiled_models(home)
    seconds = {}
    # The compiled SQL names its tables in full, so that the bare database carries the warehouse's name.
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "warehouse.duckdb")) as connection:
        connection.execute("set threads = 2")
        for schema in {schema for schema, _, _ in models}:
            connection.execute(f"create schema if not exists {schema}")
        for schema, name, sql in models:
            started = time.perf_counter()
            connection.execute(f"create table warehouse.{schema}.{name} as {sql}")
            seconds[name] = time.perf_counter() - started
    return seconds


def main(people: int = 600, months: int = 48) -> None:
    """Refresh a fictional company twice, run its models bare, and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        home, exports = Path(folder) / "home", Path(folder) / "exports"
        home.mkdir()
        subprocess.run(
            command("company", "--folder", str(exports), "--people", str(people), "--months", str(months)),
            cwd=ROOT,
            env=environment(home),
            check=True,
        )
        for attempt in ("first refresh", "second, nothing new"):
            started = time.perf_counter()
            done = subprocess.run(
                command("refresh"),
                cwd=ROOT,
                env=environment(home, sources=exports / "sources.yaml"),
                check=True,
                capture_output=True,
                text=True,
            )
            said = next(line for line in done.stdout.splitlines() if line.startswith("Time:"))
            print(f"{attempt:<20} {time.perf_counter() - started:6.1f} s  {said}")
        seconds = bare(home)
        built = float(said.split("models ")[1].split(",")[0])
        total = sum(seconds.values())
        print(
            f"{'the models, bare':<20} {total:6.1f} s  the stage `models`, with its tests, is {built / total:.1f} times that"
        )
        for name, spent in sorted(seconds.items(), key=lambda found: -found[1])[:10]:
            print(f"  {name:<34} {spent:6.2f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
