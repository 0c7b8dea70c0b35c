package org.fovea.cli.option;

/** {@code --json}: results for programs. */
public final class JsonOption extends WordedOption<Boolean> {
    /** A document in place of the text. */
    public JsonOption() {
        this("Print a JSON document instead of text.");
    }

    /** A document that there is more to say of. */
    public JsonOption(String description) {
        super(Boolean.class, false, description, "--json");
    }

    /** Whether it was given. */
    public boolean wanted() {
        return value();
    }
}
