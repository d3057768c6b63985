"""Reading the suites: which rules each published table is held to, from the YAML files in suites/.

How a rule is formed stands in rules.py, the rules that all tables share in standard.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from expectations.rules import Rule, built_in, rows_where
from expectations.standard import standard_rules

SUITES_FOLDER = Path(__file__).parent / "suites"


@dataclass(frozen=True, kw_only=True)
class Suite:
    """What one published table is held to.

    Attributes:
        table: The published table.
        columns: Its columns in order, each with its type.
        rules: Its rules, the shared ones first.
    """

    table: str
    columns: Mapping[str, str]
    rules: tuple[Rule, ...]


def load_suites(folder: Path = SUITES_FOLDER) -> dict[str, Suite]:
    """Read the suites of all published tables.

    Args:
        folder: Where the YAML files lie. A file declares `tables` with their columns, or adds to one declared elsewhere
            (`more_rules_for`), and gives `rules` for each of its tables.

    Returns:
        The suites by table name, in the order of the names.

    Raises:
        ValueError: If a file has a word that means nothing, a rule lacks its words, or two rules share a name.
    """
    declared: dict[str, Mapping[str, Any]] = {}
    written: dict[str, list[Rule]] = {}
    for file in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        _only(content, {"tables", "more_rules_for", "rules"}, where=file.name)
        tables = content.get("tables", {})
        declared |= tables
        for table in tables or [content["more_rules_for"]]:
            rules = (_rule(table, entry, where=file.name) for entry in content["rules"])
            written.setdefault(table, []).extend(rules)
    return {table: _suite(table, declared[table], written[table]) for table in sorted(declared)}


def _suite(table: str, declaration: Mapping[str, Any], written: Iterable[Rule]) -> Suite:
    _only(declaration, {"key", "filled", "columns", "never_empty"}, where=table)
    shared = standard_rules(
        table,
        columns=declaration["columns"],
        key=declaration["key"],
        filled=declaration["filled"],
        never_empty=declaration.get("never_empty", False),
    )
    rules = (*shared, *written)
    names = [rule.name for rule in rules]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"suite {table}: these rules are named more than once: {', '.join(repeated)}")
    return Suite(table=table, columns=declaration["columns"], rules=rules)


def _rule(table: str, entry: Mapping[str, Any], *, where: str) -> Rule:
    words = {"id", "rule", "matters", "remedy"}
    missing = sorted(words - entry.keys())
    if missing:
        raise ValueError(f"{where}, rule {entry.get('id', '?')}: {', '.join(missing)} must be given")
    said = {word: entry[word] for word in ("rule", "matters", "remedy")}
    if "expect" in entry:
        _only(entry, words | {"expect", "arguments"}, where=f"{where}, rule {entry['id']}")
        return built_in(table, entry["id"], expectation=entry["expect"], arguments=entry["arguments"], **said)
    _only(entry, words | {"scope", "holds", "query", "checked"}, where=f"{where}, rule {entry['id']}")
    sql = {word: entry[word].replace("{table}", table) for word in entry.keys() - words}
    return rows_where(table, entry["id"], **said, **sql)


def _only(entry: Mapping[str, Any], known: set[str], *, where: str) -> None:
    unknown = sorted(entry.keys() - known)
    if unknown:
        raise ValueError(f"{where}: {', '.join(unknown)} means nothing here; known are {', '.join(sorted(known))}")
