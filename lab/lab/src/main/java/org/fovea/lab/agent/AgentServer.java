package org.fovea.lab.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.config.NearWord;
import org.fovea.lab.record.Author;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A server of the Model Context Protocol for one client, over two streams: messages of JSON-RPC 2.0, one in a line.
 * What a tool refuses is a tool error of one line. Every request is answered, however many are sent at once.
 *
 * <p>What an agent writes is kept under the name that its client gave in the handshake.
 *
 * <p>An {@link Error}, such as too little memory, is no answer: the server ends with it, whatever the client says
 * meanwhile.
 */
public final class AgentServer {
    /** Calls without an answer; who asks more waits. */
    static final int MAX_OPEN = 64;

    private static final String NAME = "fovea-lab";
    /** Versions of the protocol, newest first; they agree in all that is used here. */
    private static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_LETTERS = 100;
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> FIRST = Set.of("initialize", "ping");

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final int TOO_MANY = -32000;

    private static final String INSTRUCTIONS = """
            This lab tries changes of a video codec and remembers what came of them. Smaller scores are better. Work \
            in this order: read floor, budget and deadends; \
            try one idea with its mechanism; show its hypothesis until its rounds are decided (workers of the lab do \
            the computing, which takes minutes to hours); \
            reject or reopen with a reason, close what does not help with deadends_add, or promote a run of all pairs \
            that is better, with a review. \
            Limits, dead ends and gates are enforced by the lab.""";

    private final String version;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Function<Throwable, String> explain;
    private final Semaphore open = new Semaphore(MAX_OPEN);
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final OutputStream out;
    /** Who sent the handshake; null before it. Only the listening thread writes. */
    private volatile @Nullable Author agent;

    /**
     * A server.
     *
     * @param version of the program, for clients
     * @param explain one line for what a tool throws
     * @param out messages for the client; nothing else may be written there meanwhile
     */
    public AgentServer(String version, List<Tool> offered, Function<Throwable, String> explain, OutputStream out) {
        this.version = version;
        offered.forEach(tool -> tools.put(tool.name(), tool));
        this.explain = explain;
        this.out = out;
    }

    /**
     * Serves until the client has nothing more to say. What it asked for before that is still answered, if that takes
     * no more than some seconds. A client that says nothing cannot be interrupted, so a thread of its own listens to
     * it; where it is left behind, it does not keep the process.
     *
     * @param in messages of the client, one in a line
     * @throws IOException where the streams fail
     * @throws Error the first one that a tool met; its call stays without an answer
     */
    public void serve(InputStream in) throws IOException, InterruptedException {
        CompletableFuture<@Nullable Throwable> heard = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lab-agent-listener").start(() -> {
            try {
                listen(in);
                heard.complete(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                heard.complete(new IOException("interrupted", e));
            } catch (IOException | RuntimeException | Error e) {
                heard.complete(e);
            }
        });
        try {
            fail((Throwable) CompletableFuture.anyOf(heard, broken).get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean answered = false;
        while (!answered && !broken.isDone() && System.nanoTime() < end) {
            answered = open.tryAcquire(MAX_OPEN, 50, TimeUnit.MILLISECONDS);
        }
        // a call that breaks the server says so before it is over: ask only now
        fail(broken.getNow(null));
    }

    private static void fail(@Nullable Throwable met) throws IOException {
        switch (met) {
            case null -> {}
            case IOException failed -> throw failed;
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            default -> throw new IllegalStateException(met);
        }
    }

    private void listen(InputStream in) throws IOException, InterruptedException {
        InputStream buffered = new BufferedInputStream(in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int next = buffered.read(); next >= 0; next = buffered.read()) {
            if (next != '\n') {
                tooLong |= line.size() >= MAX_BYTES;
                if (!tooLong) {
                    line.write(next);
                }
                continue;
            }
            if (tooLong) {
                refuse(null, INVALID_REQUEST, "a message of more than " + MAX_BYTES + " bytes");
            } else {
                message(line.toString(StandardCharsets.UTF_8).strip());
            }
            line.reset();
            tooLong = false;
        }
        message(line.toString(StandardCharsets.UTF_8).strip());
    }

    private void message(String text) throws IOException, InterruptedException {
        if (text.isEmpty()) {
            return;
        }
        JsonNode message;
        try {
            message = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            refuse(null, PARSE_ERROR, "no JSON");
            return;
        }
        JsonNode id = message.path("id");
        boolean request = id.isString() || id.isNumber();
        if (!message.path("jsonrpc").asString("").equals("2.0")
                || !(request || id.isMissingNode())
                || !message.path("method").isString() && !message.has("result") && !message.has("error")) {
            refuse(null, INVALID_REQUEST, "not a JSON-RPC 2.0 message");
        } else if (request && message.has("method")) { // nothing follows from notifications, and nothing was asked
            request(id, message.path("method").asString(), message.path("params"));
        }
    }

    private void request(JsonNode id, String method, JsonNode params) throws IOException, InterruptedException {
        boolean needed = method.equals("initialize") || method.equals("tools/call");
        if (!params.isObject() && (needed || !params.isMissingNode())) {
            refuse(id, INVALID_PARAMS, "the params of " + method + " are no JSON object");
            return;
        }
        if (agent == null && !FIRST.contains(method)) {
            refuse(id, INVALID_REQUEST, "send initialize before " + method);
            return;
        }
        switch (method) {
            case "initialize" -> answer(id, handshake(params));
            case "ping" -> answer(id, Map.of());
            case "tools/list" ->
                answer(
                        id,
                        Map.of(
                                "tools",
                                tools.values().stream().map(AgentServer::offer).toList()));
            case "tools/call" -> call(id, params);
            default -> refuse(id, METHOD_NOT_FOUND, "no method '" + method + "'");
        }
    }

    private Map<String, Object> handshake(JsonNode params) {
        String name = params.path("clientInfo")
                .path("name")
                .asString("")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        agent = new Author(
                Author.Kind.AGENT,
                name.isEmpty() ? "unnamed agent" : name.substring(0, Math.min(name.length(), MAX_LETTERS)));
        String wanted = params.path("protocolVersion").asString("");
        return Map.of(
                "protocolVersion",
                VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst(),
                "capabilities",
                Map.of("tools", Map.of()),
                "serverInfo",
                Map.of("name", NAME, "version", version),
                "instructions",
                INSTRUCTIONS);
    }

    private static Map<String, Object> offer(Tool tool) {
        Map<String, Object> offered = new LinkedHashMap<>();
        offered.put("name", tool.name());
        offered.put("description", tool.description());
        offered.put("inputSchema", tool.schema());
        offered.put(
                "annotations", Map.of("readOnlyHint", tool.reads(), "destructiveHint", false, "openWorldHint", false));
        return offered;
    }

    private void call(JsonNode id, JsonNode params) throws IOException, InterruptedException {
        JsonNode arguments = params.path("arguments").isMissingNode()
                ? JsonNodeFactory.instance.objectNode()
                : params.path("arguments");
        if (!params.path("name").isString() || !arguments.isObject()) {
            refuse(id, INVALID_PARAMS, "the params of tools/call are not those of the protocol");
            return;
        }
        String name = params.path("name").asString();
        Tool tool = tools.get(name);
        if (tool == null) {
            refuse(
                    id,
                    INVALID_PARAMS,
                    "no tool '" + name + "'; "
                            + NearWord.of(name, tools.keySet())
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElseGet(() -> "tools: " + String.join(", ", tools.keySet())));
            return;
        }
        Author by = Optional.ofNullable(agent).orElseThrow();
        if (!open.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            refuse(id, TOO_MANY, MAX_OPEN + " requests have no answer yet; wait for one");
            return;
        }
        Thread.ofVirtual().name("lab-agent-call").start(() -> {
            try {
                answer(id, result(tool, arguments, by));
            } catch (IOException | RuntimeException | Error e) {
                broken.complete(e);
            } finally {
                open.release();
            }
        });
    }

    private Map<String, Object> result(Tool tool, JsonNode arguments, Author by) {
        try {
            Tool.Answer answer = tool.work().answer(arguments, by);
            Map<String, Object> result = new LinkedHashMap<>(content(answer.text(), false));
            answer.document().ifPresent(document -> result.put("structuredContent", document));
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return content("interrupted; nothing more was done", true);
        } catch (Exception e) {
            return content(explain.apply(e).lines().map(String::strip).collect(Collectors.joining(" ")), true);
        }
    }

    private static Map<String, Object> content(String text, boolean error) {
        return Map.of("content", List.of(Map.of("type", "text", "text", text.strip())), "isError", error);
    }

    private void answer(JsonNode id, Map<String, Object> result) throws IOException {
        write(id, "result", result);
    }

    private void refuse(@Nullable JsonNode id, int code, String why) throws IOException {
        write(id, "error", Map.of("code", code, "message", why));
    }

    /** Writes a line as a whole, one after the other, whose letters no terminal obeys. */
    private void write(@Nullable JsonNode id, String what, Map<String, Object> content) throws IOException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put(what, content);
        String json = JsonMapper.shared().writeValueAsString(message);
        byte[] line = (VisibleLetters.of(json) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(line);
            out.flush();
            if (out instanceof PrintStream print && print.checkError()) {
                throw new IOException("the client no longer reads what it asked for");
            }
        }
    }
}
