"""What a person sees while a run goes on: one line a fact, no engine noise."""

import logging
import sys
from collections.abc import Mapping

import dagster as dg

# The logger's name in Dagster; a command asks for it, the UI keeps its own.
PROGRESS = "progress"

# Names of the steps as a person would call them.
_STAGES: Mapping[str, str] = {
    "register_deliveries": "landing",
    "dbt_models": "models",
    "estimate": "estimates",
    "publish_release": "publishing",
}


def stage_of(step: str) -> str:
    """The stage a step belongs to: landing for every source."""
    return _STAGES.get(step, "landing")


class _Lines(logging.Formatter):
    """`  stage        what happened`, from the fields that Dagster hangs on a record."""

    def format(self, record: logging.LogRecord) -> str:
        meta = getattr(record, "dagster_meta", {})
        step = str(meta.get("step_key") or meta.get("op_name") or "")
        marker = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        return f"  {stage_of(step):<11}{marker}{meta.get('orig_message') or record.getMessage()}"


def _is_said_by_an_asset(record: logging.LogRecord) -> bool:
    """Events of the engine carry their event; words of an asset do not. A step that waited in vain is the engine's word too."""
    meta = getattr(record, "dagster_meta", {})
    return meta.get("dagster_event") is None and not str(meta.get("orig_message")).startswith("Dependencies for step")


@dg.logger
def progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    """A logger that prints what assets say and leaves out what the engine says about itself."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    handler.addFilter(_is_said_by_an_asset)
    logger = logging.Logger("learning_impact.progress", level=logging.INFO)
    logger.addHandler(handler)
    return logger
