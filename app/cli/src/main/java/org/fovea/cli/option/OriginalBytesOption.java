package org.fovea.cli.option;

import picocli.CommandLine.Help.Visibility;

/** {@code --original-bytes}: what the rate is counted against, where that is not the clip's size. */
public final class OriginalBytesOption extends WordedOption<Long> {
    public OriginalBytesOption(String description) {
        super(Long.class, null, description, "--original-bytes");
        option().paramLabel("N").showDefaultValue(Visibility.NEVER);
    }
}
