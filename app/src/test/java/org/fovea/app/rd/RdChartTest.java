package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.app.rd.RdPoints.av1;
import static org.fovea.app.rd.RdPoints.fovea;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fovea.app.rd.anchor.AnchorCodec;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class RdChartTest {
    private static final List<RdPoint> POINTS = List.of(
            av1(10_000, 3),
            av1(20_000, 2.5),
            av1(25_000, 2.9),
            RdPoints.anchor(AnchorCodec.HEVC, "<best> & \"only\"", 15_000, 4),
            RdPoints.anchor(AnchorCodec.VVC, "slow", 12_000, 2.8),
            fovea(2000, 0.7));

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void every_series_has_its_own_marker_and_line() throws Exception {
        String svg = RdChart.draw(POINTS, "a & b.mkv", "bundled score");
        Document document = parse(svg);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).doesNotContain("NaN", "Infinity");
        // Three points and the legend's; the one that its own codec beats is hollow.
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(svg.split("av1 off", -1)).hasSize(2);
        assertThat(svg)
                .contains(
                        "class=\"line fovea\" stroke-dasharray=\"\"",
                        "class=\"line av1\" stroke-dasharray=\"6 4\"",
                        "class=\"line hevc\" stroke-dasharray=\"2 3\"",
                        "class=\"line vvc\" stroke-dasharray=\"9 3 2 3\"");
        assertThat(svg).contains("bytes, logarithmic", "bundled score, lower is better", "prefers-color-scheme: dark");
        assertThat(svg).contains("a third of AV1's best, 0.833").contains("front of all");
    }

    @Test
    void one_point_is_a_chart() throws Exception {
        String svg = RdChart.draw(List.of(fovea(1, 1e-3)), "one", "score");
        assertThat(svg).doesNotContain("NaN", "target:");
        parse(svg);
    }

    @Test
    void larger_and_worse_lies_to_the_right_and_above() {
        LogAxis axis = LogAxis.around(List.of(10.0, 1000.0), 0, 100);
        assertThat(axis.at(10)).isGreaterThan(0).isLessThan(axis.at(100));
        assertThat(axis.at(1000)).isLessThan(100);
        assertThat(axis.ticks()).containsExactly(10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0);
        assertThat(LogAxis.around(List.of(2.0), 0, 100).ticks()).contains(1.5, 2.0, 3.0);
    }
}
