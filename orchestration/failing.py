"""Why a run failed, in words: what the code said, and the two causes that lie outside it, a full disk and a signal.

Belongs here: turning failures into words for a person. What is printed around them, and the exit code, stand in commands.py.
"""

import shutil
from pathlib import Path

import dagster as dg

from orchestration.progress import stage_of

# How Python, SQLite and DuckDB say that a disk, a quota or a limit takes no more.
_NO_ROOM = (
    "No space left on device",
    "database or disk is full",
    "disk I/O error",
    "Disk quota exceeded",
    "File too large",
)
_STOPPED = ("DagsterExecutionInterruptedError", "KeyboardInterrupt", "INTERRUPT Error", "Query interrupted")


def failures(result: dg.ExecuteInProcessResult, *, home: Path) -> list[tuple[str, str]]:
    """Stage and words of every step that failed.

    Args:
        result: of a job that ran in this process.
        home: the home folder, whose disk may be full.

    Returns:
        Words the code gave; where it gave none, the cause if it is known, else the whole error.
    """
    found = []
    for event in result.all_events:
        if event.event_type is dg.DagsterEventType.STEP_FAILURE:
            data = event.step_failure_data
            said = data.user_failure_data.description if data.user_failure_data else None
            words = data.error_display_string
            found.append((stage_of(str(event.step_key)), known_cause(said or words, home=home) or said or words))
    return found


def known_cause(words: str, *, home: Path) -> str | None:
    """The cause behind an error, if it is one that lies outside the code.

    Args:
        words: the error, with its causes.
        home: the home folder.

    Returns:
        The cause and the remedy; None for any other error.
    """
    if any(phrase in words for phrase in _NO_ROOM):
        return (
            f"the disk takes no more: {shutil.disk_usage(home).free // 2**20:,} MB are free under {home}. "
            "Make room there, or name another home folder (LEARNING_IMPACT_HOME), and run again."
        )
    if any(phrase in words for phrase in _STOPPED):
        return "the run was stopped from outside. Run again: what had landed is kept."
    return None
