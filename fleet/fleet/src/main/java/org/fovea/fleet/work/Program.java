package org.fovea.fleet.work;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fovea.app.Versions;
import org.fovea.app.score.CodeVersion;
import tools.jackson.databind.json.JsonMapper;

/**
 * This program, as another process can be started with it: the same Java, flags, classes and main class.
 *
 * @param java the program {@code java}
 * @param flags of the JVM, without the size of the heap and what belongs to this process alone
 * @param classPath absolute
 * @param mainClass name of the class to start
 * @param versions of Fovea, Java and libraries
 * @param build identity of the code; {@code classes} where it is in no jar
 */
public record Program(
        Path java, List<String> flags, String classPath, String mainClass, Map<String, String> versions, String build) {
    /** A property of workers: end when standard input does, which happens when the process that started it ends. */
    public static final String ENDS_WITH_INPUT = "fovea.endsWithInput";

    /**
     * Variable of the environment with the {@link #json} of the program that workers are, where this process has
     * classes and flags besides: those of an engine.
     */
    public static final String OF_WORKERS = "FOVEA_FLEET_PROGRAM";

    private static final List<String> OWN = List.of(
            "-Xmx", "-agentlib", "-javaagent", "-Dfovea.stderr", "-Dfovea.interactive", "-XX:AOT", "-XX:ErrorFile");

    public Program {
        flags = List.copyOf(flags);
        versions = Map.copyOf(versions);
    }

    /** That of this process, or the one that the environment names for its workers. */
    public static Program ofThisProcess(String mainClass) throws IOException {
        String named = System.getenv(OF_WORKERS);
        if (named != null) {
            return JsonMapper.shared().readValue(named, Program.class);
        }
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
                .toList();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new Program(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                flags,
                classPath,
                mainClass,
                Versions.all(),
                CodeVersion.hash());
    }

    public String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /**
     * The command that starts it with more than it usually has. It ends with its standard input.
     *
     * @param more flags of the JVM
     * @param classes further class path
     * @param arguments of the program
     */
    public List<String> with(List<String> more, String classes, List<String> arguments) {
        return command(more, classPath + File.pathSeparator + classes, arguments);
    }

    private List<String> command(List<String> more, String classes, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(more);
        command.add("-D" + ENDS_WITH_INPUT + "=true");
        command.add("-cp");
        command.add(classes);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /**
     * Its identity in the keys of work.
     *
     * @param exact whether another build of the same version is another program
     */
    public String identity(boolean exact) {
        String version = "fovea " + versions.getOrDefault("Fovea", "unknown");
        return exact ? version + " " + build : version;
    }

    /**
     * The command that starts it.
     *
     * @param heapMegabytes most memory for Java's heap
     * @param crashes file for what the JVM says when it crashes
     * @param arguments of the program
     */
    List<String> command(long heapMegabytes, Path crashes, List<String> arguments) {
        return command(List.of("-Xmx" + heapMegabytes + "m", "-XX:ErrorFile=" + crashes), classPath, arguments);
    }
}
