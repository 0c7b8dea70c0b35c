package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the rate of a score is made of.
 *
 * @param archive size of the archive; absent where none is known, and then no score exists
 * @param archiveSource where the size comes from, for display
 * @param archiveHash SHA-256 of the archive, where it is a file
 * @param payload files outside the archive that inflating needs, such as weights
 * @param original files that the original's size is the sum of, at least one
 * @param base weights that the archive shares with others, one of the payload's files; empty where it needs none
 */
@JsonPropertyOrder({
    "archive",
    "archiveSource",
    "archiveSha256",
    "original",
    "originalFiles",
    "payload",
    "payloadFiles",
    "base"
})
public record MeteredBytes(
        OptionalLong archive,
        String archiveSource,
        @JsonProperty("archiveSha256") Optional<String> archiveHash,
        @JsonProperty("payloadFiles") List<CountedFile> payload,
        @JsonProperty("originalFiles") List<CountedFile> original,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<BaseShare> base) {
    /** Name of the accounting that charges a base to all archives that share it, in equal parts. */
    public static final String SHARED_BASE = "shared_base";

    /** Name of the accounting that charges the archive alone, as the challenge's program does. */
    public static final String CURRENT_WORKFLOW = "current_workflow";

    /** Name of the accounting that also charges payload outside the archive, as the challenge's rules say. */
    public static final String RULE_FAITHFUL = "rule_faithful";

    /** @throws IllegalArgumentException where a size is not positive */
    public MeteredBytes {
        payload = List.copyOf(payload);
        original = List.copyOf(original);
        if (archive.isPresent() && archive.getAsLong() < 1) {
            throw new IllegalArgumentException("an archive of " + archive.getAsLong() + " bytes");
        }
        if (sum(original) < 1) {
            throw new IllegalArgumentException("an original of no bytes");
        }
    }

    /** What is charged for an archive that needs no base. */
    public MeteredBytes(
            OptionalLong archive,
            String archiveSource,
            Optional<String> archiveHash,
            List<CountedFile> payload,
            List<CountedFile> original) {
        this(archive, archiveSource, archiveHash, payload, original, Optional.empty());
    }

    /**
     * A base that several archives share.
     *
     * @param bytes of its file
     * @param clips whose archives share it, 1 or more
     */
    public record BaseShare(long bytes, int clips) {
        /** @throws IllegalArgumentException where it is shared by none */
        public BaseShare {
            if (bytes < 1 || clips < 1) {
                throw new IllegalArgumentException("a base of " + bytes + " bytes for " + clips + " clips");
            }
        }

        long part() {
            return Math.ceilDiv(bytes, clips);
        }
    }

    /** A file that is counted, with a name for display. */
    public record CountedFile(String name, long bytes) {
        private static final String SHARE = " (share of pairs ";

        /**
         * What some pairs are charged of this file: as large a part of its bytes as they are of its pairs, rounded.
         *
         * @param firstPair of the part
         * @param pairs of the part
         * @param all pairs of the file
         */
        public CountedFile share(int firstPair, int pairs, int all) {
            long part = Math.max(1, Math.round((double) bytes * pairs / all));
            return new CountedFile(
                    name + SHARE + firstPair + ".." + (firstPair + pairs - 1) + " of " + all + ")", part);
        }

        /** Whether it is a part of a file's bytes, charged for some of its pairs. */
        boolean isShare() {
            return name.contains(SHARE);
        }
    }

    /** What part of the original is charged, in words; empty where it is all of it. */
    public Optional<String> share() {
        return original.stream()
                .filter(CountedFile::isShare)
                .map(CountedFile::name)
                .findFirst();
    }

    @JsonProperty("original")
    public long originalBytes() {
        return sum(original);
    }

    @JsonProperty("payload")
    public long payloadBytes() {
        return sum(payload);
    }

    /**
     * All accountings: {@link #CURRENT_WORKFLOW}, {@link #SHARED_BASE} where a base is shared, {@link #RULE_FAITHFUL};
     * none where no archive is known.
     */
    public List<Accounting> accountings(ScoreFormula formula, Distortion means) {
        List<Accounting> all = new ArrayList<>();
        if (archive.isPresent()) {
            all.add(accounting(CURRENT_WORKFLOW, archive.getAsLong(), formula, means));
            base.filter(shared -> shared.clips() > 1).ifPresent(shared -> {
                long charged = archive.getAsLong() + payloadBytes() - shared.bytes() + shared.part();
                all.add(accounting(SHARED_BASE, charged, formula, means));
            });
            all.add(accounting(RULE_FAITHFUL, archive.getAsLong() + payloadBytes(), formula, means));
        }
        return all;
    }

    private Accounting accounting(String name, long bytes, ScoreFormula formula, Distortion means) {
        Score terms = formula.score(means, formula.rateTerm(bytes, originalBytes()));
        return new Accounting(name, bytes, (double) bytes / originalBytes(), terms);
    }

    private static long sum(List<CountedFile> files) {
        return files.stream().mapToLong(CountedFile::bytes).sum();
    }

    /**
     * A score under one rule of what is charged.
     *
     * @param name of the rule
     * @param bytes that are charged
     * @param rate these over the original's
     * @param terms of the score
     */
    public record Accounting(
            @JsonIgnore String name,
            long bytes,
            double rate,
            @JsonIgnore Score terms) {
        @JsonProperty
        double rateTerm() {
            return terms.rate();
        }

        @JsonProperty
        public double score() {
            return terms.total();
        }
    }
}
