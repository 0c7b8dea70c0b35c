package org.fovea.site.model;

import java.util.Comparator;

/** Values of settings, which are texts of which many are numbers. */
final class SettingValues {
    /** Numbers by size, before texts by letters. */
    static final Comparator<String> ORDER =
            Comparator.<String>comparingDouble(SettingValues::number).thenComparing(Comparator.naturalOrder());

    private SettingValues() {}

    private static double number(String text) {
        return text.matches("[+-]?\\d{1,15}(\\.\\d{1,15})?([eE][+-]?\\d{1,3})?")
                ? Double.parseDouble(text)
                : Double.POSITIVE_INFINITY;
    }
}
