package org.fovea.lab.agent;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ProgressListener;
import org.fovea.lab.queue.QueueException;
import org.fovea.lab.record.Author;
import org.fovea.lab.store.LedgerException;
import reactor.core.scheduler.Schedulers;

/**
 * A server of the Model Context Protocol for one client, over two streams. Results are JSON with a short text; what the
 * lab refuses is a tool error of one line.
 *
 * <p>What an agent writes is kept under the name that its client gave in the handshake.
 *
 * <p>An {@link Error}, such as too little memory, is no answer: the server ends with it, whatever the client says
 * meanwhile.
 */
public final class AgentServer {
    /** Resource with what everybody must beat. */
    static final String FLOOR = "fovea-lab://floor";

    private static final String NAME = "fovea-lab";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long NANOS_BETWEEN_PROGRESS = 1_000_000_000;
    private static final int MAX_LETTERS = 100;
    private static final String INSTRUCTIONS = """
            This lab tries changes of a video codec and remembers what came of them. Smaller scores are better. Work \
            in this order: read floor, budget and dead_ends; \
            propose one idea with its mechanism; read outcome until its rounds are decided (workers of the lab do \
            the computing, which takes minutes to hours); \
            judge with a reason, close what does not help, or promote a run of all pairs that is better, with a \
            review. \
            Limits, dead ends and gates are enforced by the lab.""";

    private final AgentLab lab;
    private final String version;
    private final List<Tool> tools = new ArrayList<>();
    private final ReadingTools reading;

    /**
     * A server.
     *
     * @param version of the program, for clients
     */
    public AgentServer(AgentLab lab, String version) {
        this.lab = lab;
        this.version = version;
        this.reading = new ReadingTools(lab);
        tools.addAll(reading.all());
        tools.add(new ProposeTool(lab).tool());
        tools.add(new OutcomeTool(lab).tool());
        tools.addAll(new JudgingTools(lab).all());
    }

    /**
     * Serves until the client has nothing more to say. What it asked for before that is still answered, if that takes
     * no more than some seconds.
     *
     * @param in messages of the client, one in a line
     * @param out messages to it; nothing else may be written there meanwhile
     * @throws IOException where the streams fail
     * @throws Error the first one that a tool met; its call stays without an answer
     */
    public void serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
        McpJsonMapper mapper = McpJsonDefaults.getMapper();
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        Conversation conversation = new Conversation(
                mapper, out, broken, tools.stream().map(Tool::name).toList());
        McpSyncServer server = McpServer.sync(conversation)
                .serverInfo(NAME, version)
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .build())
                .validateToolInputs(false) // Schema does, in words of the lab
                .jsonSchemaValidator((_, given) -> ValidationResponse.asValid(String.valueOf(given)))
                .tools(tools.stream().map(tool -> specification(tool, broken)).toList())
                .resources(floorResource(broken))
                .build();
        // Errors outside of tools, such as a class that is missing, would end in the SDK's threads, and a call without
        // an answer.
        Schedulers.onHandleError((_, thrown) -> broken.complete(thrown));
        try {
            conversation.pass(in);
        } finally {
            conversation.end(PATIENCE);
            server.close();
            Schedulers.resetOnHandleError();
        }
        if (broken.isDone()) {
            switch (broken.join()) {
                case Error error -> throw error;
                case IOException failed -> throw failed;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    private SyncToolSpecification specification(Tool tool, CompletableFuture<Throwable> broken) {
        McpSchema.Tool offered = McpSchema.Tool.builder(
                        tool.name(), tool.schema().document())
                .description(tool.description())
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(tool.reads())
                        .destructiveHint(false)
                        .openWorldHint(false)
                        .build())
                .build();
        return SyncToolSpecification.builder()
                .tool(offered)
                .callHandler((exchange, request) -> unbroken(broken, () -> call(tool, exchange, request)))
                .build();
    }

    private CallToolResult call(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
        Optional<String> wrong = tool.schema().wrong(arguments);
        if (wrong.isPresent()) {
            return error("tool " + tool.name() + ": " + wrong.get());
        }
        try {
            Tool.Call call = new Tool.Call(
                    new Arguments(arguments), agent(exchange.getClientInfo()), watcher(exchange, request));
            Tool.Answer answer = tool.work().answer(call);
            return CallToolResult.builder(
                            List.of(TextContent.builder(answer.text().strip()).build()))
                    .structuredContent(Documents.json(answer.document()))
                    .isError(false)
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error("interrupted; nothing more was done");
        } catch (Exception e) {
            return error(line(e));
        }
    }

    /** Does something for a client; an error also ends the thread that serves. */
    private static <T> T unbroken(CompletableFuture<Throwable> broken, Supplier<T> work) {
        try {
            return work.get();
        } catch (Error e) {
            broken.complete(e);
            throw e;
        }
    }

    private static CallToolResult error(String line) {
        return CallToolResult.builder(List.of(TextContent.builder(line).build()))
                .isError(true)
                .build();
    }

    /** What went wrong, in one line. */
    private String line(Throwable thrown) {
        String text = switch (thrown) {
            case LedgerException refused -> refused.getMessage();
            case QueueException refused -> refused.getMessage();
            case FormatException wrong when wrong.file() == null -> wrong.reason();
            case FormatException wrong -> wrong.getMessage();
            case IllegalArgumentException wrong -> wrong.getMessage();
            case UncheckedIOException wrapped -> line(wrapped.getCause());
            default -> lab.explain().apply(thrown);
        };
        return String.valueOf(text).replaceAll("\\s*\\R\\s*", " ").strip();
    }

    private static Author agent(Implementation client) {
        String name = client == null || client.name() == null
                ? ""
                : client.name().replaceAll("\\p{Cntrl}+", " ").strip();
        return new Author(
                Author.Kind.AGENT,
                name.isEmpty() ? "unnamed agent" : name.substring(0, Math.min(name.length(), MAX_LETTERS)));
    }

    /** Tells a client that wants to know, at most once in a second. */
    private static ProgressListener watcher(McpSyncServerExchange exchange, CallToolRequest request) {
        Object token = request.progressToken();
        if (token == null) {
            return (_, _, _) -> {};
        }
        AtomicLong last = new AtomicLong(System.nanoTime() - NANOS_BETWEEN_PROGRESS);
        AtomicLong count = new AtomicLong();
        return (doing, done, total) -> {
            long now = System.nanoTime();
            long before = last.get();
            if (now - before >= NANOS_BETWEEN_PROGRESS && last.compareAndSet(before, now)) {
                String message = doing + " " + done + (total > 0 ? " of " + total : "");
                exchange.progressNotification(ProgressNotification.builder(token, (double) count.incrementAndGet())
                        .message(message)
                        .build());
            }
        };
    }

    private SyncResourceSpecification floorResource(CompletableFuture<Throwable> broken) {
        Resource resource = Resource.builder(FLOOR, "floor")
                .description("The baseline to beat, as returned by the tool floor.")
                .mimeType("application/json")
                .build();
        return new SyncResourceSpecification(
                resource, (exchange, _) -> unbroken(broken, () -> readFloor(agent(exchange.getClientInfo()))));
    }

    private ReadResourceResult readFloor(Author by) {
        Tool.Call call = new Tool.Call(new Arguments(Map.of()), by, (_, _, _) -> {});
        String json = Documents.json(reading.floor(call).document()).toString();
        return ReadResourceResult.builder(List.of(TextResourceContents.builder(FLOOR, json)
                        .mimeType("application/json")
                        .build()))
                .build();
    }
}
