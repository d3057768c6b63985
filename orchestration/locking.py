"""One run at a time on one home folder, whichever way it was started."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class HomeIsBusy(Exception):
    """Another run holds the home folder."""


@contextmanager
def home_lock(home: Path) -> Iterator[None]:
    """Hold the home folder for the length of a run; the lock goes with the process, however it ends.

    Raises:
        HomeIsBusy: another process holds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeIsBusy(
                f"Another run works on {home}. Wait for it to end, or give this one its own LEARNING_IMPACT_HOME."
            ) from None
        yield
