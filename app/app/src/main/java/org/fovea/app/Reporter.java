package org.fovea.app;

import java.util.Set;
import org.fovea.codec.io.ProgressListener;

/** Shows how far the work is, on a terminal or in a log. May be called from any thread. */
public interface Reporter {
    Reporter SILENT = of(ProgressListener.NONE);

    /** Passes on numbers only: no asides, no notes, no lines. */
    static Reporter of(ProgressListener listener) {
        return new Reporter() {
            @Override
            public Task begin(String task, long total, String unit) {
                return new Task() {
                    @Override
                    public void update(long done, String detail) {
                        listener.update(task, done, total);
                    }

                    @Override
                    public void close() {
                        // the listener is not told of ends
                    }
                };
            }

            @Override
            public void note(String line) {
                // numbers only
            }

            @Override
            public void say(String line) {
                // numbers only
            }
        };
    }

    /**
     * A task begins.
     *
     * @param task what is done, in a few words
     * @param total number of units
     * @param unit plural name of the units, or empty
     */
    Task begin(String task, long total, String unit);

    /** A note that is not part of the result, in one line. */
    void note(String line);

    /** A line of the result that is known before the end. */
    void say(String line);

    enum Part {
        /** How far tasks are. */
        TASKS,
        NOTES,
        /** Lines of the result. */
        LINES
    }

    /** The same with only some of what it shows. */
    default Reporter only(Part... parts) {
        Set<Part> shown = Set.of(parts);
        Reporter all = this;
        return new Reporter() {
            @Override
            public Task begin(String task, long total, String unit) {
                return (shown.contains(Part.TASKS) ? all : SILENT).begin(task, total, unit);
            }

            @Override
            public void note(String line) {
                (shown.contains(Part.NOTES) ? all : SILENT).note(line);
            }

            @Override
            public void say(String line) {
                (shown.contains(Part.LINES) ? all : SILENT).say(line);
            }
        };
    }

    /**
     * How far something is that consists of many tasks.
     *
     * @param share that is done, by cost, 0..1
     * @param seconds since it began
     * @param left seconds to its end
     */
    record Whole(double share, double seconds, double left) {}

    /** Progress of one task; closed when it ends, however that happens. */
    interface Task extends AutoCloseable {
        /** {@code done} units are done; {@code detail} is an aside such as a score so far, or empty. */
        void update(long done, String detail);

        /**
         * {@code done} units of a task are done that is a part of something larger.
         *
         * @param detail an aside, or empty
         * @param whole how far all of it is
         */
        default void update(long done, String detail, Whole whole) {
            update(done, detail);
        }

        default void update(long done) {
            update(done, "");
        }

        @Override
        void close();
    }
}
