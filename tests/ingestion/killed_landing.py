"""Processes that land an inbox and kill themselves, as kill -9 does, before the n-th step on disk; run by test_ingestion_crash.

Arguments: the folder of the inbox, and a folder for one home per n = 1, 2, 3, ... until a process comes to its end. In each
home the landing is killed, looked at as a reader would, and run once more. A line of JSON for each n tells what was seen.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from ingestion.deliveries import write_deliveries
from ingestion.finding import find_files
from ingestion.landing import land
from ingestion.sources import load_sources
from ingestion.storage import sweep

STEPS: list[tuple[Any, str]] = [(os, "fsync"), (Path, "rename"), (Path, "replace")]


def run(folder: Path, home: Path) -> None:
    """Everything that a run does with what was delivered."""
    sources = load_sources(folder / "sources.yaml")
    sweep(home)
    for source in sources.sources:
        for file in find_files(source):
            land(source, file, home=home, key=bytes(range(32)), key_version=1)
    write_deliveries(home, sources)


def die_at(step: int) -> None:
    """Kill this process before the n-th step on disk."""
    left = [step]

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def before(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*given, **named)

        return before

    for owner, name in STEPS:
        setattr(owner, name, counted(getattr(owner, name)))


def in_child(folder: Path, home: Path, *, dies_at: int | None) -> int:
    """Run in a process of its own; returns the status it ended with."""
    child = os.fork()
    if child == 0:
        if dies_at is not None:
            die_at(dies_at)
        run(folder, home)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def visible(home: Path) -> list[str]:
    """Names of the files of landing/ that a reader's globs find."""
    found = [*home.glob("landing/*/*/*/*"), *home.glob("landing/*.parquet")]
    return sorted(str(path.relative_to(home)) for path in found if path.is_file())


def main(folder: Path, homes: Path) -> None:
    """Kill, look, heal, with a later step each time, until a process comes to its end."""
    import_module("pandas")  # Arrow loads it at first use: once here, and not in every child
    step, killed = 0, 1
    while killed:
        step += 1
        home = homes / str(step)
        home.mkdir(parents=True)
        killed = in_child(folder, home, dies_at=step)
        seen = visible(home)
        healed = in_child(folder, home, dies_at=None)
        sys.stdout.write(json.dumps({"step": step, "killed": killed, "visible": seen, "healed": healed}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
