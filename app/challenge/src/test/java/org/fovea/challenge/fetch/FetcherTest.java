package org.fovea.challenge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.fovea.challenge.fetch.FetchException.Kind;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
    private static final RetryPolicy QUICK =
            new RetryPolicy(4, Duration.ofMillis(5), Duration.ofMillis(40), Duration.ofSeconds(20));
    private static final byte[] CONTENT = new byte[3_000_000];

    static {
        new Random(5).nextBytes(CONTENT);
    }

    private static final OfficialFile FILE = new OfficialFile("videos/0.mkv", CONTENT.length, Sha256.of(CONTENT));

    @TempDir
    Path folder;

    private LfsTestServer server;
    private final List<String> retried = new ArrayList<>();
    private long told;

    @BeforeEach
    void start() throws IOException {
        server = new LfsTestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path target() {
        return folder.resolve("videos/0.mkv");
    }

    private Path part() {
        return folder.resolve("videos/0.mkv.part");
    }

    private void fetch(RetryPolicy retries) throws IOException, InterruptedException {
        try (Fetcher fetcher = new Fetcher(
                folder,
                server.base(),
                retries,
                (_, done, _) -> told = done,
                (why, pause) -> retried.add(why + " / " + pause.toMillis()))) {
            fetcher.fetch(FILE);
        }
    }

    private FetchException failure(RetryPolicy retries) {
        FetchException failure = catchThrowableOfType(FetchException.class, () -> fetch(retries));
        assertThat(failure).as("the download should fail").isNotNull();
        assertThat(failure.getMessage()).doesNotContain("\n", "Exception", "null");
        assertThat(target()).doesNotExist();
        return failure;
    }

    private void assertFetched() throws IOException {
        assertThat(target()).hasBinaryContent(CONTENT);
        try (Stream<Path> files = Files.list(target().getParent())) {
            assertThat(files).containsExactly(target());
        }
        assertThat(told).isEqualTo(CONTENT.length);
    }

    @Test
    void a_file_is_asked_for_by_its_hash_and_fetched_from_where_the_server_says() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<String> tokens = new ArrayList<>();
        server.on("/objects/batch", exchange -> {
            asked.incrementAndGet();
            assertThat(exchange.getRequestHeaders().getFirst("Accept")).isEqualTo("application/vnd.git-lfs+json");
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/vnd.git-lfs+json");
            LfsTestServer.json(exchange, 200, LfsTestServer.offer(FILE, server.base() + "/store/1"));
        });
        server.on("/store", exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("X-Token") + " "
                    + exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            LfsTestServer.content(exchange, CONTENT);
        });
        fetch(QUICK);
        assertFetched();
        assertThat(asked).hasValue(1);
        assertThat(tokens).containsExactly("secret identity");
        assertThat(retried).isEmpty();
    }

    @Test
    void a_broken_transfer_goes_on_where_it_stopped() throws Exception {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> LfsTestServer.content(exchange, CONTENT, 1_200_000));
        fetch(QUICK);
        assertFetched();
        List<String> gets = gets();
        assertThat(gets).hasSizeGreaterThanOrEqualTo(3);
        assertThat(gets.getFirst()).isEqualTo("GET /store");
        assertThat(gets.subList(1, gets.size())).allMatch(line -> line.matches("GET /store bytes=[1-9][0-9]*-"));
        assertThat(retried).hasSize(gets.size() - 1).allMatch(line -> line.contains("of 3,000,000 bytes"));
    }

    private List<String> gets() {
        return server.requests.stream().filter(line -> line.startsWith("GET")).toList();
    }

    @Test
    void a_later_start_goes_on_where_an_earlier_one_stopped() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(CONTENT, 2_345_678));
        server.offers(FILE, "/store");
        server.on("/store", exchange -> LfsTestServer.content(exchange, CONTENT));
        fetch(QUICK);
        assertFetched();
        assertThat(gets()).containsExactly("GET /store bytes=2345678-");
    }

    @Test
    void what_came_is_kept_where_the_attempts_end() throws Exception {
        server.offers(FILE, "/store");
        AtomicInteger count = new AtomicInteger();
        server.on(
                "/store",
                exchange -> LfsTestServer.content(exchange, CONTENT, count.getAndIncrement() == 0 ? 500_000 : 0));
        FetchException failure = failure(QUICK);
        assertThat(failure.kind()).isEqualTo(Kind.PASSING);
        assertThat(failure).hasMessageContaining("videos/0.mkv stops after ");
        assertThat(gets()).hasSize(4);
        byte[] kept = Files.readAllBytes(part());
        assertThat(kept.length).isPositive();
        assertThat(kept).isEqualTo(Arrays.copyOf(CONTENT, kept.length));
        assertThat(retried.stream().map(line -> line.replaceAll(".* / ", ""))).containsExactly("5", "10", "20");
    }

    @Test
    void a_complete_part_is_verified_and_not_fetched_again() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), CONTENT);
        fetch(QUICK);
        assertFetched();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void a_server_without_ranges_sends_all_of_it_again() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(CONTENT, 1_000_000));
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        });
        fetch(QUICK);
        assertFetched();
    }

    @Test
    void a_part_of_another_file_is_found_out_and_fetched_anew() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), new byte[1_000_000]);
        server.offers(FILE, "/store");
        server.on("/store", exchange -> LfsTestServer.content(exchange, CONTENT));
        fetch(QUICK);
        assertFetched();
        assertThat(gets()).containsExactly("GET /store bytes=1000000-", "GET /store");
        Files.delete(target());
        Files.write(part(), new byte[CONTENT.length + 1]);
        fetch(QUICK);
        assertFetched();
    }

    @Test
    void other_content_is_refused_and_not_kept() {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> LfsTestServer.content(exchange, new byte[CONTENT.length]));
        FetchException failure = failure(QUICK);
        assertThat(failure.kind()).isEqualTo(Kind.WRONG_CONTENT);
        assertThat(failure)
                .hasMessageContaining(FILE.sha256())
                .hasMessageContaining(Sha256.of(new byte[CONTENT.length]));
        assertThat(part()).doesNotExist();
        assertThat(gets()).hasSize(1);
    }

    @Test
    void a_page_to_log_in_to_the_network_is_refused_at_once_and_not_kept() {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            LfsTestServer.content(
                    exchange, "<html>please log in</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
        FetchException failure = failure(QUICK);
        assertThat(failure.kind()).isEqualTo(Kind.WRONG_CONTENT);
        assertThat(failure).hasMessageContaining("sends 26 bytes for videos/0.mkv where 3,000,000 are missing");
        assertThat(part()).doesNotExist();
        assertThat(gets()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_more_is_taken_than_the_file_has(boolean announced) throws Exception {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            exchange.sendResponseHeaders(200, announced ? 50_000_000_000L : 0);
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1 << 16; i++) { // 4 GiB where nobody stops it
                exchange.getResponseBody().write(block);
            }
        });
        FetchException failure = failure(QUICK);
        assertThat(failure.kind()).isEqualTo(Kind.WRONG_CONTENT);
        assertThat(failure).hasMessageContaining("sends more for videos/0.mkv than its 3,000,000 bytes");
        assertThat(Files.exists(part()) ? Files.size(part()) : 0).isLessThanOrEqualTo(CONTENT.length);
    }

    @Test
    void encoded_content_is_refused() {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            LfsTestServer.content(exchange, new byte[10]);
        });
        assertThat(failure(QUICK)).hasMessageContaining("encoded (gzip)");
    }

    @Test
    void another_range_than_asked_for_is_refused() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(CONTENT, 1000));
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(new byte[10]);
        });
        assertThat(failure(QUICK)).hasMessageContaining("sends another part than requested: bytes 0-9/10");
        assertThat(part()).hasSize(1000);
    }

    @Test
    void a_range_that_the_server_does_not_have_makes_it_begin_again() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(CONTENT, 2_000_000));
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            if (exchange.getRequestHeaders().containsKey("Range")) {
                exchange.sendResponseHeaders(416, -1);
            } else {
                LfsTestServer.content(exchange, CONTENT);
            }
        });
        fetch(QUICK);
        assertFetched();
    }

    @Test
    void redirects_are_followed_and_secrets_stay_behind() throws Exception {
        try (LfsTestServer other = new LfsTestServer()) {
            List<String> tokens = new ArrayList<>();
            other.on("/far", exchange -> {
                tokens.add("far " + exchange.getRequestHeaders().getFirst("X-Token"));
                LfsTestServer.content(exchange, CONTENT);
            });
            server.on("/objects/batch", exchange -> redirect(exchange, 307, "/moved"));
            server.on("/moved", exchange -> {
                assertThat(exchange.getRequestMethod()).isEqualTo("POST");
                LfsTestServer.json(exchange, 200, LfsTestServer.offer(FILE, server.base() + "/store"));
            });
            server.on("/store", exchange -> redirect(exchange, 302, "/near"));
            server.on("/near", exchange -> {
                tokens.add("near " + exchange.getRequestHeaders().getFirst("X-Token"));
                redirect(exchange, 302, other.base() + "/far");
            });
            fetch(QUICK);
            assertFetched();
            assertThat(tokens).containsExactly("near secret", "far null");
        }
    }

    private static void redirect(com.sun.net.httpserver.HttpExchange exchange, int status, String location)
            throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(status, -1);
    }

    @ParameterizedTest
    @CsvSource({"/store, more than 5 times", "ftp://example.org/x, to nowhere", "'http://', to nowhere"})
    void redirects_that_lead_nowhere_end(String location, String message) {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> redirect(exchange, 302, location));
        assertThat(failure(QUICK)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses access, 1",
        "403, refuses access, 1",
        "404, has nothing at /objects/batch; an LFS address usually ends in .git/info/lfs, 1",
        "422, does not accept the request, 1",
        "429, asks to wait, 4",
        "500, has a problem, 4",
        "501, has a problem, 1",
        "503, has a problem, 4",
        "509, has used up its bandwidth, 1"
    })
    void statuses_of_the_batch_request_are_explained(int status, String message, int attempts) {
        server.on(
                "/objects/batch",
                exchange -> LfsTestServer.json(
                        exchange, status, "{\"message\": \"because\\u001b[31m\\nso\", \"request_id\": \"1\"}"));
        FetchException failure = failure(QUICK);
        assertThat(failure)
                .hasMessageContaining(message)
                .hasMessageEndingWith("(HTTP " + status + "): because [31m so");
        assertThat(server.requests).hasSize(attempts);
        assertThat(failure.kind()).isEqualTo(attempts > 1 ? Kind.PASSING : Kind.REFUSED);
    }

    @Test
    void a_status_of_the_download_is_explained_and_a_new_link_is_asked_for_where_it_may_help() throws Exception {
        server.offers(FILE, "/store");
        AtomicInteger count = new AtomicInteger();
        server.on("/store", exchange -> {
            if (count.getAndIncrement() < 2) {
                exchange.getResponseHeaders().set("Retry-After", "1000");
                exchange.sendResponseHeaders(503, -1);
            } else {
                LfsTestServer.content(exchange, CONTENT);
            }
        });
        fetch(QUICK);
        assertFetched();
        assertThat(retried).hasSize(2).allMatch(line -> line.endsWith("has a problem (HTTP 503) / 40"));
        assertThat(server.requests.stream().filter(line -> line.startsWith("POST")))
                .hasSize(3);
    }

    @Test
    void a_link_that_is_refused_ends_it() {
        server.offers(FILE, "/store");
        server.on("/store", exchange -> exchange.sendResponseHeaders(404, -1));
        assertThat(failure(QUICK)).hasMessageContaining("has nothing at /store; its link may be too old (HTTP 404)");
    }

    @Test
    void errors_about_the_object_are_told() {
        server.on(
                "/objects/batch",
                exchange -> LfsTestServer.json(
                        exchange,
                        200,
                        "{\"objects\": [{\"oid\": \"" + FILE.sha256()
                                + "\", \"size\": 3000000, \"error\": {\"code\": 404, \"message\": \"Object does "
                                + "not exist\"}}]}"));
        assertThat(failure(QUICK))
                .hasMessageContaining("does not give videos/0.mkv: Object does not exist (error 404)");
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "7",
                "{}",
                "{\"objects\": 5}",
                "{\"objects\": [{}]}",
                "{\"objects\": [{\"oid\": \"00\"}]}",
                "{\"transfer\": \"tus\", \"objects\": []}"
            })
    void answers_that_are_no_git_lfs_are_refused(String answer) {
        server.on("/objects/batch", exchange -> LfsTestServer.json(exchange, 200, answer));
        assertThat(failure(QUICK).kind()).isEqualTo(Kind.REFUSED);
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"download\": {}}",
                "{\"download\": {\"href\": \"file:///etc/passwd\"}}",
                "{\"download\": {\"href\": \":\"}}"
            })
    void objects_without_a_link_are_refused(String actions) {
        server.on(
                "/objects/batch",
                exchange -> LfsTestServer.json(
                        exchange,
                        200,
                        "{\"objects\": [{\"oid\": \"" + FILE.sha256() + "\", \"actions\": " + actions + "}]}"));
        assertThat(failure(QUICK)).hasMessageContaining("says nothing about where to download");
    }

    @Test
    void another_size_is_refused_before_anything_is_fetched() {
        server.on(
                "/objects/batch",
                exchange -> LfsTestServer.json(
                        exchange, 200, "{\"objects\": [{\"oid\": \"" + FILE.sha256() + "\", \"size\": 99999999999}]}"));
        FetchException failure = failure(QUICK);
        assertThat(failure.kind()).isEqualTo(Kind.WRONG_CONTENT);
        assertThat(failure).hasMessageContaining("99,999,999,999 bytes");
    }

    @Test
    void an_endless_answer_is_cut_off() {
        server.on("/objects/batch", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1 << 16; i++) {
                exchange.getResponseBody().write(block);
            }
        });
        assertThat(failure(QUICK)).hasMessageContaining("more than 1 MiB");
    }

    @Test
    void a_server_that_falls_silent_is_given_up() {
        RetryPolicy impatient = new RetryPolicy(2, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(400));
        server.offers(FILE, "/store");
        server.on("/store", exchange -> {
            LfsTestServer.content(exchange, CONTENT, 100_000);
            sleep();
        });
        long start = System.nanoTime();
        assertThat(failure(impatient)).hasMessageContaining("received nothing for 400 ms");
        server.on("/objects", exchange -> sleep());
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void a_server_that_does_not_answer_is_given_up() {
        RetryPolicy impatient = new RetryPolicy(1, Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(400));
        server.on("/objects/batch", exchange -> sleep());
        assertThat(failure(impatient)).hasMessageContaining("did not answer within 400 ms");
    }

    private static void sleep() {
        try {
            Thread.sleep(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_server_that_is_not_there_is_told() throws Exception {
        server.close();
        assertThat(failure(QUICK)).hasMessageContaining("127.0.0.1:").hasMessageContaining("cannot be reached");
        assertThat(retried).hasSize(3);
    }

    @Test
    void addresses_that_are_none_are_refused() {
        for (String address : List.of("ftp://example.org", "example.org/x", "file:///etc", "http:x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Fetcher(folder, URI.create(address), QUICK, null, null));
        }
    }
}
