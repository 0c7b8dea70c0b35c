package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.io.VisibleLetters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an agent's client hears, and what becomes of the server, when the program itself fails. */
final class AgentServerTest {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;
    private static final String TOOL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"floor","arguments":{}}}
            """;

    @Test
    void the_sdks_client_lists_and_calls_tools() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ServerParameters server = ServerParameters.builder(java)
                .args(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentServerProcess.class.getName())
                .build();
        try (McpSyncClient client = McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                .clientInfo(Implementation.builder("tester", "1").build())
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .build()) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly("echo");
            CallToolResult done = call(client, Map.of("a", 1));
            assertThat(done.isError()).isFalse();
            assertThat(text(done)).isEqualTo("tester");
            assertThat(done.structuredContent()).hasToString("{given={a=1}}");
            CallToolResult refused = call(client, Map.of("refuse", true));
            assertThat(refused.isError()).isTrue();
            assertThat(text(refused)).isEqualTo("not that");
        }
    }

    private static CallToolResult call(McpSyncClient client, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder("echo").arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void letters_that_a_terminal_obeys_are_written_as_numbers() throws Exception {
        String harmful = "\u202e\u009b31m\u200b\u007f";
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        serve(new IllegalArgumentException("no " + harmful), heard);
        String answer = answers(heard).stream()
                .filter(line -> line.contains("\"id\":2"))
                .findFirst()
                .orElseThrow();
        assertThat(answer).isEqualTo(VisibleLetters.of(answer));
        JsonNode said = JsonMapper.shared().readTree(answer).at("/result/content/0/text");
        assertThat(said.asString()).isEqualTo("no " + harmful);
    }

    @Test
    void too_little_memory_ends_the_server_and_is_no_answer() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        assertThatThrownBy(() -> serve(error, heard))
                .isInstanceOf(ExecutionException.class)
                .hasCauseReference(error);
        assertThat(answers(heard)).noneMatch(line -> line.contains("\"result\"") && line.contains("\"id\":2"));
    }

    @Test
    void what_the_lab_refuses_is_an_answer_and_the_server_goes_on() throws Exception {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        serve(new IllegalArgumentException("not that"), heard);
        assertThat(answers(heard))
                .anyMatch(
                        line -> line.contains("not that") && line.contains("\"id\":2") && line.contains("\"result\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'initialize'|~~|the params of initialize are no JSON object",
                "'initialize'|,'params':[]|the params of initialize are no JSON object",
                "'tools/call'|,'params':{'name':[]}|the params of tools/call are not those of the protocol",
                "'tools/call'|,'params':{'name':'flor'}|no tool 'flor'; did you mean 'floor'?",
                "'tools/call'|,'params':{'name':'shell'}|no tool 'shell'; tools: floor",
                "'tools/list'|,'params':5|the params of tools/list are no JSON object",
                "'tools/list'|~~|send initialize before tools/list",
                "'resources/list'|,'params':{}|no method 'resources/list'",
            })
    void what_is_no_request_of_the_protocol_is_answered_with_what_is_wrong(String method, String params, String answer)
            throws Exception {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Serving serving = new Serving(new IllegalArgumentException("not that"), heard)) {
            serving.say(answer.startsWith("no ") || params.contains("name") ? HELLO : "");
            String request = "{'jsonrpc':'2.0','id':7,'method':" + method + params + "}\n";
            serving.say(request.replace('\'', '"'));
            serving.end();
            serving.served.get(60, TimeUnit.SECONDS);
        }
        assertThat(answers(heard)).last().asString().contains("\"id\":7", answer);
    }

    @Test
    void bursts_of_parallel_requests_are_all_answered() throws Exception {
        StringBuilder bursts = new StringBuilder(HELLO);
        int asked = 2000;
        for (int i = 0; i < asked; i++) {
            String method = i % 2 == 0 ? "\"tools/call\",\"params\":{\"name\":\"floor\",\"arguments\":{}}" : "\"ping\"";
            bursts.append("{\"jsonrpc\":\"2.0\",\"id\":")
                    .append(i + 2)
                    .append(",\"method\":")
                    .append(method)
                    .append("}\n");
        }
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        Serving serving = new Serving(new IllegalArgumentException("not that"), heard);
        try (serving) {
            for (int at = 0; at < bursts.length(); at += 4096) { // in pieces that are no lines
                serving.say(bursts.substring(at, Math.min(bursts.length(), at + 4096)));
            }
            serving.end();
            serving.served.get(60, TimeUnit.SECONDS);
        }
        List<String> answers = answers(heard);
        for (int i = 0; i <= asked; i++) {
            String id = "\"id\":" + (i + 1) + ",";
            assertThat(answers.stream().filter(line -> (line.replace("}", ",}")).contains(id)))
                    .as("request %d", i + 1)
                    .hasSize(1);
        }
    }

    @Test
    void a_client_that_no_longer_reads_ends_the_server_with_a_sentence() throws Exception {
        OutputStream deaf = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (Serving serving = new Serving(new IllegalArgumentException("not that"), deaf)) {
            serving.say(HELLO);
            assertThatThrownBy(() -> serving.served.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Broken pipe");
        }
    }

    private static List<String> answers(ByteArrayOutputStream heard) {
        return heard.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Asks a tool that fails. */
    private static void serve(Throwable failure, OutputStream heard) throws Exception {
        try (Serving serving = new Serving(failure, heard)) {
            serving.say(HELLO + TOOL);
            serving.end();
            serving.served.get(60, TimeUnit.SECONDS);
        }
    }

    /** A server whose tool fails. */
    private static final class Serving implements AutoCloseable {
        private final PipedOutputStream client = new PipedOutputStream();
        private final PipedInputStream in = new PipedInputStream(client);
        private final FutureTask<Void> served;

        Serving(Throwable failure, OutputStream heard) throws IOException {
            Tool floor = new Tool("floor", "Fails.", Map.of("type", "object"), true, (_, _) -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            });
            served = new FutureTask<>(() -> {
                new AgentServer("1", List.of(floor), Throwable::getMessage, heard).serve(in);
                return null;
            });
            Thread.ofPlatform().daemon().start(served);
        }

        void say(String text) throws IOException {
            client.write(text.getBytes(StandardCharsets.UTF_8));
            client.flush();
        }

        void end() throws IOException {
            client.close();
        }

        @Override
        public void close() throws IOException {
            client.close();
            in.close();
        }
    }
}
