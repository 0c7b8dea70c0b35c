package org.fovea.site.page;

import org.fovea.lab.record.Author;

/** Who said something, in words. */
public final class Authors {
    private Authors() {}

    /** As in {@code Fovea team}, {@code the rule “round”}, {@code the agent “x”}, {@code the imported ledger “x”}. */
    public static String text(Author author) {
        return switch (author.kind()) {
            case PERSON -> author.name();
            case RULE -> "the rule “" + author.name() + "”";
            case AGENT -> "the agent “" + author.name() + "”";
            case IMPORT -> "the imported ledger “" + author.name() + "”";
        };
    }
}
