package org.fovea.challenge.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.fovea.challenge.official.OfficialFile;

/** A Git LFS server on this machine's loopback whose every answer a test can replace. */
final class LfsTestServer implements AutoCloseable {
    /** What it was asked, a line per request: method, path, range. */
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LfsTestServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is; what a client is told as the LFS address. */
    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers a path, and all below it, by {@code handler}. */
    void on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI() + (range == null ? "" : " " + range));
            exchange.getRequestBody().readAllBytes();
            try {
                handler.handle(exchange);
            } finally {
                exchange.close();
            }
        });
    }

    /** The usual answer to the batch request: download {@code file} from {@code path}. */
    void offers(OfficialFile file, String path) {
        on("/objects/batch", exchange -> json(exchange, 200, offer(file, base() + path)));
    }

    static String offer(OfficialFile file, String href) {
        return """
                {"transfer": "basic", "objects": [{"oid": "%s", "size": %d, "authenticated": true,
                 "actions": {"download": {"href": "%s", "header": {"X-Token": "secret", "Host": "elsewhere"}, \
                "expires_in": 60}}}]}
                """.formatted(file.sha256(), file.bytes(), href);
    }

    static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.git-lfs+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Sends all of {@code content}, or the end of it where a range is asked for. */
    static void content(HttpExchange exchange, byte[] content) throws IOException {
        content(exchange, content, content.length);
    }

    /** The same, but the connection breaks when {@code most} bytes of this answer were sent. */
    static void content(HttpExchange exchange, byte[] content, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        exchange.getResponseBody().write(content, from, Math.min(most, content.length - from));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
