package org.fovea.site.player;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FrameSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * A clip as scripts, because a page that was opened from a folder may load nothing else: each calls
 * {@code foveaClip(KEY, KIND, DATA)}.
 */
final class ClipScript {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ClipScript() {}

    static byte[] frames(String key, FrameStream stream, FrameSize size, ClipWindow window) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("codec", codec(stream.coded()));
        data.put("width", size.width());
        data.put("height", size.height());
        data.put("codedWidth", stream.coded().width());
        data.put("codedHeight", stream.coded().height());
        data.put("first", 2 * window.firstPair());
        data.put("keys", stream.keys());
        data.put("units", texts(stream.units()));
        return call(key, "frames", data);
    }

    static byte[] classes(String key, List<byte[]> packed, ClassLegend legend, ClipWindow window) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("columns", legend.columns());
        data.put("rows", legend.rows());
        data.put("first", window.firstPair());
        data.put("seen", legend.seen().word());
        data.put("maps", texts(packed));
        return call(key, "classes", data);
    }

    static byte[] poses(String key, List<String> outputs, List<float[]> answers, ClipWindow window) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("first", window.firstPair());
        data.put("outputs", outputs);
        data.put("answers", answers);
        return call(key, "poses", data);
    }

    private static List<String> texts(List<byte[]> parts) {
        return parts.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    private static byte[] call(String key, String kind, Map<String, Object> data) {
        String text = "foveaClip(\"" + key + "\", \"" + kind + "\", " + MAPPER.writeValueAsString(data) + ");\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Main profile of 8 bits and the lowest level (AV1, A.3) with pictures of that size. */
    private static String codec(FrameSize size) {
        int pixels = size.pixels();
        String level = pixels <= 665_856 ? "04" : pixels <= 2_228_224 ? "08" : pixels <= 8_912_896 ? "12" : "16";
        return "av01.0." + level + "M.08";
    }
}
