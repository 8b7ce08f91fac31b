"""The named outcomes of reading: a document is read, or it could not be read for one of these reasons."""

from verifier.errors import DocumentError

STATES: dict[str, str] = {
    "read": "read",
    "missing": "there is no such file",
    "folder": "it is a folder",
    "not_permitted": "the system does not let it be read",
    "empty": "it is empty",
    "binary": "it is not text",
    "encoding": "its encoding could not be told",
    "too_large": "it is larger than the limit",
    "no_text": "it holds no text, such as a scan without a text layer",
    "paywalled": "it shows only its opening, the rest is for subscribers",
    "walled": "it asks for consent, a login or proof of a human instead of showing its text",
    "encrypted": "it is protected by a password",
    "damaged": "it is cut off or broken",
    "timed_out": "reading it took too long",
    "unsupported": "it is of a type that is not read",
}
"""Each state with its meaning, in the order in which docs list them; fetching adds its own."""


def refuse(state: str, name: str, what: str, advice: str) -> DocumentError:
    """The error for a document that cannot be read: one line that says what, where, and what to do."""
    return DocumentError(f"{name}: {what}; {advice}", state=state)
