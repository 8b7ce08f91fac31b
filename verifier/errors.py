"""The errors the program raises on purpose, cut by who must act.

    VerifierError
    ├── InputError       the article cannot be used: the user changes the input
    ├── ConfigError      config.toml is wrong: the user edits it
    ├── DocumentError    a source's document cannot be used: the user mends or removes it
    ├── DatabaseError    the SQLite file cannot be used as it is: locked, newer, not ours, full, read-only
    └── UsageError       the arguments do not fit together, or name something that is not there

Every message is one line that says what happened, where, and what to do about it.
"""


class VerifierError(Exception):
    """What went wrong, where, and what to do: the message is shown to the user as it stands, with exit status 2."""


class InputError(VerifierError):
    """The article cannot be read or is not an article."""


class ConfigError(VerifierError):
    """config.toml cannot be read or says something it may not say."""


class DocumentError(VerifierError):
    """A document of a registered source cannot be read. `state` is its named outcome (see `verifier.reading`)."""

    def __init__(self, message: str, *, state: str = "unreadable") -> None:
        super().__init__(message)
        self.state = state


class DatabaseError(VerifierError):
    """The database file cannot be opened, migrated, read or written."""


class UsageError(VerifierError):
    """The command was asked for something that does not exist or does not fit together."""
