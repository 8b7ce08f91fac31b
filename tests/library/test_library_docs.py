"""docs/library.md holds just what the code says."""

from collections.abc import Callable, Iterable, Mapping

from verifier import config, reading
from verifier.library import fetching_states


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def test_the_page_of_the_library_holds_what_the_code_says(printed: Callable[[str, Mapping[str, str]], None]) -> None:
    head = ("key", "kind", "default", "meaning")
    states = {**reading.STATES, **fetching_states.STATES}
    printed(
        "docs/library.md",
        {
            "source keys": table(head, ((f"`{row.name}`", *row[1:]) for row in config.SOURCE_KEYS)),
            "settings": table(head, ((f"`{row.name}`", *row[1:]) for row in config.settings_table())),
            "states": table(("state", "meaning"), ((f"`{state}`", meaning) for state, meaning in states.items())),
        },
    )
