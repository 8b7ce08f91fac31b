"""Rules for stretches that a newsroom prints around a story: credits, newsletter lines, links, bylines, corrections."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that a whole block or sentence must open with, and the reason it gives.

    `examples` must match, `counter` must not: one test runs all.
    """

    name: str
    reason: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...] = field(default=())


def _opens(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\s(\[*_>•–—-]*(?:{pattern})", re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    Rule(
        "newsletter",
        "a newsletter or subscription line",
        _opens(
            r"sign up (?:for|to|here)\b|subscribe (?:to|now|here|for)\b|get (?:our|the|more) [^.]{0,60}?newsletter\b"
            r"|(?:join|follow) us on\b|download (?:our|the) app\b|listen to (?:our|the) podcast\b|enter your e-?mail\b"
        ),
        ("Sign up for our morning briefing.", "Subscribe to The Courier.", "Get the best of our newsletter daily."),
        ("The union said it would sign up 400 members.", "Get the vaccine, the minister said."),
    ),
    Rule(
        "link",
        "a link to another story",
        _opens(
            r"read (?:more|also|next|on|the full (?:story|report|article))\b|see also\b"
            r"|(?:related|more) (?:stories|coverage|on this)\b"
            r"|related:|click here\b|watch:|listen:|in pictures:|analysis:|(?:more|also) (?:from|in) [A-Z][^.]{0,40}:"
        ),
        ("Read more: how the dam failed", "READ NEXT", "See also: the harbour inquiry", "Related: coal exports rise"),
        ("Read in court, the letter drew tears.", "More than 40 people were hurt."),
    ),
    Rule(
        "credit",
        "a caption or picture credit",
        _opens(
            r"(?:file )?(?:photo|photograph|photographs|image|picture|illustration|graphic|video|credit|caption)s?"
            r"(?: (?:credit|by|courtesy)[^:.]{0,30})?\s*[:|/]|photographed by\b|getty images\b"
        ),
        (
            "Photograph: Ada Roe/Wire",
            "Image: United Wire",
            "File photo: the harbour in 2019.",
            "(Photo by the agency: Roe)",
        ),
        ("Photographs show the hull.", "The image was altered."),
    ),
    Rule(
        "byline",
        "a byline or reporting credit",
        _opens(
            r"by (?:[A-Z][\w'’.-]+ ){1,3}(?:[A-Z][\w'’.-]+)?(?:,[^.]{0,60}| (?:in|at|for|and) [^.]{0,60})?$"
            r"|(?:additional )?reporting by\b|(?:written|edited|compiled|translated) by\b|editing by\b"
            r"|contribut(?:ing|ors?):"
            r"|with (?:reporting|files) (?:by|from)\b|our correspondent in\b"
        ),
        (
            "Contributing: Ada Roe and Tom Poe.",
            "By Ada Roe, science writer",
            "By Ada Roe in Calder",
            "(Reporting by Ada Roe; Editing by Tom Poe)",
        ),
        ("By Monday the river had fallen.", "By the board's account, nobody slept."),
    ),
    Rule(
        "notice",
        "a notice of the publisher",
        _opens(
            r"©|\(c\) \d{4}|copyright\b|all rights reserved"
            r"|this (?:story|article|report|post|page) (?:has been|was|is) "
            r"(?:first |originally |last )?(?:updated|published|corrected|amended|developing|being updated|part of)"
            r"|advertisement\b|sponsored\b|correction:|clarification:|editor['’]s note\b"
            r"|(?:last )?updated:?(?: at| on)? \d"
            r"|share this\b|do you (?:have|know) [^?]{0,60}(?:email|contact|get in touch)|(?:the )?views expressed\b"
        ),
        ("© 2025 The Courier", "All rights reserved.", "This story has been updated.", "ADVERTISEMENT"),
        ("This story is about a dog.", "The rights of all were reserved."),
    ),
    Rule(
        "live",
        "a line about the live coverage itself",
        _opens(
            r"(?:most recent|latest|newest)(?: (?:entries|updates|posts))? first\b"
            r"|(?:that(?:'|’)s|that is) (?:all|it) (?:for now|from us)"
            r"|(?:good (?:morning|evening|afternoon) and )?welcome to (?:our|the) (?:live|rolling)"
            r"|we are (?:pausing|closing) "
            r"(?:this|our) (?:live )?(?:blog|coverage)|(?:follow|stay with us)[^.]{0,40}(?:live|updates)"
        ),
        ("Most recent first", "That's all for now.", "Welcome to our live coverage of the count."),
        ("The latest figures are out.", "The most recent count put him first."),
    ),
)
"""In order; the first that matches gives the reason."""


_ANY = re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in RULES), re.IGNORECASE)


def reason(text: str) -> str | None:
    """Why a block or sentence belongs to the page and not to the story, or None. Looks at its first 300 code points."""
    head = text[:300]
    if _ANY.match(head) is None:
        return None
    return next(rule.reason for rule in RULES if rule.pattern.match(head))
