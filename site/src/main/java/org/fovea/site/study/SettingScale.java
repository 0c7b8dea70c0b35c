package org.fovea.site.study;

import java.util.List;
import org.fovea.lab.study.Levels;
import org.fovea.site.plot.Scale;

/**
 * A setting's values on an axis: few of them as places one beside the other, many numbers to scale.
 *
 * @param scale of the axis
 * @param levels values as places; absent places where there are too many words
 * @param places where each candidate is on the scale, in their order
 * @param stepped whether the scale has places
 */
record SettingScale(Scale scale, Levels levels, List<Double> places, boolean stepped) {
    private static final int FEW = 12;
    private static final double WIDE = 30; // ratio of numbers from which on ratios matter

    /**
     * Of a column of values that {@link Levels} can tell apart.
     *
     * @param room for all names together, in units of a chart
     */
    static SettingScale of(List<String> values, Levels levels, double room) {
        if (!levels.ordered() || levels.names().size() <= FEW) {
            return new SettingScale(
                    new Scale.Steps(levels.names(), room / levels.names().size() - 4),
                    levels,
                    levels.places().stream().map(Integer::doubleValue).toList(),
                    true);
        }
        List<Double> numbers = values.stream().map(Double::parseDouble).toList();
        double low = numbers.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = numbers.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Scale scale = low > 0 && high / low >= WIDE ? Scale.Log.around(low, high) : Scale.Linear.around(low, high);
        return new SettingScale(scale, levels, numbers, false);
    }
}
