package org.fovea.cli.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A search by Jazzer, in a process of its own.
 *
 * @param target what was fed
 * @param seconds how long
 * @param inputs how many inputs were tried
 * @param edges of the program that some input passed
 * @param exitCode of Jazzer: 0 where nothing was found
 * @param log what it said
 */
record FuzzRun(String target, int seconds, long inputs, long edges, int exitCode, String log) {
    private static final int START_SECONDS = 120;
    private static final int SLOWEST_INPUT_SECONDS = 60;
    private static final int MOST_BYTES = 16_384;
    private static final Pattern INPUTS = Pattern.compile("(?m)^(?:Done |#)(\\d+)");
    private static final Pattern EDGES = Pattern.compile("\\bcov: (\\d+)");

    /**
     * Searches.
     *
     * @param folder for seeds, and for what is found: files {@code crash-…}, {@code timeout-…}, {@code oom-…}
     */
    static FuzzRun of(FuzzTarget target, Path root, Path folder, int seconds) throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : target.seeds().all()) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command(target.name(), root, folder, corpus, seconds))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(seconds + START_SECONDS + SLOWEST_INPUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the search for inputs of " + target.name() + " did not end; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        return new FuzzRun(target.name(), seconds, last(INPUTS, text), last(EDGES, text), process.exitValue(), text);
    }

    private static List<String> command(String target, Path root, Path folder, Path corpus, int seconds) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx1500m"));
        command.add("-D" + FuzzEntry.TARGET + "=" + target);
        command.add("-D" + FuzzEntry.WORK + "=" + folder.resolve("work"));
        command.add("-Dfovea.root=" + root);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + FuzzEntry.class.getName());
        command.add("--instrumentation_includes=org.fovea.**");
        // The sanitisers watch for what programs of the web do wrong; a file that is read is no finding here.
        command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*");
        command.add("--reproducer_path=" + folder);
        command.add("-artifact_prefix=" + folder + "/");
        command.add("-max_total_time=" + seconds);
        command.add("-timeout=" + SLOWEST_INPUT_SECONDS);
        command.add("-report_slow_units=" + SLOWEST_INPUT_SECONDS);
        command.add("-rss_limit_mb=4000");
        command.add("-max_len=" + MOST_BYTES);
        command.add("-print_final_stats=1");
        command.add(corpus.toString());
        return command;
    }

    private static long last(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .reduce((_, later) -> later)
                .map(found -> Long.parseLong(found.replaceAll("\\D", "")))
                .orElse(0L);
    }

    /** Files with what was found. */
    static List<Path> findings(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("(crash|timeout|oom)-.*"))
                    .sorted()
                    .toList();
        }
    }

    /** A row of the table. */
    String row() {
        return String.format(
                Locale.ROOT, "| %s | %,d | %,d | %.1f | %d |", target, inputs, edges, seconds / 60.0, exitCode);
    }
}
