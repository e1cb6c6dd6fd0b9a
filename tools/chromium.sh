#!/bin/sh
# See to it that the tests have a Chromium: one that is installed, else Debian's package,
# else the browser tool's own download. Prints nothing when there is one.
set -u
for name in "${CPD_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
# Some systems have a name only; the browser tool knows where its own download is.
.venv/bin/python - <<'PYTHON' 2>/dev/null && exit 0
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as tool:
    sys.exit(not pathlib.Path(tool.chromium.executable_path).exists())
PYTHON

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"
    else return 1
    fi
}

echo "set-up: no Chromium found; installing one for the tests"
if command -v apt-get >/dev/null 2>&1 && as_root apt-get update -qq && as_root apt-get install -y -qq chromium; then
    exit 0
fi
.venv/bin/playwright install chromium && exit 0
echo "set-up: the tests need Chromium. Install it (Debian: apt install chromium), or set CPD_CHROMIUM to its path." >&2
exit 1
