"""The disk: private working folders, whole-folder and whole-file swaps, and clear words when the disk refuses.

Everything is written under a hidden name in the place where it belongs, flushed, and renamed: a reader sees all of it
or nothing, also after the process was killed. What a killed process left behind is hidden, and `sweep` removes it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingestion.errors import SourceUnreachable, StorageFailed

_NEW = ".new"
_WORKING = ".working-"


def landing_of(home: Path) -> Path:
    """The folder of landed tables."""
    return home / "landing"


def quarantine_of(home: Path) -> Path:
    """The folder of rows that did not land, made when it is not there; only its owner may enter."""
    folder = home / "quarantine"
    with saying_why(folder):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    return folder


@contextmanager
def working_folder(home: Path) -> Iterator[Path]:
    """A private folder for fetched and decoded copies of a file, gone afterwards.

    It lies in quarantine/, the one place where raw identifiers may be, and not in landing/.
    """
    with saying_why(home):
        folder = Path(tempfile.mkdtemp(prefix=_WORKING, dir=quarantine_of(home)))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(home: Path) -> None:
    """Remove what a killed process left behind."""
    for path in (landing_of(home) / _NEW, *(home / "quarantine").glob(".*")):
        with saying_why(path):
            if path.is_dir():
                shutil.rmtree(path)


@contextmanager
def new_folder(target: Path, *, home: Path) -> Iterator[Path]:
    """A hidden folder that takes the name `target`, whole, when the block ends well; otherwise it is removed."""
    hidden = _hidden(target, home)
    with saying_why(target):
        shutil.rmtree(hidden, ignore_errors=True)
        hidden.mkdir(parents=True)
        try:
            yield hidden
            for path in (*sorted(hidden.iterdir()), hidden):
                _flush(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            hidden.rename(target)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        _flush(target.parent)


@contextmanager
def new_file(target: Path, *, home: Path, mode: int = 0o644) -> Iterator[Path]:
    """A hidden file that replaces `target`, whole, when the block ends well; otherwise it is removed."""
    hidden = _hidden(target, home)
    with saying_why(target):
        hidden.parent.mkdir(parents=True, exist_ok=True)
        try:
            hidden.touch(mode=mode)
            yield hidden
            hidden.chmod(mode)
            _flush(hidden)
            target.parent.mkdir(parents=True, exist_ok=True)
            hidden.replace(target)
        except BaseException:
            hidden.unlink(missing_ok=True)
            raise
        _flush(target.parent)


def _hidden(target: Path, home: Path) -> Path:
    """Where a target is made: beside the tables, not among them, since DuckDB's glob * finds names with a dot too."""
    room, *below = target.relative_to(home).parts
    return home / room / _NEW / ".".join(below)


@contextmanager
def saying_why(path: Path) -> Iterator[None]:
    """Turn the disk's refusal, as Python or DuckDB report it, into one message."""
    try:
        yield
    except SourceUnreachable:
        raise
    except OSError as error:
        raise StorageFailed(error.filename or path, error.strerror or str(error)) from error
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise StorageFailed(path, str(error).splitlines()[0]) from error


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
