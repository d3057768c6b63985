"""What ingestion raises when it refuses: one family, so that a caller can catch it and print the message as it stands.

An error takes its culprits as data and writes its own message: what was found, where, and what to do. Rows that cannot
be read are no errors: they go to quarantine (see quarantine.py). No message ever holds the pseudonym key.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class IngestionError(Exception):
    """Something in the input, its definition or the disk stops ingestion; the message says what to do."""


class SourcesInvalid(IngestionError):
    """sources.yaml or a preset cannot be used; every problem found is listed with its path in the YAML."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"{file} cannot be used:\n{listed}")


class ContractInvalid(IngestionError):
    """A contract is not one that the engine understands."""


class StorageFailed(IngestionError):
    """The disk refused to read or write: full, read-only, without permission. Nothing half written is visible."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            f"The disk refused {path}: {reason}. Nothing of this delivery is visible; "
            "free space or repair the permissions, and run again."
        )


class SourceUnreachable(OSError):
    """A remote source did not answer, or not to the end. Not in the family: the same call may succeed later."""


class KeyMismatch(IngestionError):
    """Rows landed under another pseudonym key would not match those of this run."""

    def __init__(self, delivery: str, *, landed_version: int, key_version: int) -> None:
        super().__init__(
            f"Delivery {delivery} was landed with another pseudonym key (version {landed_version}; this run has "
            f"version {key_version}). Keys of the two do not match. Restore the key in identity/, or remove landing/ "
            "and land every delivery again with the new key."
        )


class DeliveryRefused(IngestionError):
    """A file is refused as a whole; nothing of it lands."""

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        self.file = file
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{file} is refused: {reason} {remedy}")


class UnreadableFile(DeliveryRefused):
    """The bytes are not text of the declared kind: binary, another format, empty, damaged, undecodable."""


class BrokenQuoting(DeliveryRefused):
    """A quoted field is not closed, so that it is unknown where the records after it begin."""


class HeaderMismatch(DeliveryRefused):
    """The header lacks required columns, or holds a needed name twice."""


class UnknownDate(DeliveryRefused):
    """Nothing says on which day the content of the file was known."""


class FileChanged(DeliveryRefused):
    """The file changed while it was read."""


@dataclass(frozen=True)
class AmbiguousColumn:
    """Evidence that the values of one column can be read as two different dates.

    Attributes:
        column: Name in the file.
        rows: How many values read in two ways.
        line: Physical line of the first of them.
        value: The first of them.
        readings: The order of the fields and what the value is under it, twice.
        pattern: A sentence about how the column came to be so, if that is seen.
    """

    column: str
    rows: int
    line: int
    value: str
    readings: tuple[tuple[str, str], ...]
    pattern: str

    def __str__(self) -> str:
        read = " or ".join(f"{moment} ({order})" for order, moment in self.readings)
        return (
            f"column '{self.column}': {self.rows} value(s) are valid and different under two orders; the first, "
            f"'{self.value}' on line {self.line}, is {read}.{self.pattern}"
        )


class AmbiguousDates(DeliveryRefused):
    """Dates that can be read in two ways are never guessed."""

    def __init__(self, file: str, columns: Sequence[AmbiguousColumn]) -> None:
        self.columns = tuple(columns)
        listed = "\n".join(f"  - {column}" for column in self.columns)
        super().__init__(
            file,
            f"dates are ambiguous.\n{listed}\n",
            "Ask the supplier for ISO dates (YYYY-MM-DD), or, when you know how they were written, add "
            "`when_ambiguous: day_first` or `when_ambiguous: month_first` to the column's rule.",
        )
