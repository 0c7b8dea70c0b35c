package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.FileKind;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A score as a JSON document and back: its components are the document's keys. All numbers are in full precision: what
 * is read is what was written, bit by bit.
 *
 * @param heading what it is, and the score
 * @param extent what of the clip was scored
 * @param averages means of what the networks lost on each pair
 * @param terms of the score, of all pairs only; the rate only where bytes are known
 * @param objective what the score is made of; left out where it is the challenge's
 * @param borders what is lost from one pair to the next, where that was asked for; no part of the score
 * @param tasks what the networks are good for, where there is truth to tell; no part of the score
 * @param classes what became of each class
 * @param poseErrors error of each output of the pose network, in the output's own unit
 * @param bytes what the rate is made of
 * @param accountings the score under each rule of what is charged, by name
 * @param provenance networks and what they saw
 * @param pairs each pair
 */
@SuppressWarnings("ArrayRecordComponent") // a document that is never compared
public record ScoreDocument(
        @JsonUnwrapped Heading heading,
        @JsonUnwrapped Extent extent,
        Distortion averages,
        Optional<Terms> terms,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ScoreObjective> objective,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Borders> borders,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Tasks> tasks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClassCount> classes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) double[] poseErrors,
        MeteredBytes bytes,
        Map<String, Accounting> accountings,
        Provenance provenance,
        List<PairResult> pairs) {
    /** Of the format; a reader refuses others. */
    public static final int VERSION = 1;

    /** Value of the document's {@code format}. */
    public static final String FORMAT = "fovea score";

    private static final JsonMapper READER = JsonMapper.builder()
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    private static final int MAX_PAIRS = 1 << 24;
    private static final String HOW = "make one with fovea score --json FILE";

    /**
     * What it is.
     *
     * @param format {@link #FORMAT}
     * @param version {@link #VERSION}
     * @param name what to call the score
     * @param score as the challenge's program counts it, if there is one
     * @param partial how much of the clip was scored, where it was not all
     */
    public record Heading(String format, int version, String name, Optional<Double> score, Optional<String> partial) {}

    /**
     * What was scored.
     *
     * @param scoredPairs scored pairs
     * @param clipPairs pairs of the clip
     * @param clipFrames frames of the clip
     * @param droppedFrames frames at its end that belong to no pair
     * @param width of its frames, in pixels
     * @param height of its frames, in pixels
     * @param mapPixels pixels of a pair's class maps
     * @param countedOutputs leading outputs of the pose network that count
     */
    public record Extent(
            int scoredPairs,
            int clipPairs,
            long clipFrames,
            int droppedFrames,
            int width,
            int height,
            int mapPixels,
            int countedOutputs) {
        private static Extent of(PairTable table) {
            return new Extent(
                    table.pairs().size(),
                    table.clipPairs(),
                    table.clipFrames(),
                    table.droppedFrames(),
                    table.frameSize().width(),
                    table.frameSize().height(),
                    table.mapPixels(),
                    table.countedOutputs());
        }
    }

    public record Terms(
            double segmentation,
            double pose,
            Optional<Double> rate,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> further) {}

    public static ScoreDocument of(ScoreResult result) {
        PairTable table = result.table();
        Optional<Double> score = result.score().map(Accounting::score);
        Map<String, Accounting> accountings = new LinkedHashMap<>();
        result.accountings().forEach(each -> accountings.put(each.name(), each));
        return new ScoreDocument(
                new Heading(FORMAT, VERSION, result.provenance().scoreName(), score, result.partial()),
                Extent.of(table),
                result.averages(),
                terms(result),
                result.objective().challenge() ? Optional.empty() : Optional.of(result.objective()),
                result.borders(),
                result.tasks(),
                table.classes(),
                poseErrors(result),
                result.bytes(),
                accountings,
                result.provenance(),
                table.pairs());
    }

    /** With the classes: documents that were made before these were counted are written as they were. */
    private static double[] poseErrors(ScoreResult result) {
        ScoreObjective objective = result.objective();
        boolean counted =
                !result.table().classes().isEmpty() || objective.segmentation().isEmpty();
        return counted && objective.pose().isPresent() ? result.table().poseErrors() : new double[0];
    }

    private static Optional<Terms> terms(ScoreResult result) {
        if (!result.table().complete()) {
            return Optional.empty();
        }
        Score lost = result.lost();
        return Optional.of(new Terms(
                lost.segmentation(),
                lost.pose(),
                result.score().map(score -> score.terms().rate()),
                lost.further()));
    }

    /**
     * @param name of the file, for messages
     * @throws FormatException where it is no such document, or contradicts itself
     */
    public static ScoreResult read(byte[] document, String name) {
        try {
            if (!FileKind.of(document).equals(Optional.of(FileKind.TEXT))) {
                throw FileKind.refusal("json", document, "a result of fovea score", HOW);
            }
            JsonNode root = READER.readTree(document);
            if (!root.isObject() || !FORMAT.equals(root.path("format").asString(""))) {
                throw new FormatException("json", 0, "is no result of fovea score", HOW);
            }
            int version = root.path("version").asInt(0);
            verify(version == VERSION, "version " + version + " is unknown to this Fovea, which reads " + VERSION);
            verifyNumbers(root);
            ScoreObjective objective = objective(root);
            PairTable table = table(root);
            verify(
                    table.pairs().getFirst().further().length
                            == objective.networks().size(),
                    "the pairs have other networks than the objective");
            return new ScoreResult(
                    table,
                    bytes(root),
                    provenance(root),
                    objective,
                    part(root, "borders", Borders.class),
                    part(root, "tasks", Tasks.class));
        } catch (FormatException e) {
            throw e.inFile(name);
        } catch (JacksonException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new FormatException("json", offset, "is not readable: " + e.getOriginalMessage(), HOW).inFile(name);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException("json", 0, String.valueOf(e.getMessage()), HOW).inFile(name);
        }
    }

    public static ScoreResult read(Path file) throws java.io.IOException {
        try (java.io.InputStream in = FileKind.open(file)) {
            return read(in.readAllBytes(), file.toString());
        }
    }

    private static <T> Optional<T> part(JsonNode root, String field, Class<T> type) {
        JsonNode node = root.path(field);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(READER.treeToValue(node, type));
    }

    private static ScoreObjective objective(JsonNode root) {
        JsonNode node = root.path("objective");
        List<JsonNode> terms = new ArrayList<>(List.of(node.path("segmentation"), node.path("pose")));
        node.path("networks").forEach(terms::add);
        terms.stream()
                .filter(JsonNode::isObject)
                .forEach(term -> verifyTexts(term, "name", "looksAt", "comparison", "unit", "shape"));
        return part(root, "objective", ScoreObjective.class).orElse(ScoreObjective.CHALLENGE);
    }

    private static PairTable table(JsonNode root) {
        JsonNode rows = root.path("pairs");
        verify(rows.isArray() && !rows.isEmpty() && rows.size() <= MAX_PAIRS, "has no list of pairs");
        rows.forEach(row -> verify(row.isObject(), "has no list of pairs"));
        List<PairResult> pairs = List.of(READER.treeToValue(rows, PairResult[].class));
        Extent extent = READER.treeToValue(root, Extent.class);
        int outputs = rows.get(0).path("squaredErrors").size();
        int counted = extent.countedOutputs();
        int pixels = extent.mapPixels();
        verify(counted >= 1 && counted <= outputs, "countedOutputs " + counted + " of " + outputs);
        verify(pixels >= 1, "mapPixels " + pixels);
        for (PairResult pair : pairs) {
            verify(pair.squaredErrors().length == outputs, "squaredErrors of the pairs differ in number");
            verify(pair.wrongPixels() <= pixels, "pair " + pair.pair() + " has more wrong pixels than pixels");
        }
        root.path("classes").forEach(one -> verifyTexts(one, "name"));
        return new PairTable(
                pairs,
                extent.clipFrames(),
                extent.clipPairs(),
                new FrameSize(extent.width(), extent.height()),
                pixels,
                counted,
                part(root, "classes", ClassCount[].class).map(List::of).orElse(List.of()));
    }

    private static MeteredBytes bytes(JsonNode root) {
        JsonNode node = root.path("bytes");
        verifyTexts(node, "archiveSource");
        for (String files : List.of("payloadFiles", "originalFiles")) {
            verify(node.path(files).isArray(), "has no list of counted files");
            node.path(files).forEach(file -> verifyTexts(file, "name"));
        }
        return READER.treeToValue(node, MeteredBytes.class);
    }

    private static Provenance provenance(JsonNode root) {
        JsonNode node = root.path("provenance");
        verifyTexts(node, "decoder", "device", "machine");
        verifyTexts(node.path("evaluators"), "name", "sha256");
        verifyTexts(node.path("original"), "name", "kind", "sha256");
        verifyTexts(node.path("candidate"), "name", "kind", "sha256");
        return READER.treeToValue(node, Provenance.class);
    }

    private static void verifyTexts(JsonNode node, String... fields) {
        for (String field : fields) {
            verify(node.path(field).isString(), "has no text " + field);
        }
    }

    /** Nothing in a document is negative. */
    private static void verifyNumbers(JsonNode node) {
        verify(!node.isNumber() || Double.isFinite(node.asDouble()) && node.asDouble() >= 0, "has the number " + node);
        node.forEach(ScoreDocument::verifyNumbers);
    }

    private static void verify(boolean condition, String reason) {
        if (!condition) {
            throw new FormatException("json", 0, reason, HOW);
        }
    }
}
