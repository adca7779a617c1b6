#!/usr/bin/env bash
# What the tests of this folder look with: chromium, and poppler-utils to read what it prints (both Debian).
# Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail

stop() { echo "test/browser/install.sh: $1" >&2; exit 1; }

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
command -v pdftotext >/dev/null && command -v pdfinfo >/dev/null || missing+=(poppler-utils)
# Without any font a page has no text to look at; this one has the symbols of the matrix.
fc-list 2>/dev/null | grep -q . || missing+=(fonts-dejavu-core)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || stop "needs ${missing[*]} and knows only apt-get; install them by hand"
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || stop "needs root to install ${missing[*]}; run it as root, or install them by hand"
    as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
  fi
  export DEBIAN_FRONTEND=noninteractive
  ${as_root[@]+"${as_root[@]}"} apt-get update -qq
  ${as_root[@]+"${as_root[@]}"} apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || stop "apt-get cannot install ${missing[*]}; install them by hand"
fi
[ -x /usr/bin/chromium ] || stop 'there is no /usr/bin/chromium after installing; on Ubuntu the package is a snap, so link a real one there'

echo "$(/usr/bin/chromium --version 2>/dev/null | head -n1); $(pdftotext -v 2>&1 | head -n1)"
