#!/usr/bin/env bash
# What the tests of this folder look with: chromium, and poppler-utils to read what it prints (both Debian).
# Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/installing.sh

missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
command -v pdftotext >/dev/null && command -v pdfinfo >/dev/null || missing+=(poppler-utils)
# Without any font a page has no text to look at; this one has the symbols of the matrix.
fc-list 2>/dev/null | grep -q . || missing+=(fonts-dejavu-core)
[ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
[ -x /usr/bin/chromium ] || stop 'there is no /usr/bin/chromium after installing; on Ubuntu the package is a snap, so link a real one there'

echo "$(/usr/bin/chromium --version 2>/dev/null | head -n1); $(pdftotext -v 2>&1 | head -n1)"
