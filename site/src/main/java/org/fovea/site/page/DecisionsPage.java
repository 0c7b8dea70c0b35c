package org.fovea.site.page;

import java.util.List;
import java.util.Map;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.Numbered;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Paths;

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
        Frame frame, Decisions decisions, int number, int pages, List<Timeline.Day> days, RecordLinks links) {
    static int pages(Decisions decisions) {
        return Math.max(1, Math.ceilDiv(decisions.all().size(), Paths.DECISIONS_ON_PAGE));
    }

    static DecisionsPage of(Frame frame, Decisions decisions, int number, RecordLinks links) {
        List<Decision> all = decisions.all();
        int from = (number - 1) * Paths.DECISIONS_ON_PAGE;
        List<Decision> shown = all.subList(from, Math.min(all.size(), from + Paths.DECISIONS_ON_PAGE));
        return new DecisionsPage(frame, decisions, number, pages(decisions), Timeline.of(shown), links);
    }

    /** How many decisions of a verdict there are, on all pages. */
    public long count(Verdict verdict) {
        return counts().getOrDefault(verdict, 0L);
    }

    private Map<Verdict, Long> counts() {
        return decisions.counts();
    }

    /** Decisions that a later one made void. */
    public long voided() {
        return decisions.all().stream().filter(decision -> !decision.stands()).count();
    }

    /** Dead ends that still close something. */
    public long standing() {
        return decisions.deadEnds().stream().filter(ClosedIdea::stands).count();
    }

    /** Text in which names of records are links. */
    public String html(String text) {
        return links.html(text, frame.root());
    }

    /** What can be chosen in the filter. */
    public List<Numbered<Benchmark>> benchmarks() {
        return frame.snapshot().benchmarks();
    }

    /** Address of another page of the timeline. */
    public String page(int other) {
        return frame.to(frame.paths().decisions(other));
    }
}
