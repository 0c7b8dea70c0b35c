package org.fovea.isolate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program may use at most. The shell's {@code ulimit} enforces the first three, for each process that the
 * program starts; the caller waits for {@link #time}.
 *
 * @param memory bytes of address space
 * @param file bytes of a file
 * @param processor time that it computes
 * @param time from its start to its end
 */
public record Limits(long memory, long file, Duration processor, Duration time) {
    /** @throws IllegalArgumentException where a limit is not positive */
    public Limits {
        if (memory < 1024 || file < 1024 || processor.toSeconds() < 1 || time.toSeconds() < 1) {
            throw new IllegalArgumentException("limits below a kilobyte or a second");
        }
    }

    /** A command that sets the limits and becomes {@code inner}. */
    public List<String> command(List<String> inner) {
        String script = "ulimit -v " + (memory >> 10) + " && ulimit -t " + processor.toSeconds()
                // POSIX counts in blocks of 512 bytes; shells that count in kilobytes allow twice as much.
                + " && ulimit -f " + (file >> 9) + " && exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(inner);
        return command;
    }
}
