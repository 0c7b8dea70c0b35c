package org.fovea.site.page;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.fovea.site.layout.Wording;

/**
 * A page's decisions by day. Rejections by rules that follow each other are one block, so that what people decided is
 * not lost among them.
 */
public final class Timeline {
    private static final int FOLDED_FROM = 3;

    private Timeline() {}

    /**
     * Decisions that follow each other.
     *
     * @param decisions newest first
     * @param folded whether they are shown as one line that opens
     */
    public record Block(List<Decision> decisions, boolean folded) {
        /** When the newest was made. */
        public java.time.Instant last() {
            return decisions.getFirst().time();
        }

        /** When the oldest was made. */
        public java.time.Instant first() {
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
    static List<Day> of(List<Decision> decisions) {
        List<Day> days = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= decisions.size(); end++) {
            if (end == decisions.size() || !day(decisions.get(begin)).equals(day(decisions.get(end)))) {
                List<Decision> ofDay = decisions.subList(begin, end);
                days.add(new Day(Wording.day(ofDay.getFirst().time()), blocks(ofDay)));
                begin = end;
            }
        }
        return days;
    }

    private static LocalDate day(Decision decision) {
        return decision.time().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static List<Block> blocks(List<Decision> decisions) {
        List<Block> blocks = new ArrayList<>();
        int begin = 0;
        while (begin < decisions.size()) {
            int end = begin;
            while (end < decisions.size() && decisions.get(end).routine()) {
                end++;
            }
            if (end - begin >= FOLDED_FROM) {
                blocks.add(new Block(List.copyOf(decisions.subList(begin, end)), true));
            } else {
                end = Math.max(end, begin + 1);
                blocks.add(new Block(List.copyOf(decisions.subList(begin, end)), false));
            }
            begin = end;
        }
        return blocks;
    }
}
