package org.fovea.site.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/** The timeline of decisions with the dead ends, and the review form of each promotion. */
public final class DecisionsPart implements Site.Part {
    private static final List<String> SCRIPTS = List.of("assets/decisions.js");
    private static final String INDEX = "data/decisions.js";

    @Override
    public void addTo(Site site) {
        RecordLinks links = new RecordLinks(site);
        Decisions decisions = Decisions.of(site.snapshot(), links);
        int pages = DecisionsPage.pages(decisions);
        for (int number = 1; number <= pages; number++) {
            addPage(site, decisions, number, links);
        }
        decisions.promotions().forEach(decision -> addForm(site, decision, links));
        site.data("decisions", "decisions", decisions::all);
        site.data("dead-ends", "dead-ends", decisions::deadEnds);
        if (pages > 1) {
            site.files().add(INDEX, () -> index(site));
        }
    }

    private static void addPage(Site site, Decisions decisions, int number, RecordLinks links) {
        String path = site.paths().decisions(number);
        String title = number == 1 ? "Decisions" : "Decisions, page " + number;
        site.page(
                path,
                "decisions.jte",
                () -> DecisionsPage.of(
                        site.frame(
                                path,
                                title,
                                "What was decided, by whom and why, and what does not help",
                                Topic.DECISIONS,
                                Optional.empty(),
                                SCRIPTS),
                        decisions,
                        number,
                        links));
    }

    private static void addForm(Site site, Decision decision, RecordLinks links) {
        String path = site.paths().promotion(decision.judgement());
        site.page(
                path,
                "promotion.jte",
                () -> PromotionPage.of(
                        site.frame(
                                path,
                                "Promotion " + decision.label(),
                                "Review form of a promotion",
                                Topic.DECISIONS,
                                Optional.empty(),
                                List.of()),
                        decision,
                        links));
    }

    /** The data as a script, for a page in a folder may not fetch it: hands it to the script of the page. */
    private static Content index(Site site) {
        Content data = site.files().file("data/decisions.json").orElseThrow();
        return Content.text(
                "text/javascript; charset=utf-8",
                "foveaDecisions.open(" + new String(data.bytes(), StandardCharsets.UTF_8) + ");\n");
    }
}
