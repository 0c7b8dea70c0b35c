package org.fovea.lab.agent;

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
}
