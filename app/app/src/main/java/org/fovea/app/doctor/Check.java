package org.fovea.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param fix what to do; empty where nothing is to be done
 */
public record Check(String name, State state, String found, String fix) {
    public enum State {
        GOOD("ok"),
        /** Works, but something is slower or missing that not everybody needs. */
        NOTE("note"),
        MISSING("MISSING");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Check good(String name, String found) {
        return new Check(name, State.GOOD, found, "");
    }

    static Check note(String name, String found, String fix) {
        return new Check(name, State.NOTE, found, fix);
    }

    static Check missing(String name, String found, String fix) {
        return new Check(name, State.MISSING, found, fix);
    }

    /** Good where {@code holds}, else a note. */
    static Check wanted(boolean holds, String name, String found, String fix) {
        return holds ? good(name, found) : note(name, found, fix);
    }

    /** Good where {@code holds}, else missing. */
    static Check needed(boolean holds, String name, String found, String fix) {
        return holds ? good(name, found) : missing(name, found, fix);
    }
}
