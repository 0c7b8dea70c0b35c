package org.fovea.site.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.ManyRuns;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of runs as people use it. */
@Tag("slow")
@Tag("odd")
class RunsBrowserTest {
    private static final String ROWS = "#runs tbody tr";
    private static final String CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.className + ':' + "
            + "cell.textContent.replace(/\\s+/g, ' ').trim()).join(' | '))";

    /** 52 runs on all pairs, of which every third was promoted. */
    private static final Snapshot LAB = ManyRuns.open(52);

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Tab runs(Snapshot snapshot) {
        return Labs.open(chromium.tab(), snapshot, "runs.html");
    }

    private static List<String> column(Tab tab, String key) {
        int index = ((Number) tab.page()
                        .evaluate("key => document.querySelector(`#runs th[data-column=${key}]`).cellIndex", key))
                .intValue();
        return tab.all(ROWS + " > :nth-child(" + (index + 1) + ")").allInnerTexts();
    }

    private static void sort(Tab tab, String key) {
        tab.all("#runs th[data-column=" + key + "] button").click();
    }

    @Test
    void rows_are_the_same_with_and_without_scripts() {
        for (Snapshot snapshot : List.of(Labs.example(), LAB, Labs.hostile())) {
            try (Tab with = runs(snapshot);
                    Tab without = Labs.open(chromium.tab(1200, ColorScheme.LIGHT, false), snapshot, "runs.html")) {
                assertThat(with.all("#runs-filter")).isVisible();
                assertThat(with.all(ROWS)).hasCount(snapshot.runs().size());
                assertThat(with.page().locator(ROWS).evaluateAll(CELLS))
                        .isEqualTo(without.page().locator(ROWS).evaluateAll(CELLS));
                with.assertQuiet(Labs.built(snapshot).toUri().toString());
            }
        }
    }

    @Test
    void sorts_numbers_both_ways() {
        List<String> ascending = LAB.runs().stream()
                .sorted(Comparator.comparing(RunRow::bytes)
                        .thenComparing(Comparator.comparing(RunRow::ended)
                                .thenComparing(RunRow::number)
                                .reversed()))
                .map(RunRow::numberLabel)
                .toList();
        try (Tab tab = runs(LAB)) {
            assertThat(tab.all("#runs th[data-column=ended]")).hasAttribute("aria-sort", "descending");
            sort(tab, "bytes");
            assertThat(tab.all("#runs th[data-column=bytes]")).hasAttribute("aria-sort", "ascending");
            assertThat(tab.all("#runs [aria-sort]")).hasCount(1);
            assertThat(tab.all(ROWS + " th a").allInnerTexts()).isEqualTo(ascending);

            sort(tab, "bytes");
            assertThat(tab.all("#runs th[data-column=bytes]")).hasAttribute("aria-sort", "descending");
            List<Long> bytes = column(tab, "bytes").stream()
                    .map(text -> Long.parseLong(text.replace(",", "")))
                    .toList();
            assertThat(bytes).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(52);
        }
    }

    @Test
    void sorts_texts_and_leaves_the_unknown_last() {
        try (Tab tab = runs(LAB)) {
            sort(tab, "family");
            assertThat(column(tab, "family")).isSorted().hasSize(52);
            sort(tab, "family");
            assertThat(column(tab, "family")).isSortedAccordingTo(Comparator.reverseOrder());
        }
        int all = Labs.hostile().runs().size();
        try (Tab tab = runs(Labs.hostile())) {
            for (int time = 0; time < 2; time++) {
                sort(tab, "faithful");
                List<String> scores = column(tab, "faithful");
                int known = (int) scores.stream()
                        .filter(text -> !text.equals("not known"))
                        .count();
                assertThat(known).isBetween(1, all - 1);
                assertThat(scores.subList(known, all)).containsOnly("not known");
                assertThat(scores.subList(0, known).stream()
                                .map(Double::valueOf)
                                .toList())
                        .isSortedAccordingTo(time == 0 ? Comparator.naturalOrder() : Comparator.reverseOrder());
            }
        }
    }

    @Test
    void search_and_filters_narrow_each_other_and_escape_ends_them() {
        try (Tab tab = runs(LAB)) {
            assertThat(tab.all("#runs-count")).hasText("52 runs");
            tab.all("select[name=verdict]").selectOption("superseded");
            assertThat(tab.all("#runs-count")).hasText("17 of 52 runs");
            assertThat(tab.all(ROWS)).hasCount(17);
            assertThat(tab.all("select[name=verdict] option[value='not judged']"))
                    .hasText("not judged (7)");
            long families = LAB.runs().stream()
                    .filter(run -> run.family().equals("masks"))
                    .filter(run -> run.verdict()
                            .filter(v -> v.name().equals("SUPERSEDED"))
                            .isPresent())
                    .count();
            assertThat(tab.all("select[name=family] option[value=masks]")).hasText("masks (" + families + ")");

            tab.all("input[name=q]").focus();
            tab.page().keyboard().type("SEED poses");
            assertThat(tab.all(ROWS)).hasCount(2);
            assertThat(tab.all(ROWS).first()).containsText("poses.strength");
            tab.page().keyboard().press("Escape");
            assertThat(tab.all("#runs-count")).hasText("52 runs");
            assertThat(tab.all("select[name=verdict]")).hasValue("");
            assertThat(tab.all("#runs-clear")).isDisabled();

            tab.page().keyboard().type("nothing is like that");
            assertThat(tab.all(ROWS)).hasCount(0);
            tab.all("#runs-none button").click();
            assertThat(tab.all(ROWS)).hasCount(52);
        }
    }

    @Test
    void some_pairs_can_be_told_from_all() {
        long some = Labs.example().runs().stream()
                .filter(run -> run.pairs()
                        < Labs.example().benchmark(run.benchmark()).record().pairs())
                .count();
        try (Tab tab = runs(Labs.example())) {
            tab.all("select[name=pairs]").selectOption("some");
            assertThat(tab.all(ROWS)).hasCount((int) some);
            assertThat(tab.all(ROWS + " td.partly small")).hasCount((int) some);
        }
    }

    @Test
    void columns_are_chosen_and_remembered() {
        try (Tab tab = runs(LAB)) {
            tab.all(".runs-columns summary").click();
            tab.all("input[value=source]").check();
            tab.all("input[value=pose]").uncheck();
            assertThat(tab.all("#runs th[data-column=pose]")).hasCount(0);
            assertThat(column(tab, "source")).hasSize(52).allMatch(text -> text.equals("measured"));
            tab.assertAccessible();

            tab.page().keyboard().press("Escape");
            assertThat(tab.all(".runs-columns fieldset")).isHidden();
            Labs.open(tab, LAB, "runs.html?again");
            assertThat(tab.all("#runs th[data-column=source]")).isVisible();
            assertThat(tab.all("#runs th[data-column=pose]")).hasCount(0);
        }
    }

    @Test
    void address_keeps_what_was_asked_for() {
        try (Tab tab = runs(LAB)) {
            tab.all("select[name=verdict]").selectOption("rejected");
            sort(tab, "score");
            tab.all("input[name=q]").pressSequentially("renderer");
            assertThat(tab.page()).hasURL(Pattern.compile(".*#q=renderer&verdict=rejected&sort=score$"));
            List<String> found = tab.all(ROWS + " th a").allInnerTexts();
            assertThat(found).hasSizeBetween(1, 26);

            tab.page().reload();
            assertThat(tab.all("input[name=q]")).hasValue("renderer");
            assertThat(tab.all("#runs th[data-column=score]")).hasAttribute("aria-sort", "ascending");
            assertThat(tab.all(ROWS + " th a").allInnerTexts()).isEqualTo(found);

            tab.page().goBack();
            assertThat(tab.all("input[name=q]")).hasValue("");
            assertThat(tab.all("#runs-count")).hasText("27 of 52 runs");
            tab.page().goBack();
            assertThat(tab.all("#runs th[data-column=ended]")).hasAttribute("aria-sort", "descending");
            tab.page().goBack();
            assertThat(tab.all("#runs-count")).hasText("52 runs");
            tab.page().goForward();
            assertThat(tab.all("select[name=verdict]")).hasValue("rejected");
        }
    }

    @Test
    void address_with_nonsense_and_the_skip_link_change_nothing() {
        try (Tab tab = Labs.open(
                chromium.tab(), LAB, "runs.html#track=%3Cscript%3E&sort=constructor&columns=a,b&q=renderer")) {
            assertThat(tab.all("input[name=q]")).hasValue("renderer");
            assertThat(tab.all("select[name=track]")).hasValue("");
            assertThat(tab.all("#runs th[scope=col]")).hasCount(1);
            String counted = tab.all("#runs-count").innerText();
            tab.all(".skip").focus();
            tab.page().keyboard().press("Enter");
            assertThat(tab.all("#runs-count")).hasText(counted);
            tab.assertQuiet(Labs.built(LAB).toUri().toString());
        }
    }

    @Test
    void keyboard_alone_sorts_and_opens_a_run() {
        RunRow best =
                LAB.runs().stream().min(Comparator.comparing(RunRow::score)).orElseThrow();
        try (Tab tab = runs(LAB)) {
            tab.all("#runs th[data-column=score] button").focus();
            tab.page().keyboard().press("Enter");
            assertThat(tab.all("#runs th[data-column=score]")).hasAttribute("aria-sort", "ascending");
            assertThat(tab.all("#runs th[data-column=score] button")).isFocused();
            tab.all(ROWS + " a").first().focus();
            tab.page().keyboard().press("Enter");
            tab.page().waitForURL("**/runs/" + best.numberLabel() + ".html");
        }
    }

    @Test
    void two_ticked_runs_stand_beside_each_other() {
        Snapshot lab = Labs.example();
        RunRow one = row(lab, 1);
        RunRow other = row(lab, 47);
        try (Tab tab = runs(lab)) {
            Locator place = tab.all("#runs-comparison");
            assertThat(place).hasText("Tick two runs to compare them.");
            tick(tab, 1);
            assertThat(place).hasText("Tick another run to compare it with R-0001.");
            tick(tab, 47);
            assertThat(place.locator("h2")).hasText("R-0001 → R-0047");
            assertThat(place.locator("table").nth(0).locator("tbody tr").last())
                    .hasText("Score" + Wording.score(one.score()) + Wording.score(other.score())
                            + Wording.change(other.score() - one.score()));
            assertThat(place.locator("table").nth(1).locator("tbody th").allInnerTexts())
                    .containsExactlyElementsOf(
                            SettingChange.between(candidate(lab, one), candidate(lab, other)).stream()
                                    .map(SettingChange::name)
                                    .toList());
            Locator sections = place.locator("table").nth(2).locator("tbody tr");
            assertThat(sections).hasCount(lab.details(one).sections().size() + 1);
            assertThat(sections.last())
                    .hasText("Archive" + Wording.bytes(one.bytes()) + Wording.bytes(other.bytes())
                            + Wording.byteChange(other.bytes() - one.bytes()));
            tab.assertAccessible();
            tab.page().reload();
            assertThat(place.locator("h2")).hasText("R-0001 → R-0047");
            assertThat(tab.all("#runs input[name=compare]:checked")).hasCount(2);
            tab.assertQuiet(Labs.built(lab).toUri().toString());
        }
    }

    @Test
    void runs_of_other_pairs_are_compared_on_common_ones_and_those_of_other_benchmarks_not() {
        Snapshot lab = Labs.example();
        Run some = lab.details(row(lab, 2));
        double segmentation = lab.details(row(lab, 47)).pairs().stream()
                .filter(pair -> some.subset().pairs().contains(pair.pair()))
                .mapToDouble(PairDistortion::segmentation)
                .average()
                .orElseThrow();
        try (Tab tab = Labs.open(chromium.tab(390, ColorScheme.DARK, true), lab, "runs.html#compare=2,47")) {
            Locator place = tab.all("#runs-comparison");
            assertThat(place).containsText("They measured 8 and 24 pairs: bytes and scores cannot be compared");
            assertThat(place.locator("table")).hasCount(2);
            assertThat(place.locator("table").first().locator("tbody tr")).hasCount(2);
            assertThat(place.locator("table").first().locator("tbody tr").first())
                    .containsText("Segmentation term"
                            + Wording.score(some.terms().segmentation()) + Wording.score(100 * segmentation));
            tab.assertNothingCut();
            long white = lab.runs().stream()
                    .filter(run -> !run.benchmark().equals(row(lab, 47).benchmark()))
                    .mapToLong(RunRow::number)
                    .max()
                    .orElseThrow();
            tick(tab, white);
            assertThat(place).containsText("They ran on different benchmarks");
            assertThat(tab.page()).hasURL(Pattern.compile(".*#compare=47%2C" + white + "$"));
        }
    }

    private static RunRow row(Snapshot lab, long number) {
        return lab.runs().stream()
                .filter(run -> run.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static Candidate candidate(Snapshot lab, RunRow run) {
        return lab.candidate(run).record();
    }

    private static void tick(Tab tab, long number) {
        tab.all("#runs input[value='" + number + "']").check();
    }

    @Test
    void more_rows_come_when_asked_for() {
        Snapshot snapshot = ManyRuns.open(700);
        try (Tab tab = runs(snapshot)) {
            assertThat(tab.all("#runs-count")).hasText("700 runs");
            assertThat(tab.all("#runs-pager")).isHidden();
            int first = tab.all(ROWS).count();
            assertThat(first).isBetween(100, 250);
            tab.all("#runs-more button").click();
            assertThat(tab.all(ROWS)).hasCount(first + 400);
            assertThat(tab.all(ROWS).nth(first).locator("a")).isFocused();
            tab.all("#runs-more button").click();
            assertThat(tab.all(ROWS)).hasCount(700);
            assertThat(tab.all("#runs-more")).isHidden();
        }
    }

    @Test
    void all_runs_are_there_without_scripts() {
        Snapshot snapshot = ManyRuns.open(700);
        try (Tab tab = Labs.open(chromium.tab(1200, ColorScheme.LIGHT, false), snapshot, "runs.html")) {
            assertThat(tab.all("#runs-filter, #runs-more, #runs-count").locator("visible=true"))
                    .hasCount(0);
            assertThat(tab.all(ROWS)).hasCount(250);
            tab.all("a[rel=next]").click();
            tab.page().waitForURL("**/runs-2.html");
            tab.all("a[rel=next]").click();
            tab.page().waitForURL("**/runs-3.html");
            assertThat(tab.all(ROWS)).hasCount(200);
            assertThat(tab.all("caption")).hasText("Runs 501 to 700 of 700, newest first");
            assertThat(tab.all("a[rel=next]")).hasCount(0);
            tab.all("a[rel=prev]").click();
            tab.page().waitForURL("**/runs-2.html");
        }
    }
}
