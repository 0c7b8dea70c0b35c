package org.fovea.challenge.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFactsTest {
    private static ScoreFacts parse(String json) {
        return ScoreFacts.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void every_single_value_is_taken_with_its_path_and_lists_are_left_out() {
        ScoreFacts document = parse("""
                {"score": 0.123456789012, "complete": true, "provenance": {"device": "cpu,\\n two threads", "note": \
                null,
                 "candidate": {"sha256": "%s"}}, "bytes": {"archiveSha256": "%s"}, "pairs": [{"seg": 1}]}
                """.formatted("cd".repeat(32), "ab".repeat(32)));
        assertThat(document.values())
                .containsExactly(
                        java.util.Map.entry("score", "0.123456789012"),
                        java.util.Map.entry("complete", "true"),
                        java.util.Map.entry("provenance.device", "cpu, two threads"),
                        java.util.Map.entry("provenance.candidate.sha256", "cd".repeat(32)),
                        java.util.Map.entry("bytes.archiveSha256", "ab".repeat(32)));
        assertThat(document.partial()).isEmpty();
        assertThat(parse("{\"partial\": \"partial (3 of 600)\"}").partial()).contains("partial (3 of 600)");
        assertThat(document.archiveSha256()).contains("ab".repeat(32));
        assertThat(parse("{\"original\": {\"sha256\": \"" + "ab".repeat(32) + "\"}}")
                        .archiveSha256())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"a\": }", "\u0000\u0001", "{\"a\": 1} x{"})
    void what_is_no_object_is_refused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(FormatException.class);
    }

    @Test
    void large_and_deep_documents_are_bounded() {
        StringBuilder wide = new StringBuilder("{");
        for (int i = 0; i < 5000; i++) {
            wide.append("\"k")
                    .append(i)
                    .append("\": \"")
                    .append("x".repeat(1000))
                    .append("\",");
        }
        ScoreFacts document = parse(wide.append("\"end\": 1}").toString());
        assertThat(document.values()).hasSize(200);
        assertThat(document.values().get("k0")).hasSize(300);
        assertThat(parse("{\"a\":".repeat(50) + "1" + "}".repeat(50)).values()).isEmpty();
        assertThatThrownBy(() -> parse("{\"a\":".repeat(100_000))).isInstanceOf(FormatException.class);
    }
}
