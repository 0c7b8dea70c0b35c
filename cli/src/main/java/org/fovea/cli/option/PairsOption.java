package org.fovea.cli.option;

import picocli.CommandLine.Help.Visibility;

/** {@code --pairs A..B}: some of the pairs. */
public final class PairsOption extends WordedOption<PairRange> {
    /** With what is done with them. */
    public PairsOption(String description) {
        super(PairRange.class, null, description, "--pairs");
        option().paramLabel("A..B").converters(new PairRange.Converter()).showDefaultValue(Visibility.NEVER);
    }

    /** Whether it was given. */
    public boolean given() {
        return value() != null;
    }

    /** The pairs that were asked for, or all. */
    public PairRange of(int all) {
        return PairRange.of(value(), all);
    }
}
