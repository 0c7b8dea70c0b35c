package org.fovea.challenge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.fovea.challenge.fetch.FetchException.Kind;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;

/**
 * Downloads files into a folder. What has come is kept in {@code NAME.part}, so that the next start goes on where this
 * one ended; a file gets its name when its hash is right.
 */
public final class Fetcher implements AutoCloseable {
    /** Progress that makes the earlier failures forgotten. */
    private static final long WORTH_GOING_ON = 1 << 20;

    private final Path folder;
    private final RetryPolicy retries;
    private final HttpTransport transport;
    private final LfsClient server;
    private final ProgressListener progress;
    private final BiConsumer<String, Duration> retrying;

    /**
     * A fetcher.
     *
     * @param server address of a Git LFS server, such as {@code https://github.com/OWNER/NAME.git/info/lfs}
     * @param progress called with the path of a file and its bytes
     * @param retrying called with why an attempt failed, and the pause before the next one
     * @throws IllegalArgumentException where that is no http or https address
     */
    public Fetcher(
            Path folder,
            URI server,
            RetryPolicy retries,
            ProgressListener progress,
            BiConsumer<String, Duration> retrying) {
        this.folder = folder;
        this.retries = retries;
        this.transport = new HttpTransport(retries.silence());
        this.server = new LfsClient(transport, HttpTransport.checked(server));
        this.progress = progress;
        this.retrying = retrying;
    }

    /**
     * Downloads one file and replaces what stands in its place.
     *
     * @throws FetchException where the server does not give it, or gives something else
     * @throws IOException where the disk fails
     */
    public void fetch(OfficialFile file) throws IOException, InterruptedException {
        Path target = folder.resolve(file.path());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.createDirectories(target.getParent());
        int failures = 0;
        boolean doubted = size(part) > 0;
        while (true) {
            long before = size(part);
            try {
                attempt(file, part);
                verify(file, part);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FetchException e) {
                boolean again = e.kind() == Kind.PASSING;
                if (e.kind() == Kind.WRONG_CONTENT && doubted && size(part) == 0) {
                    doubted = false; // what an earlier start left may have been the wrong half
                    again = true;
                }
                failures = size(part) - before >= WORTH_GOING_ON ? 1 : failures + 1;
                if (!again || failures >= retries.attempts()) {
                    throw e;
                }
                Duration pause = retries.pause(failures, e.waiting());
                retrying.accept(String.valueOf(e.getMessage()), pause);
                Thread.sleep(pause);
            }
        }
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** Brings {@code part} to its full length, or fails with what has come so far kept. */
    private void attempt(OfficialFile file, Path part) throws IOException, InterruptedException {
        if (size(part) > file.bytes()) {
            Files.delete(part); // of another file
        }
        long have = size(part);
        progress.update(file.path(), have, file.bytes());
        if (have == file.bytes()) {
            return;
        }
        LfsClient.Action action = server.download(file);
        HttpResponse<InputStream> response = transport.send(action.href(), action.headers(), Optional.empty(), have);
        try (InputStream body = new PatientStream(response.body(), retries.silence())) {
            if (response.statusCode() == 416) {
                Files.deleteIfExists(part);
                throw new FetchException(
                        Kind.PASSING,
                        HttpTransport.server(action.href()) + " has no byte " + have + " of " + file.path());
            }
            long from = begin(file, action.href(), response, have);
            receive(file, part, body, from);
        }
    }

    /** The place in the file where the response's body begins. */
    private static long begin(OfficialFile file, URI href, HttpResponse<?> response, long have) throws FetchException {
        String host = HttpTransport.server(href);
        int status = response.statusCode();
        if (status != 200 && status != 206) {
            throw LfsClient.failure(href, response, "", "its link may be too old");
        }
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new FetchException(
                    Kind.REFUSED,
                    host + " sends " + file.path() + " encoded (" + HttpTransport.clean(encoding)
                            + ") though asked for it as it is");
        }
        long from = status == 206 ? have : 0; // 200: the server does not know ranges and begins again
        if (status == 206) {
            String range = response.headers().firstValue("Content-Range").orElse("");
            if (!range.matches("bytes " + have + "-[0-9]+/(" + file.bytes() + "|\\*)")) {
                throw new FetchException(
                        Kind.REFUSED, host + " sends another part than requested: " + HttpTransport.clean(range));
            }
        }
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (announced > file.bytes() - from) {
            throw tooLong(host, file);
        }
        if (announced >= 0 && announced < file.bytes() - from) {
            throw new FetchException(
                    Kind.WRONG_CONTENT,
                    String.format(
                            Locale.ROOT,
                            "%s sends %,d bytes for %s where %,d are missing; something else answers in its place, "
                                    + "such as a page to log in to this network",
                            host,
                            announced,
                            file.path(),
                            file.bytes() - from));
        }
        return from;
    }

    private void receive(OfficialFile file, Path part, InputStream body, long from) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long have = from;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(from);
            out.position(from);
            while (true) {
                int read = read(file, body, buffer, have);
                if (read < 0) {
                    break;
                }
                if (have + read > file.bytes()) {
                    throw tooLong("the server", file);
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                have += read;
                progress.update(file.path(), have, file.bytes());
            }
        }
        if (have < file.bytes()) {
            throw cutShort(file, have, "the connection ended", null);
        }
    }

    private static int read(OfficialFile file, InputStream body, byte[] buffer, long have) throws FetchException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw cutShort(file, have, HttpTransport.clean(String.valueOf(e.getMessage())), e);
        }
    }

    private static FetchException cutShort(OfficialFile file, long have, String why, IOException cause) {
        return new FetchException(
                Kind.PASSING,
                String.format(Locale.ROOT, "%s stops after %,d of %,d bytes: %s", file.path(), have, file.bytes(), why),
                Duration.ZERO,
                cause);
    }

    private static FetchException tooLong(String host, OfficialFile file) {
        return new FetchException(
                Kind.WRONG_CONTENT,
                String.format(Locale.ROOT, "%s sends more for %s than its %,d bytes", host, file.path(), file.bytes()));
    }

    /** What has another hash is worth nothing and is removed. */
    private static void verify(OfficialFile file, Path part) throws IOException {
        String sha256 = Sha256.of(part);
        if (!sha256.equals(file.sha256())) {
            Files.delete(part);
            throw new FetchException(
                    Kind.WRONG_CONTENT,
                    file.path() + ": the download has sha256 " + sha256 + ", the genuine file " + file.sha256()
                            + "; it was removed");
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
