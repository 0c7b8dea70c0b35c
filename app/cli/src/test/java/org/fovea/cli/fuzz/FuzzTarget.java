package org.fovea.cli.fuzz;

import java.util.List;

/**
 * Something that reads what others wrote.
 *
 * @param name what it is called on command lines and in the table of {@code docs/log/security.md}
 * @param seeds intact inputs, from which the search begins
 * @param reader reads an input, and returns whatever is in it
 * @param documented what it may throw; anything else is a finding
 */
record FuzzTarget(String name, Seeds seeds, Reader reader, List<Class<? extends Exception>> documented) {
    /** Reads one input. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] input) throws Exception;
    }

    /** Gives inputs. */
    @FunctionalInterface
    interface Seeds {
        List<byte[]> all() throws Exception;
    }

    /** Reads an input; a documented refusal is as good as content. */
    void feed(byte[] input) throws Exception {
        try {
            reader.read(input);
        } catch (Exception refused) {
            if (documented.stream().noneMatch(kind -> kind.isInstance(refused))) {
                throw refused;
            }
        }
    }
}
