package org.fovea.site.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Note;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.LedgerException;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.player.Viewer;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServerTest {
    private static LabDatabase database;
    private static SiteServer server;
    private static final List<Throwable> FAILURES = new CopyOnWriteArrayList<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        database = LabDatabase.open(Labs.temporary("served").resolve("ledger.db"));
        try (InputStream in = Files.newInputStream(Labs.ROOT.resolve("examples/lab/ledger.jsonl"))) {
            LabImport.read(database.ledger(), "ledger.jsonl", in, true);
        }
        server = SiteServer.start(
                new LiveSite(database.ledger(), SiteServerTest::look, SiteServerTest::pages), 0, FAILURES::add);
    }

    private static Snapshot look() {
        return Snapshot.of(database.ledger(), "served", Optional.empty(), Instant.now());
    }

    private static Site pages(Snapshot snapshot) {
        Site site = Report.of(snapshot, true, new Viewer(Map.of()), Labs.NO_FILES);
        site.files().add("broken.html", () -> {
            throw new IllegalStateException("secret of the machine");
        });
        return site;
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.address()).resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void every_file_is_answered_with_its_type_and_the_policy() throws Exception {
        Site site = Report.of(look(), true, new Viewer(Map.of()), Labs.NO_FILES);
        for (String path : site.files().paths().stream()
                .filter(each -> !each.contains("/R-0"))
                .toList()) {
            HttpResponse<String> answer = ask("GET", "/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(path)
                    .hasValueSatisfying(type -> assertThat(type.replace(" ", ""))
                            .isEqualToIgnoringCase(site.files()
                                    .file(path)
                                    .orElseThrow()
                                    .mediaType()
                                    .replace(" ", "")));
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThat(ask("GET", "/").body()).isEqualTo(ask("GET", "/index.html").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void it_is_read_only(String method) throws Exception {
        assertThat(ask(method, "/index.html").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing.html", "/../ledger.db", "/%2e%2e/ledger.db", "/runs/..%2f..%2flab.yaml", "//etc/passwd"
            })
    void what_is_not_there_is_not_found(String path) throws Exception {
        assertThat(request(path, "127.0.0.1").getFirst()).matches("HTTP/1.1 (404|400) .*");
    }

    @Test
    void a_failure_is_told_to_the_terminal_and_not_to_the_browser() throws Exception {
        HttpResponse<String> answer = ask("GET", "/broken.html");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "at org.");
        assertThat(FAILURES).singleElement().satisfies(e -> assertThat(e).hasMessage("secret of the machine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "GET /LONG HTTP/1.1\r\nHost: localhost",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: LONG",
                "GET / HTTP/9.9",
                "GET / HTTP/1.1"
            })
    void what_jetty_answers_itself_has_the_same_headers_and_no_page(String request) throws IOException {
        String answer = raw(request.replace("LONG", "a".repeat(20_000)) + "\r\n\r\n");
        assertThat(answer).as(answer).containsPattern("^HTTP/1.1 (400|414|431|505) ");
        assertThat(answer)
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("content-type: text/plain")
                .doesNotContain("<");
    }

    private static String raw(String request) throws IOException {
        int port = URI.create(server.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_ledger_that_does_not_answer_is_said_and_not_asked_for_every_request() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        LiveSite gone = new LiveSite(
                () -> {
                    asked.incrementAndGet();
                    throw new LedgerException("the server is gone");
                },
                SiteServerTest::look,
                SiteServerTest::pages,
                now::get);
        List<Throwable> told = new CopyOnWriteArrayList<>();
        try (SiteServer without = SiteServer.start(gone, 0, told::add)) {
            URI page = URI.create(without.address());
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer =
                        CLIENT.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body())
                        .contains("The ledger cannot be read now")
                        .doesNotContain("gone");
            }
            assertThat(asked).hasValue(1);
            assertThat(told).hasSize(3);
            now.set(now.get().plusSeconds(6));
            CLIENT.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void only_loopback_names_are_answered() throws Exception {
        assertThat(request("/", "localhost").getFirst()).contains(" 200 ");
        assertThat(request("/", "attacker.example").getFirst()).contains(" 403 ");
    }

    @Test
    void it_listens_on_the_loopback_address_only() throws IOException {
        int port = URI.create(server.address()).getPort();
        for (InetAddress address :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!address.isLoopbackAddress()) {
                assertThrown(IOException.class, () -> new Socket(address, port).close());
            }
        }
        assertThat(server.address()).startsWith("http://127.0.0.1:");
    }

    @Test
    void a_taken_port_is_said() {
        int port = URI.create(server.address()).getPort();
        assertThrown(
                IOException.class,
                () -> SiteServer.start(
                        new LiveSite(database.ledger(), SiteServerTest::look, SiteServerTest::pages),
                        port,
                        FAILURES::add),
                "port " + port);
    }

    /** A request as it stands, which HTTP clients would clean. */
    private static List<String> request(String path, String host) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + address.getPort()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        }
    }

    @Test
    void an_open_page_tells_that_the_ledger_has_changed() {
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab()) {
            tab.page().navigate(server.address());
            database.ledger()
                    .add(new Note("News", "Something happened.", List.of(), Author.person("tester"), Instant.now()));
            PlaywrightAssertions.assertThat(tab.all("#news"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            tab.assertQuiet(server.address());
            tab.assertAccessible();
            tab.all("#news button").click();
            PlaywrightAssertions.assertThat(tab.all("#news")).hasCount(0);
        }
    }
}
