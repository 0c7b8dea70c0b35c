package org.fovea.cli.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.cli.CommandDoor;

/**
 * A search by Jazzer, in a process of its own.
 *
 * @param target what was fed
 * @param seconds how long
 * @param inputs how many inputs were tried
 * @param edges of the program that some input passed
 * @param lastNew after how many inputs one passed an edge that none had passed before
 * @param exitCode of Jazzer: 0 where nothing was found
 * @param log what it said
 */
record FuzzRun(String target, int seconds, long inputs, long edges, long lastNew, int exitCode, String log) {
    /**
     * For the JVM and for the inputs that a search begins with: it ends only after all of them, and code that counts
     * edges reads hundreds of class masks for minutes.
     */
    private static final int START_SECONDS = 900;

    private static final int SLOWEST_INPUT_SECONDS = 60;
    /** Of an input, where no seed is longer. */
    private static final int MOST_BYTES = 16_384;

    private static final Pattern INPUTS = Pattern.compile("(?m)^(?:Done |#)(\\d+)");
    private static final Pattern EDGES = Pattern.compile("\\bcov: (\\d+)");
    private static final Pattern NEW = Pattern.compile("(?m)^#(\\d+)\\s+NEW ");
    private static final int MERGE_SECONDS = 1200;

    /**
     * Searches. A search begins with reading inputs, slowly; so a short one begins with fewer of those that were kept.
     *
     * @param folder for seeds, and for what is found: files {@code crash-…}, {@code timeout-…}, {@code oom-…}
     */
    static FuzzRun of(FuzzTarget target, Path root, Path folder, int seconds) throws Exception {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : target.seeds().all()) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        List<byte[]> kept = FuzzCorpus.read(root, target.name());
        int each = Math.max(1, kept.size() / (2 * seconds));
        for (int i = 0; i < kept.size(); i += each) {
            Files.write(corpus.resolve("kept-" + number++), kept.get(i));
        }
        List<String> command = command(target, root, folder);
        command.add("-max_total_time=" + seconds);
        command.add(corpus.toString());
        Path log = folder.resolve("log.txt");
        int exitCode = started(command, folder, log, seconds + START_SECONDS + SLOWEST_INPUT_SECONDS);
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return new FuzzRun(
                target.name(), seconds, last(INPUTS, text), last(EDGES, text), last(NEW, text), exitCode, text);
    }

    /** Keeps what the search of a folder, and those before, came upon: as few inputs as pass the same edges. */
    static void keep(FuzzTarget target, Path root, Path folder) throws Exception {
        Path merged = Files.createDirectories(folder.resolve("merged"));
        List<String> command = command(target, root, folder);
        command.addAll(
                List.of("-merge=1", merged.toString(), folder.resolve("corpus").toString()));
        if (started(command, folder, folder.resolve("merge.txt"), MERGE_SECONDS) != 0) {
            throw new IllegalStateException("what was found could not be merged; see " + folder.resolve("merge.txt"));
        }
        FuzzCorpus.write(root, target.name(), merged);
    }

    private static int started(List<String> command, Path folder, Path log, int seconds) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Jazzer did not end; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private static List<String> command(FuzzTarget target, Path root, Path folder) throws Exception {
        List<String> command = CommandDoor.java();
        command.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-Xmx1500m"));
        command.add("-D" + FuzzEntry.TARGET + "=" + target.name());
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
        command.add("-timeout=" + SLOWEST_INPUT_SECONDS);
        command.add("-report_slow_units=" + SLOWEST_INPUT_SECONDS);
        command.add("-rss_limit_mb=4000");
        int longest = MOST_BYTES;
        for (byte[] seed : target.seeds().all()) {
            longest = Math.max(longest, seed.length);
        }
        command.add("-max_len=" + longest);
        command.add("-print_final_stats=1");
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
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %.1f | %d |",
                target,
                inputs,
                lastNew,
                edges,
                seconds / 60.0,
                exitCode);
    }
}
