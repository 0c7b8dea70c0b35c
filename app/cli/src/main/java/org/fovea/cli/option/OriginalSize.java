package org.fovea.cli.option;

import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Against what the rate term of a score is counted. */
public final class OriginalSize {
    /** Size of the official clip, {@code videos/0.mkv}. */
    static final long CHALLENGE = 37_545_489;

    @Option(
            names = "--original-bytes",
            paramLabel = "N",
            description = "Size of the original clip: adds what each section costs in score, 25·bytes/N.")
    private long bytes;

    @Option(
            names = "--challenge",
            description = "The same with the official clip of the comma video compression challenge, 37,545,489 bytes.")
    private boolean challenge;

    public static OptionalLong of(OriginalSize told) {
        if (told == null) {
            return OptionalLong.empty();
        }
        if (told.challenge) {
            return OptionalLong.of(CHALLENGE);
        }
        if (told.bytes < 1) {
            throw org.fovea.app.AppException.usage("--original-bytes " + told.bytes + " is not a size");
        }
        return OptionalLong.of(told.bytes);
    }

    /** A phrase that says against what costs are counted. */
    public static String describe(long bytes) {
        return org.fovea.app.text.Text.count(bytes) + " bytes"
                + (bytes == CHALLENGE ? " (the official clip of the challenge)" : " (as given)");
    }
}
