package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of the example lab, with clips in its explorer, through {@code ./fovea}. */
@Tag("slow")
@Tag("odd")
class SiteIT {
    private static final long LIGHT = 150_000;
    private static final long PICTURES = 500_000;

    @TempDir
    static Path folder;

    private static Result built;

    @BeforeAll
    static void build() throws Exception {
        ExampleLab.in(folder);
        built = Fovea.done(folder, "site build lab -o public --clips 2");
    }

    @Test
    void the_site_is_written_whole_and_nothing_else() throws Exception {
        assertThat(built.out()).contains("public/index.html: ", "of 88 runs");
        Path site = folder.resolve("public");
        for (String page : List.of(
                "index.html",
                "index-white.html",
                "explorer.html",
                "runs.html",
                "runs/R-0047.html",
                "charts.html",
                "decisions.html",
                "decisions/J-0035.html",
                "notebook.html",
                "data.html",
                "data/runs.json")) {
            assertThat(site.resolve(page)).as(page).isNotEmptyFile();
        }
        try (Stream<Path> here = Files.list(folder)) {
            assertThat(here.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lab", "drive.mkv", "public");
        }
        String front = Files.readString(site.resolve("index.html"));
        assertThat(front).contains("0.5339", "3,563", "R-0047");
        assertThat(weight(site, front, "script[^>]*? src|link[^>]*? rel=\"(?:stylesheet|icon)\"[^>]*? href"))
                .as("bytes of the front page with all that it loads but pictures")
                .isLessThan(LIGHT);
        assertThat(front).contains("Decoded from the archive");
        assertThat(weight(site, front, "img[^>]*? src") - front.length())
                .as("bytes of its pictures")
                .isBetween(1000L, PICTURES);
    }

    /** Bytes of a page and of everything that it loads by some elements. */
    private static long weight(Path site, String page, String elements) throws IOException {
        long bytes = page.length();
        Matcher loaded = Pattern.compile("<(?:" + elements + ")=\"([^\"]+)\"").matcher(page);
        while (loaded.find()) {
            bytes += Files.size(site.resolve(loaded.group(1)));
        }
        return bytes;
    }

    @Test
    void a_site_is_replaced_only_when_told_so_and_other_folders_never() throws Exception {
        Path site = folder.resolve("public");
        Result again = Fovea.run(folder, "site build lab -o public");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.errorLines()).containsExactly("public: is already a site; add --force to replace it");
        Result lab = Fovea.run(folder, "site build lab -o lab --force");
        assertThat(lab.exitCode()).isEqualTo(2);
        assertThat(lab.errorLines().getFirst()).startsWith("lab: holds something other than a site");
        assertThat(site.resolve("index.html")).isNotEmptyFile();
        assertThat(Fovea.run(folder, "site build nowhere -o other").exitCode()).isEqualTo(2);
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void the_explorer_plays_original_and_floor_from_the_folder() throws Exception {
        Path site = folder.resolve("public");
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.tab()) {
            tab.page().navigate(site.resolve("explorer.html").toUri().toString());
            tab.page()
                    .waitForFunction("() => { const all = [...document.querySelectorAll('canvas[data-frame]')]; return "
                            + "all.length >= 2 && all.every(c => c.dataset.frame === all[0].dataset.frame && "
                            + "c.dataset.frame !== ''); }");
            assertThat(tab.all("body").innerText()).contains("R-0047", "verified");
            tab.assertQuiet(site.toUri().toString());
        }
    }

    @Test
    void the_same_is_served_live_and_read_only() throws Exception {
        Path out = folder.resolve("lab/serve.out");
        Path err = folder.resolve("lab/serve.err");
        Process process = Fovea.start(folder, out, err, "site serve lab --port 0 --clips 0");
        try {
            URI address = address(process, out, err);
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<String> front =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(front.statusCode()).isEqualTo(200);
            assertThat(front.body()).contains("0.5339", "Nothing runs");
            HttpRequest post = HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private static URI address(Process process, Path out, Path err) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            Matcher found = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/").matcher(Fovea.read(out));
            if (found.find()) {
                return URI.create(found.group());
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the server did not say where it is: " + Fovea.read(err));
    }
}
