package org.fovea.lab.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Settings;

/** What a setting may be in a study. */
public sealed interface Dimension {
    /** Most values that a grid may have along one setting. */
    int MAX_VALUES = 10_000;

    String at(double place);

    /**
     * How this dimension writes a value that may be written otherwise, such as 0.10; empty where it is none of its
     * values.
     */
    Optional<String> canonical(String value);

    /** All values in order, where they can be counted. */
    Optional<List<String>> values();

    record Choice(List<String> all) implements Dimension {
        public Choice {
            all = List.copyOf(all);
            if (all.isEmpty() || all.stream().distinct().count() != all.size()) {
                throw new IllegalArgumentException("values " + all + ": name at least one, each once");
            }
        }

        @Override
        public String at(double place) {
            return all.get(Math.clamp((int) (place * all.size()), 0, all.size() - 1));
        }

        @Override
        public Optional<String> canonical(String value) {
            return all.stream().filter(one -> Settings.same(one, value)).findFirst();
        }

        @Override
        public Optional<List<String>> values() {
            return Optional.of(all);
        }
    }

    /**
     * Numbers from one to another, both included.
     *
     * @param from smallest
     * @param to largest
     * @param step between values that are possible; a factor where {@code log}; absent for any number, or for any whole
     *     number
     * @param log whether ratios matter instead of differences
     * @param integer whether only whole numbers are possible
     */
    record Range(double from, double to, Optional<Double> step, boolean log, boolean integer) implements Dimension {
        private static final MathContext DIGITS = new MathContext(6);

        public Range {
            if (!(from < to) || (log && !(from > 0))) {
                throw new IllegalArgumentException("from " + from + " to " + to + (log ? " on a logarithmic scale" : "")
                        + "; from is smaller than to" + (log ? " and above 0" : ""));
            }
            if (integer && (from != Math.rint(from) || to != Math.rint(to))) {
                throw new IllegalArgumentException("from " + from + " to " + to + " are no whole numbers");
            }
            if (step.isPresent() && !(step.get() > (log ? 1 : 0))) {
                throw new IllegalArgumentException(
                        "step " + step.get() + "; " + (log ? "a factor above 1" : "a number above 0"));
            }
            if (step.isPresent() && steps(from, to, step.get(), log) >= MAX_VALUES) {
                throw new IllegalArgumentException("more than " + MAX_VALUES + " steps; make the step larger");
            }
        }

        private static double steps(double from, double to, double step, boolean log) {
            return log ? Math.log(to / from) / Math.log(step) : (to - from) / step;
        }

        @Override
        public String at(double place) {
            if (step.isPresent()) {
                int count = (int) Math.floor(steps(from, to, step.get(), log) + 1e-9) + 1;
                return stepped(Math.clamp((int) (place * count), 0, count - 1));
            }
            if (integer && !log) {
                return number(from + Math.clamp((long) (place * (to - from + 1)), 0L, (long) (to - from)));
            }
            return number(log ? from * Math.pow(to / from, place) : from + place * (to - from));
        }

        private String stepped(int index) {
            return number(log ? from * Math.pow(step.orElseThrow(), index) : from + index * step.orElseThrow());
        }

        private String number(double value) {
            double inside = Math.clamp(value, from, to);
            if (integer) {
                return Long.toString(Math.round(inside));
            }
            return new BigDecimal(inside).round(DIGITS).stripTrailingZeros().toPlainString();
        }

        @Override
        public Optional<List<String>> values() {
            List<String> values = new ArrayList<>();
            if (step.isPresent()) {
                int count = (int) Math.floor(steps(from, to, step.get(), log) + 1e-9) + 1;
                for (int i = 0; i < count; i++) {
                    values.add(stepped(i));
                }
            } else if (integer && to - from < MAX_VALUES) {
                for (long value = (long) from; value <= (long) to; value++) {
                    values.add(Long.toString(value));
                }
            } else {
                return Optional.empty();
            }
            return Optional.of(values.stream().distinct().toList());
        }

        @Override
        public Optional<String> canonical(String value) {
            double number;
            try {
                number = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
            if (!(number >= from && number <= to)) {
                return Optional.empty();
            }
            String written = number(number);
            return step.isPresent()
                    ? values().orElseThrow().stream().filter(written::equals).findFirst()
                    : Optional.of(written);
        }

        /** Where a value lies between the ends, 0..1. */
        double place(String value) {
            double number = Double.parseDouble(value);
            double place = log ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
            return Math.clamp(place, 0, 1);
        }
    }
}
