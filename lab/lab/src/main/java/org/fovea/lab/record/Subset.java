package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.io.Sha256;

/**
 * Some pairs of a clip, in order. Its text form is {@code 0..7,12,40..41 of 110}.
 *
 * @param clipPairs pairs of the whole clip
 * @param pairs numbers from 0, rising
 */
public record Subset(
        @JsonProperty("clipPairs") int clipPairs,
        @JsonProperty("pairs") List<Integer> pairs) {
    public Subset {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("a subset of no pairs");
        }
        int before = -1;
        for (int pair : pairs) {
            if (pair <= before || pair >= clipPairs) {
                throw new IllegalArgumentException(
                        "pair " + pair + " after pair " + before + " in a subset of a clip of " + clipPairs + " pairs");
            }
            before = pair;
        }
    }

    public static Subset all(int clipPairs) {
        return new Subset(clipPairs, IntStream.range(0, clipPairs).boxed().toList());
    }

    public boolean whole() {
        return pairs.size() == clipPairs;
    }

    public int size() {
        return pairs.size();
    }

    public String hash() {
        return Sha256.of(text().getBytes(StandardCharsets.UTF_8));
    }

    @com.fasterxml.jackson.annotation.JsonValue
    public String text() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pairs.size(); ) {
            int end = i;
            while (end + 1 < pairs.size() && pairs.get(end + 1) == pairs.get(end) + 1) {
                end++;
            }
            out.append(out.isEmpty() ? "" : ",").append(pairs.get(i));
            if (end > i) {
                out.append("..").append(pairs.get(end));
            }
            i = end + 1;
        }
        return out + " of " + clipPairs;
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException where it is none
     */
    @JsonCreator
    public static Subset of(String text) {
        String[] halves = text.split(" of ", -1);
        if (halves.length != 2) {
            throw none(text);
        }
        int clipPairs = number(text, halves[1]);
        List<Integer> pairs = new ArrayList<>();
        for (String range : halves[0].split(",", -1)) {
            int dots = range.indexOf("..");
            int first = number(text, dots < 0 ? range : range.substring(0, dots));
            int last = dots < 0 ? first : number(text, range.substring(dots + 2));
            if (last >= clipPairs) {
                throw new IllegalArgumentException("pair " + last + " of a clip of " + clipPairs + " pairs");
            }
            if (last < first || (!pairs.isEmpty() && first <= pairs.getLast())) {
                throw none(text); // before a short text becomes a long list
            }
            for (int pair = first; pair <= last; pair++) {
                pairs.add(pair);
            }
        }
        return new Subset(clipPairs, pairs);
    }

    private static int number(String text, String digits) {
        if (!digits.matches("[0-9]{1,6}")) {
            throw none(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException none(String text) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return new IllegalArgumentException("'" + shown + "' is no subset, which looks like 0..7,12 of 110");
    }

    @Override
    public String toString() {
        return text();
    }
}
