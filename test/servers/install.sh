#!/usr/bin/env bash
# What the tests of this folder talk to: radosgw (Debian), curl, the clients aws and s3cmd in .servers/venv, and moto in .servers/moto (PyPI).
# Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/installing.sh

missing=()
for package in radosgw ceph-mon ceph-osd ceph-common curl openssl; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] || install "${missing[@]}"

clients=.servers/venv/bin
{ "$clients/aws" --version && "$clients/s3cmd" --version; } >/dev/null 2>&1 || python_env .servers/venv 'awscli>=1.40,<2' 's3cmd>=2.4,<3'

moto_server

echo "$(radosgw --version | cut -d' ' -f1-3); $(curl --version | head -n1 | cut -d' ' -f1-2); $("$clients/aws" --version 2>&1 | cut -d' ' -f1); $("$clients/s3cmd" --version); moto $(moto_version)"
