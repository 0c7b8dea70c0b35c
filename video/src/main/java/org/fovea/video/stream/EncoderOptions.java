package org.fovea.video.stream;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options of native encoders that settings may name, with the values that they may have: numbers in a range, or
 * words of a list. Encoders have options that are names of files, which they overwrite, and settings come from
 * strangers; so what is not in these lists is refused. Names and ranges are those of the encoders' own manuals. Missing
 * on purpose is whatever reads or writes a file, sets threads (streams must not depend on them), or has a setting of
 * its own in {@link StreamSettings}.
 */
public enum EncoderOptions {
    /** SVT-AV1's {@code svtav1-params}. */
    SVT_AV1(
            "SVT-AV1",
            new Options()
                    .flags("enable-cdef", "enable-restoration", "enable-mfmv", "enable-overlays", "enable-dlf")
                    .flags("enable-qm", "enable-variance-boost", "fast-decode", "film-grain-denoise", "startup-mg-size")
                    .whole("adaptive-film-grain", 0, 1)
                    .whole("ac-bias", 0, 8)
                    .whole("aq-mode", 0, 2)
                    .whole("chroma-qm-max", 0, 15)
                    .whole("chroma-qm-min", 0, 15)
                    .whole("enable-tf", 0, 2)
                    .whole("hierarchical-levels", 2, 5)
                    .whole("irefresh-type", 1, 2)
                    .whole("lookahead", -1, 120)
                    .whole("luminance-qp-bias", 0, 100)
                    .whole("pred-struct", 1, 2)
                    .whole("qm-max", 0, 15)
                    .whole("qm-min", 0, 15)
                    .number("qp-scale-compress-strength", 0, 8)
                    .whole("scd", 0, 1)
                    .whole("scm", 0, 3)
                    .whole("tf-strength", 0, 4)
                    .whole("tile-columns", 0, 4)
                    .whole("tile-rows", 0, 6)
                    .whole("variance-boost-curve", 0, 3)
                    .whole("variance-boost-strength", 1, 4)
                    .whole("variance-octile", 1, 8)),
    /** libaom's {@code aom-params}. */
    LIBAOM(
            "libaom",
            new Options()
                    .flags("enable-angle-delta", "enable-cdef", "enable-cfl-intra", "enable-chroma-deltaq")
                    .flags("enable-dual-filter", "enable-filter-intra", "enable-flip-idtx", "enable-fwd-kf")
                    .flags("enable-global-motion", "enable-interintra-comp", "enable-intra-edge-filter")
                    .flags("enable-intrabc", "enable-masked-comp", "enable-obmc", "enable-onesided-comp")
                    .flags("enable-order-hint", "enable-overlay", "enable-paeth-intra", "enable-palette", "enable-qm")
                    .flags("enable-rect-partitions", "enable-ref-frame-mvs", "enable-restoration")
                    .flags("enable-smooth-interintra", "enable-smooth-intra", "enable-superres", "enable-tpl-model")
                    .flags("enable-tx64", "enable-warped-motion", "enable-dnl-denoising", "disable-trellis-quant")
                    .whole("aq-mode", 0, 3)
                    .whole("arnr-maxframes", 0, 15)
                    .whole("arnr-strength", 0, 6)
                    .whole("cdf-update-mode", 0, 2)
                    .whole("deltaq-mode", 0, 5)
                    .whole("deltaq-strength", 0, 1000)
                    .whole("enable-keyframe-filtering", 0, 2)
                    .whole("gf-max-pyr-height", 0, 5)
                    .whole("gf-min-pyr-height", 0, 5)
                    .whole("max-gf-interval", 0, 32)
                    .whole("max-partition-size", 4, 128)
                    .whole("max-reference-frames", 3, 7)
                    .whole("min-gf-interval", 0, 32)
                    .whole("min-partition-size", 4, 128)
                    .whole("qm-max", 0, 15)
                    .whole("qm-min", 0, 15)
                    .whole("quant-b-adapt", 0, 1)
                    .words("dist-metric", "psnr", "qm-psnr")
                    .words("sb-size", "dynamic", "64", "128")
                    .words("tune-content", "default", "screen")),
    /** x265's {@code x265-params}. */
    X265(
            "x265",
            new Options()
                    .flags("amp", "aq-motion", "b-intra", "b-pyramid", "constrained-intra", "cutree", "early-skip")
                    .flags("fast-intra", "hevc-aq", "limit-modes", "lossless", "open-gop", "rect", "sao")
                    .flags("sao-non-deblock", "signhide", "strong-intra-smoothing", "temporal-mvp", "tskip")
                    .flags("tskip-fast", "weightb", "weightp", "hme", "rskip")
                    .whole("aq-mode", 0, 4)
                    .number("aq-strength", 0, 3)
                    .whole("b-adapt", 0, 2)
                    .whole("bframe-bias", -90, 100)
                    .whole("bframes", 0, 16)
                    .whole("cbqpoffs", -12, 12)
                    .whole("crqpoffs", -12, 12)
                    .whole("ctu", 16, 64)
                    .number("ipratio", 1, 10)
                    .whole("limit-refs", 0, 3)
                    .whole("limit-tu", 0, 4)
                    .whole("max-merge", 1, 5)
                    .whole("max-tu-size", 4, 32)
                    .words("me", "dia", "hex", "umh", "star", "sea", "full")
                    .whole("merange", 0, 32_768)
                    .whole("min-cu-size", 8, 64)
                    .number("pbratio", 1, 10)
                    .number("psy-rd", 0, 5)
                    .number("psy-rdoq", 0, 50)
                    .number("qcomp", 0.5, 1)
                    .whole("qg-size", 8, 64)
                    .whole("rc-lookahead", 0, 250)
                    .whole("rd", 1, 6)
                    .whole("rd-refine", 0, 1)
                    .whole("rdoq-level", 0, 2)
                    .whole("rdpenalty", 0, 2)
                    .whole("ref", 1, 16)
                    .whole("selective-sao", 0, 4)
                    .whole("subme", 0, 7)
                    .whole("tu-inter-depth", 1, 4)
                    .whole("tu-intra-depth", 1, 4)),
    /** vvenc's {@code vvenc-params}. */
    VVENC("vvenc", new Options().flags("qpa").whole("gopsize", 1, 64));

    private final String title;
    private final SortedMap<String, Value> known;

    EncoderOptions(String title, Options options) {
        this.title = title;
        this.known = options.known;
    }

    /**
     * Checks options.
     *
     * @param options values by name
     * @throws IllegalArgumentException where a name is not known or a value is not one that it may have; the message
     *     says what may be
     */
    public void verify(Map<String, String> options) {
        options.forEach((name, text) -> {
            Value value = known.get(name);
            if (value == null) {
                throw new IllegalArgumentException("encoder option '" + name + "' cannot be set for " + title
                        + "; its options are " + String.join(", ", known.keySet()));
            }
            if (!value.allows(text)) {
                throw new IllegalArgumentException(
                        "encoder option " + name + "=" + text + ": " + title + " takes " + value.words());
            }
        });
    }

    /** Whether all names are known and all values are among those that they may have. */
    boolean allows(Map<String, String> options) {
        return options.entrySet().stream().allMatch(option -> {
            Value value = known.get(option.getKey());
            return value != null && value.allows(option.getValue());
        });
    }

    /** What an option may be set to. */
    private sealed interface Value {
        boolean allows(String text);

        String words();
    }

    private record Number(double least, double most, boolean whole) implements Value {
        private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,6}");
        private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,6}(\\.[0-9]{1,6})?");

        @Override
        public boolean allows(String text) {
            if (!(whole ? WHOLE : DECIMAL).matcher(text).matches()) {
                return false;
            }
            double value = Double.parseDouble(text);
            return value >= least && value <= most;
        }

        @Override
        public String words() {
            return whole
                    ? "whole numbers in " + (long) least + ".." + (long) most
                    : "numbers in " + least + ".." + most;
        }
    }

    private record Words(Set<String> all) implements Value {
        @Override
        public boolean allows(String text) {
            return all.contains(text);
        }

        @Override
        public String words() {
            return String.join(", ", all.stream().sorted().toList());
        }
    }

    /** Collects a list. */
    private static final class Options {
        private final SortedMap<String, Value> known = new TreeMap<>();

        Options flags(String... names) {
            for (String name : names) {
                whole(name, 0, 1);
            }
            return this;
        }

        Options whole(String name, int least, int most) {
            return put(name, new Number(least, most, true));
        }

        Options number(String name, double least, double most) {
            return put(name, new Number(least, most, false));
        }

        Options words(String name, String... words) {
            return put(name, new Words(Set.of(words)));
        }

        private Options put(String name, Value value) {
            if (known.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is listed twice");
            }
            return this;
        }
    }
}
