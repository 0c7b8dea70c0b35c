package org.fovea.lab.record;

/**
 * Who said something.
 *
 * @param kind what they are
 * @param name of the person, rule, agent or imported ledger
 */
public record Author(Kind kind, String name) {
    /** Rejects a missing name. */
    public Author {
        Texts.required("author", name);
    }

    /** Who can say something. */
    public enum Kind {
        /** A person at a terminal. */
        PERSON,
        /** A rule of the lab itself. */
        RULE,
        /** A program that speaks for itself, over MCP. */
        AGENT,
        /** A ledger that was imported. */
        IMPORT
    }

    /** A person. */
    public static Author person(String name) {
        return new Author(Kind.PERSON, name);
    }

    /** A rule of the lab. */
    public static Author rule(String name) {
        return new Author(Kind.RULE, name);
    }
}
