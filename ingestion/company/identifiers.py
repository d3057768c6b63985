"""Identifiers as the vendors make them, drawn from the seed: UUIDs of statements, ids of surveys and responses.

Belongs here: random texts of a fixed form, a million at a time. Not here: identifiers with a meaning, such as employee
numbers (people.py).
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ingestion.company.texts import Texts

_HEX = np.frombuffer(b"0123456789abcdef", dtype="S1")
_ALPHANUMERIC = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype="S1")
_HYPHENS = (8, 13, 18, 23)
_VERSION_AT, _VARIANT_AT = 14, 19


def uuids(count: int, *, rng: np.random.Generator) -> Texts:
    """Random UUIDs, version 4."""
    letters = _HEX[rng.integers(0, 16, (count, 36))]
    letters[:, _HYPHENS] = b"-"
    letters[:, _VERSION_AT] = b"4"
    letters[:, _VARIANT_AT] = _HEX[8 + rng.integers(0, 4, count)]
    return _texts(letters)


def survey_tool_ids(count: int, *, prefix: str, rng: np.random.Generator) -> Texts:
    """Identifiers of the survey tool: a prefix ('R_', 'SV_') and fifteen letters or digits."""
    letters = _ALPHANUMERIC[rng.integers(0, len(_ALPHANUMERIC), (count, 15))]
    start = np.broadcast_to(np.frombuffer(prefix.encode(), dtype="S1"), (count, len(prefix)))
    return _texts(np.concatenate([start, letters], axis=1))


def _texts(letters: npt.NDArray[np.bytes_]) -> Texts:
    """Rows of single letters as a column of texts, without a Python string a row."""
    whole = np.ascontiguousarray(letters).view(f"S{letters.shape[1]}").reshape(len(letters))
    column: Any = pa.array(whole, pa.binary())
    texts: Texts = column.cast(pa.string())
    return texts
