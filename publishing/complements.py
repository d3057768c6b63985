"""The complement rule on the org tree: what remains of a unit after its published children is nobody, or enough people.

Belongs here: one node, many windows at once. Not here: windows against each other (differences.py, timelines.py).
"""

import numpy as np

from publishing.organisations import Booleans, Integers


def withhold_complements(
    shown: Booleans, *, node: Integers, children: Integers, child_traces: Booleans, direct_traces: Booleans, k: int
) -> Booleans:
    """Withhold children of one node until what remains of it is nobody or at least k persons.

    The remainder is the node's direct staff and its withheld children: who knows the node and the shown children knows it
    by subtraction. Greedy: the smallest shown child goes first, ties by position, never by anything drawn from a key.

    Args:
        shown: [children, windows] children that may be shown so far.
        node: [windows] persons of the node.
        children: [children, windows] persons of the children.
        child_traces: [children, windows] children without a person but with a sum.
        direct_traces: [windows] the same of the direct staff.
        k: The smallest number of persons.

    Returns:
        [children, windows] what of `shown` stays.
    """
    shown = shown.copy()
    # Withheld children rank behind all shown ones.
    last = np.iinfo(np.int64).max
    while len(shown):
        remainder = node - np.where(shown, children, 0).sum(axis=0)
        traced = direct_traces | (child_traces & ~shown).any(axis=0)
        exposed = ((remainder > 0) | traced) & (remainder < k) & shown.any(axis=0)
        if not exposed.any():
            break
        smallest = np.where(shown, children, last).argmin(axis=0)
        shown[smallest[exposed], np.flatnonzero(exposed)] = False
    return shown
