package org.fovea.lab.agent;

import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Author;
import tools.jackson.databind.JsonNode;

/**
 * A tool as it is offered.
 *
 * @param schema JSON Schema of its arguments
 */
public record Tool(String name, String description, Map<String, Object> schema, boolean reads, Work work) {
    /** What a tool does. Any exception becomes a tool error of one line. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param arguments an object, of what the client sent
         */
        Answer answer(JsonNode arguments, Author by) throws Exception;
    }

    /**
     * What a tool found.
     *
     * @param text for people, and for clients that show nothing else
     * @param document for programs
     */
    public record Answer(String text, Optional<JsonNode> document) {}
}
