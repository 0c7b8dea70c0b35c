package org.fovea.app.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;

class LedgerSvgTest {
    private static final ByteLedger LEDGER = new ByteLedger(
            1000,
            List.of(
                    LedgerEntry.structure("zip", "stored", 100),
                    LedgerEntry.content("masks", "<mixing & more>", 900, 100_000, 100_000)));

    @Test
    void picture_is_well_formed_and_escaped() throws Exception {
        String svg = LedgerSvg.draw(LEDGER, "a <script> & \"more\" \u0001");
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg).contains("1,000 bytes", "90.00 %", "0.0720 bit/value");
        double widths = 0;
        var bars = document.getElementsByTagName("rect");
        for (int i = 0; i < bars.getLength(); i++) {
            var height = bars.item(i).getAttributes().getNamedItem("height").getNodeValue();
            if (height.equals("56")) {
                widths += Double.parseDouble(
                        bars.item(i).getAttributes().getNamedItem("width").getNodeValue());
            }
        }
        assertThat(widths).isCloseTo(912, within(0.1));
    }
}
