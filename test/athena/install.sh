#!/usr/bin/env bash
# What athena.test.ts asks: Trino (Apache-2.0), the engine that Athena is made of, and its Hive connector, in .servers/trino; moto, which is its S3, in
# .servers/moto; and a JDK 17, which this Trino needs. Fetches some 260 MB from Maven Central once. Installs what is missing and nothing else, so it may
# run again and again.
set -euo pipefail
cd "$(dirname "$0")/../.."

stop() { echo "test/athena/install.sh: $1" >&2; exit 1; }

version=435 # one of the last that runs on Java 17
trino=.servers/trino

install() {
  command -v apt-get >/dev/null || stop "needs $* and knows only apt-get; install them by hand"
  [ "$(id -u)" = 0 ] || stop "needs root to install $*; run it as root, or install them by hand"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$@"
}

# the compiler is what starts TrinoMain.java
jdk17() { ls /usr/lib/jvm/java-17-openjdk-*/bin/javac 2>/dev/null | head -n1 | xargs -r dirname | grep .; }
jdk17 >/dev/null || install openjdk-17-jdk-headless
jdk=$(jdk17) || stop 'finds no /usr/lib/jvm/java-17-openjdk-*/bin/javac; install OpenJDK 17'

if [ ! -f "$trino/.complete-$version" ]; then
  command -v mvn >/dev/null || install maven
  command -v unzip >/dev/null || install unzip
  rm -rf "$trino"
  mkdir -p "$trino/plugin"
  cat > "$trino/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cdk-s3-compliance</groupId>
  <artifactId>trino</artifactId>
  <version>0</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.trino</groupId>
      <artifactId>trino-main</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
  mvn -q -B -C -f "$trino/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib \
    || stop "mvn cannot fetch trino-main $version; copy its jar and those that it needs into $trino/lib by hand"
  mvn -q -B -C -f "$trino/pom.xml" dependency:copy -Dartifact="io.trino:trino-hive:$version:zip" -DoutputDirectory=. \
    || stop "mvn cannot fetch trino-hive-$version.zip; unpack it into $trino/plugin/hive by hand"
  unzip -q "$trino/trino-hive-$version.zip" -d "$trino/plugin"
  mv "$trino/plugin/trino-hive-$version" "$trino/plugin/hive"
  rm "$trino/trino-hive-$version.zip"
  touch "$trino/.complete-$version"
fi

if ! .servers/moto/bin/moto_server --help >/dev/null 2>&1; then
  command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null || install python3 python3-venv
  rm -rf .servers/moto
  python3 -m venv .servers/moto || stop 'python3 makes no virtual environment; install python3-venv'
  .servers/moto/bin/pip install --quiet --disable-pip-version-check 'moto>=5.2.5,<6' 'flask>=3,<4' 'flask-cors>=6,<7' 'PyYAML>=6,<7' 'py-partiql-parser>=0.6.3,<0.7' \
    || stop 'pip cannot install moto from PyPI; install moto and flask into .servers/moto by hand'
fi

echo "Trino $version; $("$jdk/java" -version 2>&1 | head -n1); moto $(.servers/moto/bin/python -c 'from importlib.metadata import version; print(version("moto"))')"
