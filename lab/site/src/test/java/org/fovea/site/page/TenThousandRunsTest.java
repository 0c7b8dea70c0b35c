package org.fovea.site.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** A lab of 10,000 runs is written within a minute of a machine with two cores, and its table answers at once. */
@Tag("slow")
class TenThousandRunsTest {
    private static final long FRONT = 115_000; // what it loads is below 35,000
    private static final long ROOM = 2L << 30;
    private static final int RUNS = 10_000;
    private static final int CORES = 2;
    // Of processor time, since tests of another JVM use the same cores.
    private static final Duration LONGEST_BUILD = Duration.ofSeconds(60).multipliedBy(CORES);
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
    void is_written_within_a_minute_and_filtered_at_once() throws Exception {
        Path folder = Labs.temporary("many").resolve("public");
        assumeTrue(
                Files.getFileStore(folder.getParent()).getUsableSpace() > ROOM,
                "less than 2 GB are free for temporary files, the pages of 10,000 runs take half of one");
        long begin = System.nanoTime();
        Snapshot snapshot = ManyRuns.open(RUNS);
        Duration made = since(begin);
        begin = System.nanoTime();
        Duration before = processorTime();
        // As site build does it: the ledger is read, too.
        Snapshot read = Snapshot.of(snapshot.ledger(), "many", Optional.empty(), snapshot.time());
        SiteFolder.Written written = SiteFolder.write(Labs.site(read), folder, CORES, _ -> {});
        Duration built = since(begin);
        Duration computed = processorTime().minus(before);
        System.out.printf(
                "%,d runs: ledger made in %d s; site of %,d files and %,d bytes in %.1f s, processor time %.1f s%n",
                RUNS,
                made.toSeconds(),
                written.files(),
                written.bytes(),
                built.toMillis() / 1000.0,
                computed.toMillis() / 1000.0);
        assertThat(written.files()).isGreaterThan(RUNS);
        assertThat(computed).isLessThanOrEqualTo(LONGEST_BUILD);
        long front = Files.size(folder.resolve("index.html"));
        System.out.printf("front page of %,d runs: %,d bytes%n", RUNS, front);
        assertThat(front).isLessThan(FRONT);
        filter(folder);
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
