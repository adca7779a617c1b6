#!/usr/bin/env bash
# What athena.test.ts asks: Trino (Apache-2.0), the engine that Athena is made of, and its Hive connector, in .servers/trino; moto, which is its S3, in
# .servers/moto; and a JDK 17, which this Trino needs. Fetches some 260 MB from Maven Central once. Installs what is missing and nothing else, so it may
# run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."
. test/installing.sh

version=435 # one of the last that runs on Java 17
trino=.servers/trino

# the compiler is what starts TrinoMain.java
jdk17() { ls /usr/lib/jvm/java-17-openjdk-*/bin/javac 2>/dev/null | head -n1 | xargs -r dirname | grep .; }
jdk17 >/dev/null || install openjdk-17-jdk-headless
jdk=$(jdk17) || stop 'finds no /usr/lib/jvm/java-17-openjdk-*/bin/javac; install OpenJDK 17'

if [ ! -f "$trino/.complete-$version" ]; then
  command -v unzip >/dev/null || install unzip
  rm -rf "$trino"
  jars "$trino" lib io.trino trino-main "$version"
  mvn -q -B -C -f "$trino/pom.xml" dependency:copy -Dartifact="io.trino:trino-hive:$version:zip" -DoutputDirectory=. \
    || stop "mvn cannot fetch trino-hive-$version.zip; unpack it into $trino/plugin/hive by hand"
  mkdir -p "$trino/plugin"
  unzip -q "$trino/trino-hive-$version.zip" -d "$trino/plugin"
  mv "$trino/plugin/trino-hive-$version" "$trino/plugin/hive"
  rm "$trino/trino-hive-$version.zip"
  touch "$trino/.complete-$version"
fi

moto_server

echo "Trino $version; $("$jdk/java" -version 2>&1 | head -n1); moto $(moto_version)"
