package org.fovea.site.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.video.clip.FrameRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClipStoreTest {
    private static final FrameRate RATE = new FrameRate(20, 1);
    private static final ClipWindow WINDOW = new ClipWindow(3, 8);
    private static final int PAIRS = 14;

    @TempDir
    Path folder;

    @Test
    void a_clip_has_a_unit_for_each_frame_and_begins_anew_every_ten() throws IOException {
        StoredClip clip = store().make(source(measured()), WINDOW, RATE, _ -> {});
        JsonNode frames = data(clip.file("frames"), clip.key(), "frames");
        assertThat(frames.path("units").size()).isEqualTo(16);
        assertThat(frames.path("first").asInt()).isEqualTo(6);
        assertThat(frames.path("keys").toString()).isEqualTo("[0,10]");
        assertThat(frames.path("width").asInt()).isEqualTo(320);
        assertThat(frames.path("codec").asString()).isEqualTo("av01.0.04M.08");
        for (int i = 0; i < 16; i++) {
            byte[] unit = Base64.getDecoder().decode(frames.path("units").get(i).asString());
            boolean sequenceHeader = (unit[2] >> 3 & 15) == 1;
            assertThat(unit[0]).as("delimiter of unit " + i).isEqualTo((byte) 0x12);
            assertThat(sequenceHeader).as("sequence header in unit " + i).isEqualTo(i % 10 == 0);
        }
    }

    @Test
    void class_maps_are_exact() throws IOException {
        NumberedFrames source = source(measured());
        StoredClip clip = store().make(source, WINDOW, RATE, _ -> {});
        JsonNode classes = data(clip.file("classes"), clip.key(), "classes");
        assertThat(classes.path("maps").size()).isEqualTo(8);
        assertThat(classes.path("first").asInt()).isEqualTo(3);
        for (int i = 0; i < 8; i++) {
            byte[] second = new byte[NumberedFrames.SIZE.rgbBytes()];
            source.draw(2 * (3 + i) + 1, second);
            byte[] packed =
                    Base64.getDecoder().decode(classes.path("maps").get(i).asString());
            assertThat(unpack(packed)).isEqualTo(source.classes(NumberedFrames.SIZE, second, second));
        }
    }

    @Test
    void answers_of_the_pose_network_are_those_of_each_pair() throws IOException {
        NumberedFrames source = source(measured());
        StoredClip clip = store().make(source, WINDOW, RATE, _ -> {});
        JsonNode poses = data(clip.file("poses"), clip.key(), "poses");
        assertThat(poses.path("first").asInt()).isEqualTo(3);
        assertThat(poses.path("outputs").toString()).isEqualTo("[\"forward\",\"yaw\"]");
        assertThat(poses.path("answers").size()).isEqualTo(8);
        for (int i = 0; i < 8; i++) {
            byte[] first = new byte[NumberedFrames.SIZE.rgbBytes()];
            byte[] second = new byte[NumberedFrames.SIZE.rgbBytes()];
            source.draw(2 * (3 + i), first);
            source.draw(2 * (3 + i) + 1, second);
            float[] expected = source.pose(NumberedFrames.SIZE, first, second);
            for (int j = 0; j < 2; j++) {
                assertThat((float) poses.path("answers").path(i).path(j).asDouble())
                        .isEqualTo(expected[j]);
            }
        }
        assertThat(clip.bytes())
                .isEqualTo(Files.size(clip.file("frames"))
                        + Files.size(clip.file("classes"))
                        + Files.size(clip.file("poses")));
    }

    @Test
    void a_sequence_has_a_class_map_for_each_frame() throws IOException {
        NumberedFrames source =
                new NumberedFrames("hash", Optional.empty(), 0x804020, true, PAIRS, ClassLegend.Seen.BOTH);
        StoredClip clip = store().make(source, WINDOW, RATE, _ -> {});
        JsonNode classes = data(clip.file("classes"), clip.key(), "classes");
        assertThat(classes.path("seen").asString()).isEqualTo("both");
        assertThat(classes.path("maps").size()).isEqualTo(16);
        assertThat(clip.legend().seen()).isEqualTo(ClassLegend.Seen.BOTH);
        for (int i = 0; i < 16; i++) {
            byte[] frame = new byte[NumberedFrames.SIZE.rgbBytes()];
            source.draw(2 * 3 + i, frame);
            byte[] packed =
                    Base64.getDecoder().decode(classes.path("maps").get(i).asString());
            assertThat(unpack(packed)).isEqualTo(source.classes(frame));
        }
    }

    @Test
    void frames_other_than_measured_are_refused() {
        NumberedFrames other = source(Optional.of("0".repeat(64)));
        assertThrown(
                IOException.class,
                () -> store().make(other, WINDOW, RATE, _ -> {}),
                "draws other frames here than were measured");
    }

    @Test
    void all_frames_are_read_to_verify_and_only_those_shown_where_nothing_was_measured() throws IOException {
        List<Long> verified = new ArrayList<>();
        StoredClip clip = store().make(source(measured()), WINDOW, RATE, verified::add);
        assertThat(clip.verified()).isTrue();
        assertThat(verified).hasSize(2 * PAIRS).endsWith(28L);
        List<Long> plain = new ArrayList<>();
        assertThat(store().make(source(Optional.empty()), WINDOW, RATE, plain::add)
                        .verified())
                .isFalse();
        assertThat(plain).hasSize(16);
    }

    @Test
    void a_clip_is_made_once_and_again_where_what_it_depends_on_changes() throws IOException {
        NumberedFrames source = source(measured());
        assertThat(store().find(source, WINDOW)).isEmpty();
        StoredClip made = store().make(source, WINDOW, RATE, _ -> {});
        assertThat(store().find(source, WINDOW)).contains(made);
        assertThat(store().find(source, new ClipWindow(3, 7))).isEmpty();
        assertThat(store().find(new NumberedFrames("other", measured(), 0x804020, true, PAIRS), WINDOW))
                .isEmpty();
    }

    @Test
    void odd_and_tiny_frames_are_coded_too() throws IOException {
        FrameSize size = new FrameSize(71, 33);
        int[] left = {5};
        FrameStream stream = FrameStream.encode(_ -> left[0]-- > 0, size, RATE);
        assertThat(stream.coded()).isEqualTo(new FrameSize(72, 64));
        assertThat(stream.units()).hasSize(5);
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (InflaterInputStream map = new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
            return map.readAllBytes();
        }
    }

    private ClipStore store() {
        return new ClipStore(folder.resolve("viewer"));
    }

    private static NumberedFrames source(Optional<String> measured) {
        return new NumberedFrames("hash", measured, 0x804020, true, PAIRS);
    }

    private static Optional<String> measured() {
        NumberedFrames source = source(Optional.empty());
        MessageDigest digest = Sha256.digest();
        byte[] rgb = new byte[NumberedFrames.SIZE.rgbBytes()];
        for (int i = 0; i < 2 * PAIRS; i++) {
            source.draw(i, rgb);
            digest.update(rgb);
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static JsonNode data(Path file, String key, String kind) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String head = "foveaClip(\"" + key + "\", \"" + kind + "\", ";
        assertThat(text).startsWith(head).endsWith(");\n");
        return JsonMapper.builder().build().readTree(text.substring(head.length(), text.length() - 3));
    }
}
