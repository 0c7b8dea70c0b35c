package org.fovea.app.labels;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.detection.Box;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * COCO annotations, one by one, so that nothing but boxes takes memory. A class is a {@code category_id}, a frame the
 * number in an image's {@code file_name}, else its {@code id}.
 */
final class CocoFile {
    private static final long MAX_BYTES = 1 << 27;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final String HOW = "COCO annotations have images (id, file_name) and annotations (image_id, "
            + "category_id, bbox [x, y, width, height])";
    private static final double MOST_PIXELS = 1e9;

    private final JsonParser parser;
    private final Map<Long, Integer> frames = new HashMap<>();
    private final Map<Integer, List<Box>> boxes = new HashMap<>();
    private final List<Labelled> labelled = new ArrayList<>();

    record Image(
            Optional<Long> id, @JsonProperty("file_name") Optional<String> fileName) {}

    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    record Annotation(
            @JsonProperty("image_id") Optional<Long> image,
            @JsonProperty("category_id") Optional<Integer> category,
            Optional<double[]> bbox,
            @JsonProperty("iscrowd") Optional<Integer> crowd) {}

    /** A box of an image that may come later, with its line. */
    private record Labelled(long image, Box box, int line) {}

    private CocoFile(JsonParser parser) {
        this.parser = parser;
    }

    static Map<Integer, List<Box>> read(InputStream in) {
        try (JsonParser parser = MAPPER.createParser(in)) {
            return new CocoFile(parser).readAll();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw wrong("is not readable: " + what, line);
        }
    }

    private Map<Integer, List<Box>> readAll() {
        parser.nextToken();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            boolean images = name.equals("images");
            boolean list = parser.nextToken() == JsonToken.START_ARRAY && (images || name.equals("annotations"));
            for (int i = 1; list && parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String who = (images ? "image " : "annotation ") + i;
                require(parser.currentToken() == JsonToken.START_OBJECT && i <= Labels.MOST, who + " is no object");
                if (images) {
                    add(who, parser.readValueAs(Image.class));
                } else {
                    add(who, parser.readValueAs(Annotation.class));
                }
            }
            parser.skipChildren();
        }
        require(!boxes.isEmpty() && parser.nextToken() == null, "has no images, or something follows them");
        for (Labelled each : labelled) {
            Integer frame = frames.get(each.image);
            if (frame == null) {
                throw wrong("no image has the id " + each.image, each.line);
            }
            boxes.computeIfAbsent(frame, _ -> new ArrayList<>()).add(each.box);
        }
        return boxes;
    }

    private void add(String who, Image image) {
        long id = image.id.orElse(-1L);
        require(id >= 0, who + " has no id");
        int frame =
                image.fileName.map(Labels::frame).orElse(OptionalInt.empty()).orElse((int) Math.min(id, 1 << 30));
        require(frames.put(id, frame) == null, who + ": another image has the id " + id);
        require(boxes.put(frame, new ArrayList<>()) == null, who + ": another image is of frame " + frame);
    }

    private void add(String who, Annotation one) {
        int category = one.category.orElse(-1);
        require(category >= 0 && category < Labels.CLASSES, who + " has no category_id from 0 to " + Labels.CLASSES);
        double[] place = one.bbox.orElse(new double[0]);
        require(
                place.length == 4
                        && Arrays.stream(place).allMatch(side -> Math.abs(side) <= MOST_PIXELS)
                        && Math.min(place[2], place[3]) >= 0,
                who + " has no bbox [x, y, width, height]");
        labelled.add(new Labelled(
                one.image.orElse(-1L),
                Box.label(category, place[0], place[1], place[2], place[3], one.crowd.orElse(0) == 1),
                parser.currentTokenLocation().getLineNr()));
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw wrong(otherwise, parser.currentTokenLocation().getLineNr());
        }
    }

    private static FormatException wrong(String what, int line) {
        return new FormatException(Labels.SECTION, 0, what, HOW).inLine(Math.max(1, line));
    }
}
