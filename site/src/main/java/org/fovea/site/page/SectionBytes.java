package org.fovea.site.page;

import java.util.Comparator;
import java.util.List;
import org.fovea.lab.record.Run;

/**
 * A part of an archive.
 *
 * @param name of it
 * @param bytes of it
 * @param share of the archive, 0..1
 * @param points of the score that they cost
 */
public record SectionBytes(String name, long bytes, double share, double points) {
    /** All of a run, the largest first; none where they are not known. */
    static List<SectionBytes> of(Run run) {
        return run.sections().entrySet().stream()
                .map(entry -> new SectionBytes(
                        entry.getKey(),
                        entry.getValue(),
                        (double) entry.getValue() / run.bytes().archive(),
                        run.rateTerm(entry.getValue())))
                .sorted(Comparator.comparingLong(SectionBytes::bytes).reversed().thenComparing(SectionBytes::name))
                .toList();
    }
}
