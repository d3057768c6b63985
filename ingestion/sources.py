"""Reading sources.yaml: the file, the presets that it names, and their merge into one definition per kind of file.

The grammar of an entry stands in definitions.py, the comparison with the contracts in checking.py. Nothing here looks
at an export. Every problem is reported at once, with its path in the YAML, what was found and what is allowed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ingestion.checking import contract_problems
from ingestion.contracts import PSEUDONYM_KINDS
from ingestion.definitions import Company, FileKind, Source, Sources
from ingestion.errors import SourcesInvalid
from ingestion.yaml_files import merge, read_yaml, suggestion, unknown_keys

Model = TypeVar("Model", bound=BaseModel)
PRESETS = Path(__file__).resolve().parent / "presets"
_SOURCE_KEYS = {"name", "path", "preset", "delivery", "known_on", "defaults", "files", "rules", "not_used"}


def load_sources(path: Path, *, presets: Path | None = None) -> Sources:
    """Read sources.yaml and the presets it names.

    Args:
        path: The sources.yaml file; relative paths in it start from its folder.
        presets: Folder of presets; None for the ones of this package.

    Returns:
        The company and its sources, every preset merged in and every rule compared with the contracts.

    Raises:
        SourcesInvalid: Lists every problem, with its path in the YAML.
    """
    raw = read_yaml(path)
    problems = unknown_keys(raw, {"company", "sources"}, where="")
    company = _valid(Company, raw.get("company") or {}, "company", problems)
    entries = raw.get("sources")
    if not isinstance(entries, list) or not entries:
        problems.append("sources: a list of at least one source is needed")
        entries = []
    sources = []
    for index, entry in enumerate(entries):
        where = f"sources[{index}]"
        if not isinstance(entry, dict):
            problems.append(f"{where}: a mapping is needed, found {entry!r}")
            continue
        timezone = company.timezone if company else "UTC"
        merged = _with_preset(entry, presets or PRESETS, timezone=timezone, where=where, problems=problems)
        merged["tenant"] = company.tenant if company else "unknown"
        source = _source(merged, path.parent, where=where, problems=problems)
        if source is not None:
            sources.append(source)
    names = [source.name for source in sources]
    problems += [f"sources: the name '{each}' is used twice" for each in sorted(set(names)) if names.count(each) > 1]
    if problems or company is None:
        raise SourcesInvalid(str(path), problems)
    return Sources(company=company, sources=tuple(_with_claims(source, sources) for source in sources))


def _with_preset(
    entry: dict[str, Any], presets: Path, *, timezone: str, where: str, problems: list[str]
) -> dict[str, Any]:
    """The entry with `files` in full: what the kind says itself, else the source, else the defaults."""
    problems += unknown_keys(entry, _SOURCE_KEYS, where=where)
    preset: dict[str, Any] = {}
    name = entry.get("preset")
    if name is not None and (presets / f"{name}.yaml").is_file():
        preset = read_yaml(presets / f"{name}.yaml")
        problems += unknown_keys(preset, {"preset", "description", "defaults", "files"}, where=f"preset {name}")
    elif name is not None:
        known = sorted(each.stem for each in presets.glob("*.yaml"))
        listed = ", ".join(known) or "none"
        problems.append(f"{where}.preset: there is no preset '{name}'{suggestion(str(name), known)}; known: {listed}")
    of_preset, own = (
        {key: _mapping(given.get(key), f"{spot}.{key}", problems) for key in ("defaults", "files")}
        for given, spot in ((preset, f"preset {name}"), (entry, where))
    )
    defaults = {"timezone": timezone, **merge(of_preset["defaults"], own["defaults"])}
    defaults |= {key: entry[key] for key in ("delivery", "known_on") if key in entry}
    files = merge(of_preset["files"], own["files"])
    if not files and (name is None or preset):
        problems.append(f"{where}: neither `preset` nor `files` says what to read")
    full = {kind: {**defaults, **rules} if isinstance(rules, Mapping) else rules for kind, rules in files.items()}
    return {**{key: entry[key] for key in entry if key in _SOURCE_KEYS}, "files": full}


def _source(merged: dict[str, Any], folder: Path, *, where: str, problems: list[str]) -> Source | None:
    known = len(problems)
    files = {}
    for name, rules in merged["files"].items():
        kind = _valid(FileKind, rules, f"{where}.files.{name}", problems)
        if kind is not None:
            problems += contract_problems(kind, where=f"{where}.files.{name}")
            files[name] = kind
    if merged.get("name") in PSEUDONYM_KINDS:
        problems.append(f"{where}.name: '{merged['name']}' is a kind of pseudonym; choose another name")
    path = merged.get("path")
    if path is None and any(kind.kind != "rows" for kind in files.values()):
        problems.append(f"{where}.path: the folder or URL of the files is needed")
    if path is not None and "://" not in str(path):
        path = str((folder / str(path)).resolve())
    if len(problems) > known:
        return None
    kept = {key: merged[key] for key in ("name", "preset", "rules", "not_used") if merged.get(key) is not None}
    return _valid(Source, {**kept, "tenant": merged["tenant"], "path": path, "files": files}, where, problems)


def _mapping(raw: object, where: str, problems: list[str]) -> dict[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        problems.append(f"{where}: a mapping is needed, found {raw!r}")
        return {}
    return raw


def _with_claims(source: Source, sources: list[Source]) -> Source:
    """Several sources may read one folder: a file is unclaimed only when none of them knows it."""
    claims = [
        pattern
        for other in sources
        if other.path == source.path
        for pattern in (*other.not_used, *(kind.pattern for kind in other.files.values() if kind.pattern))
    ]
    return source.model_copy(update={"claimed": tuple(claims)})


def _valid(model: type[Model], raw: object, where: str, problems: list[str]) -> Model | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for each in error.errors():
            spot = where + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in _named(each["loc"]))
            found = "" if each["type"] in {"missing", "value_error"} else f", found {each['input']!r}"
            problems.append(f"{spot}: {each['msg'].removeprefix('Value error, ')}{found}")
        return None


def _named(location: tuple[int | str, ...]) -> list[int | str]:
    """The location without the types that pydantic adds where one of several forms is allowed."""
    return [part for part in location if isinstance(part, int) or part.replace("_", "").isalnum()]
