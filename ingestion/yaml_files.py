"""YAML as the definitions need it: a scalar is the text that stands there, a key given twice an error, and files merge.

What may stand in the YAML is said in definitions.py; which files are read and in which order they merge, in sources.py.
"""

import difflib
import re
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from ingestion.errors import SourcesInvalid


class _Loader(yaml.SafeLoader):
    """Every scalar but true, false, null and the merge key is text as written: 007 stays 007, 0.10 stays 0.10, `no` is not false."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  (signature of PyYAML)
        """Build a mapping, refusing a key that stands in it twice (YAML itself would keep the last)."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a plain text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file whose top is a mapping.

    Raises:
        SourcesInvalid: The file is absent, no YAML, or no mapping; the message names line and column.
    """
    try:
        with path.open(encoding="utf-8") as file:
            content = yaml.load(file, _Loader)  # noqa: S506  (a SafeLoader with fewer types)
    except OSError as error:
        raise SourcesInvalid(str(path), [f"it cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise SourcesInvalid(str(path), [f"it is not UTF-8 (byte {error.start})"]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise SourcesInvalid(str(path), [f"{where}{getattr(error, 'problem', error)}"]) from error
    if not isinstance(content, dict):
        raise SourcesInvalid(str(path), [f"a mapping is needed at the top, found {content!r}"])
    return content


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Merge two YAML mappings: mappings merge, `tables` merge by table, everything else is replaced.

    The n-th entry of a table in `over` merges with the n-th of that table in `base`; one that `base` lacks is added.
    """
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        if key == "tables" and isinstance(old, list) and isinstance(value, list):
            merged[key] = _merge_tables(old, value)
        elif isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = merge(old, value)
        else:
            merged[key] = value
    return merged


def _merge_tables(base: list[Any], over: list[Any]) -> list[Any]:
    merged, taken = list(base), set[int]()
    for table in over:
        name = table.get("table") if isinstance(table, dict) else None
        same = [
            index
            for index, each in enumerate(base)
            if index not in taken and isinstance(each, dict) and each.get("table") == name
        ]
        if same:
            taken.add(same[0])
            merged[same[0]] = merge(base[same[0]], table)
        else:
            merged.append(table)
    return merged


def unknown_keys(mapping: Mapping[str, Any], known: Iterable[str], *, where: str) -> list[str]:
    """A problem for every key that is not known, with the nearest known one."""
    allowed = sorted(known)
    dot = "." if where else ""
    return [
        f"{where}{dot}{key}: unknown key{suggestion(str(key), allowed)}; allowed are {', '.join(allowed)}"
        for key in mapping
        if key not in allowed
    ]


def suggestion(name: str, known: Iterable[str]) -> str:
    """' (did you mean 'x'?)' for the nearest of the known names, or ''."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""
