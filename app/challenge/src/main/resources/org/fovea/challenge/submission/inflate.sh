#!/usr/bin/env bash
# Draws the frames of the Fovea archive in this folder:
#
#   inflate.sh ARCHIVE_DIR OUTPUT_DIR FILE_LIST
#
# ARCHIVE_DIR holds the unpacked archive.zip; FILE_LIST has the name of a video, such as 0.mkv, which becomes OUTPUT_DIR/0.raw: RGB bytes,
# row by row, frame by frame. Needs a Java 25: the folder runtime beside this file, JAVA_HOME, java on the PATH, or one in the usual folders.
#
#   FOVEA_HEAP  largest Java heap, 1700m where not set
set -eu

case $0 in
  */*) here=$(cd "${0%/*}" && pwd -P) ;;
  *) here=$(pwd -P) ;;
esac

if [ "$#" -ne 3 ]; then
  echo "usage: inflate.sh ARCHIVE_DIR OUTPUT_DIR FILE_LIST" >&2
  exit 2
fi

jar=$here/fovea-inflater.jar
if [ ! -r "$jar" ]; then
  echo "inflate.sh: $jar is missing; it belongs beside inflate.sh" >&2
  exit 4
fi

# Runs it, because a runtime may also be of another kind of machine.
is_java_25() {
  [ -x "$1" ] || return 1
  case $("$1" -version 2>&1 || true) in
    *' version "25"'* | *' version "25.'*) return 0 ;;
  esac
  return 1
}

java=
for candidate in "$here/runtime/bin/java" "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
  /usr/lib/jvm/*/bin/java /usr/java/*/bin/java /opt/java/*/bin/java /opt/jdk*/bin/java \
  /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
  if [ -n "$candidate" ] && is_java_25 "$candidate"; then
    java=$candidate
    break
  fi
done
if [ -z "$java" ]; then
  echo "inflate.sh: no Java 25 found; install one (for example Temurin 25) and set JAVA_HOME to its folder, or package without --without-runtime" >&2
  exit 4
fi

vectors=--add-modules=jdk.incubator.vector
case $("$java" --list-modules 2>/dev/null || true) in
  *jdk.incubator.vector*) ;;
  *)
    echo "inflate.sh: $java has no module jdk.incubator.vector; the frames are the same, drawing them takes many times as long" >&2
    vectors=
    ;;
esac

case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  '' | C | POSIX)
    LC_ALL=C.UTF-8 # else Java cannot open a file whose name is not ASCII
    export LC_ALL
    ;;
esac

# A small young generation leaves the heap to tables and planes, which live as long as the process.
flags="-Xmx${FOVEA_HEAP:-1700m} -XX:MaxNewSize=192m -XX:+UseParallelGC"
pages=
[ ! -r /sys/kernel/mm/transparent_hugepage/enabled ] || read -r pages </sys/kernel/mm/transparent_hugepage/enabled
case $pages in
  *'[always]'* | *'[madvise]'*) flags="$flags -XX:+UseTransparentHugePages" ;;
esac

# Archives of a video need a decoder, which unpacks its native part when it starts.
if [ -d "$here/lib" ]; then
  flags="$flags --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  exec "$java" $vectors $flags "-Dorg.bytedeco.javacpp.cachedir=$here/lib/natives" -cp "$jar:$here/lib/*" \
    org.fovea.challenge.inflater.InflateMain "$1" "$2" "$3"
fi

exec "$java" $vectors $flags -cp "$jar" org.fovea.challenge.inflater.InflateMain "$1" "$2" "$3"
