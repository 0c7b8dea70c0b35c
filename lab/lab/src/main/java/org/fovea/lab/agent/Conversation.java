package org.fovea.lab.agent;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.config.NearWord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages of a client, line by line, between its streams and the SDK's session. The SDK's own transport for two
 * streams loses its reading thread where two answers are ready in the same moment, ends at the first line that it
 * cannot read, and does not answer what was asked right before the end. Here one thread reads, each answer is written
 * as whole lines, and a stream that fails ends the server.
 */
final class Conversation implements McpServerTransportProvider {
    /** Requests without an answer; who asks more waits. */
    static final int MAX_OPEN = 64;

    private static final int MAX_BYTES = 4 << 20;
    /** What the SDK reads from a request without looking first, and answers with its own exceptions where it cannot. */
    private static final Map<String, Class<?>> PARAMS = Map.of(
            McpSchema.METHOD_INITIALIZE, McpSchema.InitializeRequest.class,
            McpSchema.METHOD_TOOLS_CALL, McpSchema.CallToolRequest.class,
            McpSchema.METHOD_RESOURCES_READ, McpSchema.ReadResourceRequest.class,
            McpSchema.METHOD_LOGGING_SET_LEVEL, McpSchema.SetLevelRequest.class);

    private static final Set<String> FIRST = Set.of(McpSchema.METHOD_INITIALIZE, McpSchema.METHOD_PING);
    private static final int TOO_MANY = -32000;
    private static final Duration TURN = Duration.ofSeconds(30);

    private final McpJsonMapper mapper;
    private final OutputStream out;
    private final CompletableFuture<Throwable> broken;
    private final List<String> tools;
    private final Semaphore open = new Semaphore(MAX_OPEN);
    private volatile @Nullable McpServerSession session;
    /** Whether the client has sent its handshake; only the listening thread asks. */
    private boolean begun;

    /**
     * A conversation.
     *
     * @param out where answers go; a failure there completes {@code broken}
     * @param broken completed where no more answers follow
     * @param tools names of those that can be called
     */
    Conversation(McpJsonMapper mapper, OutputStream out, CompletableFuture<Throwable> broken, List<String> tools) {
        this.mapper = mapper;
        this.out = out;
        this.broken = broken;
        this.tools = List.copyOf(tools);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new Output());
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        McpServerSession current = session;
        return current == null ? Mono.empty() : current.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        McpServerSession current = session;
        return current == null ? Mono.empty() : current.closeGracefully();
    }

    /**
     * Passes messages on until the client has nothing more to say, or {@code broken} is completed. A client that says
     * nothing cannot be interrupted, so a thread of its own listens to it; where it is left behind, it does not keep
     * the process.
     */
    void pass(InputStream in) throws IOException, InterruptedException {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lab-agent-listener").start(() -> {
            try {
                listen(in);
                heard.complete(null);
            } catch (IOException | RuntimeException | Error e) {
                heard.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                heard.completeExceptionally(new IOException("interrupted", e));
            }
        });
        try {
            CompletableFuture.anyOf(heard, broken).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                default -> throw new IllegalStateException(e);
            }
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
                refuse(null, ErrorCodes.INVALID_REQUEST, "a message of more than " + MAX_BYTES + " bytes");
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
        try {
            JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            refuse(null, ErrorCodes.PARSE_ERROR, "no JSON");
            return;
        }
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(mapper, text);
        } catch (IOException | RuntimeException e) {
            refuse(null, ErrorCodes.INVALID_REQUEST, "not a JSON-RPC 2.0 message");
            return;
        }
        McpServerSession current = session;
        if (current == null) {
            throw new IllegalStateException("no server listens");
        }
        if (!(message instanceof JSONRPCRequest request)) {
            current.handle(message).subscribe(_ -> {}, _ -> {});
            return;
        }
        String wrong = wrong(request);
        if (wrong != null) {
            refuse(request.id(), ErrorCodes.INVALID_PARAMS, wrong);
        } else if (!begun && !FIRST.contains(request.method())) {
            // The SDK would wait for the handshake with this, for ever where none comes.
            refuse(request.id(), ErrorCodes.INVALID_REQUEST, "send initialize before " + request.method());
        } else if (open.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            CountDownLatch done = new CountDownLatch(1);
            current.handle(message)
                    .doFinally(_ -> {
                        open.release();
                        done.countDown();
                    })
                    .subscribe(_ -> {}, failed -> answerFailure(request, failed));
            if (request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                begun = true;
                // What follows is meant for a session that has begun; clients need not wait for the answer to say it.
                if (!done.await(TURN.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("the handshake was not answered");
                }
            }
        } else {
            refuse(request.id(), TOO_MANY, MAX_OPEN + " requests have no answer yet; wait for one");
        }
    }

    /** What is wrong with the parameters of a request; null where the SDK will be able to read them. */
    private @Nullable String wrong(JSONRPCRequest request) {
        Class<?> kind = PARAMS.get(request.method());
        Object params = request.params();
        if (!(params instanceof Map) && (params != null || kind != null)) {
            return "the params of " + request.method() + " are no JSON object";
        }
        if (kind == null) {
            return null;
        }
        try {
            return mapper.convertValue(params, kind) instanceof McpSchema.CallToolRequest call
                            && !tools.contains(call.name())
                    ? unknown(call.name())
                    : null;
        } catch (RuntimeException e) {
            return "the params of " + request.method() + " are not those of the protocol";
        }
    }

    private String unknown(String tool) {
        return "no tool '" + tool + "'; "
                + NearWord.of(tool, tools)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> "tools: " + String.join(", ", tools));
    }

    /** Every request is answered, also where the SDK failed. */
    private void answerFailure(JSONRPCRequest request, Throwable failed) {
        if (broken.isDone()) {
            return; // the client is gone
        }
        try {
            refuse(
                    request.id(),
                    ErrorCodes.INTERNAL_ERROR,
                    String.valueOf(failed.getMessage()).lines().findFirst().orElse("failed"));
        } catch (IOException e) {
            broken.complete(e);
        }
    }

    private void refuse(@Nullable Object id, int code, String why) throws IOException {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("jsonrpc", "2.0");
        error.put("id", id);
        error.put("error", Map.of("code", code, "message", why));
        write(JsonMapper.shared().writeValueAsString(error));
    }

    /** Writes a line as a whole, one after the other, whose letters no terminal obeys. */
    private void write(String json) throws IOException {
        byte[] line = (VisibleLetters.of(json) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(line);
            out.flush();
            if (out instanceof PrintStream print && print.checkError()) {
                throw new IOException("the client no longer reads what it asked for");
            }
        }
    }

    /**
     * Waits until all that was asked is answered.
     *
     * @param patience how long to wait at most
     */
    void end(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!broken.isDone() && System.nanoTime() < end) {
            if (open.tryAcquire(MAX_OPEN, 50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** What the session writes. */
    private final class Output implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                try {
                    write(mapper.writeValueAsString(message));
                } catch (IOException e) {
                    broken.complete(e);
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return mapper.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
