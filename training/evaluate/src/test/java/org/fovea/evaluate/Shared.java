package org.fovea.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.testkit.SharedFiles;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference values and real inputs, which are not part of the repository. */
public final class Shared {
    private Shared() {}

    /** A file of the shared folder; where it is absent, the test is skipped and says so. */
    public static Path file(String name) {
        return SharedFiles.file(name);
    }

    /** The first pairs of a clip of the shared folder. */
    public static List<FramePair> pairs(String name, int count) throws IOException {
        List<FramePair> pairs = new ArrayList<>();
        Clip clip = Clip.open(file(name));
        try (FrameSource frames = clip.frames()) {
            for (int i = 0; i < count; i++) {
                byte[] first = new byte[clip.size().rgbBytes()];
                byte[] second = new byte[clip.size().rgbBytes()];
                assertThat(frames.next(first) && frames.next(second)).isTrue();
                pairs.add(new FramePair(clip.size(), first, second));
            }
        }
        return pairs;
    }

    /** A pair of frames of any bytes. */
    public static FramePair noise(long seed, int width, int height) {
        Random random = new Random(seed);
        FrameSize size = new FrameSize(width, height);
        byte[] first = new byte[size.rgbBytes()];
        byte[] second = new byte[size.rgbBytes()];
        random.nextBytes(first);
        random.nextBytes(second);
        return new FramePair(size, first, second);
    }

    /** A JSON file of the shared folder. */
    public static JsonNode json(String name) {
        return JsonMapper.shared().readTree(file(name));
    }
}
