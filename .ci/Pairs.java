import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Compares how long commands take in two folders, in alternating pairs on the same machine. Arguments: folder of the
 * old version, folder of the new one, file of cases, number of pairs. A line of cases is {@code NAME<tab>COMMAND}; the
 * command runs in a shell, in the folder. It may say itself how long its work took, without its own start for example:
 * by a last line {@code seconds: 1.25}.
 *
 * <p>A slowdown is real where a bootstrap of the pairs' ratios says with 99 % that their median is above 1.10. Exit
 * code 1 where there is one, 2 where a command fails.
 */
final class Pairs {
    private static final double ALLOWED = 1.10;
    private static final double DOUBT = 0.01;
    private static final int DRAWS = 10_000;
    private static final int LEAST_PAIRS = 6;
    private static final String OWN = "seconds: ";

    private Pairs() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path before = Path.of(arguments[0]);
        Path after = Path.of(arguments[1]);
        int pairs = Integer.parseInt(arguments[3]);
        if (pairs < LEAST_PAIRS) {
            System.err.println("pairs: " + pairs + " are too few to tell a slowdown from noise; at "
            + "least " + LEAST_PAIRS);
            System.exit(2);
        }
        boolean slower = false;
        System.out.println("| | old | new | ratio | surely at least | |");
        System.out.println("|---|---|---|---|---|---|");
        for (String line : Files.readAllLines(Path.of(arguments[2]))) {
            if (!line.isBlank()) {
                String[] parts = line.split("\t", 2);
                slower |= compare(parts[0], parts[1], before, after, pairs);
            }
        }
        System.exit(slower ? 1 : 0);
    }

    private static boolean compare(String name, String command, Path before, Path after, int pairs)
            throws IOException, InterruptedException {
        // The first runs fill caches of files.
        seconds(command, before);
        seconds(command, after);
        double[] old = new double[pairs];
        double[] now = new double[pairs];
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            // Which one begins alternates, so that neither profits from what the other leaves behind.
            if (i % 2 == 0) {
                old[i] = seconds(command, before);
                now[i] = seconds(command, after);
            } else {
                now[i] = seconds(command, after);
                old[i] = seconds(command, before);
            }
            ratios[i] = now[i] / old[i];
        }
        double surely = surely(ratios);
        boolean slower = surely > ALLOWED;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.4g s | %.4g s | %.3f | %.3f | %s |%n",
                name,
                median(old),
                median(now),
                median(ratios),
                surely,
                slower ? "slower" : "");
        return slower;
    }

    /** The ratio that the median exceeds with 99 %. */
    private static double surely(double[] ratios) {
        Random random = new Random(ratios.length); // the same pairs give the same answer
        double[] medians = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double[] drawn = new double[ratios.length];
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = ratios[random.nextInt(ratios.length)];
            }
            medians[i] = median(drawn);
        }
        Arrays.sort(medians);
        return medians[(int) (DOUBT * DRAWS)];
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double seconds(String command, Path folder) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", command));
        Path log = Files.createTempFile("pairs", ".log");
        long start = System.nanoTime();
        int code = new ProcessBuilder(shell)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
            System.err.println("pairs: in " + folder + " this ended with " + code + ": " + command);
            System.err.print(Files.readString(log));
            System.exit(2);
        }
        List<String> lines = Files.readAllLines(log);
        Files.delete(log);
        String last = lines.isEmpty() ? "" : lines.getLast();
        return last.startsWith(OWN) ? Double.parseDouble(last.substring(OWN.length())) : seconds;
    }
}
