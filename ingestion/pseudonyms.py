"""Pseudonyms: identifiers normalised by kind and replaced by keyed hashes, inside DuckDB, whole columns at a time.

HMAC-SHA256, its leftmost 128 bits as 32 hex digits. The two padded halves of the key are bound parameters: the key
stands in no SQL text, message or file. Making, keeping and versioning the key is orchestration's part.
"""

import hashlib
import hmac
from dataclasses import dataclass

import duckdb

from ingestion.quoting import literal

_BLOCK = 64  # bytes; SHA-256
_SHORTEST_KEY = 16  # bytes; as many as a pseudonym has
# Ids that mean something within their source only; other kinds are equal across sources, so that people can be matched.
_WITHIN_SOURCE = {"spell", "assignment", "response", "absence"}


@dataclass(frozen=True, repr=False)
class PseudonymKey:
    """The secret and its version. It has no readable representation, so that it cannot slip into a message."""

    secret: bytes
    version: int

    def __post_init__(self) -> None:
        if len(self.secret) < _SHORTEST_KEY:
            raise ValueError(f"a pseudonym key of {len(self.secret)} bytes can be guessed; {_SHORTEST_KEY} are needed")

    @property
    def halves(self) -> dict[str, bytes]:
        """The key XORed with the inner and the outer pad of HMAC, as named parameters of a query."""
        block = self.secret if len(self.secret) <= _BLOCK else hashlib.sha256(self.secret).digest()
        padded = block.ljust(_BLOCK, b"\0")
        return {"inner_half": bytes(b ^ 0x36 for b in padded), "outer_half": bytes(b ^ 0x5C for b in padded)}

    @property
    def fingerprint(self) -> str:
        """Eight hex digits that differ between keys and from which the key cannot be computed."""
        return hmac.new(self.secret, b"learning-impact key check", hashlib.sha256).hexdigest()[:8]


def normalised(kind: str, text: str) -> str:
    """SQL that brings the trimmed text of an identifier into the form that is hashed; null when nothing is left.

    Args:
        kind: Kind of pseudonym, as the contract says.
        text: SQL of the trimmed text.
    """
    if kind == "email":
        return f"nullif(regexp_replace(lower({text}), '^mailto:\\s*', ''), '')"
    if kind == "surname":
        return f"nullif(regexp_replace(lower(nfc_normalize({text})), '[^\\p{{L}}]', '', 'g'), '')"
    return text


def prefix(kind: str, *, tenant: str, source: str) -> str:
    """What stands before the identifier in the hashed text; it keeps tenants, sources and kinds apart."""
    if kind == "person":
        return f"{tenant}|{source}|"
    return f"{tenant}|{source}|{kind}|" if kind in _WITHIN_SOURCE else f"{tenant}|{kind}|"


def hash_column(
    con: duckdb.DuckDBPyConnection, *, relation: str, column: str, into: str, before: str, key: PseudonymKey
) -> None:
    """Make a table (id, key) of the distinct identifiers of a column.

    Args:
        con: Where the relation lies and the table is made.
        relation: Name of the relation.
        column: SQL of the column with normalised identifiers.
        into: Name of the table to make.
        before: What `prefix` gives.
        key: The pseudonym key.
    """
    message = f"encode({literal(before)} || id)"
    con.execute(
        f"""
        create or replace temp table {into} as
        select id, left(sha256($outer_half::blob || unhex(sha256($inner_half::blob || {message}))), 32) as key
        from (select distinct {column} as id from {relation}) where id is not null
        """,
        key.halves,
    )
