package org.fovea.challenge.official;

/**
 * What was found in the place of an official file.
 *
 * @param file which should be there
 * @param state how it stands
 * @param found what is there, for people
 * @param fix what to do; empty where nothing is to be done
 */
public record Finding(OfficialFile file, State state, String found, String fix) {
    /** How a file stands. */
    public enum State {
        /** Size and hash are right. */
        GENUINE("ok"),
        /** Nothing is there. */
        MISSING("MISSING"),
        /** A Git LFS pointer is there: the repository was cloned, but not its large files. */
        POINTER("POINTER"),
        /** Something else is there. */
        OTHER("WRONG");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /** Whether it is the official file. */
    public boolean genuine() {
        return state == State.GENUINE;
    }
}
