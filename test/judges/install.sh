#!/usr/bin/env bash
# The judges of this folder that are written in Python: checkov and cfn-lint (PyPI), in .servers/judges.
# Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/installing.sh

venv=.servers/judges
[ -x "$venv/bin/checkov" ] && [ -x "$venv/bin/cfn-lint" ] || {
  # checkov needs a hundred packages: uv unpacks them in a fifth of the time that pip takes; pip also knows the mirrors of pip.conf
  python_env "$venv" 'uv>=0.9,<1'
  "$venv/bin/uv" pip install --quiet --no-cache --python "$venv/bin/python" -r test/judges/requirements.txt \
    || "$venv/bin/pip" install --quiet --disable-pip-version-check -r test/judges/requirements.txt \
    || stop "neither uv nor pip installs test/judges/requirements.txt from PyPI; install them into $venv by hand"
}

"$venv/bin/python" -c 'from importlib.metadata import version; print("; ".join(f"{name} {version(name)}" for name in ("checkov", "cfn-lint")))'
