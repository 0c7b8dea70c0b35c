package org.fovea.cli.option;

import java.util.OptionalDouble;
import org.fovea.app.AppException;
import org.fovea.app.compress.Compression;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.run.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * {@code --target-bytes}, {@code --target-loss}, {@code --target-trials}: what an archive is to come to, whatever a
 * byte then costs; {@code --minutes}: and when.
 */
public final class TargetOptions {
    private static final int MAX_TRIALS = 50;

    @ArgGroup
    private Limit limit;

    @Option(
            names = "--target-trials",
            paramLabel = "N",
            defaultValue = "5",
            description = "Maximum number of archives made for a target, all from the same training.")
    private int trials;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Finish within N minutes: leave out trials, searches and training steps for which there is "
                    + "no time.")
    private Double minutes;

    /** One of the two. */
    static final class Limit {
        @Option(names = "--target-bytes", paramLabel = "N", description = "Aim for an archive of at most N bytes.")
        private Long bytes;

        @Option(
                names = "--target-loss",
                paramLabel = "X",
                description = "Aim for a score of at most X points without the rate.")
        private Double loss;
    }

    /** {@code --minutes}, where it was given. */
    public static OptionalDouble minutes(@Nullable Double given) {
        if (given != null && !(given > 0 && given <= TrialProfile.MAX_MINUTES)) {
            throw AppException.usage("--minutes " + given + " is not above 0 and at most " + TrialProfile.MAX_MINUTES);
        }
        return given == null ? OptionalDouble.empty() : OptionalDouble.of(given);
    }

    public void apply(Compression compression) {
        if (trials < 1 || trials > MAX_TRIALS) {
            throw AppException.usage("--target-trials " + trials + " is not in 1.." + MAX_TRIALS);
        }
        minutes(minutes).ifPresent(compression::within);
        if (limit == null) {
            return;
        }
        try {
            compression.target(limit.bytes != null ? Target.ofBytes(limit.bytes) : Target.ofLoss(limit.loss), trials);
        } catch (IllegalArgumentException e) {
            throw AppException.usage(e.getMessage());
        }
    }
}
