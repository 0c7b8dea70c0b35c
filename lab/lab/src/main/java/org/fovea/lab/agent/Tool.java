package org.fovea.lab.agent;

import org.fovea.codec.io.ProgressListener;
import org.fovea.lab.record.Author;

/**
 * A tool as it is offered.
 *
 * @param name in snake_case
 * @param description what it does, what follows, and what it refuses
 * @param schema of its arguments
 * @param reads whether it changes nothing
 * @param work what it does
 */
record Tool(String name, String description, Schema schema, boolean reads, Work work) {
    /** What a tool does. Any exception becomes a tool error of one line. */
    @FunctionalInterface
    interface Work {
        Answer answer(Call call) throws Exception;
    }

    /**
     * What a tool found.
     *
     * @param text the same in short, for people and for clients that show nothing else
     * @param document for programs: a record that {@link Documents#json} prints
     */
    record Answer(String text, Object document) {}

    /**
     * A call of a tool.
     *
     * @param arguments what it was given
     * @param by the agent
     * @param watcher receives the progress of a long call
     */
    record Call(Arguments arguments, Author by, ProgressListener watcher) {}
}
