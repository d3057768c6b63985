"""The shape of what is planned: the org tree as it stood at the end of each window, windows, and the persons behind cells.

Belongs here: frozen arrays that the planner reads, and the plan it writes. Not here: how they are read from the warehouse
(supporting.py), and what may be shown (planning.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

OUTSIDE = -1  # no unit: outside the node, or not in the window
# Coarse first: what is shown of a fine window depends on what is shown of the windows around it.
NESTED_TYPES = ("r12", "year", "quarter", "month")


class Reason(IntEnum):
    """Why a cell is withheld by the plan, in the order in which reasons are named; NONE is shown."""

    NONE = 0
    SMALL_GROUP = 1
    PARENT_WITHHELD = 2
    COMPLEMENT = 3
    TIME_DIFFERENCE = 4


@dataclass(frozen=True, kw_only=True)
class Window:
    """A window of time, both days included."""

    period_type: str
    start: date
    end: date

    @property
    def after(self) -> date:
        """The first day after the window."""
        return self.end + timedelta(days=1)

    def holds(self, other: "Window") -> bool:
        """Whether the other window lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Tree:
    """One org tree.

    Attributes:
        parents: Per unit its parent's position; OUTSIDE for the root and for units that the tree does not hold.
        root: Position of the root.
        order: Units of the tree, parents before children.
        children: Per unit its children, in order of position.
    """

    parents: Integers
    root: int
    order: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def below(self, unit: int) -> frozenset[int]:
        """The unit and all units under it."""
        found, stack = [], [unit]
        while stack:
            found.append(stack.pop())
            stack += self.children[found[-1]]
        return frozenset(found)


def tree_of(parents: Sequence[int], *, root: int) -> Tree:
    """Order a tree given by parents.

    Args:
        parents: Per unit its parent's position; OUTSIDE for the root and for units the tree does not hold.
        root: Position of the root.

    Returns:
        The tree; a unit that does not hang under the root is not in it.
    """
    children: list[list[int]] = [[] for _ in parents]
    for unit, parent in enumerate(parents):
        if parent != OUTSIDE:
            children[parent].append(unit)
    order = [root]
    for unit in order:
        order += children[unit]
    return Tree(np.array(parents, dtype=np.int64), root, tuple(order), tuple(tuple(units) for units in children))


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Persons who sit elsewhere in the coarse window than in the fine one, a row per node and pair of places.

    All arrays have one length. `fine` and `coarse` are positions of windows, `node` of a unit; `source` and `target` are
    the child of the node that holds the person in the fine and in the coarse window, the node itself for its direct staff,
    or OUTSIDE.
    """

    fine: Integers
    coarse: Integers
    node: Integers
    source: Integers
    target: Integers
    persons: Integers


@dataclass(frozen=True, kw_only=True)
class Support:
    """The persons behind the cells of one set of records, for complete windows.

    Attributes:
        units: Identifiers, ascending: a position is the order of tie-breaks.
        windows: The windows.
        trees: The different trees.
        tree_of_window: Per window the position of its tree.
        persons: [units, windows] distinct persons, 0 where there is no cell.
        traces: [units, windows] true where nobody is counted but a sum is not zero: people who sat there and are counted
            where they went.
        direct_traces: The same of a unit's direct staff.
        flows: Who moved between nested windows.
    """

    units: tuple[str, ...]
    windows: tuple[Window, ...]
    trees: tuple[Tree, ...]
    tree_of_window: Integers
    persons: Integers
    traces: Booleans
    direct_traces: Booleans
    flows: Flows
