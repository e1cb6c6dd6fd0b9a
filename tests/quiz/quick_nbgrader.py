"""nbgrader's command as it is, but for a grammar of web addresses that nobody here needs.

jsonschema loads it where it is installed, and then every start costs seconds more.
"""

import sys

sys.modules["rfc3987_syntax"] = None

from nbgrader.apps.nbgraderapp import main  # noqa: E402

main()
