"""When a refresh starts by itself: by the clock, or because something was delivered."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from ingestion.definitions import Sources
from ingestion.errors import IngestionError
from ingestion.finding import FoundFile, find_files


def refresh_schedule(job: UnresolvedAssetJobDefinition, *, cron: str, timezone: str) -> dg.ScheduleDefinition:
    """A refresh by the clock; off until somebody switches it on."""
    return dg.ScheduleDefinition(
        name="refresh_schedule",
        job=job,
        cron_schedule=cron,
        execution_timezone=timezone,
        description="Refreshes by the clock (LEARNING_IMPACT_SCHEDULE, a cron expression). Same deliveries, same release: nothing changes.",
    )


def _trace(file: FoundFile) -> str:
    """What changes when a file does: its size and time where it lies here, its name where it is remote."""
    if file.location is None or file.is_remote:
        return f"{file.kind}|{file.file_name}\n"
    state = Path(file.location).stat()
    return f"{file.kind}|{file.file_name}|{state.st_size}|{state.st_mtime_ns}\n"


def inbox_sensor(job: UnresolvedAssetJobDefinition, *, sources: Sources) -> dg.SensorDefinition:
    """A refresh when the set of delivered files changes: names, sizes and times, not their content."""

    @dg.sensor(
        name="inbox_sensor",
        job=job,
        minimum_interval_seconds=60,
        description="Starts a refresh when files arrive, change or go in the folders that sources.yaml names. A file still being written "
        "changes again, so a run waits until two looks agree.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        seen = hashlib.sha256()
        count = 0
        try:
            files = [file for source in sources.sources for file in find_files(source)]
        except IngestionError as problem:
            yield dg.SkipReason(str(problem))
            return
        for file in files:
            seen.update(_trace(file).encode())
            count += file.location is not None
        fingerprint = seen.hexdigest()
        looked, _, requested = (context.cursor or "||").partition("|")
        requested = requested.rstrip("|")
        if count == 0:
            yield dg.SkipReason("nothing has been delivered yet")
        elif fingerprint == requested:
            yield dg.SkipReason(f"the {count} delivered files are those of the last run")
        elif fingerprint != looked:
            context.update_cursor(f"{fingerprint}|{requested}")
            yield dg.SkipReason(f"{count} files, changed since the last look; a run starts when they rest")
        else:
            context.update_cursor(f"{fingerprint}|{fingerprint}")
            yield dg.RunRequest(run_key=fingerprint)

    return inbox
