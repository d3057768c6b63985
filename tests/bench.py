"""How long the pipeline takes, as ratios: every stage of a refresh, and every model against the same SQL run bare in DuckDB beside it.

Run by `make bench` (PEOPLE=, MONTHS= for another size). Absolute seconds of a shared machine mean little; the ratios are taken in one run.
Nothing here fails: speed is measured, not asserted. Printed beside the times: how many rows are published, and how large the warehouse is.
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


MEMORY = "8GB"  # as in profiles.yml


def dbt(home: Path, *arguments: str) -> Mapping[str, Any]:
    """Run dbt on a home folder and give what it wrote under the name of the command."""
    target = home / "bench"
    flags = ["--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(target), "--quiet"]
    subprocess.run([str(Path(sys.executable).parent / "dbt"), *arguments, *flags], env=environment(home), check=True)
    written = target / ("run_results.json" if arguments[0] == "run" else "manifest.json")
    content: Mapping[str, Any] = json.loads(written.read_text())
    return content


def compiled_models(home: Path) -> list[tuple[str, str, str, str]]:
    """(schema, name, table or view, SQL) of every model in an order in which each follows what it reads."""
    nodes = dbt(home, "compile")["nodes"]
    waiting = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    ordered: list[tuple[str, str, str, str]] = []
    done: set[str] = set()
    while waiting:
        ready = [key for key, node in waiting.items() if not (set(node["depends_on"]["nodes"]) & waiting.keys()) - done]
        for key in ready:
            node = waiting.pop(key)
            ordered.append((node["schema"], node["name"], node["config"]["materialized"], node["compiled_code"]))
            done.add(key)
    return ordered


def bare(home: Path) -> dict[str, float]:
    """Seconds of each model's SQL in a database of its own, with nothing around it."""
    models = compiled_models(home)
    seconds = {}
    # The compiled SQL names its tables in full, so that the bare database carries the warehouse's name.
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "warehouse.duckdb")) as connection:
        connection.execute(f"set threads = 2; set memory_limit = '{MEMORY}'; set preserve_insertion_order = false")
        for schema in {schema for schema, *_ in models}:
            connection.execute(f"create schema if not exists {schema}")
        for schema, name, kind, sql in models:
            started = time.perf_counter()
            connection.execute(f"create {kind} warehouse.{schema}.{name} as {sql}")
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
        print_models(home)


def print_models(home: Path) -> None:
    """Build the models of a refreshed home folder with dbt and bare, and print both times of each."""
    run = dbt(home, "run")
    built = {result["unique_id"].rsplit(".", 1)[1]: result["execution_time"] for result in run["results"]}
    seconds = bare(home)
    print(f"{'model':<40} {'dbt':>8} {'bare':>8}  seconds; dbt builds two at a time, bare one after the other")
    for name, spent in sorted(seconds.items(), key=lambda found: -found[1]):
        print(f"{name:<40} {built[name]:8.2f} {spent:8.2f}")
    total = sum(seconds.values())
    print(
        f"{'all models':<40} {run['elapsed_time']:8.1f} {total:8.1f}  dbt is {run['elapsed_time'] / total:.2f} times bare"
    )
    with duckdb.connect(str(home / "current" / "marts.duckdb"), read_only=True) as release:
        rows = release.execute("select count(*) from kpi_values").fetchone() or (0,)
    print(f"{rows[0]:,} rows of kpi_values; warehouse {(home / 'warehouse.duckdb').stat().st_size / 2**20:,.0f} MiB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
