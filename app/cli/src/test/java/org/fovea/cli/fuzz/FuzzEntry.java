package org.fovea.cli.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls, in a process of its own: the property {@code fovea.fuzz.target} names the target. */
public final class FuzzEntry {
    static final String TARGET = "fovea.fuzz.target";
    static final String WORK = "fovea.fuzz.work";

    private static @Nullable FuzzTarget target;

    private FuzzEntry() {}

    /** Chooses the target. */
    public static void fuzzerInitialize() throws Exception {
        target = new FuzzTargets(
                        Path.of(System.getProperty("fovea.root")),
                        Files.createDirectories(Path.of(System.getProperty(WORK))))
                .find(System.getProperty(TARGET));
        // What is made for seeds, or opened for the first input, such as a database, is no place that an input has
        // passed, nor its time.
        target.feed(target.seeds().all().getFirst());
    }

    /** Tries an input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (target == null) {
            throw new IllegalStateException("not initialised");
        }
        target.feed(input);
    }
}
