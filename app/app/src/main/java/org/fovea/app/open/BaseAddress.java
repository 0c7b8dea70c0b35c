package org.fovea.app.open;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;

/**
 * A folder of bases on a web server, each named by its hash. One is fetched once, compared with that hash, and kept.
 *
 * @param folder ends with a slash
 * @param kept files that were fetched
 */
record BaseAddress(URI folder, Path kept) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DONE = 200;
    private static final int MISSING = 404;
    private static final int GONE = 410;

    static boolean isAddress(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    static Path keptIn(Path cache) {
        return cache.resolve("bases");
    }

    /**
     * An address.
     *
     * @param cache folder that this program remembers things in
     * @throws AppException where it is none, or holds a password
     */
    static BaseAddress of(String text, Path cache) {
        try {
            URI folder = new URI(text.endsWith("/") ? text : text + "/");
            if (folder.getHost() != null
                    && folder.getRawUserInfo() == null
                    && folder.getRawQuery() == null
                    && folder.getRawFragment() == null) {
                return new BaseAddress(folder, keptIn(cache));
            }
        } catch (URISyntaxException e) {
            // said below, without what may be a password in it
        }
        throw AppException.usage(
                Bases.FOLDER + ": no address of a folder; write https://HOST/FOLDER, without password, ? and #");
    }

    /**
     * The file of a base.
     *
     * @param bytes of it, where they are known
     * @throws AppException where the server does not have it, sends another file, or cannot be reached
     */
    Path fetch(String sha256, OptionalLong bytes) throws IOException {
        Path file = kept.resolve(sha256 + ".base");
        if (Files.isRegularFile(file) && Sha256.of(file).equals(sha256)) {
            return file;
        }
        URI from = folder.resolve(sha256 + ".base");
        byte[] content = download(from);
        if (bytes.isPresent() && content.length != bytes.getAsLong()) {
            throw AppException.badInput(from + ": " + Text.count(content.length) + " bytes, but the base has "
                    + Text.count(bytes.getAsLong()) + "; put the right file there");
        }
        String found = Sha256.of(content);
        if (!found.equals(sha256)) {
            throw AppException.badInput(from + ": has sha256 " + found + "; put the base of that name there");
        }
        AtomicFile.write(file, content, true);
        return file;
    }

    private static byte[] download(URI from) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            Future<HttpResponse<byte[]>> coming = client.sendAsync(
                    HttpRequest.newBuilder(from).build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), Opened.MAX_BYTES));
            HttpResponse<byte[]> response = coming.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            int status = response.statusCode();
            if (status == MISSING || status == GONE) {
                throw AppException.badInput(from + ": no such base; put it there, or name its file with --base");
            }
            if (status != DONE) {
                throw AppException.environment(from + ": the server answers " + status);
            }
            return response.body();
        } catch (TimeoutException e) {
            throw AppException.environment(from + ": nothing came within " + PATIENCE.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw AppException.environment(from + ": cannot be fetched: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException(from + ": interrupted").initCause(e);
        } finally {
            client.shutdownNow();
        }
    }

    /** A refused connection has no words of its own. */
    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        String message = cause == null ? null : cause.getMessage();
        return message == null || message.isBlank()
                ? "no connection"
                : message.lines().findFirst().orElse(message);
    }
}
