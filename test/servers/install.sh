#!/usr/bin/env bash
# What the tests of this folder talk to: radosgw (Debian), curl, the clients aws and s3cmd in .servers/venv, and moto in .servers/moto (PyPI).
# Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."

stop() { echo "test/servers/install.sh: $1" >&2; exit 1; }

command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null && venv=() || venv=(python3 python3-venv)
missing=()
for package in radosgw ceph-mon ceph-osd ceph-common curl openssl ${venv[@]+"${venv[@]}"}; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || stop "needs ${missing[*]} and knows only apt-get; install them by hand"
  [ "$(id -u)" = 0 ] || stop "needs root to install ${missing[*]}; run it as root, or install them by hand"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

clients=.servers/venv/bin
if ! { "$clients/aws" --version && "$clients/s3cmd" --version; } >/dev/null 2>&1; then
  rm -rf .servers/venv
  python3 -m venv .servers/venv || stop 'python3 makes no virtual environment; install python3-venv'
  "$clients/pip" install --quiet --disable-pip-version-check 'awscli>=1.40,<2' 's3cmd>=2.4,<3' || stop 'pip cannot install awscli and s3cmd from PyPI; install them into .servers/venv by hand'
fi

# without the extras of moto: most of what they bring is for services that are not asked
if ! .servers/moto/bin/moto_server --help >/dev/null 2>&1; then
  rm -rf .servers/moto
  python3 -m venv .servers/moto || stop 'python3 makes no virtual environment; install python3-venv'
  .servers/moto/bin/pip install --quiet --disable-pip-version-check 'moto>=5.2.5,<6' 'flask>=3,<4' 'flask-cors>=6,<7' 'PyYAML>=6,<7' 'py-partiql-parser>=0.6.3,<0.7' \
    || stop 'pip cannot install moto from PyPI; install moto and flask into .servers/moto by hand'
fi

echo "$(radosgw --version | cut -d' ' -f1-3); $(curl --version | head -n1 | cut -d' ' -f1-2); $("$clients/aws" --version 2>&1 | cut -d' ' -f1); $("$clients/s3cmd" --version); moto $(.servers/moto/bin/python -c 'from importlib.metadata import version; print(version("moto"))')"
