#!/usr/bin/env bash
# moto, into which `npm run e2e` deploys, from PyPI into .servers/moto. Installs what is missing and nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/installing.sh

moto_server

echo "moto $(moto_version)"
