#!/bin/sh
# Find a Python that can make the virtual environment, and hand over to tools/set_up.py.
# A name that exists may still not work (a version manager's placeholder, a Python without
# its venv module), so each one is tried before it is chosen.
set -eu

new_enough() {
    "$1" -E -s -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_environments() {
    "$1" -E -s -c 'import ensurepip, venv' >/dev/null 2>&1
}

set_up_with() {
    # -E and -s: neither PYTHONPATH nor packages of the user's own may take part.
    exec "$1" -E -s -m tools.set_up
}

if [ -n "${PYTHON:-}" ]; then
    if ! new_enough "$PYTHON"; then
        echo "PYTHON=$PYTHON is not a working Python 3.11 or newer." >&2
        exit 1
    fi
    if ! can_make_environments "$PYTHON"; then
        echo "PYTHON=$PYTHON lacks its venv module (Debian and Ubuntu: install python3-venv)." >&2
        exit 1
    fi
    set_up_with "$PYTHON"
fi

incomplete=
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if new_enough "$name"; then
        if can_make_environments "$name"; then
            set_up_with "$name"
        fi
        incomplete=$name
    fi
done

if [ -n "$incomplete" ]; then
    echo "$incomplete lacks its venv module (Debian and Ubuntu: install python3-venv)." >&2
else
    echo "No Python 3.11 or newer was found." >&2
fi
echo "Name another one with: make PYTHON=/path/to/python3" >&2
exit 1
