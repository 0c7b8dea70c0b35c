package org.fovea.app.labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.detection.Box;

/** A table of boxes; a line with a frame alone says that it has no object. */
final class CsvBoxes {
    private static final String COLUMNS = "frame,class,x,y,width,height";
    private static final int FIELDS = 6;
    private static final int MAX_BYTES = 1 << 27;

    private CsvBoxes() {}

    static Map<Integer, List<Box>> read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "");
        Map<Integer, List<Box>> frames = new HashMap<>();
        int[] number = {0};
        text.lines().forEach(line -> {
            boolean heading = number[0]++ == 0 && line.replaceAll("[\\s\"]", "").equalsIgnoreCase(COLUMNS);
            if (number[0] > Labels.MOST || bytes.length == MAX_BYTES) {
                throw wrong(number[0], "has over " + Labels.MOST + " lines or 128 MiB");
            } else if (!heading && !line.isBlank()) {
                add(frames, line, number[0]);
            }
        });
        return frames;
    }

    private static void add(Map<Integer, List<Box>> frames, String line, int number) {
        List<String> fields =
                Arrays.stream(line.split(",", FIELDS + 1)).map(String::strip).toList();
        if (fields.size() != FIELDS) {
            throw wrong(number, "has " + (fields.size() > FIELDS ? "more than 6" : fields.size()) + " fields");
        }
        double frame = value(fields.getFirst(), "\\d{1,9}", number);
        List<Box> boxes = frames.computeIfAbsent((int) frame, _ -> new ArrayList<>());
        if (fields.stream().skip(1).allMatch(String::isEmpty)) {
            return;
        }
        double category = value(fields.get(1), "\\d{1,6}", number);
        double[] place = fields.stream()
                .skip(2)
                .mapToDouble(field -> value(field, "[+-]?\\d{1,9}(\\.\\d{0,20})?([eE][+-]?\\d{1,2})?", number))
                .toArray();
        if (place[2] < 0 || place[3] < 0) {
            throw wrong(number, "has a negative width or height");
        }
        boxes.add(Box.label((int) category, place[0], place[1], place[2], place[3], false));
    }

    private static double value(String field, String pattern, int line) {
        if (!field.matches(pattern)) {
            String shown = field.replaceAll("\\p{Cntrl}", "?");
            throw wrong(line, "'" + shown.substring(0, Math.min(shown.length(), 40)) + "' is not its number");
        }
        return Double.parseDouble(field);
    }

    private static FormatException wrong(int line, String what) {
        return new FormatException(Labels.SECTION, 0, what, "a line is " + COLUMNS).inLine(line);
    }
}
