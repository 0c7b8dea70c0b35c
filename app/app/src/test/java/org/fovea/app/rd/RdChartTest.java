package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.app.rd.RdPoints.av1;
import static org.fovea.app.rd.RdPoints.fovea;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.site.plot.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

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
        // Three points of AV1 and the legend's; the one that its own codec beats is hollow.
        assertThat(count(document, "path", Mark.shape(0))).isEqualTo(4);
        assertThat(svg.split("class=\"mark\"", -1)).hasSize(2);
        assertThat(svg)
                .contains(
                        "<g class=\"t2\"><path class=\"line\" d=",
                        "<g class=\"t1\"><path class=\"line\" stroke-dasharray=\"6 4\"",
                        "<g class=\"t4\"><path class=\"line\" stroke-dasharray=\"2 3\"",
                        "<g class=\"t5\"><path class=\"line\" stroke-dasharray=\"9 3 2 3\"");
        assertThat(svg)
                .contains("Bytes (log scale)", "Bundled score (lower is better, log scale)")
                .contains("prefers-color-scheme: dark", ".plot .mark.solid", ".t8 { --track: var(--t8); }")
                .contains("a &amp; b.mkv", "&lt;best&gt; &amp; &quot;only&quot;");
    }

    private static long count(Document document, String element, String data) {
        NodeList all = document.getElementsByTagName(element);
        return IntStream.range(0, all.getLength())
                .filter(i -> ((Element) all.item(i)).getAttribute("d").equals(data))
                .count();
    }

    @Test
    void one_point_is_a_chart() throws Exception {
        String svg = RdChart.draw(List.of(fovea(1, 1e-3)), "one", "score");
        assertThat(svg).doesNotContain("NaN", "Infinity");
        parse(svg);
    }

    @ParameterizedTest
    @EnumSource
    void every_anchor_codec_has_a_look(AnchorCodec codec) {
        List<RdPoint> points = List.of(RdPoints.anchor(codec, codec.usualPreset(), 1000, 3), RdPoints.fovea(500, 2));
        assertThat(RdChart.draw(points, "a clip", "a score")).contains(codec.title());
    }
}
