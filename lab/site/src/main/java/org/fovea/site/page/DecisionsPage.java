package org.fovea.site.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Paths;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.layout.Wording;
import org.fovea.site.markdown.RecordLinks;

/**
 * A page of the timeline of decisions; the first has the dead ends, too.
 *
 * @param frame around it
 * @param decisions all of the lab
 * @param number of the page, from 1
 * @param pages how many there are
 * @param days of this page, newest first
 * @param links where records are
 */
public record DecisionsPage(
        Frame frame, Decisions decisions, int number, int pages, List<Day> days, RecordLinks links) {
    private static final int FOLDED_FROM = 3;

    static int pages(Decisions decisions) {
        return Math.max(1, Math.ceilDiv(decisions.all().size(), Paths.DECISIONS_ON_PAGE));
    }

    static DecisionsPage of(Frame frame, Decisions decisions, int number, RecordLinks links) {
        List<Decision> all = decisions.all();
        int from = (number - 1) * Paths.DECISIONS_ON_PAGE;
        List<Decision> shown = all.subList(from, Math.min(all.size(), from + Paths.DECISIONS_ON_PAGE));
        return new DecisionsPage(frame, decisions, number, pages(decisions), days(shown), links);
    }

    /** How many decisions of a verdict there are, on all pages. */
    public long count(Verdict verdict) {
        return decisions.all().stream()
                .filter(decision -> decision.verdict() == verdict)
                .count();
    }

    /** Decisions that a later one made void. */
    public long voided() {
        return decisions.all().stream().filter(decision -> !decision.stands()).count();
    }

    /** Dead ends that still close something. */
    public long standing() {
        return decisions.deadEnds().stream()
                .filter(Decisions.ClosedIdea::stands)
                .count();
    }

    /** Text in which names of records are links. */
    public String html(String text) {
        return links.html(text, frame.root());
    }

    /** Adds the timeline of decisions with the dead ends, and the review form of each promotion. */
    public static void addTo(Site site) {
        RecordLinks links = new RecordLinks(site);
        Decisions decisions = Decisions.of(site.snapshot(), links);
        int pages = pages(decisions);
        for (int number = 1; number <= pages; number++) {
            addPage(site, decisions, number, links);
        }
        decisions.promotions().forEach(decision -> addForm(site, decision, links));
        site.data("decisions", "decisions", decisions::all);
        site.data("dead-ends", "dead-ends", decisions::deadEnds);
        if (pages > 1) {
            site.dataScript("decisions", "foveaDecisions.open");
        }
    }

    private static void addPage(Site site, Decisions decisions, int number, RecordLinks links) {
        String description = "What was decided, by whom and why, and what does not help";
        Frame frame = site.frame(Topic.DECISIONS, Optional.empty(), description, "assets/decisions.js")
                .at(site.paths().decisions(number), number == 1 ? "Decisions" : "Decisions, page " + number);
        site.page(frame.path(), "decisions.jte", () -> of(frame, decisions, number, links));
    }

    private static void addForm(Site site, Decision decision, RecordLinks links) {
        Frame frame = site.frame(Topic.DECISIONS, Optional.empty(), "Review form of a promotion")
                .at(site.paths().promotion(decision.judgement()), "Promotion " + decision.label());
        site.page(frame.path(), "promotion.jte", () -> new PromotionPage(frame, decision, links));
    }

    /**
     * Decisions that follow each other.
     *
     * @param decisions newest first
     * @param folded whether they are shown as one line that opens
     */
    public record Block(List<Decision> decisions, boolean folded) {
        /** When the newest was made. */
        public Instant last() {
            return decisions.getFirst().time();
        }

        /** When the oldest was made. */
        public Instant first() {
            return decisions.getLast().time();
        }
    }

    /**
     * A day.
     *
     * @param name as in 21 November 2026
     * @param blocks newest first
     */
    public record Day(String name, List<Block> blocks) {}

    /** Days of decisions that come newest first. */
    private static List<Day> days(List<Decision> decisions) {
        Map<String, List<Decision>> days = new LinkedHashMap<>();
        decisions.forEach(decision -> days.computeIfAbsent(Wording.day(decision.time()), _ -> new ArrayList<>())
                .add(decision));
        return days.entrySet().stream()
                .map(day -> new Day(day.getKey(), blocks(day.getValue())))
                .toList();
    }

    /** Rejections by rules that follow each other are one block, so that what people decided is not lost among them. */
    private static List<Block> blocks(List<Decision> decisions) {
        List<Block> blocks = new ArrayList<>();
        int begin = 0;
        while (begin < decisions.size()) {
            int end = begin;
            while (end < decisions.size() && decisions.get(end).routine()) {
                end++;
            }
            boolean folded = end - begin >= FOLDED_FROM;
            end = Math.max(end, begin + 1);
            blocks.add(new Block(decisions.subList(begin, end), folded));
            begin = end;
        }
        return blocks;
    }
}
