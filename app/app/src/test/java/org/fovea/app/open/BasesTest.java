package org.fovea.app.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fovea.testkit.Thrown.assertThrown;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fovea.app.AppException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.weights.WeightBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasesTest {
    private static final Path KIT =
            Path.of(System.getProperty("fovea.root", "../..")).resolve("quality/conformance");

    @TempDir
    Path folder;

    private final Map<String, byte[]> served = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private byte[] file;
    private WeightBase.Reference base;

    @BeforeEach
    void begin() throws IOException {
        file = Files.readAllBytes(KIT.resolve("latent.base"));
        base = BaseFile.parse(file).weights().reference();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders().add("Location", "/bases/" + path.substring("/moved/".length()));
                exchange.sendResponseHeaders(302, -1);
            } else if (path.startsWith("/busy/")) {
                exchange.sendResponseHeaders(503, -1);
            } else if (served.containsKey(path)) {
                byte[] content = served.get(path);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Bases at(String place, Path... given) {
        return new Bases(List.of(given), Optional.of(place), folder.resolve("cache"));
    }

    private void serve(byte[] content) {
        served.put("/bases/" + base.sha256() + ".base", content);
    }

    private void assertRefused(AppException.Kind kind, ThrowingCallable call, String... parts) {
        AppException refused = catchThrowableOfType(AppException.class, call);
        assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
        assertThat(refused.getMessage()).contains(parts).doesNotContain("\n");
        assertThat(folder.resolve("cache/bases/" + base.sha256() + ".base")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bases", "/bases/", "/moved"})
    void a_base_is_fetched_once_from_an_address_and_kept(String path) throws Exception {
        serve(file);
        Path found = at(address(path)).find(base).orElseThrow();
        assertThat(found).hasBinaryContent(file).hasFileName(base.sha256() + ".base");
        assertThat(found.getParent()).isDirectoryContaining(kept -> kept.equals(found));
        int requests = asked.size();
        assertThat(at(address(path)).find(base)).contains(found);
        assertThat(asked).hasSize(requests);
        Files.write(found, new byte[file.length]);
        assertThat(at(address(path)).find(base).orElseThrow()).hasBinaryContent(file);
    }

    @Test
    void an_archive_is_read_with_a_base_of_an_address_and_a_file_that_was_given_is_not_fetched() throws Exception {
        serve(file);
        byte[] archive = Files.readAllBytes(KIT.resolve("latent-base.zip"));
        assertThat(at(address("/bases"))
                        .with(ArchiveFile.open(archive))
                        .content()
                        .weights()
                        .count())
                .isPositive();
        assertThat(asked).hasSize(1);
        Path given = Files.write(folder.resolve("camera.base"), file);
        assertThat(at(address("/none"), given).find(base)).contains(given);
        assertThat(at(address("/none"), folder).find(base)).contains(given);
        assertThat(asked).hasSize(1);
    }

    @Test
    void what_is_not_the_base_is_told_in_one_line_and_not_kept() throws Exception {
        assertRefused(AppException.Kind.BAD_INPUT, () -> at(address("/bases")).find(base), "no such base", "/bases/");
        serve(new byte[file.length]);
        assertRefused(AppException.Kind.BAD_INPUT, () -> at(address("/bases")).find(base), "has sha256 ");
        serve(new byte[file.length + 1]);
        assertRefused(AppException.Kind.BAD_INPUT, () -> at(address("/bases")).find(base), "but the base has");
        assertRefused(AppException.Kind.ENVIRONMENT, () -> at(address("/busy")).find(base), "answers 503");
        serve(new byte[Opened.MAX_BYTES + 1]);
        assertRefused(AppException.Kind.ENVIRONMENT, () -> at(address("/bases")).find(base), "cannot be fetched");
        String gone = address("/bases");
        server.stop(0);
        assertRefused(AppException.Kind.ENVIRONMENT, () -> at(gone).find(base), "cannot be fetched");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://", "https://user:secret@host/bases", "https://host/bases?key=secret", "http://a b/"})
    void an_address_that_is_none_or_holds_a_secret_is_refused_without_repeating_it(String address) {
        AppException refused =
                catchThrowableOfType(AppException.class, () -> at(address).find(base));
        assertThat(refused.kind()).isEqualTo(AppException.Kind.USAGE);
        assertThat(refused.getMessage())
                .contains("FOVEA_BASES", "https://HOST/FOLDER")
                .doesNotContain("secret");
    }

    @Test
    void without_fetching_only_what_was_fetched_before_is_found() throws Exception {
        serve(file);
        assertThat(at(address("/bases")).local().find(base)).isEmpty();
        assertThat(asked).isEmpty();
        Path kept = at(address("/bases")).find(base).orElseThrow();
        assertThat(at(address("/bases")).local().find(base)).contains(kept);
        assertThat(at(folder.resolve("none").toString()).local().find(base)).isEmpty();
    }

    @Test
    void a_file_that_was_given_is_taken_whatever_the_folder_is_and_one_that_is_missing_is_named() throws Exception {
        Path given = Files.write(folder.resolve("camera.base"), file);
        String none = folder.resolve("none").toString();
        assertThat(at(none, given).find(base)).contains(given);
        assertThrown(
                NoSuchFileException.class,
                () -> at(none, folder.resolve("camrea.base")).find(base),
                "camrea.base");
    }

    @Test
    void all_that_is_given_is_read_folders_and_hashes_too_each_base_once() throws Exception {
        Path camera = Files.write(Files.createDirectory(folder.resolve("bases")).resolve("camera.base"), file);
        Files.writeString(folder.resolve("bases/notes.txt"), "no base");
        Path bases = camera.getParent();
        assertThat(at("", bases, camera).all()).hasSize(1);
        assertThat(at(bases.toString(), Path.of(base.sha256())).all()).hasSize(1);
        assertThat(at(bases.toString()).listed()).containsExactly(camera);
        serve(file);
        assertThat(at(address("/bases"), Path.of(base.sha256())).all()).hasSize(1);
        Files.delete(camera);
        assertThrown(AppException.class, () -> at("", Path.of("ab".repeat(32))).all(), "no base of sha256 abab");
    }

    @Test
    void a_folder_without_bases_and_a_place_that_cannot_be_listed_are_refused() {
        assertRefused(AppException.Kind.BAD_INPUT, () -> at("", folder).all(), "no file of the ending .base");
        assertRefused(AppException.Kind.USAGE, () -> at("").listed(), "FOVEA_BASES");
        assertRefused(AppException.Kind.USAGE, () -> at("https://host/b").listed(), "the address https://host/b");
        assertRefused(
                AppException.Kind.BAD_INPUT,
                () -> at(folder.resolve("none").toString()).find(base),
                "is no folder");
    }
}
