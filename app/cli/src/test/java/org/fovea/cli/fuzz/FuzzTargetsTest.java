package org.fovea.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What readers cannot stand, looked for with Jazzer. {@code -Dfovea.fuzz.seconds=3600
 * -Dfovea.fuzz.targets=masks-1,qzs3} searches longer, and these targets alone; {@code all} is all of them, {@code 1/3}
 * every third from number 1 on, counted from 0. What was found once is in {@code src/test/resources/fuzz/TARGET} and
 * read in every build, and so are the inputs of {@link FuzzCorpus}.
 */
@Tag("slow")
class FuzzTargetsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("fovea.root", "../..")).toAbsolutePath().normalize();
    private static final int SECONDS = Integer.getInteger("fovea.fuzz.seconds", 5);
    private static final List<String> CHOSEN =
            List.of(System.getProperty("fovea.fuzz.targets", "archive,plan,masks-1,weights-1")
                    .split(","));
    private static final Pattern TURN = Pattern.compile("([0-9]{1,2})/([1-9][0-9]?)");
    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * Side by side, three for each processor: each is a process of its own that begins with seconds of getting ready,
     * and the build has to end. A search beside others of the same length finds less.
     */
    private static final ExecutorService SEARCHES =
            Executors.newFixedThreadPool(3 * Runtime.getRuntime().availableProcessors());

    private static final Map<String, Future<FuzzRun>> RUNS = new HashMap<>();

    @TempDir
    private static Path work;

    @BeforeAll
    static void begin() throws IOException {
        for (FuzzTarget target : chosen().toList()) {
            Path folder = Files.createDirectories(work.resolve("searches").resolve(target.name()));
            RUNS.put(target.name(), SEARCHES.submit(() -> FuzzRun.of(target, ROOT, folder, SECONDS)));
        }
    }

    @AfterAll
    static void end() {
        SEARCHES.shutdownNow();
    }

    static Stream<FuzzTarget> targets() throws IOException {
        return new FuzzTargets(ROOT, work).all().stream();
    }

    static Stream<FuzzTarget> chosen() throws IOException {
        List<FuzzTarget> all = targets().toList();
        return all.stream().filter(target -> isChosen(target.name(), all.indexOf(target), CHOSEN));
    }

    private static boolean isChosen(String name, int number, List<String> chosen) {
        Matcher turn = TURN.matcher(chosen.getFirst());
        return turn.matches()
                ? number % Integer.parseInt(turn.group(2)) == Integer.parseInt(turn.group(1))
                : chosen.contains("all") || chosen.contains(name);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void seeds_cut_seeds_and_what_was_found_before_are_content_or_refused(FuzzTarget target) throws Exception {
        for (byte[] seed : target.seeds().all()) {
            Assertions.assertTimeout(SOON, () -> target.feed(seed));
            Assertions.assertTimeout(SOON, () -> target.feed(java.util.Arrays.copyOf(seed, seed.length / 2)));
        }
        for (byte[] kept : FuzzCorpus.read(ROOT, target.name())) {
            Assertions.assertTimeout(SOON, () -> target.feed(kept));
        }
        Path found = FuzzCorpus.folder(ROOT).resolve(target.name());
        if (Files.isDirectory(found)) {
            try (Stream<Path> files = Files.list(found)) {
                for (Path file : files.sorted().toList()) {
                    Assertions.assertTimeout(SOON, () -> target.feed(Files.readAllBytes(file)), file.toString());
                }
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("chosen")
    void a_search_finds_nothing_but_content_and_refusals(FuzzTarget target) throws Exception {
        FuzzRun run = Objects.requireNonNull(RUNS.get(target.name())).get();
        System.out.println(run.row());
        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.inputs()).as(run.log()).isPositive();
        assertThat(run.edges()).as(run.log()).isPositive();
    }

    @Test
    void turns_together_are_all_targets_each_once() throws IOException {
        List<String> names = targets().map(FuzzTarget::name).toList();
        for (int i = 0; i < names.size(); i++) {
            int number = i;
            assertThat(IntStream.range(0, 12)
                            .filter(turn -> isChosen(names.get(number), number, List.of(turn + "/12"))))
                    .hasSize(1);
        }
        assertThat(isChosen("qzs3", 5, List.of("all"))).isTrue();
        assertThat(isChosen("qzs3", 5, List.of("archive", "qzs3"))).isTrue();
        assertThat(isChosen("qzs3", 5, List.of("archive"))).isFalse();
    }

    @Tag("slow")
    @Test
    void a_search_finds_what_is_not_documented() {
        FuzzTarget wrong = new FuzzTarget(
                "wrong",
                List::of,
                _ -> {
                    throw new IllegalStateException("not documented");
                },
                List.of(FormatException.class));
        assertThatThrownBy(() -> wrong.feed(new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    /**
     * Arguments: a folder for logs and findings, seconds for each, names of targets. Prints rows of the table of
     * {@code docs/log/security.md} and keeps the inputs that the next search begins with.
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        FuzzTargets all = new FuzzTargets(ROOT, Files.createDirectories(folder.resolve("seeds")));
        List<String> names = arguments.length > 2
                ? List.of(arguments).subList(2, arguments.length)
                : all.all().stream().map(FuzzTarget::name).toList();
        for (String name : names) {
            Path own = Files.createDirectories(folder.resolve(name));
            FuzzRun run = FuzzRun.of(all.find(name), ROOT, own, Integer.parseInt(arguments[1]));
            System.out.println(run.row() + " " + FuzzRun.findings(own));
            System.out.flush();
            if (run.exitCode() == 0) {
                FuzzRun.keep(all.find(name), ROOT, own);
            }
        }
    }
}
