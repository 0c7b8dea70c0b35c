package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.challenge.official.OfficialFiles;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code fovea challenge} from end to end. The genuine files are not here, so that a server gives others of their size.
 */
class ChallengeIT {
    private static final OfficialFile CLIP = OfficialFiles.CLIP;

    @TempDir
    Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    /** Bytes after which the server falls silent. */
    private volatile long most = Long.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/lfs/objects/batch", this::batch);
        server.createContext("/store", this::zeros);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/lfs/";
    }

    private void batch(HttpExchange exchange) throws IOException {
        JsonNode object = JsonMapper.shared()
                .readTree(exchange.getRequestBody().readAllBytes())
                .path("objects")
                .path(0);
        byte[] answer = JsonMapper.shared()
                .writeValueAsBytes(java.util.Map.of(
                        "objects",
                        List.of(java.util.Map.of(
                                "oid",
                                object.path("oid").asString(),
                                "size",
                                object.path("size").asLong(),
                                "actions",
                                java.util.Map.of(
                                        "download",
                                        java.util.Map.of(
                                                "href",
                                                "/store/" + object.path("size").asLong()))))));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void zeros(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
        long size = Long.parseLong(exchange.getRequestURI().getPath().replaceAll(".*/", ""));
        long from = range == null ? 0 : Long.parseLong(range.replaceAll("[^0-9]", ""));
        if (range != null) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, size - from);
        byte[] block = new byte[1 << 16];
        for (long at = from; at < size && at < most; at += block.length) {
            exchange.getResponseBody().write(block, 0, (int) Math.min(block.length, Math.min(size, most) - at));
        }
        exchange.getResponseBody().flush();
        if (most < size) {
            try {
                Thread.sleep(120_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.close();
    }

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(folder, line, values);
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static byte[] pointer(OfficialFile file) {
        return ("version https://git-lfs.github.com/spec/v1\noid sha256:" + file.sha256() + "\nsize " + file.bytes()
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void verify_says_what_is_missing_a_pointer_or_another_file() throws Exception {
        write("c/videos/0.mkv", pointer(CLIP));
        write("c/videos/0.mkv.bak", new byte[7]);
        write("c/models/segnet.safetensors", new byte[1000]);
        Result result = run("challenge verify c");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines().filter(line -> !line.isBlank() && !line.startsWith(" ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("POINTER  videos/0.mkv")
                                .contains("Git LFS pointer"),
                        line -> assertThat(line).startsWith("MISSING  models/posenet.safetensors"),
                        line -> assertThat(line)
                                .startsWith("WRONG    models/segnet.safetensors")
                                .contains("1,000 bytes, the genuine file has 38,502,892"));
        assertThat(result.err()).contains("1 other file next to the clip", "7 bytes more");
        Result json = run("challenge verify c --json");
        assertThat(json.exitCode()).isEqualTo(1);
        JsonShape.assertSame("challenge-verify", json.out());
        JsonNode document = JsonMapper.shared().readTree(json.out());
        assertThat(document.path("genuine").asBoolean(true)).isFalse();
        assertThat(document.path("files").size()).isEqualTo(3);
        assertThat(document.path("files").path(0).path("state").asString()).isEqualTo("pointer");
        assertThat(document.path("strayFiles").size()).isEqualTo(1);
    }

    @Test
    void wrong_usage_is_told() throws Exception {
        run("challenge verify none").assertRefused(3);
        run("challenge fetch c --url ftp://example.org").assertRefused(2);
        run("challenge fetch c --url %s", "not an address").assertRefused(2);
        assertThat(run("challenge").exitCode()).isEqualTo(2);
        write("c/videos/0.mkv", new byte[10]);
        Result other = run("challenge fetch c --quiet --url %s", url());
        other.assertRefused(2);
        assertThat(other.err()).contains("add --force");
        assertThat(folder.resolve("c/videos/0.mkv")).hasSize(10);
        assertThat(requests).isEmpty();
    }

    @Test
    void what_is_not_the_genuine_file_does_not_get_its_name() throws Exception {
        write("c/videos/0.mkv", pointer(CLIP));
        Result result = run("challenge fetch c --quiet --url %s", url());
        result.assertRefused(1);
        assertThat(result.err()).contains("videos/0.mkv: the download has sha256", CLIP.sha256(), "it was removed");
        assertThat(Fovea.files(folder)).containsExactly("c/videos/0.mkv");
        assertThat(folder.resolve("c/videos/0.mkv")).hasBinaryContent(pointer(CLIP));
        assertThat(requests).containsExactly("/store/37545489");
    }

    @Test
    void an_address_without_a_server_of_this_kind_is_told() throws Exception {
        Result result = run("challenge fetch c --quiet --url %s", url() + "else");
        result.assertRefused(4);
        assertThat(result.err()).contains("has nothing at /lfs/else/objects/batch", "HTTP 404");
    }

    @Test
    void an_interrupted_download_is_kept_and_goes_on() throws Exception {
        most = 3_000_000;
        Path err = folder.resolve("err");
        Path part = folder.resolve("c/videos/0.mkv.part");
        Process process = Fovea.start(folder, folder.resolve("out"), err, "challenge fetch c --url %s", url());
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while ((!Files.exists(part) || Files.size(part) < most) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        Fovea.interrupt(process);
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Fovea.read(err)).contains("interrupted; partial downloads are kept as NAME.part");
        assertThat(part).hasSize(most);
        assertThat(folder.resolve("c/videos/0.mkv")).doesNotExist();
        most = Long.MAX_VALUE;
        Result again = run("challenge fetch c --url %s", url());
        assertThat(again.exitCode()).isEqualTo(1); // zeros are not the clip
        // All of it once more, because what an earlier start left might have been at fault.
        assertThat(requests).containsExactly("/store/37545489", "/store/37545489 bytes=3000000-", "/store/37545489");
        assertThat(part).doesNotExist();
    }
}
