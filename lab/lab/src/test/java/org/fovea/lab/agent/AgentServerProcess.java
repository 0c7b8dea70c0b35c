package org.fovea.lab.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, with a tool that repeats what it was given. */
final class AgentServerProcess {
    private AgentServerProcess() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        Tool echo = new Tool("echo", "Repeats.", Map.of("type", "object"), true, (given, by) -> {
            if (given.has("refuse")) {
                throw new IllegalArgumentException("not\n  that");
            }
            return new Tool.Answer(
                    by.name(),
                    Optional.of(JsonMapper.shared().createObjectNode().set("given", given)));
        });
        new AgentServer("test", List.of(echo), Throwable::getMessage, System.out).serve(System.in);
    }
}
