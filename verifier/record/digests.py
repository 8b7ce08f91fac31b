"""What makes two claims the same claim, and what a decision on one is bound to."""

import json
from collections import Counter
from collections.abc import Sequence

from verifier.model import CheckedClaim, Claim
from verifier.record.canonical import sha256


def keys(claims: Sequence[Claim]) -> list[str]:
    """One key a claim, in order: equal in two runs for the same words in the same article, whatever moved around them.

    The second of two claims with the same words has another key than the first.
    """
    seen: Counter[str] = Counter()
    made = []
    for claim in claims:
        words = " ".join(claim.text.split())
        made.append(sha256(f"{seen[words]}\n{words}")[:16])
        seen[words] += 1
    return made


def digest(item: CheckedClaim) -> str:
    """Hash of what a reviewer sees of a claim: its words, who said it, the verdict, the findings, the passages.

    Left out, so that they do not make a decision stale: offsets in the article, scores and confidence, document ids,
    and how a finding or rule is worded by this version of the program.
    """
    claim, verdict, attribution = item.claim, item.verdict, item.claim.attribution
    chain = attribution.chain if attribution else ()
    seen = {
        "claim": claim.text,
        "standalone": claim.standalone,
        "hedge": attribution.hedge if attribution else "none",
        "chain": [[link.name, link.source_id, link.anonymity] for link in chain],
        "verdict": verdict.label,
        "findings": [[finding.kind, finding.claim, finding.evidence] for finding in verdict.findings],
        "evidence": [
            [passage.source_id, passage.relation, passage.prefix, passage.quote, passage.suffix]
            for passage in verdict.evidence
        ],
        "others": [item.corroboration.supports, item.corroboration.contradicts],
    }
    return sha256(json.dumps(seen, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
