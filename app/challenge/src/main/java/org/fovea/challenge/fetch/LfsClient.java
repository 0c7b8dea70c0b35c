package org.fovea.challenge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.challenge.fetch.FetchException.Kind;
import org.fovea.challenge.official.OfficialFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a Git LFS server where an object can be downloaded (Git LFS batch API, {@code docs/api/batch.md} of git-lfs).
 */
final class LfsClient {
    private static final String TYPE = "application/vnd.git-lfs+json";
    private static final int MAX_ANSWER = 1 << 20;
    private static final int MAX_HEADERS = 32;
    private static final long MAX_WAIT_SECONDS = 3600;

    private final HttpTransport transport;
    private final URI batch;

    /** @param base address of the LFS server, the one that {@code /objects/batch} is appended to */
    LfsClient(HttpTransport transport, URI base) {
        this.transport = transport;
        this.batch = URI.create(base.toString().replaceAll("/+$", "") + "/objects/batch");
    }

    /**
     * Where to download an object.
     *
     * @param href address
     * @param headers to send there
     */
    record Action(URI href, Map<String, String> headers) {}

    /** Asks for the download of one object. */
    Action download(OfficialFile file) throws IOException, InterruptedException {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("operation", "download");
        question.put("transfers", List.of("basic"));
        question.put("objects", List.of(Map.of("oid", file.sha256(), "size", file.bytes())));
        byte[] body = JsonMapper.shared().writeValueAsBytes(question);
        HttpResponse<InputStream> response =
                transport.send(batch, Map.of("Accept", TYPE, "Content-Type", TYPE), Optional.of(body), 0);
        byte[] answer;
        try (InputStream in = new PatientStream(response.body(), transport.silence())) {
            answer = in.readNBytes(MAX_ANSWER + 1);
        }
        if (response.statusCode() != 200) {
            throw failure(batch, response, message(answer), "an LFS address usually ends in .git/info/lfs");
        }
        if (answer.length > MAX_ANSWER) {
            throw new FetchException(Kind.REFUSED, server() + " answers the batch request with more than 1 MiB");
        }
        return action(file, parse(answer));
    }

    private JsonNode parse(byte[] answer) throws FetchException {
        try {
            return JsonMapper.shared().readTree(answer);
        } catch (JacksonException e) {
            throw new FetchException(
                    Kind.REFUSED,
                    server() + " does not answer as a Git LFS server: no JSON; check the address " + batch);
        }
    }

    private Action action(OfficialFile file, JsonNode answer) throws FetchException {
        String transfer = answer.path("transfer").asString("basic");
        if (!transfer.equals("basic")) {
            throw new FetchException(
                    Kind.REFUSED, server() + " wants the transfer " + HttpTransport.clean(transfer) + ", not basic");
        }
        for (JsonNode object : answer.path("objects")) {
            if (object.path("oid").asString("").equals(file.sha256())) {
                return action(file, object, object.path("error"));
            }
        }
        throw new FetchException(
                Kind.REFUSED,
                server() + " does not answer as a Git LFS server: nothing about " + file.path() + "; check the address "
                        + batch);
    }

    private Action action(OfficialFile file, JsonNode object, JsonNode error) throws FetchException {
        if (error.isObject()) {
            int code = error.path("code").asInt(0);
            String message = HttpTransport.clean(error.path("message").asString(""));
            throw new FetchException(
                    code >= 500 || code == 429 ? Kind.PASSING : Kind.REFUSED,
                    server() + " does not give " + file.path() + ": " + message + " (error " + code + ")");
        }
        long size = object.path("size").asLong(file.bytes());
        if (size != file.bytes()) {
            throw new FetchException(
                    Kind.WRONG_CONTENT,
                    String.format(
                            java.util.Locale.ROOT,
                            "%s has %s with %,d bytes, the genuine file has %,d",
                            server(),
                            file.path(),
                            size,
                            file.bytes()));
        }
        JsonNode download = object.path("actions").path("download");
        String href = download.path("href").asString("");
        try {
            if (href.isEmpty()) {
                throw new IllegalArgumentException("no address");
            }
            return new Action(HttpTransport.checked(batch.resolve(href)), headers(download.path("header")));
        } catch (IllegalArgumentException e) {
            throw new FetchException(Kind.REFUSED, server() + " says nothing about where to download " + file.path());
        }
    }

    private static Map<String, String> headers(JsonNode header) {
        Map<String, String> headers = new LinkedHashMap<>();
        header.properties().stream()
                .limit(MAX_HEADERS)
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString("")));
        return headers;
    }

    private static String message(byte[] answer) {
        try {
            return HttpTransport.clean(
                    JsonMapper.shared().readTree(answer).path("message").asString(""));
        } catch (JacksonException e) {
            return ""; // a page for people; the status says enough
        }
    }

    private String server() {
        return HttpTransport.server(batch);
    }

    /** The failure that a status other than success stands for. */
    static FetchException failure(URI uri, HttpResponse<?> response, String message, String hint) {
        int status = response.statusCode();
        String why = switch (status) {
            case 401, 403 -> "refuses access";
            case 404, 410 -> "has nothing at " + HttpTransport.clean(uri.getPath()) + "; " + hint;
            case 408, 504 -> "took too long";
            case 413, 422 -> "does not accept the request";
            case 429 -> "asks to wait";
            case 509 -> "has used up its bandwidth";
            default -> status >= 500 ? "has a problem" : "gives an unexpected answer";
        };
        boolean passing = status == 408 || status == 429 || status >= 500 && status != 501 && status != 509;
        String line = HttpTransport.server(uri) + " " + why + " (HTTP " + status + ")"
                + (message.isEmpty() ? "" : ": " + message);
        return new FetchException(passing ? Kind.PASSING : Kind.REFUSED, line, retryAfter(response), null);
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String told = response.headers().firstValue("Retry-After").orElse("");
        return told.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Math.min(MAX_WAIT_SECONDS, Long.parseLong(told)))
                : Duration.ZERO;
    }
}
