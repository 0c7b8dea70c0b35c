package org.fovea.cli.option;

/** {@code --force}: what is there may be overwritten. */
public final class ForceOption extends WordedOption<Boolean> {
    /** For outputs that are files. */
    public ForceOption() {
        this("Overwrite files that exist.");
    }

    /** For anything else. */
    public ForceOption(String description) {
        super(Boolean.class, false, description, "--force");
    }

    /** Whether it was given. */
    public boolean given() {
        return value();
    }
}
