"""nbgrader's command as it is, but for two things that take seconds and change nothing.

jsonschema loads a grammar of web addresses, where it is installed, at every start. And whenever nbgrader makes a
gradebook it starts a process to ask for the newest version of its tables.
"""

import functools
import sys

sys.modules["rfc3987_syntax"] = None

from alembic.script import ScriptDirectory  # noqa: E402
from nbgrader import api, dbutil  # noqa: E402
from nbgrader.apps.nbgraderapp import main  # noqa: E402

api.get_alembic_version = functools.cache(ScriptDirectory(dbutil.ALEMBIC_DIR).get_current_head)

if __name__ == "__main__":
    main()
