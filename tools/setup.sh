#!/bin/sh
# Make .venv from a lock file and install the package into it, in editable form.
# On Debian, Python comes without venv; it is added here where this user may do so.
set -eu
lock=$1
python=${PYTHON:-python3}

fail() {
    echo "set-up: $1" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else return 1
    fi
}

command -v "$python" >/dev/null 2>&1 || fail "no $python. Install Python 3.11 or later, or name yours: make PYTHON=/path/to/python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "$("$python" --version) is too old. Install Python 3.11 or later, or name yours: make PYTHON=/path/to/python"

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    if command -v apt-get >/dev/null 2>&1; then
        echo "set-up: adding Debian's python3-venv"
        { as_root apt-get update -qq && as_root apt-get install -y -qq python3-venv; } || fail "Python's venv module is missing. Run: apt install python3-venv"
    else
        fail "Python's venv module is missing. Install it with your system's packages."
    fi
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
