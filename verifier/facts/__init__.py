"""Facts of a text that can be compared (quotations, quantities, periods, names, polarity, modality), and comparisons.

The same finders read the article and the documents. Offsets count code points of the text that was given.
"""

from verifier.facts.comparing import compare, compare_meaning
from verifier.facts.keys import keys
from verifier.facts.name import find_names
from verifier.facts.quotation import QuoteMatch, compare_quotation
from verifier.facts.reading import Reading, read
from verifier.facts.writings import writings

__all__ = [
    "QuoteMatch",
    "Reading",
    "compare",
    "compare_meaning",
    "compare_quotation",
    "find_names",
    "keys",
    "read",
    "writings",
]
