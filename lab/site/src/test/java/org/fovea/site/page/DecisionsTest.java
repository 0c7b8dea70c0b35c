package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.store.Numbered;
import org.fovea.site.Labs;
import org.fovea.site.layout.Paths;
import org.fovea.site.layout.Site;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;

/** What the pages of decisions say is what the ledger holds. */
class DecisionsTest {
    private static final Pattern ROW = Pattern.compile("<li id=\"(J-\\d+)\"");

    @Test
    void counts_agree_with_rows() {
        String page = page(Labs.example(), "decisions.html");

        for (String verdict : List.of("promoted", "rejected", "superseded")) {
            Matcher count =
                    Pattern.compile("data-count=\"" + verdict + "\">([\\d,]+)<").matcher(page);
            assertThat(count.find()).isTrue();
            assertThat(page.split("data-row data-verdict=\"" + verdict + "\"", -1).length - 1)
                    .isEqualTo(Integer.parseInt(count.group(1)))
                    .isPositive();
        }
        assertThat(page.split("<article class=\"dead-end", -1).length - 1).isEqualTo(5);
        assertThat(page).contains("data-count=\"dead-ends\">5<", "5 still stand");
    }

    @Test
    void promotion_says_what_it_had_to_beat() {
        Decision last = decisions(Labs.example()).promotions().getFirst();

        assertThat(last.headline()).isEqualTo("R-0047 became the floor of drive: 0.5339, −0.0117");
        assertThat(page(Labs.example(), "decisions/" + last.label() + ".html"))
                .contains("R-0028", "masks[2].multipliers", "Found by search on 24 pairs", "✓ passed");
    }

    @Test
    void promotion_says_what_is_missing() {
        assertThat(page(Labs.hostile(), "decisions/J-0001.html"))
                .contains("no gate was tried", "rule_faithful score is not known");
    }

    @Test
    void many_are_on_several_light_pages_each_where_links_say() {
        Snapshot snapshot = ManyRuns.open(700);
        Site site = Labs.site(snapshot);
        Set<String> seen = new TreeSet<>();

        for (int number = 1; number <= 3; number++) {
            String path = site.paths().decisions(number);
            String page = Labs.text(site, path);
            assertThat(page.length()).isLessThan(400_000);
            Matcher rows = ROW.matcher(page);
            while (rows.find()) {
                Numbered<Judgement> judgement = snapshot.ledger().resolve(Judgement.class, rows.group(1));
                assertThat(site.paths().decision(judgement)).isEqualTo(path + "#" + rows.group(1));
                seen.add(rows.group(1));
            }
        }
        assertThat(seen).hasSize(snapshot.all(Judgement.class).size());
        assertThat(site.files().paths()).doesNotContain(site.paths().decisions(4));
        assertThat(Labs.text(site, "decisions.html").split("<li id=\"J-", -1).length - 1)
                .isEqualTo(Paths.DECISIONS_ON_PAGE);
        assertThat(Labs.text(site, "data/decisions.js")).startsWith("foveaDecisions.open({");
    }

    @Test
    void what_was_taken_back_is_marked() {
        Site site = Labs.site(Labs.hostile());

        assertThat(Labs.text(site, "decisions.html"))
                .contains("1 of these decisions is void", "0 still stand", "It closes nothing any more")
                .containsPattern("id=\"J-0005\" class=\"decision major void\"")
                .contains("<a href=\"runs/R-0002.html\">R-0002</a>");
        assertThat(Labs.text(site, "decisions/J-0005.html")).contains("This promotion is void");
    }

    private static Decisions decisions(Snapshot snapshot) {
        return Decisions.of(snapshot, new RecordLinks(Labs.site(snapshot)));
    }

    private static String page(Snapshot snapshot, String path) {
        return Labs.text(Labs.site(snapshot), path);
    }
}
