"""What several workers of a test run need and one of them makes: a folder, made once.

Belongs here: the lock and the mark that it is whole. What is made stands in the fixtures.
"""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder of the whole test run; the first worker that asks makes it, the others wait.

    Args:
        factory: of the session; with workers its base lies in a folder that they share.
        name: of the folder.
        make: fills it; when it fails the next worker tries again.
    """
    base = factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / name
    shared.mkdir(exist_ok=True)
    with (shared / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / ".made").exists():
            make(shared)
            (shared / ".made").touch()
    return shared
