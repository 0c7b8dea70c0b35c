package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fovea.lab.folder.LabFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SDK's own client, connected to a server in a process of its own. */
final class AgentClient implements AutoCloseable {
    static final String NAME = "test-agent";

    private final McpSyncClient client;

    /** What the server told of long calls. */
    final List<String> progress = new CopyOnWriteArrayList<>();

    AgentClient(LabFolder folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ServerParameters server = ServerParameters.builder(java)
                .args(
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentServerProcess.class.getName(),
                        folder.path().toString())
                .build();
        client = McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                .clientInfo(Implementation.builder(NAME, "1").build())
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(60))
                .progressConsumer(notification -> progress.add(notification.message()))
                .build();
        client.initialize();
    }

    List<McpSchema.Tool> tools() {
        return client.listTools().tools();
    }

    String floorResource() {
        TextResourceContents contents =
                (TextResourceContents) client.readResource(new ReadResourceRequest(AgentServer.FLOOR))
                        .contents()
                        .getFirst();
        return contents.text();
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool)
                .arguments(arguments)
                .progressToken("token-of-" + tool)
                .build());
    }

    private static String text(CallToolResult result) {
        assertThat(result.content()).hasSize(1);
        return ((TextContent) result.content().getFirst()).text();
    }

    /** A call that is done; its structured result. */
    JsonNode done(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isFalse();
        assertThat(text(result)).isNotBlank();
        return JsonMapper.shared().valueToTree(result.structuredContent());
    }

    /** The text of a call that is done. */
    String told(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isFalse();
        return text(result);
    }

    /** A call that is refused; the line that says why. */
    String refused(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isTrue();
        assertThat(text(result))
                .doesNotContain("\n")
                .doesNotContain("Exception")
                .doesNotContain("internal error");
        return text(result);
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
