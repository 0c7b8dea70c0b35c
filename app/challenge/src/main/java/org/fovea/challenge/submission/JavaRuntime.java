package org.fovea.challenge.submission;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Links a Java that has only what the inflater needs, with jlink, out of the JDK that runs this. */
public final class JavaRuntime {
    private static final List<String> OPTIONS = List.of(
            "--add-modules",
            "java.base,jdk.incubator.vector",
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output");

    private JavaRuntime() {}

    /** Whether this Java has what {@link #link} needs: JDKs do, the runtime of an installed Fovea does not. */
    public static boolean isPossible() {
        return ToolProvider.findFirst("jlink").isPresent();
    }

    /**
     * Writes a runtime for machines of this kind.
     *
     * @throws IOException where this Java cannot do it
     */
    public static void link(Path folder) throws IOException {
        Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
        if (jlink.isEmpty()) {
            throw new IOException(
                    "this Java has no jlink: " + System.getProperty("java.home") + "; a JDK 25 is needed");
        }
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        String[] arguments =
                Stream.concat(OPTIONS.stream(), Stream.of(folder.toString())).toArray(String[]::new);
        int code = jlink.get().run(out, out, arguments);
        if (code != 0) {
            String reason = printed.toString().strip().replaceAll("\\s*\\R\\s*", " ");
            throw new IOException("jlink failed: " + reason);
        }
    }

    public static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    public static String platform() {
        return System.getProperty("os.name") + ", " + System.getProperty("os.arch");
    }
}
