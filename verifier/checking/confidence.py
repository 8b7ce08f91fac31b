"""P(the label is right), from how the rule that gave it has fared (docs/checking.md has the data and the method)."""

from verifier.checking.judge import judge_of_texts
from verifier.checking.verdict import FEW, Asked, Decision

Table = tuple[tuple[float, ...], tuple[float, ...]]

IN_LIBRARY: dict[str, Table] = {
    "quotation-altered": ((0.5,), (0.95,)),
    "other-speaker": ((0.5,), (0.92,)),
    "words-elsewhere": ((0.5,), (0.92,)),
    "facts-differ": ((0.5,), (0.9,)),
    "facts-likely-differ": ((0.5,), (0.75,)),
    "words-nowhere": ((0.5,), (0.7,)),
    "overstated": ((0.5,), (0.7,)),
    "quotation-stands": ((0.5,), (0.95,)),
    "facts-stand": ((0.5,), (0.85,)),
    "cause-missing": ((0.5,), (0.65,)),
    "supported": ((0.2, 0.4, 0.6, 0.75, 0.9), (0.62, 0.7, 0.77, 0.86, 0.93)),
    "not_found": ((0.75, 0.9), (0.6, 0.65)),
}
"""By rule, else by label: certainties and how often they were right on our own cases, drawn towards the middle because
the cases are few."""
OWN_VOICE = 0.5
"""Of the few contradictions that are left where the writer's own voice is checked against many documents (FEW and more)
most are of something else."""
UNSURE_IF_NAMED = 0.25
"""Of claims that name their source and seem not to be found there, most turn out to be said in other words or changed
rather than missing."""


def confidence(decision: Decision, asked: Asked) -> float:
    """Calibrated: in a library, the certainty of the rule read off the table that was fitted for it, itself where there
    is none; against plain texts, the judge's trust in the label."""
    value = decision.certainty
    if asked.library:
        table: Table | None = IN_LIBRARY.get(decision.rule) or IN_LIBRARY.get(decision.label)
        if decision.rule == "judged" and decision.label == "not_found" and asked.attributed:
            return UNSURE_IF_NAMED
        if decision.rule == "facts-differ" and not asked.attributed and asked.documents > FEW:
            return OWN_VOICE
    else:
        table = None
        ruled = decision.rule != "judged"
        told = judge_of_texts().trust(asked.examined.features, asked.judgement, decision.label, ruled=ruled)
        value = value if told is None else told
    if table:
        value = _between(value, *table)
    return round(min(max(value, 0.02), 0.99), 4)


def _between(value: float, points: tuple[float, ...], levels: tuple[float, ...]) -> float:
    """Linear between the table's points, flat outside."""
    if value <= points[0]:
        return levels[0]
    for at in range(1, len(points)):
        if value <= points[at]:
            width = points[at] - points[at - 1]
            part = (value - points[at - 1]) / width if width else 0.0
            return levels[at - 1] + part * (levels[at] - levels[at - 1])
    return levels[-1]
