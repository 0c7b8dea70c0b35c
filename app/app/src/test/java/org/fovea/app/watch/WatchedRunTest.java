package org.fovea.app.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.fovea.app.AppException;
import org.fovea.site.output.SiteServer;
import org.fovea.testkit.networks.SmallArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedRunTest {
    private static final String STATE = """
            {"version": 1,
             "identity": {"clip": "c", "firstPair": 0, "pairs": 2, "originalBytes": 100, "evaluators": "e", \
            "profile": "p", "init": "none"},
             "stages": [{"label": "01-look", "bytes": 1234, "sha256": "s", "seconds": 2.5,
                         "score": {"pairs": 2, "segmentation": 3.5, "pose": 0.25, "rate": 0.125}}]}
            """;

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void write() throws IOException {
        run = Files.createDirectory(folder.resolve("drive.zip.run"));
        write("state.json", STATE);
        Files.createDirectory(run.resolve("stages"));
        Files.write(run.resolve("stages/01-look.zip"), SmallArchive.file());
        Files.createDirectory(run.resolve("previews"));
        Files.write(run.resolve("previews/01-look.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        write("metrics.csv", """
                time,stage,step,name,value
                2026-01-01T00:00:00Z,02-train,50,learningRate,0.01
                2026-01-01T00:00:00Z,02-train,50,segmentation,4.0
                2026-01-01T00:00:00Z,02-train,100,segmentation,9.0
                2026-01-01T00:00:00Z,02-train,100,learningRate,0.01
                2026-01-01T00:00:00Z,02-train,100,segmentation,2.0
                2026-01-01T00:00:00Z,02-train,100,pose,NaN
                2026-01-01T00:00:00Z,03-quantise,50,segmentation,1.5
                2026-01-01T00:00:00Z,03-quantise,50,learningRate,0.01
                2026-01-01T00:00:00Z,03-quantise,100,segmen""");
        progress(Instant.now());
    }

    private void progress(Instant time) throws IOException {
        write("progress.json", """
                {"time": "%s", "stage": "03-quantise", "share": 0.4, "seconds": 120.0, "left": 180.0, \
                "stepsPerSecond": 4.5,
                 "task": {"name": "quantise", "done": 60, "total": 1500}}
                """.formatted(time));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(run.resolve(name), text);
    }

    @Test
    void a_written_page_holds_everything_and_asks_nobody() throws IOException {
        String page = WatchedRun.of(run).written();
        assertThat(page)
                .contains("drive.zip.run", "At work on 03-quantise: quantise, 60 of 1,500", "3:00", "2:00 worked, 40 %")
                .contains("data:image/png;base64,iVBORw==", "<svg", "01-look", "<style>")
                .doesNotContain("http://", "https://", "<script", "http-equiv=\"refresh\"", " src=\"previews");
    }

    @Test
    void a_run_that_is_silent_is_not_at_work() throws IOException {
        progress(Instant.now().minusSeconds(3600));
        assertThat(WatchedRun.of(run).written())
                .contains("Nobody is at work here")
                .doesNotContain("Time left");
        write("score.json", "{\"score\": 0.4321}");
        assertThat(WatchedRun.of(run).written()).contains("Finished", "0.4321");
    }

    @Test
    void a_finished_run_says_what_ordinary_codecs_do_and_what_to_do() throws IOException {
        write("score.json", "{\"score\": 1.898}");
        String verdict = """
                {"archiveSha256": "0a", "bytes": 2459, "score": 1.898, "seconds": 9.5, "complete": %s, "absent": [],
                 "advice": ["train longer"],
                 "anchors": [{"codec": "AV1", "encoder": "SVT-AV1 1, preset 6", "scoreAtBytes": 2.4,
                              "bytesAtScore": 4100,
                              "points": [{"settings": "40 %%, CRF 44", "bytes": 4486, "score": 1.777}]}]}
                """;
        write("verdict.json", verdict.formatted(false));
        assertThat(new String(WatchedRun.of(run).file("").orElseThrow().bytes(), StandardCharsets.UTF_8))
                .contains("now it is compared with AV1", "http-equiv=\"refresh\"");
        write("verdict.json", verdict.formatted(true));
        assertThat(new String(WatchedRun.of(run).file("").orElseThrow().bytes(), StandardCharsets.UTF_8))
                .contains("AV1 does better: score 1.777 with 4,486 bytes, this archive 1.898 with 2,459")
                .contains("What to do: train longer.", "AV1, one encode", "score about 2.40; for score 1.898")
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void damaged_or_missing_files_leave_less_to_show() throws IOException {
        write("progress.json", "{");
        write("metrics.csv", "");
        Files.delete(run.resolve("previews/01-look.png"));
        assertThat(WatchedRun.of(run).written())
                .contains("Nobody is at work here", "No curve: no training has written figures.")
                .doesNotContain("<h3>Segmentation");
    }

    @Test
    void a_folder_without_a_run_is_refused() {
        assertThrown(AppException.class, () -> WatchedRun.of(folder), "holds no run");
    }

    @Test
    void the_server_shows_the_page_its_style_and_its_pictures_and_nothing_else_of_the_folder() throws Exception {
        WatchedRun watched = WatchedRun.of(run);
        try (SiteServer server = SiteServer.start(watched::file, 0, failure -> {});
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> page = get(client, server.address());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("http-equiv=\"refresh\"", "src=\"previews/01-look.png\"", "watch.css");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'");
            assertThat(get(client, server.address() + "watch.css").statusCode()).isEqualTo(200);
            assertThat(get(client, server.address() + "previews/01-look.png").statusCode())
                    .isEqualTo(200);
            for (String path :
                    new String[] {"state.json", "previews/../state.json", "previews/02.png", "stages/01-look.zip"}) {
                assertThat(get(client, server.address() + path).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }
}
