#!/bin/sh
# make.sh DIST OUT VERSION: packs DIST/lib, the built program, with a Java runtime into OUT/fovea-VERSION-linux-x64.tar.gz and
# OUT/fovea_VERSION_amd64.deb. Called by ./mvnw -Pdist package; needs a JDK 25, and dpkg-deb for the second (left out, with a note, where it is
# missing).
set -eu
dist=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
version=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/.mvn/find-jdk.sh"
jdk=$(find_jdk_25) || { echo "make.sh: no JDK 25 found" >&2; exit 4; }

name=fovea-$version
work=$out/work
rm -rf "$work"
mkdir -p "$work/$name/bin" "$work/$name/share/python"
trap 'rm -rf "$work"' EXIT
folder=$work/$name

# jdk.jlink and jdk.compiler stay out: to add a runtime, package needs a JDK.
"$jdk/bin/jlink" --output "$folder/runtime" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
  --add-modules java.se,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs,jdk.net,jdk.crypto.ec
cp -rL "$dist/lib" "$folder/lib"
[ ! -d "$dist/spark" ] || cp -r "$dist/spark" "$folder/spark"
{
  sed "s/@VERSION@/$version/" "$root/app/packaging/launcher-head.sh"
  sed '1,/^# packaged from here on/d; /# not packaged$/d' "$root/fovea"
} >"$folder/bin/fovea"
chmod 755 "$folder/bin/fovea"
cp "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$folder/"
cp "$root/python/fovea.py" "$folder/share/python/"
# What is passed on: list for programs (CycloneDX), list for people, texts of licences. A library without a licence on record ends this.
"$jdk/bin/java" "$root/app/packaging/Delivered.java" "$folder/lib" "$folder/share/licences"

# The same input gives the same archive: no names of people, one date. Libraries are compressed already, so that the effort is low.
date=$(cd "$root" && git log -1 --format=@%ct 2>/dev/null || echo @0)
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="$date" -cf - "$name" | gzip -n -1 >"$out/$name-linux-x64.tar.gz.part"
mv "$out/$name-linux-x64.tar.gz.part" "$out/$name-linux-x64.tar.gz"

if command -v dpkg-deb >/dev/null; then
  deb=$work/deb
  mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib" "$deb/usr/share/doc/fovea"
  mv "$folder" "$deb/usr/lib/fovea"
  ln -s ../lib/fovea/bin/fovea "$deb/usr/bin/fovea"
  cp "$root/LICENSE" "$deb/usr/share/doc/fovea/copyright"
  cat >"$deb/DEBIAN/control" <<CONTROL
Package: fovea
Version: $version
Architecture: amd64
Maintainer: Fovea contributors <noreply@fovea.invalid>
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Depends: libc6, libstdc++6, libgcc-s1, zlib1g
Section: video
Priority: optional
Description: video codec for machine vision, and its lab
 Keeps what two given networks see of a driving video, not what people see.
CONTROL
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$deb" "$out/fovea_${version}_amd64.deb" >/dev/null
else
  echo "make.sh: no dpkg-deb, so no .deb" >&2
fi
ls -l "$out"/fovea*
