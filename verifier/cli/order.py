"""Which command a command line means: `verify a.txt` is `verify check a.txt`, options may stand anywhere."""

from collections.abc import Sequence

COMMANDS = (
    "check",
    "report",
    "explain",
    "runs",
    "batches",
    "diff",
    "review",
    "audit",
    "refresh",
    "export",
    "browse",
    "sources",
    "attributions",
    "doctor",
)
GROUPS = ("sources",)
VALUED = frozenset(
    [
        "--config",
        "--db",
        "--format",
        "--output",
        "--fail-on",
        "--width",
        "--reviewer",
        "--claim",
        "--verdict",
        "--note",
        "--csv-out",
        "--csv-in",
        "--head",
        "--name",
        "--kind",
        "--publisher",
        "--page",
        "--port",
        "--allow-host",
        "--source",
        "--since",
        "--until",
        "--limit",
        "--from-file",
        "--jobs",
        "--time-limit",
        "--cluster",
    ]
)
"""Options that take the next word as their value, so that it is not mistaken for a command."""
TOP = ("--help", "-h", "--version")


def with_command(arguments: Sequence[str]) -> list[str]:
    """The command line with its command in front.

    The first word that is no option and no option's value is the command if it is one, else an article; an article that
    is called like a command can be given as ./runs or after --.
    """
    words = list(arguments)
    at = _first_word(words)
    if at is None:
        return words if not words or set(words) & set(TOP) else ["check", *words]
    if words[at] not in COMMANDS or "--" in words[:at]:
        return ["check", *words]
    front = words[at : at + 2] if words[at] in GROUPS else [words[at]]
    return [*front, *words[:at], *words[at + len(front) :]]


def _first_word(words: Sequence[str]) -> int | None:
    skip = False
    for i, word in enumerate(words):
        if skip:
            skip = False
        elif word == "--":
            return i + 1 if i + 1 < len(words) else None
        elif word in VALUED:
            skip = True
        elif word == "-" or not word.startswith("-"):
            return i
    return None
