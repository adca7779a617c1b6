# shellcheck shell=bash
# What the install scripts of the folders beside this file share. To be sourced at the root of the project.

stop() { echo "$0: $1" >&2; exit 1; }

# Debian packages: as root, or with sudo where that asks for no password.
install() {
  command -v apt-get >/dev/null || stop "needs $* and knows only apt-get; install them by hand"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || stop "needs root to install $*; run it as root, or install them by hand"
    as_root=(sudo -n)
  fi
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
    || stop "apt-get cannot install $*; install them by hand"
}

# A virtual environment with packages of PyPI: its folder, then the packages.
python_env() {
  local folder=$1
  shift
  command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null || install python3 python3-venv
  rm -rf "$folder"
  python3 -m venv "$folder" || stop 'python3 makes no virtual environment; install python3-venv'
  "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" || stop "pip cannot install $* from PyPI; install them into $folder by hand"
}

# moto, of the version whose tables and patches are here. Without its extras: most of what they bring is for services that are not asked. Its CloudFormation imports openapi-spec-validator, its Glue pyparsing.
moto_server() {
  .servers/moto/bin/python -c 'import moto.server, moto.cloudformation.parsing, moto.glue.responses' >/dev/null 2>&1 \
    || python_env .servers/moto 'moto==5.2.5' 'flask>=3,<4' 'flask-cors>=6,<7' 'PyYAML>=6,<7' 'py-partiql-parser>=0.6.3,<0.7' 'openapi-spec-validator>=0.9,<1' 'pyparsing>=3,<4'
}
moto_version() { .servers/moto/bin/python -c 'from importlib.metadata import version; print(version("moto"))'; }

# A jar of Maven Central and those that it needs: the folder of the project, that of the jars in it, then group, artifact and version.
jars() {
  local folder=$1 into=$2 group=$3 artifact=$4 version=$5
  command -v mvn >/dev/null || install maven
  mkdir -p "$folder"
  cat > "$folder/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cdk-s3-compliance</groupId>
  <artifactId>jars</artifactId>
  <version>0</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>$group</groupId>
      <artifactId>$artifact</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
  mvn -q -B -C -f "$folder/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$into" \
    || stop "mvn cannot fetch $artifact $version; copy its jar and those that it needs into $folder/$into by hand"
}
