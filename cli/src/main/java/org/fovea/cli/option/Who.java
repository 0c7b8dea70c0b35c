package org.fovea.cli.option;

import org.fovea.lab.record.Author;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Who says something. */
public final class Who {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "The author. Default: your user name.",
            showDefaultValue = Visibility.NEVER)
    private String name;

    /** A person. */
    public Author author() {
        String user = System.getProperty("user.name", "");
        return Author.person(name != null ? name : user.isBlank() ? "somebody" : user);
    }
}
