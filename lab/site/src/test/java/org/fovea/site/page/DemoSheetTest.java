package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.site.HtmlValidator;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.plot.SeriesChart;
import org.fovea.site.watch.WatchPage;
import org.junit.jupiter.api.Test;

/** The demo's page is one valid document, whatever its texts are. */
public class DemoSheetTest {
    private static final String HOSTILE = "</style><script>alert(1)</script> \"&<";
    private static final byte[] PIXEL = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /** A page with some of everything. */
    public static DemoSheet sheet(String text) {
        List<SeriesChart.Point> front = List.of(
                new SeriesChart.Point(20_000, 2.9, "50 %, CRF 40"), new SeriesChart.Point(42_000, 2.1, "70 %, CRF 46"));
        SeriesChart.Point best = new SeriesChart.Point(42_000, 2.1, "AV1 2.100, 42,000 bytes");
        SeriesChart.Point own = new SeriesChart.Point(6_598, 0.577, "Fovea 0.577, 6,598 bytes");
        SeriesChart chart = new SeriesChart(
                "Bytes (log scale)",
                "Score",
                List.of(
                        new SeriesChart.Series("Fovea", 1, List.of(own), List.of(), own),
                        new SeriesChart.Series(
                                "AV1 " + text,
                                0,
                                front,
                                List.of(new SeriesChart.Point(60_000, 2.4, "100 %, CRF 58")),
                                best)),
                List.of(own));
        List<DemoSheet.Picture> pictures = IntStream.range(0, 6)
                .mapToObj(i -> new DemoSheet.Picture(text + " picture " + i, PIXEL, i > 3, 640, 480))
                .toList();
        ByteLedger ledger = new ByteLedger(
                List.of(
                        new ByteLedger.Part("masks", 4000, 0.61, 0.31, true),
                        new ByteLedger.Part(text, 2598, 0.39, 0.2, true)),
                Optional.of(0L));
        return new DemoSheet(
                new DemoSheet.Story(
                        "A drive in 6,598 bytes",
                        "A synthetic drive: 60 pairs of frames of 640×480",
                        List.of(
                                new WatchPage.Fact("Score of this archive", "0.577", "lower is better"),
                                new WatchPage.Fact("Best score of AV1", "2.100", "in 7 tries: " + text),
                                new WatchPage.Fact("Bytes", "6,598", "AV1's best has 42,000"),
                                new WatchPage.Fact(
                                        "Smaller than the drive's clip", "152×", "which has 1,004,696 bytes")),
                        "It is a bundled score on all 60 pairs.",
                        text,
                        new DemoSheet.Command("fovea demo --pairs 60 --profile quick", "1:10"),
                        text,
                        Optional.of("http://127.0.0.1:8701/")),
                List.of(new DemoSheet.ClassColour("road", "#3b4a6b"), new DemoSheet.ClassColour(text, "#f4e285")),
                List.of(new DemoSheet.View(
                        7,
                        60,
                        pictures,
                        3.2e-5,
                        List.of(
                                new DemoSheet.Answer("forward", 0.81, 0.8),
                                new DemoSheet.Answer(text, -0.2, -0.24),
                                new DemoSheet.Answer("yaw", 0, 0.004)))),
                new Losses(
                        List.of(
                                new ClassCount(0, "road", 0.9, 900, 890, 880),
                                new ClassCount(1, text, 0.1, 100, 10, 10)),
                        List.of(new Losses.Output("forward", 0.0123), new Losses.Output(text, 0.4)),
                        List.of()),
                new DemoSheet.Sections(
                        ByteLedgerBar.of("Bytes of the archive", ledger), List.of("context mixing", text), 0.51),
                List.of(
                        new DemoSheet.ScoreRow("this archive", "us", 6598, List.of(0.03, 0.03, 0.51, 0.577)),
                        new DemoSheet.ScoreRow("AV1, 70 %, CRF 46", "best", 42_000, List.of(0.8, 0.2, 1.1, 2.1)),
                        new DemoSheet.ScoreRow(text, "", 60_000, List.of(0.8, 0.2, 1.4, 2.4))),
                chart,
                List.of(new DemoSheet.Distortion("Bytes against pose loss", chart)));
    }

    @Test
    void it_is_valid_and_fetches_nothing() throws Exception {
        String html = sheet(HOSTILE).html();
        assertThat(html).doesNotContain("<script", "<link rel=\"stylesheet\"", "src=\"http", "url(");
        assertThat(html).contains("&lt;script&gt;alert(1)").contains(".demo .pair", "--paper: #fbfaf6");
        assertThat(html).contains("is lost</strong>: only 10.00 % of its pixels", ">0.0123</td>");
        try (HtmlValidator validator = new HtmlValidator()) {
            String bare = html.replaceAll("(?s)<style>.*?</style>", ""); // whose CSS is newer than the validator
            assertThat(validator.check(bare.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    @Test
    void bars_of_answers_begin_in_the_middle_and_share_a_scale() {
        DemoSheet.View view = sheet("x").views().getFirst();
        String forward = view.bars(view.answers().get(0));
        assertThat(forward).contains("<rect class=\"bar\" x=\"120\" y=\"2\" width=\"120\"");
        String back = view.bars(view.answers().get(1));
        assertThat(back).contains("x=\"90.37\" y=\"2\" width=\"29.63\"");
    }
}
