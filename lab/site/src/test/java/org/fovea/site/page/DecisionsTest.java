package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the pages of decisions say is what the ledger holds. */
class DecisionsTest {
    private static final Pattern ROW = Pattern.compile("<li id=\"(J-\\d+)\"");
    private static final int MANY = 450;

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
    void imported_promotion_says_what_is_missing() {
        Decision last = decisions(Labs.comma()).promotions().getFirst();

        assertThat(page(Labs.comma(), "decisions/" + last.label() + ".html"))
                .contains("no gate was tried", "no review was written", "rule_faithful score is not known");
    }

    @Test
    void many_are_on_several_light_pages_each_where_links_say() {
        Snapshot snapshot = DecisionLabs.many(MANY);
        Site site = Labs.site(snapshot);
        Set<String> seen = new TreeSet<>();

        for (int number = 1; number <= 3; number++) {
            String path = site.paths().decisions(number);
            String page = text(site, path);
            assertThat(page.length()).isLessThan(400_000);
            Matcher rows = ROW.matcher(page);
            while (rows.find()) {
                Numbered<Judgement> judgement = snapshot.ledger().resolve(Judgement.class, rows.group(1));
                assertThat(site.paths().decision(judgement)).isEqualTo(path + "#" + rows.group(1));
                seen.add(rows.group(1));
            }
        }
        assertThat(seen).hasSize(MANY + 1);
        assertThat(site.files().paths()).doesNotContain(site.paths().decisions(4));
        assertThat(text(site, "decisions.html").split("<li id=\"J-", -1).length - 1)
                .isEqualTo(Paths.DECISIONS_ON_PAGE);
        assertThat(text(site, "data/decisions.js")).startsWith("foveaDecisions.open({");
    }

    @Test
    void what_was_taken_back_is_marked() {
        String page = page(DecisionLabs.hostile(), "decisions.html");

        assertThat(page)
                .contains("1 of these decisions is void", "0 still stand", "It closes nothing any more")
                .containsPattern("id=\"J-0002\" class=\"decision major void\"")
                .contains("<a href=\"runs/R-0002.html\">R-0002</a>");
        assertThat(page(DecisionLabs.hostile(), "decisions/J-0002.html")).contains("This promotion is void");
    }

    @Test
    void hostile_texts_are_text() {
        Site site = Labs.site(DecisionLabs.hostile());
        site.files().paths().stream()
                .filter(path -> path.endsWith(".html"))
                .forEach(path -> assertThat(text(site, path))
                        .as(path)
                        .doesNotContain("<script>alert", "<img", "<i>clip", "<b>hostile", "\u0001"));
    }

    @Test
    void data_are_as_their_schemas_say() {
        for (Snapshot snapshot : List.of(Labs.example(), Labs.empty(), DecisionLabs.hostile())) {
            Site site = Labs.site(snapshot);
            List<Site.DataFile> files = site.dataFiles().stream()
                    .filter(file -> Set.of("decisions", "dead-ends", "notes").contains(file.schema()))
                    .toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(3);
            files.forEach(file -> validate(site, file));
        }
    }

    private static void validate(Site site, Site.DataFile file) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(file.readSchema());
        JsonNode data = JsonMapper.shared().readTree(text(site, file.path()));
        assertThat(schema.validate(data)).as(file.path()).isEmpty();
        assertThat(schema.validate(JsonMapper.shared().createObjectNode())).isNotEmpty();
    }

    private static Decisions decisions(Snapshot snapshot) {
        return Decisions.of(snapshot, new RecordLinks(snapshot, new Paths(snapshot)));
    }

    private static String page(Snapshot snapshot, String path) {
        return text(Labs.site(snapshot), path);
    }

    private static String text(Site site, String path) {
        return new String(site.files().file(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }
}
