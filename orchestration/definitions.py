"""What Dagster loads: assets, the job, the schedule and the sensor, assembled in one place.

Belongs here: the assembly. Nothing is read before Dagster asks for the definitions, and what an asset does stands in its stage's module.
"""

import dagster as dg

from ingestion.sources import load_sources
from orchestration.dbt_assets import dbt_models
from orchestration.estimate_assets import estimates_asset
from orchestration.landing_assets import register_asset, source_asset
from orchestration.progress import PROGRESS, progress_logger
from orchestration.published_assets import published_asset
from orchestration.settings import Settings
from orchestration.triggers import inbox_sensor, refresh_schedule


def build_definitions(settings: Settings) -> dg.Definitions:
    """Everything Dagster knows, for one home folder and one sources.yaml.

    Raises:
        ingestion.errors.SourcesInvalid: sources.yaml is missing or says something that cannot be.
    """
    sources = load_sources(settings.sources_file)
    job = dg.define_asset_job(
        "refresh",
        selection=dg.AssetSelection.all(),
        description="Lands what was delivered, builds the models, estimates, checks and publishes. One process, one run at a time.",
        executor_def=dg.in_process_executor,
    )
    publish = dg.define_asset_job(
        "publish",
        selection=dg.AssetSelection.groups("published"),
        description="Prepares, checks and publishes anew what the warehouse holds; refuses figures that are stale.",
        executor_def=dg.in_process_executor,
    )
    return dg.Definitions(
        assets=[
            *[source_asset(source, settings=settings) for source in sources.sources],
            register_asset(sources, settings=settings),
            dbt_models(settings),
            estimates_asset(settings),
            published_asset(settings),
        ],
        jobs=[job, publish],
        schedules=[refresh_schedule(job, cron=settings.schedule, timezone=sources.company.timezone)],
        sensors=[inbox_sensor(job, sources=sources)],
        loggers={PROGRESS: progress_logger},
    )


@dg.definitions
def defs() -> dg.Definitions:
    """The entry point of the code location (workspace.yaml)."""
    return build_definitions(Settings())
