"""How long the pipeline takes, as ratios: a refresh and those of the days after it, and every model against the same SQL run bare in DuckDB.

Run by `make bench` (PEOPLE=, MONTHS= for another size). Absolute seconds of a shared machine mean little; the ratios are taken in one run.
Nothing here fails: speed is measured, not asserted. Printed beside the times: how many rows are published, and how large the warehouse is.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tests.later_days import deliver_answers, deliver_learning, deliver_people
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


def model_seconds(home: Path) -> float:
    """Seconds that dbt spent on models in the last refresh of a home folder, tests of them left out."""
    run = json.loads((home / "dbt" / "target" / "run_results.json").read_text())
    return sum(float(result["execution_time"]) for result in run["results"] if result["unique_id"].startswith("model."))


def main(people: int = 600, months: int = 48) -> None:
    """Refresh a fictional company, a day later and again, run its models bare, and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        home, exports = Path(folder) / "home", Path(folder) / "exports"
        home.mkdir()
        subprocess.run(
            command("company", "--folder", str(exports), "--people", str(people), "--months", str(months)),
            cwd=ROOT,
            env=environment(home),
            check=True,
        )
        # What is delivered, and the day that it is then; the first is an ordinary day in the middle of a month.
        steps: dict[str, tuple[date, Callable[[date], object]]] = {
            "first refresh": (date(2026, 1, 14), lambda _: None),
            "nothing new": (date(2026, 1, 14), lambda _: None),
            "a day passes": (date(2026, 1, 15), lambda _: None),
            "learning and answers": (
                date(2026, 1, 16),
                lambda day: (
                    deliver_learning(exports, day, one_in=months * 30),
                    deliver_answers(exports, day, one_in=months * 30),
                ),
            ),
            "a new HR extract": (
                date(2026, 1, 17),
                lambda day: deliver_people(exports, day, leavers=people // 2000 + 1),
            ),
        }
        whole = None
        for name, (day, deliver) in steps.items():
            deliver(day)
            started = time.perf_counter()
            done = subprocess.run(
                command("refresh"),
                cwd=ROOT,
                env=environment(home, sources=exports / "sources.yaml", AS_OF=str(day)),
                check=False,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
            said = next(line for line in done.stdout.splitlines() if line.startswith("Time:"))
            models = model_seconds(home)
            whole = whole or models
            print(
                f"{name:<21} {time.perf_counter() - started:7.1f} s  models {models:7.1f} s, "
                f"{models / whole:4.0%} of the first  {said}",
                flush=True,
            )
        print_models(home)


def print_models(home: Path) -> None:
    """Build the models of a refreshed home folder with dbt and bare, and print both times of each."""
    run = dbt(home, "run", "--full-refresh")
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
