package org.fovea.lab.record;

/**
 * Who said something.
 *
 * @param name of the person, rule, agent or imported ledger
 */
public record Author(Kind kind, String name) {
    public Author {
        Texts.required("author", name);
    }

    public enum Kind {
        PERSON,
        RULE,
        /** A program that speaks for itself, over MCP. */
        AGENT,
        IMPORT
    }

    public static Author person(String name) {
        return new Author(Kind.PERSON, name);
    }

    public static Author rule(String name) {
        return new Author(Kind.RULE, name);
    }
}
