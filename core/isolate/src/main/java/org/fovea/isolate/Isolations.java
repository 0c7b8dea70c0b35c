package org.fovea.isolate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds out which ways of isolation work on this machine, by trying them. */
public final class Isolations {
    /** Where programs are looked for by a process with an empty environment. */
    static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private static final int MAX_SECONDS = 20;

    private static Optional<Isolation> usual = Optional.empty();

    private Isolations() {}

    /** The best one that works. */
    public static Isolation best(String searchPath) throws IOException, InterruptedException {
        return working(searchPath).getFirst();
    }

    /** The best one that works with the programs in the usual places; found out once. */
    public static Isolation usual() throws IOException, InterruptedException {
        synchronized (Isolations.class) {
            if (usual.isEmpty()) {
                usual = Optional.of(best(""));
            }
            return usual.get();
        }
    }

    /** All that work, the best first; the last one always does. */
    public static List<Isolation> working(String searchPath) throws IOException, InterruptedException {
        List<Isolation> working = new ArrayList<>();
        List<Isolation> possible = Stream.concat(
                        program("bwrap", searchPath).map(Bubblewrap::of).stream(),
                        program("unshare", searchPath).map(Namespaces::of).stream())
                .toList();
        for (Isolation isolation : possible) {
            if (works(isolation)) {
                working.add(isolation);
            }
        }
        working.add(Isolation.CLEAN_FOLDER);
        return working;
    }

    static Optional<Path> program(String name, String searchPath) {
        return Stream.of((searchPath + File.pathSeparator + USUAL_PATH).split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether a program runs there, sees the stage, can write to it, and does not see a file next to it. */
    static boolean works(Isolation isolation) throws IOException, InterruptedException {
        try (TemporaryFolder folder =
                TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "fovea-isolation-")) {
            Path stage = Files.createDirectory(folder.path().resolve("stage"));
            Files.createDirectory(folder.path().resolve("root"));
            Path hidden = Files.writeString(folder.path().resolve("hidden"), "hidden");
            Path seen = Files.writeString(stage.resolve("seen"), "seen");
            List<String> look =
                    List.of("sh", "-c", "test -e seen && test ! -e \"$1\" && : >written", "sh", "" + hidden);
            ProcessBuilder builder =
                    new ProcessBuilder(isolation.command(stage, List.of(), look)).directory(stage.toFile());
            setEnvironment(builder, Optional.empty());
            return succeeds(folder, builder) && Files.exists(seen) && Files.exists(stage.resolve("written"));
        }
    }

    /** Whether a program that prints for nobody ends well and in time. */
    static boolean succeeds(TemporaryFolder folder, ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = folder.start(builder.redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        return process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Takes every variable away but what a program needs to find others, and the place of a Java. */
    public static void setEnvironment(ProcessBuilder builder, Optional<Path> java) {
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", USUAL_PATH);
        java.ifPresent(home -> environment.put("JAVA_HOME", home.toString()));
    }
}
