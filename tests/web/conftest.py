"""The tests of the page share the recorded run of the command line and the browser of the reports."""

import sys
from pathlib import Path

for folder in ("cli", "report"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
