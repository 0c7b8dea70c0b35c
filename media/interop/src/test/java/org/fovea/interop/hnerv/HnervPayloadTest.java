package org.fovea.interop.hnerv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.interop.hnerv.HnervPayload.Found;
import org.fovea.interop.hnerv.HnervPayload.Lengths;
import org.fovea.interop.payload.Stretch;
import org.junit.jupiter.api.Test;

/** Every layout, written here from its description: a real file is at hand of one only. */
class HnervPayloadTest {
    private static final SyntheticHnerv CONTENT = new SyntheticHnerv();
    private static final List<Integer> NUDGES = List.of(-1, 0, -1, 0, -1, 0);

    private record Layouts(
            String name, byte[] payload, Lengths lengths, boolean corrected, boolean nudged, boolean edited) {}

    private static List<Layouts> all() {
        List<Layouts> all = new ArrayList<>();
        Lengths usual = Lengths.PUBLISHED;
        all.add(new Layouts("HNeRV, three sections", CONTENT.sections(false), usual, false, false, false));
        all.add(new Layouts("HNeRV, three sections, CD1", CONTENT.sections(true), usual, false, true, false));
        all.add(new Layouts("HNeRV, four sections", CONTENT.fourSections(), usual, true, false, false));
        all.add(new Layouts("HNeRV, tensors by size", CONTENT.bySize(), usual, false, false, false));
        all.add(new Layouts("HNeRV, HN1", CONTENT.inOrder(), usual, false, false, false));
        all.add(new Layouts("HNeRV microcodec", CONTENT.microcodec(), usual, true, true, false));
        all.add(new Layouts("HNeRV microcodec with edits, FP11", CONTENT.prefixed(), usual, true, true, true));
        Lengths context = CONTENT.contextLengths();
        all.add(new Layouts("HNeRV, context coded", CONTENT.contextCoded(true), context, true, true, true));
        all.add(new Layouts("HNeRV, context coded", CONTENT.contextCoded(false), context, false, true, true));
        for (boolean before : new boolean[] {false, true}) {
            byte[] payload = CONTENT.tableCoded(before);
            all.add(new Layouts("HNeRV, histograms", payload, CONTENT.tableLengths(), true, false, false));
        }
        return all;
    }

    @Test
    void every_layout_gives_back_what_was_written() {
        for (Layouts layout : all()) {
            Found found = HnervPayload.find(layout.payload, layout.lengths).orElseThrow();
            assertThat(found.layout()).isEqualTo(layout.name);
            RendererContent content = found.content();
            for (int i = 0; i < CONTENT.codes.length; i++) {
                QuantisedTensor tensor = content.tensors().get(i);
                SteppedTensor wanted =
                        new SteppedTensor(tensor.name(), tensor.shape(), CONTENT.codes[i], CONTENT.steps[i]);
                assertThat(tensor).as("%s, %s", layout.name, tensor.name()).isEqualTo(wanted);
            }
            assertThat(content.latents()).as(layout.name).isEqualTo(CONTENT.track(layout.corrected));
            assertThat(Layout.of(content.header().parameters()).nudges())
                    .as(layout.name)
                    .isEqualTo(layout.nudged ? NUDGES : Layout.STILL);
            Optional<RouterActions> edits = layout.edited
                    ? Optional.of(new RouterActions(RouterActions.FIRST_FRAME, CONTENT.edits))
                    : Optional.empty();
            assertThat(content.router()).as(layout.name).isEqualTo(edits);
            assertThat(found.stretches().stream().mapToLong(Stretch::bytes).sum())
                    .as(layout.name)
                    .isEqualTo(layout.payload.length);
        }
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
