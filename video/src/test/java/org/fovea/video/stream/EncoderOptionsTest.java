package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "X265, csv, /tmp/a.csv",
        "X265, analysis-save, /tmp/a",
        "X265, analysis-load, /tmp/a",
        "X265, stats, /tmp/a",
        "X265, pass, 1",
        "X265, qpfile, /tmp/a",
        "X265, scaling-list, /tmp/a",
        "X265, lambda-file, /tmp/a",
        "X265, zonefile, /tmp/a",
        "X265, dolby-vision-rpu, /tmp/a",
        "X265, pools, 99",
        "X265, me, /tmp/a",
        "X265, bframes, 17",
        "X265, psy-rd, 1e0",
        "X265, psy-rd, NaN",
        "LIBAOM, film-grain-table, /etc/passwd",
        "LIBAOM, partition-info-path, /tmp/a",
        "LIBAOM, rate-distribution-info, /tmp/a",
        "LIBAOM, vmaf-model-path, /tmp/a",
        "LIBAOM, two-pass-output, /tmp/a",
        "SVT_AV1, stats, /tmp/a",
        "SVT_AV1, fgs-table, /tmp/a",
        "SVT_AV1, roi-map-file, /tmp/a",
        "SVT_AV1, qp-file, /tmp/a",
        "SVT_AV1, pass, 1",
        "SVT_AV1, lp, 99",
        "SVT_AV1, qm-min, '1:stats=/tmp/a'",
        "VVENC, rcstatsfile, /tmp/a",
        "VVENC, traceFile, /tmp/a"
    })
    void what_names_files_or_is_out_of_range_is_refused_by_name(EncoderOptions encoder, String name, String value) {
        assertThatThrownBy(() -> encoder.verify(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder option")
                .hasMessageContaining(name);
        StreamCodec codec = encoder == EncoderOptions.X265
                ? StreamCodec.HEVC
                : encoder == EncoderOptions.VVENC ? StreamCodec.VVC : StreamCodec.AV1;
        assertThatThrownBy(() -> StreamSettings.of(codec, 4, 30).withOptions(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(EncoderOptions.class)
    void no_encoder_takes_a_value_that_could_be_a_path_or_two_options(EncoderOptions encoder) {
        for (String name : List.of("aq-mode", "gopsize", "psy-rd", "me", "sb-size", "qm-min")) {
            for (String value :
                    List.of("/a", "..", "a", "1:csv=a", "1=2", "", " 1", "1 ", "1\n", "0x1", "1f", "99999999999999")) {
                assertThatThrownBy(() -> encoder.verify(Map.of(name, value)))
                        .as("%s=%s", name, value)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void what_is_listed_is_taken() {
        EncoderOptions.X265.verify(Map.of("aq-mode", "3", "psy-rd", "1.5", "me", "umh", "sao", "0", "cbqpoffs", "-6"));
        EncoderOptions.LIBAOM.verify(Map.of("enable-qm", "1", "sb-size", "64"));
        EncoderOptions.SVT_AV1.verify(Map.of("enable-qm", "1", "qm-min", "0", "lookahead", "-1"));
        EncoderOptions.VVENC.verify(Map.of("qpa", "1"));
    }
}
