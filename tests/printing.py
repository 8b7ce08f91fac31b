"""The type of the fixture `printed`: a document, and the text that each of its blocks holds."""

from collections.abc import Callable, Mapping

Printed = Callable[[str, Mapping[str, str]], None]
