#!/bin/sh
# Fovea's command line, with a Java runtime of its own.
#
#   FOVEA_HEAP  largest Java heap, for example 4g
#   FOVEA_OPTS  further flags for the JVM
set -eu
[ -e /dev/fd/2 ] || exec 2>/dev/null

self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
home=$(cd "$(dirname "$self")/.." && pwd -P)
jdk=$home/runtime
dist=$home
jar=$dist/lib/fovea-cli.jar
# What makes starts faster is written once, beside the other caches: this folder may belong to root. It fits this place only, so that
# a tarball and a Debian package of the same version have one each.
place=$(printf %s "$home" | cksum)
# None without HOME: in /tmp whoever came first would choose what this program starts with, and the package's own folder is to go with it.
caches=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
if [ -n "$caches" ]; then
  caches=$caches/fovea/start-@VERSION@-${place%% *}
  [ -d "$caches" ] || mkdir -p "$caches" 2>/dev/null || caches=$dist
fi

