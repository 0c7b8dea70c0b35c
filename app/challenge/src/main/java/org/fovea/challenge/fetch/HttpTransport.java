package org.fovea.challenge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.challenge.fetch.FetchException.Kind;

/**
 * HTTP with what a careful client adds: redirects followed by hand (a POST stays a POST, a server's headers go to that
 * server only, HTTPS never becomes HTTP), and a line for people in place of each kind of failure.
 */
final class HttpTransport implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_MESSAGE = 200;
    private static final Duration CONNECT = Duration.ofSeconds(20);

    /** Set by the client itself, or would change what is asked for. */
    private static final Set<String> NOT_TO_BE_SET =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "range", "if-range", "accept-encoding");

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final Duration silence;

    HttpTransport(Duration silence) {
        this.silence = silence;
    }

    /**
     * Asks.
     *
     * @param headers to send; where there is no body they are a server's, may be secret, and go to no other server that
     *     it redirects to
     * @param body to POST; empty to GET
     * @param range first byte that is wanted, 0 for all
     */
    HttpResponse<InputStream> send(URI uri, Map<String, String> headers, Optional<byte[]> body, long range)
            throws IOException, InterruptedException {
        URI at = uri;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            boolean trusted = body.isPresent() || sameServer(uri, at);
            HttpResponse<InputStream> response = once(at, trusted ? headers : Map.of(), body, range);
            if (!isRedirect(response.statusCode())) {
                return response;
            }
            response.body().close();
            at = redirected(at, response);
        }
        throw new FetchException(Kind.REFUSED, uri.getHost() + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static boolean sameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getAuthority().equalsIgnoreCase(other.getAuthority());
    }

    private static URI redirected(URI from, HttpResponse<?> response) throws FetchException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            if (location.isEmpty()) {
                throw new IllegalArgumentException("no address");
            }
            URI to = checked(from.resolve(location));
            if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
                throw new FetchException(Kind.REFUSED, from.getHost() + " redirects from https to http");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new FetchException(Kind.REFUSED, from.getHost() + " redirects to nowhere: " + clean(location));
        }
    }

    /** An address with a server that speaks HTTP. */
    static URI checked(URI uri) {
        String scheme = uri.getScheme();
        boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("'" + uri + "' is no http or https address");
        }
        return uri;
    }

    private HttpResponse<InputStream> once(URI uri, Map<String, String> headers, Optional<byte[]> body, long range)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(silence);
        try {
            headers.forEach((name, value) -> {
                if (!NOT_TO_BE_SET.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new FetchException(Kind.REFUSED, uri.getHost() + " asks for an impossible header");
        }
        request.setHeader("Accept-Encoding", "identity");
        if (range > 0) {
            request.setHeader("Range", "bytes=" + range + "-");
        }
        body.ifPresent(bytes -> request.POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException e) {
            throw passing(uri, "cannot be reached within " + CONNECT.toSeconds() + " s", e);
        } catch (HttpTimeoutException e) {
            throw passing(uri, "did not answer within " + seconds(silence), e);
        } catch (ConnectException e) {
            boolean unknown = e.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException;
            throw passing(uri, unknown ? "is unknown; is there a network connection?" : "cannot be reached", e);
        } catch (IOException e) {
            throw passing(uri, "broke the connection: " + clean(String.valueOf(e.getMessage())), e);
        }
    }

    /** How long a server may send nothing. */
    Duration silence() {
        return silence;
    }

    private static FetchException passing(URI uri, String what, IOException cause) {
        return new FetchException(Kind.PASSING, server(uri) + " " + what, Duration.ZERO, cause);
    }

    static String server(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Words of a server, fit to be printed: one line, not long, nothing that steers a terminal. */
    static String clean(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return printable.substring(0, Math.min(MAX_MESSAGE, printable.length()));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
