package org.fovea.isolate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code unshare} of util-linux: the same as {@link Bubblewrap} by hand. A shell script in new user, mount, process and
 * network namespaces builds a file system in memory, makes it the root and lets go of the old one (pivot_root(2)).
 */
final class Namespaces {
    private static final String SCRIPT = """
            set -eu
            root=$1
            stage=$2
            shift 2
            mount -t tmpfs -o mode=755 judge "$root"
            mkdir "$root/old" "$root/proc" "$root/dev" "$root/tmp" "$root/judge"
            mount -t proc proc "$root/proc"
            for node in null zero full random urandom; do
              : >"$root/dev/$node"
              mount --bind "/dev/$node" "$root/dev/$node"
            done
            mount --bind "$stage" "$root/judge"
            while [ "$1" != -- ]; do
              if [ -h "$1" ]; then
                mkdir -p "$root${1%/*}"
                ln -s "$(readlink "$1")" "$root$1"
              else
                mkdir -p "$root$1"
                mount --rbind "$1" "$root$1"
                # Not every system allows this; the program then could write what its user can write anyway.
                mount -o remount,bind,ro "$root$1" 2>/dev/null || :
              fi
              shift
            done
            shift
            cd "$root"
            pivot_root . old
            cd /judge
            umount -l /old
            rmdir /old
            unset OLDPWD
            # Without a privilege nothing that is read-only can be mounted back.
            exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
            """;

    private Namespaces() {}

    static Isolation of(Path program) {
        return new Isolation(
                "unshare",
                "no network, system programs, no other file of this machine",
                true,
                (stage, shown, inner) -> command(program, stage, shown, inner));
    }

    private static List<String> command(Path program, Path stage, List<Path> shown, List<String> inner) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--user", "--map-root-user", "--mount"));
        command.addAll(List.of("--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child"));
        // An empty folder to hang the new root on; other processes never see what is mounted there.
        command.addAll(
                List.of("sh", "-c", SCRIPT, "sh", stage.resolveSibling("root").toString(), stage.toString()));
        SystemFolders.with(shown).forEach(folder -> command.add(folder.toString()));
        command.add("--");
        command.addAll(inner);
        return command;
    }
}
