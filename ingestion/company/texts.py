"""Columns of text: picking from a pool, gluing, and spelling days and times, a whole column at a time.

Belongs here: what every writer of exports needs to turn arrays into text. Not here: files (delimited.py) and how one
vendor spells a value (exports_*.py).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.company.tables import NOBODY, Days, Flags, Ints, Minutes

if TYPE_CHECKING:
    Texts = pa.Array[Any]
else:
    Texts = pa.Array

# The stubs of pyarrow do not know that a compute function takes arrays and plain texts side by side.
_compute: Any = pc
_arrow: Any = pa


def texts_from(values: Sequence[str | None]) -> Texts:
    """A column from a list; None is null."""
    return _text_column(_arrow.array(list(values), _arrow.string()))


def pick(pool: Sequence[str], rows: Ints) -> Texts:
    """The texts of a pool at these places; null where the place is NOBODY."""
    return take(texts_from(pool), rows)


def take(texts: Texts, rows: Ints) -> Texts:
    """The texts at these rows; null where the row is NOBODY."""
    return _text_column(texts.take(_arrow.array(rows, mask=rows == NOBODY)))


def keep(texts: Texts, flags: Flags) -> Texts:
    """The texts at the rows with a true flag."""
    return _text_column(texts.filter(_arrow.array(flags)))


def where(flags: Flags, texts: Texts | str, otherwise: Texts | str | None) -> Texts:
    """One text where the flag is true, another elsewhere; None is null."""
    last = _arrow.scalar(None, _arrow.string()) if otherwise is None else otherwise
    return _text_column(_compute.if_else(_arrow.array(flags), texts, last))


def first_known(*columns: Texts) -> Texts:
    """Row by row the first column that is not null."""
    return _text_column(_compute.coalesce(*columns))


def glue(*parts: Texts | str) -> Texts:
    """Columns and constants one after another; null where a part is null."""
    return _text_column(_compute.binary_join_element_wise(*parts, ""))


def whole_numbers(numbers: npt.NDArray[np.integer[Any]], *, digits: int = 0) -> Texts:
    """Numbers as text, filled up with zeros to a width if one is given."""
    texts = _arrow.array(numbers).cast(_arrow.string())
    return _text_column(_compute.utf8_lpad(texts, width=digits, padding="0"))


def day_texts(days: Days, spelled: Callable[[np.datetime64], str]) -> Texts:
    """Days as text, each different day spelled once; null for NaT."""
    different, place = np.unique(days, return_inverse=True)
    return take(texts_from([None if np.isnat(day) else spelled(day) for day in different]), place)


def minute_texts(times: Minutes, *, day: Callable[[np.datetime64], str], clock: Callable[[int, int], str]) -> Texts:
    """Local times as the text of their day followed by the text of hour and minute; null for NaT."""
    days = times.astype("datetime64[D]")
    minute = np.where(np.isnat(times), 0, (times - days).astype(np.int64))
    clocks = [clock(number // 60, number % 60) for number in range(24 * 60)]
    return glue(day_texts(days, day), take(texts_from(clocks), minute))


def _text_column(column: Texts) -> Texts:
    """The column itself: gives a type to what the compute functions return."""
    return column
