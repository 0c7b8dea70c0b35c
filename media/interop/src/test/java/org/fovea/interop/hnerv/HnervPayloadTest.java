package org.fovea.interop.hnerv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.interop.hnerv.HnervPayload.Found;
import org.fovea.interop.hnerv.HnervPayload.Lengths;
import org.fovea.interop.payload.SubmissionPart;
import org.junit.jupiter.api.Test;

/**
 * Every layout, in files that {@code SyntheticHnerv} of commit 4c5119df wrote from the descriptions: a real file is at
 * hand of one only. All hold the same network, whose weights are mostly zero, and the same latent numbers.
 */
class HnervPayloadTest {
    private static final List<Integer> NUDGES = List.of(-1, 0, -1, 0, -1, 0);
    private static final Map<String, byte[]> PAYLOADS = payloads();

    private record Layouts(
            String name, byte[] payload, Lengths lengths, boolean corrected, boolean nudged, boolean edited) {
        Layouts(String name, String file, Lengths lengths, boolean corrected, boolean nudged, boolean edited) {
            this(name, PAYLOADS.get(file), lengths, corrected, nudged, edited);
        }

        Found found() {
            return HnervPayload.find(payload, lengths).orElseThrow();
        }
    }

    private static Map<String, byte[]> payloads() {
        Map<String, byte[]> all = new HashMap<>();
        try (InputStream in = HnervPayloadTest.class.getResourceAsStream("layouts.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static List<Layouts> all() {
        Lengths usual = Lengths.PUBLISHED;
        Lengths context = new Lengths(1, 1, 4, 1, 1, 292);
        Lengths tables = new Lengths(8201, 2052, 22_520, 8, 16_804, 4);
        return List.of(
                new Layouts("HNeRV, three sections", "sections", usual, false, false, false),
                new Layouts("HNeRV, three sections, CD1", "sections-unnamed", usual, false, true, false),
                new Layouts("HNeRV, four sections", "four-sections", usual, true, false, false),
                new Layouts("HNeRV, tensors by size", "by-size", usual, false, false, false),
                new Layouts("HNeRV, HN1", "in-order", usual, false, false, false),
                new Layouts("HNeRV microcodec", "microcodec", usual, true, true, false),
                new Layouts("HNeRV microcodec with edits, FP11", "prefixed", usual, true, true, true),
                new Layouts("HNeRV, context coded", "context-corrected", context, true, true, true),
                new Layouts("HNeRV, context coded", "context", context, false, true, true),
                new Layouts("HNeRV, histograms", "tables-after", tables, true, false, false),
                new Layouts("HNeRV, histograms", "tables-before", tables, true, false, false));
    }

    @Test
    void every_layout_gives_back_what_was_written() {
        RendererContent plain = all().getFirst().found().content();
        RendererContent full = all().get(6).found().content();
        MessageDigest weights = Sha256.digest();
        for (QuantisedTensor tensor : plain.tensors()) {
            SteppedTensor stepped = (SteppedTensor) tensor;
            weights.update((stepped.name() + stepped.shape() + stepped.step()).getBytes(StandardCharsets.UTF_8));
            weights.update(stepped.codes());
        }
        assertThat(Sha256.of(weights)).isEqualTo("e8ccb3240c2ce6feb34f525257cad2d1b0f8d0828c45c04f82254a4db85d6edb");
        assertThat(Sha256.of(text(plain.latents())))
                .isEqualTo("18de14e10eaad699a1ababb760660634ec48048ef4a0e8646f9464a7ba581b85");
        assertThat(Sha256.of(text(full.latents())))
                .isEqualTo("714f8f57fdb04557255c68061206e9a7651a534bd07df0a77bea1f0132f7f84e");
        assertThat(Sha256.of(full.router().orElseThrow().actions()))
                .isEqualTo("d9ffb568bf13bf399584349cb4e36de55a87458937b101463678e509a8d90312");
        for (Layouts layout : all()) {
            Found found = layout.found();
            assertThat(found.layout()).isEqualTo(layout.name);
            RendererContent content = found.content();
            assertThat(content.tensors()).as(layout.name).isEqualTo(plain.tensors());
            assertThat(content.latents())
                    .as(layout.name)
                    .isEqualTo(layout.corrected ? full.latents() : plain.latents());
            assertThat(Layout.of(content.header().parameters()).nudges())
                    .as(layout.name)
                    .isEqualTo(layout.nudged ? NUDGES : Layout.STILL);
            assertThat(content.router()).as(layout.name).isEqualTo(layout.edited ? full.router() : Optional.empty());
            assertThat(found.parts().stream()
                            .mapToLong(SubmissionPart::codedBytes)
                            .sum())
                    .as(layout.name)
                    .isEqualTo(layout.payload.length);
        }
    }

    private static byte[] text(LatentTrack track) {
        return (Arrays.toString(track.codes())
                        + Arrays.toString(track.minimums())
                        + Arrays.toString(track.steps())
                        + track.corrections()
                                .map(all -> all.scale() + Arrays.toString(all.places()) + Arrays.toString(all.units())))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void damage_ends_in_a_format_exception_or_other_content() {
        Random random = new Random(4);
        for (Layouts layout : all()) {
            for (int i = 0; i < 12; i++) {
                byte[] damaged = layout.payload.clone();
                int near = random.nextBoolean() ? damaged.length : 64;
                for (int k = 0; k < 3; k++) {
                    damaged[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
                }
                byte[] cut = i % 3 == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
                assertThatCode(() -> {
                            try {
                                HnervPayload.find(cut, layout.lengths);
                            } catch (FormatException expected) {
                                assertThat(expected.offset()).isNotNegative();
                            }
                        })
                        .as("%s, mutation %d", layout.name, i)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void other_files_are_something_else() {
        for (byte[] other : List.of(new byte[0], new byte[] {1}, new byte[300], "QZS3 or whatever".getBytes())) {
            assertThat(HnervPayload.find(other)).isEmpty();
        }
    }
}
