"""The pictures of the page, as numbers for the template to draw: the strip of verdicts, the graph of attributions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.model import CheckedClaim, Link, Report, VerdictLabel
from verifier.report import overview
from verifier.report.wording import RANK

STRIP = 1000
HEIGHTS: dict[VerdictLabel, int] = {
    "contradicted": 32,
    "misattributed": 28,
    "partly_supported": 22,
    "not_found": 18,
    "no_document": 14,
    "supported": 10,
    "not_checkable": 6,
}
"""Of 32: the worse the verdict the higher its bar, so that the strip reads without colour."""

MOST_NODES = 24
COLUMN, ROW, BOX_W, BOX_H = 300, 46, 240, 32
ARTICLE = "the article"

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim in the strip."""

    x: float
    width: float
    height: int
    verdict: VerdictLabel
    claim: int


@dataclass(frozen=True, slots=True)
class Node:
    """A source in the graph, at the top left corner of its box."""

    name: str
    anonymity: str
    x: int
    y: int
    claims: int
    held: bool
    worst: VerdictLabel | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two boxes: from whom the words come to who passes them on, the thicker the more claims."""

    path: str
    verdict: VerdictLabel
    width: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph: the article on the left, whom it relies on beside it, who said it first on the right."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    left_out: int


def strip(report: Report) -> list[Bar]:
    """A bar for each claim, where it stands in the article."""
    length = max(len(report.article.text), 1)
    bars = []
    for checked in report.claims:
        claim, label = checked.claim, checked.verdict.label
        x = STRIP * min(claim.start, length) / length
        width = max(STRIP * (claim.end - claim.start) / length - 1, 2)
        bars.append(Bar(round(x, 1), round(min(width, STRIP - x), 1), HEIGHTS[label], label, claim.id))
    return bars


def graph(report: Report) -> Graph | None:
    """Who relies on whom; None where nobody is credited. Beyond `MOST_NODES` the least used sources are left out."""
    resting: dict[Key, list[CheckedClaim]] = {}
    depth: dict[Key, int] = {}
    links: dict[Key, Link] = {}
    for checked in report.claims:
        for place, link in enumerate(overview.said_by(checked), start=1):
            key = _key(link)
            resting.setdefault(key, []).append(checked)
            depth[key] = max(depth.get(key, 0), min(place, 4))
            links.setdefault(key, link)
    if not resting:
        return None
    order = list(resting)
    kept = sorted(sorted(order, key=lambda k: -len(resting[k]))[:MOST_NODES], key=order.index)
    columns: dict[int, list[Key]] = {}
    for key in kept:
        columns.setdefault(depth[key], []).append(key)
    tallest = max(len(keys) for keys in columns.values())
    height = tallest * ROW + 14
    places = {("", ARTICLE, ""): (0, (height - BOX_H) // 2)}
    for rank, column in enumerate(sorted(columns), start=1):
        top = (height - len(columns[column]) * ROW + ROW - BOX_H) // 2
        places |= {key: (rank * COLUMN, top + i * ROW) for i, key in enumerate(columns[column])}
    nodes = [Node(ARTICLE, "", *places["", ARTICLE, ""], len(report.claims), False, None)]
    for key in kept:
        source = overview.source_of(report, links[key].source_id)
        held = source is not None and source.documents > 0
        nodes.append(
            Node(links[key].name, links[key].anonymity, *places[key], len(resting[key]), held, _worst(resting[key]))
        )
    edges = _edges(report.claims, places)
    return Graph(tuple(nodes), edges, len(columns) * COLUMN + BOX_W + 2, height, len(order) - len(kept))


def _key(link: Link) -> Key:
    return (link.source_id or "", "" if link.source_id else link.name, link.anonymity)


def _edges(claims: Sequence[CheckedClaim], places: dict[Key, tuple[int, int]]) -> tuple[Edge, ...]:
    carried: dict[tuple[Key, Key], list[CheckedClaim]] = {}
    for checked in claims:
        keys = [("", ARTICLE, ""), *(_key(link) for link in overview.said_by(checked))]
        seen = [key for key in dict.fromkeys(keys) if key in places]
        for nearer, farther in pairwise(seen):
            carried.setdefault((nearer, farther), []).append(checked)
    edges = []
    for (nearer, farther), passed in carried.items():
        edges.append(
            Edge(
                _path(places[farther], places[nearer], places), _worst(passed), round(min(1 + len(passed) ** 0.5, 6), 1)
            )
        )
    return tuple(edges)


def _path(farther: tuple[int, int], nearer: tuple[int, int], places: dict[Key, tuple[int, int]]) -> str:
    """From the left side of one box to the right side of another; boxes between the two are passed in a gap."""
    x, y = farther[0], farther[1] + BOX_H // 2
    goal = (nearer[0] + BOX_W, nearer[1] + BOX_H // 2)
    path = f"M{x} {y}"
    between = sorted({place[0] for place in places.values() if nearer[0] < place[0] < farther[0]}, reverse=True)
    stops: list[tuple[int, int]] = []
    for column in between:
        tops = sorted(place[1] for place in places.values() if place[0] == column)
        gaps = [top - (ROW - BOX_H) // 2 for top in (*tops, tops[-1] + ROW)]
        lane = min(gaps, key=lambda gap: (abs(gap - goal[1]), gap))
        stops += [(column + BOX_W, lane), (column, lane)]
    for stop_x, stop_y in (*stops, goal):
        bend = max((x - stop_x) // 2, 20)
        path += (
            f" C{x - bend} {y} {stop_x + bend} {stop_y} {stop_x} {stop_y}" if stop_y != y else f" L{stop_x} {stop_y}"
        )
        x, y = stop_x, stop_y
    return path


def _worst(claims: Sequence[CheckedClaim]) -> VerdictLabel:
    return min((c.verdict.label for c in claims), key=RANK.__getitem__)
