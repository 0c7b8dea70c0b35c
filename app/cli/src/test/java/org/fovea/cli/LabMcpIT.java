package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea lab mcp} as an agent's client starts it, with raw messages. */
class LabMcpIT {
    private static final String HANDSHAKE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2024-11-05\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";

    @TempDir
    Path folder;

    private Result mcp(String... lines) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = Fovea.start(folder, out, err, "lab mcp --lab mylab");
        try (OutputStream in = process.getOutputStream()) {
            in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the server did not end with its input: " + Fovea.read(err));
        }
        return new Result(process.exitValue(), Fovea.read(out), Fovea.read(err));
    }

    @Test
    void it_speaks_nothing_but_the_protocol_and_ends_with_its_input() throws Exception {
        Fovea.done(folder, "lab init mylab");
        Result served = mcp(
                HANDSHAKE,
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
                "this is no message",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"budget\","
                        + "\"arguments\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"try\",\"arguments\":"
                        + "{\"text\":\"x\",\"set\":[\"masks.minimumRegion=6\"]}}}");
        assertThat(served.exitCode()).as(served.err()).isZero();
        assertThat(served.errorLines()).isEmpty();

        Map<String, JsonNode> answers = new HashMap<>();
        for (String line : served.out().lines().toList()) {
            JsonNode message = JsonMapper.shared().readTree(line);
            assertThat(message.path("jsonrpc").asString()).isEqualTo("2.0");
            answers.put(
                    message.path("id").isNull() ? "none" : message.path("id").asString(), message);
        }
        assertThat(answers).containsOnlyKeys("1", "2", "3", "4", "none");
        assertThat(answers.get("1").at("/result/serverInfo/name").asString()).isEqualTo("fovea-lab");
        assertThat(answers.get("2")
                        .at("/result/tools")
                        .valueStream()
                        .map(tool -> tool.path("name").asString()))
                .contains("floor", "diff", "promote")
                .hasSize(13);
        assertThat(answers.get("none").at("/error/code").asInt()).isEqualTo(-32700);
        JsonNode budget = answers.get("3").at("/result/structuredContent");
        JsonShape.assertSame("lab-mcp-budget", budget.toString());
        assertThat(budget.at("/left/runs").asInt()).isEqualTo(50);
        JsonNode refused = answers.get("4").path("result");
        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asString())
                .startsWith("the lab has no benchmark; declare one with fovea lab benchmark");
    }
}
