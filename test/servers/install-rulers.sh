#!/usr/bin/env bash
# What event-patterns.test.ts asks: the matcher that EventBridge itself is made of, software.amazon.event.ruler (Apache-2.0), with what it needs, in
# .servers/ruler. Installs what is missing and nothing else, so it may run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."

stop() { echo "test/servers/install-rulers.sh: $1" >&2; exit 1; }

version=2.1.0
jars=.servers/ruler

install() {
  command -v apt-get >/dev/null || stop "needs $* and knows only apt-get; install them by hand"
  [ "$(id -u)" = 0 ] || stop "needs root to install $*; run it as root, or install them by hand"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$@"
}

# the compiler comes with the JDK: a source file is run as it is
java --list-modules 2>/dev/null | grep -q '^jdk.compiler@' || install openjdk-17-jdk-headless

if [ ! -f "$jars/.complete-$version" ]; then
  command -v mvn >/dev/null || install maven
  rm -rf "$jars"
  mkdir -p "$jars"
  cat > "$jars/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cdk-s3-compliance</groupId>
  <artifactId>rulers</artifactId>
  <version>0</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>software.amazon.event.ruler</groupId>
      <artifactId>event-ruler</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
  mvn -q -B -C -f "$jars/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=. \
    || stop "mvn cannot fetch event-ruler $version; copy its jar and those that it needs into $jars by hand"
  touch "$jars/.complete-$version"
fi

echo "event-ruler $version; $(java -version 2>&1 | head -n1)"
