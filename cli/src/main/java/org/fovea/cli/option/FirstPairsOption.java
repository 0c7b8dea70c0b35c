package org.fovea.cli.option;

import org.fovea.app.AppException;
import picocli.CommandLine.Help.Visibility;

/** {@code --pairs N}: the first pairs of a clip, for a quick look. */
public final class FirstPairsOption extends WordedOption<Integer> {
    private static final String LOOK =
            "Only the first N pairs, with the same share of the original's bytes: a preview, not a score of the clip.";

    /** Of a clip alone. */
    public FirstPairsOption() {
        this("");
    }

    /** With a further condition. */
    public FirstPairsOption(String condition) {
        super(Integer.class, null, (LOOK + " " + condition).strip(), "--pairs");
        option().paramLabel("N").showDefaultValue(Visibility.NEVER);
    }

    /**
     * How many.
     *
     * @throws AppException where the clip has fewer
     */
    public int of(int all) {
        int count = value() == null ? all : value();
        if (count < 1 || count > all) {
            throw AppException.usage(command() + ": --pairs " + count + " of a clip of " + all + " pairs");
        }
        return count;
    }
}
