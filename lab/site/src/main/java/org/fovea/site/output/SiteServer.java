package org.fovea.site.output;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.fovea.lab.store.LedgerException;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/**
 * Shows the site of a lab to browsers of this machine, and to nobody else: it listens on the loopback address only,
 * answers only requests that name it by a loopback name (so that no page of another host can read it through a name of
 * its own), reads and never writes.
 */
public final class SiteServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", Frame.policy(true) + "; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store");
    private static final String TEXT = "text/plain; charset=utf-8";

    private final BiFunction<String, Context, Optional<Content>> pages;
    private final Consumer<Throwable> failures;
    private final Javalin server;

    private SiteServer(BiFunction<String, Context, Optional<Content>> pages, Consumer<Throwable> failures) {
        this.pages = pages;
        this.failures = failures;
        this.server = Javalin.create(this::configure);
    }

    /**
     * Starts one.
     *
     * @param port 1..65535, or 0 for any that is free
     * @param failures told what went wrong; the browser is told only that something did
     * @throws IOException where the port is taken
     */
    public static SiteServer start(LiveSite site, int port, Consumer<Throwable> failures) throws IOException {
        SiteServer made = new SiteServer((path, context) -> of(site.now(), path, context), failures);
        return made.listening(port);
    }

    /**
     * The same for any pages.
     *
     * @param pages a file as it is now, by its path from the root, which is empty for the overview
     * @throws IOException where the port is taken
     */
    public static SiteServer start(Function<String, Optional<Content>> pages, int port, Consumer<Throwable> failures)
            throws IOException {
        return new SiteServer((path, context) -> pages.apply(path), failures).listening(port);
    }

    private SiteServer listening(int port) throws IOException {
        try {
            server.start(LOOPBACK, port);
        } catch (JavalinBindException e) {
            throw new BindException("port " + port + " of this machine is taken");
        }
        return this;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
        });
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new PlainErrors()));
        config.routes.before(SiteServer::guard);
        config.routes.get("/*", this::answer);
        config.routes.head("/*", this::answer);
        config.routes.exception(LedgerException.class, (e, context) -> {
            failures.accept(e);
            context.status(503).header("Retry-After", "5").contentType(TEXT);
            context.result("The ledger cannot be read now; the terminal says why.\n");
        });
        config.routes.exception(Exception.class, (e, context) -> {
            failures.accept(e);
            context.status(500).contentType(TEXT).result("Something went wrong; the terminal says what.\n");
        });
    }

    private static void guard(Context context) {
        HEADERS.forEach(context::header);
        String host = Optional.ofNullable(context.header("Host")).orElse("").toLowerCase(Locale.ROOT);
        if (!NAMES.contains(host.replaceFirst(":[0-9]+$", ""))) {
            refuse(context, 403, "This server answers under its own address only.");
        } else if (context.method() != HandlerType.GET && context.method() != HandlerType.HEAD) {
            context.header("Allow", "GET, HEAD");
            refuse(context, 405, "This server is read-only.");
        }
    }

    /**
     * What Jetty answers itself, before any page is asked: requests that are none, or too long. The same headers, and a
     * line in place of its page.
     */
    private static final class PlainErrors extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            HEADERS.forEach(response.getHeaders()::put);
            response.getHeaders().put("Content-Type", TEXT);
            response.write(true, ByteBuffer.wrap(said(response.getStatus())), callback);
            return true;
        }

        private static byte[] said(int status) {
            return ("This server cannot answer that (" + status + ").\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void refuse(Context context, int status, String why) {
        context.status(status).contentType(TEXT).result(why + "\n");
        context.skipRemainingHandlers();
    }

    private static Optional<Content> of(Site now, String path, Context context) {
        Optional<Content> content =
                now.files().file(path.isEmpty() ? now.paths().of(Topic.FRONT) : path);
        if (content.isPresent()) {
            context.header("Fovea-Ledger", now.snapshot().time().toString());
        }
        return content;
    }

    private void answer(Context context) {
        Optional<Content> content = pages.apply(context.path().substring(1), context);
        if (content.isEmpty()) {
            refuse(context, 404, "There is no such page. The overview is at /.");
            return;
        }
        context.contentType(content.get().mediaType()).result(content.get().bytes());
    }

    /** Where a browser finds it. */
    public String address() {
        return "http://" + LOOPBACK + ":" + server.port() + "/";
    }

    @Override
    public void close() {
        server.stop();
    }
}
