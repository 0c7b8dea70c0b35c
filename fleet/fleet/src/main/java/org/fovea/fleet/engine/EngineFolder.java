package org.fovea.fleet.engine;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.fleet.work.Program;

/**
 * An engine that is packed apart: a folder with {@code engine.properties}, jars of its own, and {@code jars}, the
 * libraries that it needs. Its libraries want flags of the JVM and would be in the way of every other command, so the
 * program is started again with them.
 *
 * @param path of the folder, absolute
 */
public record EngineFolder(Path path) {
    /** Names another folder than the one beside the program. */
    public static final String ELSEWHERE = "FOVEA_ENGINE";

    private static final String FACTS = "engine.properties";
    private static final String NAME = "spark";

    /** The one beside the program, or the one that the environment names. */
    public static Optional<EngineFolder> find(Class<?> main) {
        return Optional.ofNullable(System.getenv(ELSEWHERE))
                .map(Path::of)
                .or(() -> beside(main))
                .map(Path::toAbsolutePath)
                .filter(folder -> Files.isRegularFile(folder.resolve(FACTS)))
                .map(EngineFolder::new);
    }

    /** Beside the folder of the program's jars. */
    private static Optional<Path> beside(Class<?> main) {
        CodeSource source = main.getProtectionDomain().getCodeSource();
        try {
            return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
                    .map(lib -> lib.resolveSibling(NAME));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Starts the program again, with this engine's classes and flags, and waits for its end. It ends when this process
     * does.
     *
     * @param program to start
     * @param arguments of the program
     * @return its exit code
     */
    public int run(Program program, List<String> arguments) throws IOException, InterruptedException {
        Properties facts = new Properties();
        try (Reader in = Files.newBufferedReader(path.resolve(FACTS))) {
            facts.load(in);
        }
        Path jars = Optional.ofNullable(System.getenv(facts.getProperty("home", "")))
                .map(home -> Path.of(home, "jars"))
                .orElse(path.resolve("jars"));
        List<String> flags =
                new ArrayList<>(List.of(facts.getProperty("flags", "").split(" ")));
        flags.removeIf(String::isEmpty);
        flags.add("-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m");
        if (Boolean.getBoolean("fovea.interactive")) {
            flags.add("-Dfovea.interactive=true");
        }
        ProcessBuilder builder = new ProcessBuilder(program.with(flags, classPath(jars), arguments))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of(Program.OF_WORKERS, program.json()));
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private String classPath(Path jars) throws IOException {
        if (!Files.isDirectory(jars)) {
            throw AppException.environment(jars + ": no such folder, so the engine's libraries are missing");
        }
        List<String> own;
        try (Stream<Path> files = Files.list(path)) {
            own = files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        List<String> all = new ArrayList<>(own);
        all.add(jars.resolve("*").toString());
        return String.join(File.pathSeparator, all);
    }
}
