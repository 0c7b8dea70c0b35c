package org.fovea.isolate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an isolated program sees of the system: programs, libraries and their settings. */
final class SystemFolders {
    private static final String NAMES = "/usr/bin /usr/sbin /usr/lib /usr/lib32 /usr/lib64 /usr/libexec /usr/local"
            + " /usr/share /bin /sbin /lib /lib32 /lib64 /etc /nix/store";

    private SystemFolders() {}

    /** Those that are there, a folder before what lies in it, and those of {@code shown} that are in none of them. */
    static List<Path> with(List<Path> shown) {
        List<Path> system =
                Stream.of(NAMES.split(" ")).map(Path::of).filter(Files::exists).toList();
        Stream<Path> others = shown.stream()
                .filter(folder -> system.stream().noneMatch(folder::startsWith))
                .distinct();
        return Stream.concat(system.stream(), others).toList();
    }
}
