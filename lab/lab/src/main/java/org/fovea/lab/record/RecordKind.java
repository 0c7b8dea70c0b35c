package org.fovea.lab.record;

import java.util.Locale;

/**
 * The kinds of facts, in the order in which they refer to each other: a record only points at earlier kinds, at its
 * own, or is a judgement.
 */
public enum RecordKind {
    /** {@link Benchmark}. */
    BENCHMARK("B", Benchmark.class),
    /** {@link Hypothesis}. */
    HYPOTHESIS("H", Hypothesis.class),
    /** {@link Study}. */
    STUDY("S", Study.class),
    /** {@link Candidate}. */
    CANDIDATE("C", Candidate.class),
    /** {@link Run}. */
    RUN("R", Run.class),
    /** {@link Round}. */
    ROUND("N", Round.class),
    /** {@link GateResult}. */
    GATE("G", GateResult.class),
    /** {@link DeadEnd}. */
    DEAD_END("D", DeadEnd.class),
    /** {@link Judgement}. */
    JUDGEMENT("J", Judgement.class),
    /** {@link Note}. */
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

    /** Its Java type. */
    public Class<? extends LabRecord> type() {
        return type;
    }

    /** A number as people read it: R-0107. */
    public String label(long number) {
        return String.format(Locale.ROOT, "%s-%04d", letter, number);
    }

    /** The kind of a Java type. */
    public static RecordKind of(Class<? extends LabRecord> type) {
        for (RecordKind kind : values()) {
            if (kind.type.equals(type)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type + " is no record of a lab");
    }
}
