#!/usr/bin/env bash
# What event-patterns.test.ts asks: the matcher that EventBridge itself is made of, software.amazon.event.ruler (Apache-2.0), with what it needs, in
# .servers/ruler. Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/installing.sh

version=2.1.0
ruler=.servers/ruler

# the compiler comes with the JDK: a source file is run as it is
java --list-modules 2>/dev/null | grep -q '^jdk.compiler@' || install openjdk-17-jdk-headless

if [ ! -f "$ruler/.complete-$version" ]; then
  rm -rf "$ruler"
  jars "$ruler" . software.amazon.event.ruler event-ruler "$version"
  touch "$ruler/.complete-$version"
fi

echo "event-ruler $version; $(java -version 2>&1 | head -n1)"
