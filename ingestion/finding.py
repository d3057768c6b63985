"""Finding a source's files: in a folder or behind an fsspec URL, which kind each is of, and which nobody claims.

Nothing is opened but the list of files. One that matches no pattern is part of the answer, so that it can be reported.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fsspec

from ingestion.definitions import Source
from ingestion.errors import IngestionError, SourceUnreachable


class FilesNotFound(IngestionError):
    """The folder of a source is not there, or a file is claimed by two kinds."""


@dataclass(frozen=True)
class FoundFile:
    """One file of a source.

    Attributes:
        file_name: Path below the source's folder, with slashes; for inline rows the name of the file kind.
        location: Local path, or URL to fetch it from; None for inline rows.
        is_remote: The location is a URL.
        kind: Name of the file kind; None when no pattern claims the file.
        groups: What the named groups of the pattern matched.
    """

    file_name: str
    location: str | None
    is_remote: bool
    kind: str | None
    groups: Mapping[str, str]


def find_files(source: Source) -> list[FoundFile]:
    """List the files of a source, sorted by name, inline rows first.

    Args:
        source: The source; its patterns are matched in full against the file's name, in every folder below its path.

    Returns:
        The files of a known kind, and with kind None those that neither this source, nor another one of the same path,
        nor `not_used` claims. Hidden files are left out.

    Raises:
        FilesNotFound: The folder is not there, or two kinds claim one file.
        SourceUnreachable: The remote source did not answer.
    """
    found = [
        FoundFile(file_name=name, location=None, is_remote=False, kind=name, groups={})
        for name, kind in sorted(source.files.items())
        if kind.kind == "rows"
    ]
    if source.path is None:
        return found
    is_remote = "://" in source.path
    for name, location in sorted((_remote(source) if is_remote else _local(source)).items()):
        matches = _matches(source, PurePosixPath(name).name)
        if len(matches) > 1:
            kinds = ", ".join(sorted(matches))
            raise FilesNotFound(
                f"{name} of source {source.name} matches the kinds {kinds}: make their patterns distinct."
            )
        claimed = any(re.fullmatch(pattern, PurePosixPath(name).name) for pattern in source.claimed)
        for kind, groups in matches.items():
            found.append(FoundFile(name, location, is_remote, kind, groups))
        if not matches and not claimed:
            found.append(FoundFile(name, location, is_remote, None, {}))
    return found


def _matches(source: Source, name: str) -> dict[str, dict[str, str]]:
    matches = {}
    for kind, rules in source.files.items():
        match = re.fullmatch(rules.pattern, name) if rules.pattern else None
        if match:
            matches[kind] = {group: text for group, text in match.groupdict().items() if text is not None}
    return matches


def _local(source: Source) -> dict[str, str]:
    folder = Path(source.path or "")
    if not folder.is_dir():
        raise FilesNotFound(
            f"The folder {folder} of source {source.name} is not there: make it, or correct `path` in sources.yaml."
        )
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): str(folder / path) for path in files if not _is_hidden(path.parts)}


def _remote(source: Source) -> dict[str, str]:
    url = source.path or ""
    try:
        system, root = fsspec.core.url_to_fs(url)
        paths = system.find(root)
    except (ValueError, ImportError) as error:
        raise FilesNotFound(f"`path` of source {source.name} cannot be used: {error}") from error
    except OSError as error:
        raise SourceUnreachable(
            f"{url} of source {source.name} cannot be listed ({error}): "
            "check the address, the credentials and the network."
        ) from error
    below = {path: PurePosixPath(path).relative_to(PurePosixPath(root)) for path in paths}
    return {
        name.as_posix(): system.unstrip_protocol(path) for path, name in below.items() if not _is_hidden(name.parts)
    }


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") for part in parts)
