"""P(the label is right), from how the rule that gave it has fared (docs/checking.md has the data and the method)."""

from verifier.checking.judge import judge
from verifier.checking.verdict import Asked, Decision


def confidence(decision: Decision, asked: Asked) -> float:
    """Calibrated: the certainty of the rule read off the table that was fitted for it; itself where there is none."""
    table = judge().confidence.get(decision.rule) or judge().confidence.get(decision.label)
    value = decision.certainty
    if table:
        points, levels = table
        value = _between(value, points, levels)
    return round(min(max(value, 0.02), 0.99), 4)


def _between(value: float, points: list[float], levels: list[float]) -> float:
    """Linear between the table's points, flat outside."""
    if value <= points[0]:
        return levels[0]
    for at in range(1, len(points)):
        if value <= points[at]:
            width = points[at] - points[at - 1]
            part = (value - points[at - 1]) / width if width else 0.0
            return levels[at - 1] + part * (levels[at] - levels[at - 1])
    return levels[-1]
