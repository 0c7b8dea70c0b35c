package org.fovea.site.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale of named places, one beside the other: the value of a place is its number from 0.
 *
 * @param names of the places, at least one
 * @param room for a name, in units of a chart; longer ones are cut
 */
public record StepScale(List<String> names, double room) implements Scale {
    /** Rejects one of no places; copies. */
    public StepScale {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a scale of no places");
        }
    }

    @Override
    public double at(double value) {
        return (value + 0.5) / names.size();
    }

    @Override
    public double low() {
        return -0.5;
    }

    @Override
    public double high() {
        return names.size() - 0.5;
    }

    /** Every place where all have room, else every second, third ... */
    @Override
    public List<Tick> ticks(int most) {
        int each = Math.max(1, (int) Math.ceil((double) names.size() / Math.max(1, most)));
        List<Tick> ticks = new ArrayList<>();
        for (int place = 0; place < names.size(); place += each) {
            ticks.add(new Tick(place, Words.fit(names.get(place), room * each)));
        }
        return ticks;
    }
}
