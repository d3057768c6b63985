"""The one step that makes a candidate what readers see: nothing else writes releases/ or the link `current`.

Belongs here: admission, the rename and the swap of the link. A release that exists is never written into: whoever has it open keeps it.
"""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from publishing.candidate import Candidate


class NotAdmitted(ValueError):
    """The admission is another candidate's, or says that the gate did not hold."""


@dataclass(frozen=True)
class Admission:
    """The gate's word on one candidate: without it nothing is published."""

    release_id: str
    passed: bool
    checks: int


@dataclass(frozen=True)
class Released:
    """What became of a candidate.

    Attributes:
        path: folder of the release.
        release_id: its id.
        is_new: whether it was not there before.
        is_current: whether readers see it now.
        summary: the same in words.
    """

    path: Path
    release_id: str
    is_new: bool
    is_current: bool
    summary: str


def swap(
    candidate: Candidate, *, admission: Admission, home: Path, published_at: datetime, rollback: bool = False
) -> Released:
    """Publish an admitted candidate in one atomic step.

    Args:
        candidate: what was prepared.
        admission: the gate's word on it.
        home: folder that holds releases/ and `current`.
        published_at: the moment of publishing; it stands in release.json only.
        rollback: let `current` move to a release of an earlier as-of date.

    Raises:
        NotAdmitted: the admission does not allow this candidate.
    """
    if admission.release_id != candidate.release_id or not admission.passed:
        raise NotAdmitted(
            f"{candidate.release_id} is not admitted: the gate's word is {admission}. Nothing was published."
        )
    target = home / "releases" / candidate.release_id
    is_new = not target.exists()
    if is_new:
        about = {
            "release_id": candidate.release_id,
            "as_of": str(candidate.as_of),
            "published_at": published_at.isoformat(),
            "checks": admission.checks,
        }
        (candidate.path / "release.json").write_text(json.dumps(about, indent=2) + "\n")
        _flush(candidate.path)
        # The record first: a release without one could never be restated, a record without a release does no harm.
        _keep_record(candidate)
        candidate.path.rename(target)
        _flush_folder(target.parent)
    else:
        shutil.rmtree(candidate.path)
        shutil.rmtree(candidate.record)
    current = home / "current"
    seen = current.resolve().name if current.exists() else None
    if seen == candidate.release_id:
        words = f"nothing new: {candidate.release_id} is what readers see already"
        return Released(target, candidate.release_id, is_new, is_current=True, summary=words)
    if seen is not None and _as_of(seen) > candidate.as_of and not rollback:
        words = f"{candidate.release_id} is kept, but readers go on seeing {seen}, which is as of a later day (ROLLBACK=1 moves them)"
        return Released(target, candidate.release_id, is_new, is_current=False, summary=words)
    unfinished = home / f".current-{os.getpid()}"
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(Path("releases") / candidate.release_id)
    unfinished.replace(current)
    _flush_folder(home)
    return Released(
        target,
        candidate.release_id,
        is_new,
        is_current=True,
        summary=f"published {candidate.release_id}; readers before saw {seen or 'nothing'}",
    )


def _keep_record(candidate: Candidate) -> None:
    """Give the private record the name of its release."""
    target = candidate.record.parent / candidate.release_id
    if target.exists():
        # Of a release that is gone from releases/, or of a run that was killed between the two renames.
        shutil.rmtree(candidate.record)
        return
    _flush(candidate.record)
    candidate.record.rename(target)
    _flush_folder(target.parent)


def _as_of(release_id: str) -> date:
    return date.fromisoformat(release_id[:10])


def _flush(folder: Path) -> None:
    """Write every file of a folder through to the disk, so that a crash cannot leave a release with holes."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            _flush_folder(path)
        else:
            with path.open("rb") as handle:
                os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
