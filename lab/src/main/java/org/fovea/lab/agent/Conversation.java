package org.fovea.lab.agent;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages of a client, line by line, between its streams and those of the SDK, whose transport would end at the first line that it cannot read, and would not answer what
 * was asked right before the end.
 */
final class Conversation {
    private static final int MAX_BYTES = 4 << 20;
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;

    private final McpJsonMapper mapper;
    private final Feed feed = new Feed();
    private final Answers answers;
    private final Set<String> asked = new HashSet<>();

    Conversation(McpJsonMapper mapper, OutputStream out) {
        this.mapper = mapper;
        this.answers = new Answers(out);
    }

    /** What the SDK reads. */
    InputStream in() {
        return feed;
    }

    /** Where the SDK writes. */
    OutputStream out() {
        return answers;
    }

    /**
     * Passes messages on until the client has nothing more to say, or somebody says that this is the end. A client that says nothing cannot be interrupted, so a thread of its
     * own listens to it; where it is left behind, it does not keep the process.
     *
     * @param broken completed where nobody will answer any more
     */
    void pass(InputStream in, CompletableFuture<?> broken) throws IOException, InterruptedException {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lab-agent-listener").start(() -> {
            try {
                pass(in);
                heard.complete(null);
            } catch (IOException | RuntimeException | Error e) {
                heard.completeExceptionally(e);
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

    private void pass(InputStream in) throws IOException {
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
                refuse(INVALID_REQUEST, "a message of more than " + MAX_BYTES + " bytes");
            } else {
                message(line.toString(StandardCharsets.UTF_8).strip());
            }
            line.reset();
            tooLong = false;
        }
        message(line.toString(StandardCharsets.UTF_8).strip());
    }

    private void message(String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        try {
            JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            refuse(PARSE_ERROR, "no JSON");
            return;
        }
        try {
            if (McpSchema.deserializeJsonRpcMessage(mapper, text) instanceof JSONRPCRequest request) {
                synchronized (asked) {
                    asked.add(String.valueOf(request.id()));
                }
            }
        } catch (IOException | RuntimeException e) {
            refuse(INVALID_REQUEST, "not a JSON-RPC 2.0 message");
            return;
        }
        feed.put((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(int code, String why) throws IOException {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("jsonrpc", "2.0");
        error.put("id", null);
        error.put("error", Map.of("code", code, "message", why));
        synchronized (answers) { // as the SDK does
            answers.write((JsonMapper.shared().writeValueAsString(error) + "\n").getBytes(StandardCharsets.UTF_8));
            answers.flush();
        }
    }

    /**
     * Waits until all that was asked is answered, and tells the SDK that nothing follows.
     *
     * @param patience how long to wait at most
     * @param broken completed where nobody will answer any more
     */
    void end(Duration patience, CompletableFuture<?> broken) throws InterruptedException {
        broken.thenRun(() -> {
            synchronized (asked) {
                asked.notifyAll();
            }
        });
        long end = System.nanoTime() + patience.toNanos();
        synchronized (asked) {
            for (long left = patience.toMillis();
                    !asked.isEmpty() && left > 0 && !broken.isDone();
                    left = (end - System.nanoTime()) / 1_000_000) {
                asked.wait(left);
            }
        }
        feed.end();
    }

    /** Notes what is answered. */
    private final class Answers extends FilterOutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Answers(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            line.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            text.lines().filter(each -> !each.isBlank()).forEach(this::note);
        }

        private void note(String text) {
            JsonNode message = JsonMapper.shared().readTree(text);
            if (message.has("id") && !message.has("method")) {
                synchronized (asked) {
                    asked.remove(message.path("id").asString());
                    asked.notifyAll();
                }
            }
        }
    }

    /** What one thread puts in and another reads. */
    private static final class Feed extends InputStream {
        private static final byte[] END = new byte[0];

        private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
        private byte[] current = new byte[1];
        private int at = 1;

        /** Puts bytes in, at least one. */
        void put(byte[] bytes) {
            queue.add(bytes);
        }

        /** Nothing follows. */
        void end() {
            queue.add(END);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (current.length > 0 && at == current.length) {
                try {
                    current = queue.take();
                    at = 0;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
            if (current.length == 0) {
                return -1;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, into, from, count);
            at += count;
            return count;
        }
    }
}
