package org.fovea.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to run a program that reads what its user can read and writes to a few folders alone, without a network: for a
 * command of ours that works on what strangers made. Unlike {@link Isolation} it hides nothing but {@code /run}, where
 * services of the machine listen.
 */
public final class Confinement {
    /**
     * Makes all that is mounted read-only but the folders that are named, each of which is a mount of its own by then.
     * Mounts keep their other options, as those that came from outside cannot be taken away. At last every privilege
     * goes, without which nothing can be mounted back; setpriv(1) is of util-linux, as unshare is.
     */
    private static final String SCRIPT = """
            set -eu
            mount --make-rprivate /
            mount -t proc proc /proc
            [ ! -d /run ] || mount -t tmpfs -o mode=755 run /run
            writable=
            while [ "$1" != -- ]; do
              mount --bind "$1" "$1"
              writable="$writable|$(cd "$1" && pwd -P)|"
              shift
            done
            shift
            while read -r _ _ _ _ place options _; do
              place=$(printf %b "$place")
              case $place in
                /proc | /proc/*) continue ;;
              esac
              case $writable in
                *"|$place|"*) continue ;;
              esac
              case $options in
                ro | ro,*) continue ;;
              esac
              mount -o "remount,bind,ro,${options#rw,}" "$place" 2>/dev/null || case $place in
                /sys/* | /dev/*) ;;
                *) [ ! -d "$place" ] || exit 125 ;;
              esac
            done </proc/self/mountinfo
            cd "$PWD"
            exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
            """;

    private final Optional<Path> bubblewrap;
    private final Path unshare;

    private Confinement(Optional<Path> bubblewrap, Path unshare) {
        this.bubblewrap = bubblewrap;
        this.unshare = unshare;
    }

    /**
     * The one that works on this machine, found out by trying.
     *
     * @return empty where none does
     */
    public static Optional<Confinement> find(String searchPath) throws IOException, InterruptedException {
        for (Confinement confinement : installed(searchPath)) {
            if (confinement.works()) {
                return Optional.of(confinement);
            }
        }
        return Optional.empty();
    }

    /** All whose programs are here, the best first, whether they work or not. */
    static List<Confinement> installed(String searchPath) {
        List<Confinement> all = new ArrayList<>();
        Isolations.program("bwrap", searchPath)
                .ifPresent(program -> all.add(new Confinement(Optional.of(program), program)));
        Isolations.program("unshare", searchPath)
                .ifPresent(program -> all.add(new Confinement(Optional.empty(), program)));
        return all;
    }

    /**
     * The command that runs {@code inner}. Its working folder and its environment are those of the command.
     *
     * @param writable folders that are there, absolute, without symbolic links
     */
    public List<String> command(List<Path> writable, List<String> inner) {
        List<String> command = new ArrayList<>();
        if (bubblewrap.isPresent()) {
            command.addAll(List.of(bubblewrap.get().toString(), "--unshare-all", "--die-with-parent"));
            // Where root calls it, it would leave every privilege, and with it the way to mount back.
            command.addAll(List.of("--cap-drop", "ALL"));
            command.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/run"));
            writable.forEach(folder -> command.addAll(List.of("--bind", folder.toString(), folder.toString())));
        } else {
            command.addAll(List.of(unshare.toString(), "--user", "--map-root-user", "--mount", "--net", "--ipc"));
            command.addAll(List.of("--uts", "--pid", "--fork", "--kill-child", "sh", "-c", SCRIPT, "sh"));
            writable.forEach(folder -> command.add(folder.toString()));
        }
        command.add("--");
        command.addAll(inner);
        return command;
    }

    /**
     * Whether a program runs there, writes where it may and nowhere else, and sees no network but its own, which is
     * down.
     */
    boolean works() throws IOException, InterruptedException {
        try (TemporaryFolder folder =
                TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "fovea-confinement-")) {
            Path writable = Files.createDirectory(folder.path().resolve("writable"));
            Path outside = Files.writeString(folder.path().resolve("outside"), "as it was");
            List<String> look = List.of(
                    "sh",
                    "-c",
                    ": >\"$1/written\" && ! (: >\"$2\") 2>/dev/null && test \"$(wc -l </proc/net/dev)\" -le 3",
                    "sh",
                    writable.toString(),
                    outside.toString());
            return Isolations.succeeds(folder, new ProcessBuilder(command(List.of(writable), look)))
                    && Files.exists(writable.resolve("written"))
                    && Files.readString(outside).equals("as it was");
        }
    }
}
