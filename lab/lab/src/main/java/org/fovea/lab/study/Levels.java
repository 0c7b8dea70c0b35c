package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Settings;

/**
 * The values that a setting took, as places from 0: numbers in their order, words in the order in which they came.
 * Numbers of more than {@link #MOST} values share places, such that about as many candidates have each.
 *
 * @param names of the places: a value, or the first and the last one that share it
 * @param ordered whether neighbours are alike, as with numbers
 * @param places of the candidates, in their order
 */
public record Levels(List<String> names, boolean ordered, List<Integer> places) {
    public static final int MOST = 32;

    public Levels {
        names = List.copyOf(names);
        places = List.copyOf(places);
    }

    /**
     * Of a column of values.
     *
     * @return empty where there are too many words
     */
    public static Optional<Levels> of(List<String> values) {
        List<String> distinct = new ArrayList<>(values.stream().distinct().toList());
        boolean ordered = distinct.stream().allMatch(Settings::isNumber);
        if (!ordered) {
            return distinct.size() > MOST
                    ? Optional.empty()
                    : Optional.of(new Levels(
                            distinct,
                            false,
                            values.stream().map(distinct::indexOf).toList()));
        }
        distinct.sort(Comparator.comparingDouble(Double::parseDouble));
        if (distinct.size() <= MOST) {
            return Optional.of(new Levels(
                    distinct, true, values.stream().map(distinct::indexOf).toList()));
        }
        List<String> names = new ArrayList<>();
        for (int place = 0; place < MOST; place++) {
            String first = distinct.get(begin(place, distinct.size()));
            String last = distinct.get(begin(place + 1, distinct.size()) - 1);
            names.add(first.equals(last) ? first : first + " to " + last);
        }
        return Optional.of(new Levels(
                names,
                true,
                values.stream()
                        .map(value -> place(distinct.indexOf(value), distinct.size()))
                        .toList()));
    }

    private static int begin(int place, int values) {
        return (int) ((long) place * values / MOST);
    }

    private static int place(int index, int values) {
        int place = 0;
        while (begin(place + 1, values) <= index) {
            place++;
        }
        return place;
    }
}
