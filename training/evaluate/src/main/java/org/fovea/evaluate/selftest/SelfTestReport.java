package org.fovea.evaluate.selftest;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a self-test found.
 *
 * @param checks in the order in which they ran; a network that fails an early check is not asked the later ones that
 *     build on it
 */
public record SelfTestReport(List<Check> checks) {
    public SelfTestReport {
        checks = List.copyOf(checks);
    }

    public SelfTestReport with(List<Check> more) {
        return new SelfTestReport(Stream.concat(checks.stream(), more.stream()).toList());
    }

    public boolean holds() {
        return checks.stream().noneMatch(check -> check.outcome() == Check.Outcome.FAILS);
    }
}
