package org.fovea.cli.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.LabTools;
import org.fovea.cli.terminal.Problem;
import org.fovea.lab.agent.AgentServer;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says, to the server of an empty lab. A failure that is neither a refusal of the lab nor a wrong
 * argument would be an internal error, and is a finding.
 */
final class AgentMessages {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"a","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    private final Path work;
    private @Nullable OpenLab lab;

    AgentMessages(Path work) {
        this.work = work;
    }

    /** Conversations, without their beginning. */
    static List<byte[]> seeds() {
        return List.of(
                seed("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n"),
                call("floor", ""),
                call("deadends", "\"family\":\"a\""),
                call("budget", ""),
                call("note", "\"title\":\"t\",\"text\":\"x\",\"about\":[\"a\"]"),
                call("reject", "\"run\":\"1\",\"reason\":\"r\""));
    }

    private static byte[] call(String tool, String arguments) {
        return seed("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{" + arguments + "}}}\n");
    }

    private static byte[] seed(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void serve(byte[] input) throws Exception {
        if (lab == null) {
            lab = OpenLab.create(LabFolder.create(work.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE)));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HELLO.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(input);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        new AgentServer(
                        "test",
                        new LabTools(lab, 1).all(),
                        thrown -> Problem.of(thrown).line(),
                        heard)
                .serve(new ByteArrayInputStream(all.toByteArray()));
        if (heard.toString(StandardCharsets.UTF_8).contains("internal error")) {
            throw new IllegalStateException("an agent would be told of an internal error: " + heard);
        }
    }
}
