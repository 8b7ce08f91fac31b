"""Comes first in every process that a test starts: no pandas, as where only what the program needs is installed.

sqlite-utils loads pandas wherever it is, for a fifth of a second a process, and one test alone needs it, in its own.
"""

import sys

sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
