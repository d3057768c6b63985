"""What the gate answers: a result per rule, and the whole.

How results come about stands in gate.py; how they are shown in documenting.py.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class ExpectationResult:
    """How a published table stands up to one rule.

    Attributes:
        table: The published table.
        expectation_id: The rule's name, unique within the table.
        rule: What must hold, in words.
        matters: What goes wrong for a reader where it does not.
        remedy: What to do then.
        success: Whether it holds; false where it could not be checked.
        rows_checked: Rows that the rule looked at; None if they could not be counted.
        rows_found: Rows that break it; None if it could not be checked.
        problem: Why it could not be checked, in words; empty if it was.
        rows_path: File in quarantine with the rows that break it, or with the database's message; None if it holds.
    """

    table: str
    expectation_id: str
    rule: str
    matters: str
    remedy: str
    success: bool
    rows_checked: int | None
    rows_found: int | None
    problem: str
    rows_path: Path | None

    def __str__(self) -> str:
        """Say what was found, when it matters, what to do and where to look, for a log or a check's description."""
        name = f"{self.table}.{self.expectation_id}"
        if self.success:
            return f"{name} holds. {self.rule} ({self.rows_checked} rows checked)"
        found = self.problem or f"{self.rows_found} of {self.rows_checked} rows break it"
        look = f" Look at: {self.rows_path}" if self.rows_path else ""
        return f"{name}: {found}. Rule: {self.rule} Matters: {self.matters} Remedy: {self.remedy}{look}"


@dataclass(frozen=True, kw_only=True)
class GateResult:
    """Whether a candidate may be published, and why not.

    Attributes:
        passed: Whether every rule was checked and holds.
        results: One result per rule, by table.
        page: The page that shows them.
    """

    passed: bool
    results: tuple[ExpectationResult, ...]
    page: Path

    @property
    def failures(self) -> tuple[ExpectationResult, ...]:
        """The results of rules that do not hold or could not be checked."""
        return tuple(result for result in self.results if not result.success)
