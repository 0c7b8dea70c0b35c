package org.fovea.site.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.fovea.site.Labs;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.SiteFolder;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run of a lab of 10,000 takes no longer to write than one of a lab of 1,000, and the table answers at once. */
@Tag("slow")
@Tag("odd")
class TenThousandRunsTest {
    private static final long FRONT = 162_000; // charts stand in it twice, for wide and narrow screens
    private static final long ROOM = 2L << 30;
    private static final int RUNS = 10_000;
    private static final int CORES = 2;
    private static final int FEW = 1_000;
    // Of processor time, since tests of another JVM use the same cores; a fixed time would be one of a fixed processor.
    private static final double MOST_PER_FILE = 1; // the small lab compiles code, too: a half is usual
    private static final double LONGEST_FILTER = 100; // milliseconds
    // From the event to rows whose places are known: the median of several texts, each of which changes what is found.
    // Each is searched five times, of which the fastest counts: other tests use the same cores.
    private static final String FILTER = """
            () => {
              const input = document.querySelector('#runs-filter input[name=q]');
              const texts = ['r', 'ro', 'rob', 'robu', 'm', 'ma', 'mas', 'poses', 'h', 'R-05', '97'];
              const fastest = texts.map(() => Infinity);
              for (let round = 0; round < 5; round++) {
                texts.forEach((text, i) => {
                  const begin = performance.now();
                  input.value = text;
                  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
                  document.querySelector('#runs').getBoundingClientRect();
                  fastest[i] = Math.min(fastest[i], performance.now() - begin);
                });
              }
              return fastest.sort((a, b) => a - b)[Math.floor(fastest.length / 2)];
            }""";

    @Test
    void take_no_longer_each_than_those_of_a_small_lab_and_are_filtered_at_once() throws Exception {
        Path folder = Labs.temporary("many").resolve("public");
        assumeTrue(
                Files.getFileStore(folder.getParent()).getUsableSpace() > ROOM,
                "less than 2 GB are free for temporary files, the pages of 10,000 runs take half of one");
        Snapshot few = ManyRuns.open(FEW);
        perFile(few, Labs.temporary("first").resolve("public")); // compiles the code
        double least = perFile(few, Labs.temporary("few").resolve("public"));
        double most = perFile(ManyRuns.open(RUNS), folder);
        assertThat(most / least).isLessThanOrEqualTo(MOST_PER_FILE);
        long front = Files.size(folder.resolve("index.html"));
        System.out.printf("front page of %,d runs: %,d bytes%n", RUNS, front);
        assertThat(front).isLessThan(FRONT);
        filter(folder);
    }

    /** Milliseconds of processor time. */
    private static double perFile(Snapshot snapshot, Path folder) throws IOException {
        long begin = System.nanoTime();
        Duration before = processorTime();
        // As site build does it: the ledger is read, too.
        Snapshot read = Snapshot.of(snapshot.ledger(), "many", Optional.empty(), snapshot.time());
        SiteFolder.Written written = SiteFolder.write(Labs.site(read), folder, CORES, _ -> {});
        long computed = processorTime().minus(before).toMillis();
        System.out.printf(
                "site of %,d files and %,d bytes in %.1f s, processor time %.1f s%n",
                written.files(), written.bytes(), since(begin).toMillis() / 1000.0, computed / 1000.0);
        assertThat(written.files()).isGreaterThan(read.runs().size());
        return computed / (double) written.files();
    }

    private static void filter(Path folder) {
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab()) {
            tab.page().navigate(folder.toUri() + "runs.html");
            assertThat(tab.all("#runs-count")).hasText("10,000 runs");
            double median = ((Number) tab.page().evaluate(FILTER)).doubleValue();
            System.out.printf("filter of %,d runs: %.1f ms from the event to rows laid out%n", RUNS, median);
            assertThat(tab.all("#runs-count")).hasText(java.util.regex.Pattern.compile(".+ of 10,000 runs"));
            assertThat(tab.all("#runs tbody tr")).hasCount(100);
            assertThat(median).isLessThanOrEqualTo(LONGEST_FILTER);
            tab.assertQuiet(folder.toUri().toString());
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
