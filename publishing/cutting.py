"""Small cuts of small graphs: the cheapest way to part a graph in two.

Belongs here: graph arithmetic alone. What the vertices and weights mean stands in differences.py.
"""

from collections.abc import Mapping

Graph = dict[int, dict[int, int]]


def small_cut(edges: Mapping[tuple[int, int], int], *, k: int) -> frozenset[int] | None:
    """Find a way to part the graph so that the edges between the parts weigh more than 0 and less than k.

    Edges of k or more can be in no such cut, so their ends are merged first. What remains is parted by the algorithm of
    Stoer and Wagner (J. ACM 44 (1997) 585-591), one connected component at a time: a cut between components weighs 0.

    Args:
        edges: Undirected edges, a pair of vertices with its weight; pairs may come in both directions and add up.
        k: The bound.

    Returns:
        The vertices on one side of such a cut, or None where there is none.
    """
    members, graph = _merged(edges, k=k)
    seen: set[int] = set()
    for start in sorted(graph):
        if start in seen:
            continue
        component = _reached(graph, start)
        seen |= component
        weight, side = _minimum_cut({vertex: dict(graph[vertex]) for vertex in component})
        if weight < k:
            return frozenset(vertex for merged in side for vertex in members[merged])
    return None


def _merged(edges: Mapping[tuple[int, int], int], *, k: int) -> tuple[dict[int, list[int]], Graph]:
    """Merge the ends of heavy edges, again until none is left: parallel edges add up to heavy ones."""
    graph: Graph = {}
    for (first, second), weight in sorted(edges.items()):
        if first != second and weight > 0:
            graph.setdefault(first, {})
            graph.setdefault(second, {})
            _add(graph, first, second, weight)
    members = {vertex: [vertex] for vertex in graph}
    stack = sorted(graph)
    while stack:
        vertex = stack.pop()
        while vertex in graph:
            heavy = next((other for other in sorted(graph[vertex]) if graph[vertex][other] >= k), None)
            if heavy is None:
                break
            _absorb(graph, vertex, heavy)
            members[vertex] += members.pop(heavy)
    return members, graph


def _add(graph: Graph, first: int, second: int, weight: int) -> None:
    graph[first][second] = graph[first].get(second, 0) + weight
    graph[second][first] = graph[second].get(first, 0) + weight


def _absorb(graph: Graph, vertex: int, other: int) -> None:
    """Make one vertex of two."""
    for neighbour, weight in graph.pop(other).items():
        del graph[neighbour][other]
        if neighbour != vertex:
            _add(graph, vertex, neighbour, weight)


def _reached(graph: Graph, start: int) -> set[int]:
    found, stack = {start}, [start]
    while stack:
        for other in graph[stack.pop()]:
            if other not in found:
                found.add(other)
                stack.append(other)
    return found


def _minimum_cut(graph: Graph) -> tuple[float, list[int]]:
    """The lightest cut of a connected graph, and one side of it; infinitely heavy where there is one vertex."""
    best: tuple[float, list[int]] = (float("inf"), [])
    sides = {vertex: [vertex] for vertex in graph}
    while len(graph) > 1:
        # Grow a set by the vertex most tightly connected to it; the last one added is cut from all the others.
        start = min(graph)
        pull = dict.fromkeys(graph, 0) | graph[start]
        order = [start]
        del pull[start]
        weight = 0
        while pull:
            nearest = max(sorted(pull), key=pull.__getitem__)
            weight = pull.pop(nearest)
            order.append(nearest)
            for other, more in graph[nearest].items():
                if other in pull:
                    pull[other] += more
        if weight < best[0]:
            best = (weight, sides[order[-1]])
        sides[order[-2]] = sides[order[-2]] + sides.pop(order[-1])
        _absorb(graph, order[-2], order[-1])
    return best
