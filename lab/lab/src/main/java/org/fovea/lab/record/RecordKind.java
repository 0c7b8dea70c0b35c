package org.fovea.lab.record;

import java.util.Locale;

/**
 * The kinds of facts, in the order in which they refer to each other: a record only points at earlier kinds, at its
 * own, or is a judgement.
 */
public enum RecordKind {
    BENCHMARK("B", Benchmark.class),
    HYPOTHESIS("H", Hypothesis.class),
    STUDY("S", Study.class),
    CANDIDATE("C", Candidate.class),
    RUN("R", Run.class),
    ROUND("N", Round.class),
    GATE("G", GateResult.class),
    DEAD_END("D", DeadEnd.class),
    JUDGEMENT("J", Judgement.class),
    NOTE("T", Note.class);

    private final String letter;
    private final Class<? extends LabRecord> type;

    RecordKind(String letter, Class<? extends LabRecord> type) {
        this.letter = letter;
        this.type = type;
    }

    /** First letter of its numbers, as in R-0107. */
    public String letter() {
        return letter;
    }

    public Class<? extends LabRecord> type() {
        return type;
    }

    /** A number as people read it: R-0107. */
    public String label(long number) {
        return String.format(Locale.ROOT, "%s-%04d", letter, number);
    }

    public static RecordKind of(Class<? extends LabRecord> type) {
        for (RecordKind kind : values()) {
            if (kind.type.equals(type)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type + " is no record of a lab");
    }
}
