"""The user's commands, each a thin entry: what it prints, and the exit code a scheduler reads.

Run as `python -m orchestration.commands <command>`; `make help` lists the targets that call them.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from orchestration.settings import (
    CONTRACT_COLUMNS,
    DBT_PROJECT,
    MANIFEST,
    PROJECT_ROOT,
    SEMANTIC_LAYER,
    Settings,
    dbt_sources_file,
)

if TYPE_CHECKING:
    # Loaded inside the commands: `company` and `status` need none of it and start at once.
    import dagster as dg

_STARTED = time.monotonic()


def _prepare_dagster(settings: Settings) -> None:
    """Dagster's home: run history under the project's home, telemetry off, one run at a time."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    (home / "dagster.yaml").write_text(
        "telemetry:\n  enabled: false\nnux:\n  enabled: false\nconcurrency:\n  runs:\n    max_concurrent_runs: 1\n"
    )
    os.environ["DAGSTER_HOME"] = str(home)
    # profiles.yml names the warehouse by this variable.
    os.environ["LEARNING_IMPACT_HOME"] = str(settings.home)


def _write_history_lazily() -> None:
    """Let the run history reach the disk in its own time.

    Dagster commits every event by itself, some thousands in a run, and waits for the disk each time. In write-ahead mode SQLite stays
    consistent without; a power failure loses the last events of a history, nothing that is published.
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "connect")
    def relax(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("pragma synchronous = normal")


@click.group()
def cli() -> None:
    """A people-learning warehouse: exports in, a validated release out."""


@cli.command()
@click.option(
    "--folder", type=click.Path(path_type=Path), default=None, help="Where to write; default: <home>/exports."
)
@click.option("--people", type=int, default=600, show_default=True, help="People employed over the whole time.")
@click.option("--months", type=int, default=48, show_default=True, help="Months of history.")
@click.option("--seed", type=int, default=7, show_default=True, help="Same seed, same bytes.")
def company(folder: Path | None, people: int, months: int, seed: int) -> None:
    """Write the exports of a company that does not exist, and the truth about it beside them."""
    from ingestion.company.writing import write_company

    target = folder or Settings().exports
    if folder is None and (target / "sources.yaml").exists():
        click.echo(f"  company    exports are there already: {target}")
        return
    written = write_company(target, people=people, months=months, seed=seed)
    click.echo(f"  company    {written.summary} in {target}")


@cli.command()
def generated() -> None:
    """Write what follows from the contracts: dbt's sources and list of columns, the preset `plain` (tests say when they are stale)."""
    import yaml

    from ingestion.contracts import load_contracts
    from ingestion.dbt_contract_columns import contract_columns_macro
    from ingestion.dbt_sources import DBT_SOURCES_HEADER, dbt_sources_yaml
    from ingestion.plain_preset import PLAIN_PRESET_HEADER, plain_preset_yaml
    from ingestion.sources import PRESETS

    contracts = load_contracts()
    files = {
        dbt_sources_file(domain): (DBT_SOURCES_HEADER, content)
        for domain, content in dbt_sources_yaml(contracts).items()
    }
    files[PRESETS / "plain.yaml"] = (PLAIN_PRESET_HEADER, plain_preset_yaml(contracts))
    for target, (header, content) in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(header + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=140))
        click.echo(target.relative_to(PROJECT_ROOT))
    CONTRACT_COLUMNS.write_text(contract_columns_macro(contracts))
    click.echo(CONTRACT_COLUMNS.relative_to(PROJECT_ROOT))


@cli.command("semantic-layer")
def semantic_layer() -> None:
    """Write dbt's semantic models and metrics, which follow from the catalogue (a test says when they are stale)."""
    import yaml

    from publishing.catalogue import load_catalogue
    from publishing.semantic_layer import SEMANTIC_LAYER_HEADER, semantic_layer_yaml

    content = yaml.safe_dump(semantic_layer_yaml(load_catalogue()), sort_keys=False, allow_unicode=True, width=140)
    SEMANTIC_LAYER.write_text(SEMANTIC_LAYER_HEADER + content)
    click.echo(SEMANTIC_LAYER.relative_to(PROJECT_ROOT))


@cli.command()
def manifest() -> None:
    """Parse the dbt project, so that Dagster can load it."""
    from orchestration.dbt_running import DbtFailed, run_dbt

    _prepare_dagster(Settings())
    MANIFEST.parent.mkdir(exist_ok=True)
    # Parsed aside and moved in whole: another run may be reading the manifest, and this one may be killed.
    with tempfile.TemporaryDirectory(dir=MANIFEST.parent, prefix=".parsing-") as folder:
        try:
            run_dbt(["parse"], project=DBT_PROJECT, output=Path(folder))
        except DbtFailed as failure:
            raise click.ClickException(str(failure)) from None
        (Path(folder) / "target" / MANIFEST.name).replace(MANIFEST)


@cli.command()
@click.option("--port", type=int, default=3000, show_default=True, help="Port on 127.0.0.1.")
def ui(port: int) -> None:
    """Open Dagster on this home folder; its telemetry stays off."""
    _prepare_dagster(Settings())
    dg = str(Path(sys.executable).parent / "dg")
    os.execv(dg, [dg, "dev", "--host", "127.0.0.1", "--port", str(port)])  # noqa: S606 -- the process becomes Dagster


@cli.command()
def refresh() -> None:
    """Land, build, estimate, check and publish; exit 1 when nothing could be published."""
    _run_job("refresh")


@cli.command()
def publish() -> None:
    """Check and publish anew what the warehouse holds; refuses figures that are stale."""
    _run_job("publish")


def _run_job(name: str) -> None:
    settings = Settings()
    _prepare_dagster(settings)
    _write_history_lazily()
    import dagster as dg

    from ingestion.errors import SourcesInvalid
    from orchestration.definitions import build_definitions
    from orchestration.failing import failures, known_cause
    from orchestration.locking import HomeIsBusy, home_lock
    from orchestration.progress import PROGRESS

    try:
        with home_lock(settings.home), dg.DagsterInstance.get() as instance:
            definitions = build_definitions(settings)
            result = definitions.resolve_job_def(name).execute_in_process(
                instance=instance, raise_on_error=False, run_config={"loggers": {PROGRESS: {}}}
            )
    except (HomeIsBusy, SourcesInvalid) as problem:
        raise click.ClickException(str(problem)) from None
    except Exception as problem:
        # Dagster writes its history between the steps, so that a full disk is met outside of them too.
        cause = known_cause(f"{problem!r} {problem.__cause__!r}", home=settings.home)
        if cause is None:
            raise
        _refuse(settings, [("run history", cause)])
    if not result.success:
        _refuse(settings, failures(result, home=settings.home))
    _print_release(settings)
    _print_times(result)


def _refuse(settings: Settings, failed: list[tuple[str, str]]) -> NoReturn:
    for stage, words in failed:
        click.echo(f"\nFailed in {stage}: {words}", err=True)
    kept = settings.current.resolve().name if settings.current.exists() else "none"
    click.echo(f"Nothing was published. The release readers see: {kept}.", err=True)
    sys.exit(1)


def _print_times(result: "dg.ExecuteInProcessResult") -> None:
    """Where the time went, by stage; the rest is starting Python and loading the definitions."""
    import dagster as dg

    from orchestration.progress import stage_of

    seconds: defaultdict[str, float] = defaultdict(float)
    for event in result.all_events:
        if event.event_type is dg.DagsterEventType.STEP_SUCCESS:
            seconds[stage_of(str(event.step_key))] += event.step_success_data.duration_ms / 1000
    total = time.monotonic() - _STARTED
    parts = ", ".join(f"{stage} {spent:.1f}" for stage, spent in seconds.items())
    click.echo(f"\nTime: {total:.1f} s ({parts}, starting and loading {total - sum(seconds.values()):.1f})")


def _print_release(settings: Settings) -> None:
    import duckdb

    release = settings.current.resolve()
    with duckdb.connect(str(release / "marts.duckdb"), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, estimated_size from duckdb_tables() order by table_name"
        ).fetchall()
        withheld = connection.execute(
            "select count(*) filter (is_suppressed), count(*) from kpi_values"
        ).fetchone() or (0, 0)
        doubts = connection.execute(
            "select count(*) from data_quality where rows_found > 0 and severity <> 'info'"
        ).fetchone() or (0,)
    click.echo(f"\nRelease {release.name}")
    click.echo("  " + ", ".join(f"{name} {rows:,}" for name, rows in tables))
    click.echo(
        f"  {withheld[0]:,} of {withheld[1]:,} KPI cells are withheld or not complete, each with its reason; {doubts[0]} doubts in data_quality"
    )
    click.echo(f"  query      {settings.current}/marts.duckdb")
    click.echo(f"  parquet    {settings.current}/parquet/")
    click.echo(f"  checks     {settings.current}/docs/index.html")


@cli.command()
def status() -> None:
    """Say which release readers see, and what it was made from."""
    settings = Settings()
    if not settings.current.exists():
        raise click.ClickException(f"Nothing has been published under {settings.home} yet. Run `make refresh`.")
    _print_release(settings)
    click.echo(
        f"  published  {datetime.fromtimestamp((settings.current / 'release.json').stat().st_mtime).astimezone():%Y-%m-%d %H:%M %Z}"
    )


if __name__ == "__main__":
    cli()
