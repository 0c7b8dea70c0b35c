package org.fovea.lab.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void error(String code, String record, String message, String hint) {
        all.add(new Finding(Finding.Severity.ERROR, code, record, message, hint));
    }

    void warning(String code, String record, String message, String hint) {
        all.add(new Finding(Finding.Severity.WARNING, code, record, message, hint));
    }

    void info(String code, String record, String message, String hint) {
        all.add(new Finding(Finding.Severity.INFO, code, record, message, hint));
    }

    List<Finding> sorted() {
        return all.stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::code)
                        .thenComparing(Finding::record))
                .toList();
    }
}
