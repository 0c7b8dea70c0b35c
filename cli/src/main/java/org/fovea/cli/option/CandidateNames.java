package org.fovea.cli.option;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a candidate is called, {@code --name} and {@code --tag}. */
public final class CandidateNames {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What lists call the candidate; at most 80 characters in one line.")
    private @Nullable String name;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "A word that lab results finds it by; may be repeated.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private List<String> tags = List.of();

    /** The name, if one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The tags. */
    public List<String> tags() {
        return tags;
    }
}
