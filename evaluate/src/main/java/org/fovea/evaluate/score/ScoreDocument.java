package org.fovea.evaluate.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.Provenance.Input;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A score as a JSON document and back. All numbers are in full precision: what is read is what was written, bit by bit. */
public final class ScoreDocument {
    /** Of the format; a reader refuses others. */
    public static final int VERSION = 1;

    /** Value of the document's {@code format}. */
    public static final String FORMAT = "fovea score";

    private static final int MAX_PAIRS = 1 << 24;

    private ScoreDocument() {}

    /** As maps, lists, numbers and texts, for a JSON writer. */
    public static Map<String, Object> of(ScoreResult result) {
        PairTable table = result.table();
        Distortion means = result.averages();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("version", VERSION);
        all.put("name", result.provenance().scoreName());
        all.put("score", result.score().map(Accounting::score).orElse(null));
        all.put("partial", result.partial().orElse(null));
        if (result.bytes().exploit()) {
            all.put("exploit", true);
        }
        all.put("scoredPairs", table.pairs().size());
        all.put("clipPairs", table.clipPairs());
        all.put("clipFrames", table.clipFrames());
        all.put("droppedFrames", table.droppedFrames());
        all.put("width", table.frameSize().width());
        all.put("height", table.frameSize().height());
        all.put("mapPixels", table.mapPixels());
        all.put("countedOutputs", table.countedOutputs());
        all.put("averages", map("segmentation", means.segmentation(), "pose", means.pose()));
        all.put("terms", terms(result));
        all.put("bytes", bytes(result.bytes()));
        Map<String, Object> accountings = new LinkedHashMap<>();
        result.accountings().forEach(accounting -> accountings.put(accounting.name(), accounting(accounting)));
        all.put("accountings", accountings);
        all.put(
                "marginalCosts",
                result.marginalCosts().map(ScoreDocument::costs).orElse(null));
        all.put("provenance", provenance(result.provenance()));
        List<Object> pairs = new ArrayList<>();
        for (PairResult pair : table.pairs()) {
            pairs.add(map(
                    "pair",
                    pair.pair(),
                    "wrongPixels",
                    pair.wrongPixels(),
                    "segmentation",
                    pair.segmentation(),
                    "pose",
                    pair.pose(),
                    "squaredErrors",
                    pair.squaredErrors()));
        }
        all.put("pairs", pairs);
        return all;
    }

    /** Terms of a score; none of a part of the clip. */
    private static Map<String, Object> terms(ScoreResult result) {
        if (!result.table().complete()) {
            return null;
        }
        Score terms = result.lost();
        return map(
                "segmentation",
                terms.segmentation(),
                "pose",
                terms.pose(),
                "rate",
                result.score().map(score -> score.terms().rate()).orElse(null));
    }

    private static Map<String, Object> bytes(MeteredBytes bytes) {
        return map(
                "archive",
                bytes.archive().isPresent() ? bytes.archive().getAsLong() : null,
                "archiveSource",
                bytes.archiveSource(),
                "archiveSha256",
                bytes.archiveHash().orElse(null),
                "original",
                bytes.originalBytes(),
                "originalFiles",
                files(bytes.original()),
                "payload",
                bytes.payloadBytes(),
                "payloadFiles",
                files(bytes.payload()));
    }

    private static List<Object> files(List<CountedFile> files) {
        List<Object> list = new ArrayList<>();
        files.forEach(file -> list.add(map("name", file.name(), "bytes", file.bytes())));
        return list;
    }

    private static Map<String, Object> accounting(Accounting accounting) {
        return map(
                "bytes",
                accounting.bytes(),
                "rate",
                accounting.rate(),
                "rateTerm",
                accounting.terms().rate(),
                "score",
                accounting.score());
    }

    private static Map<String, Object> costs(MarginalCosts costs) {
        return map(
                "archiveByte",
                costs.archiveByte(),
                "wrongPixel",
                costs.wrongPixel(),
                "meanPose",
                costs.meanPose().isPresent() ? costs.meanPose().getAsDouble() : null,
                "pairPose",
                costs.pairPose().isPresent() ? costs.pairPose().getAsDouble() : null,
                "pairPoseOf1e-4",
                costs.smallPairPose());
    }

    private static Map<String, Object> provenance(Provenance from) {
        return map(
                "original",
                input(from.original()),
                "candidate",
                input(from.candidate()),
                "evaluators",
                map(
                        "name",
                        from.evaluators().name(),
                        "official",
                        from.evaluators().official(),
                        "sha256",
                        from.evaluators().hash()),
                "decoder",
                from.decoder(),
                "device",
                from.device(),
                "threads",
                from.threads(),
                "machine",
                from.machine(),
                "versions",
                from.versions(),
                "cachedOriginal",
                from.cachedOriginal(),
                "seconds",
                from.seconds());
    }

    private static Map<String, Object> input(Input input) {
        return map("name", input.name(), "kind", input.kind(), "sha256", input.sha256(), "bytes", input.bytes());
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /**
     * Reads a document.
     *
     * @param name of the file, for messages
     * @throws FormatException where it is no such document, or contradicts itself
     */
    public static ScoreResult read(byte[] document, String name) {
        try {
            JsonNode root = JsonMapper.shared().readTree(document);
            verify(
                    root.isObject() && FORMAT.equals(root.path("format").asString("")),
                    "is no result of fovea score; make one with fovea score --json FILE");
            int version = root.path("version").asInt(0);
            verify(version == VERSION, "version " + version + " is unknown to this Fovea, which reads " + VERSION);
            MeteredBytes bytes = bytes(root.path("bytes"), root.path("exploit").asBoolean(false));
            return new ScoreResult(table(root), bytes, provenance(root.path("provenance")));
        } catch (FormatException e) {
            throw e.inFile(name);
        } catch (JacksonException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new FormatException("json", offset, "is not readable: " + e.getOriginalMessage()).inFile(name);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FormatException("json", 0, e.getMessage()).inFile(name);
        }
    }

    /** Reads a file; see {@link #read(byte[], String)}. */
    public static ScoreResult read(Path file) throws java.io.IOException {
        return read(java.nio.file.Files.readAllBytes(file), file.toString());
    }

    private static PairTable table(JsonNode root) {
        List<PairResult> pairs = new ArrayList<>();
        JsonNode rows = root.path("pairs");
        verify(rows.isArray() && !rows.isEmpty() && rows.size() <= MAX_PAIRS, "has no list of pairs");
        int outputs = rows.get(0).path("squaredErrors").size();
        for (JsonNode row : rows) {
            JsonNode errors = row.path("squaredErrors");
            verify(
                    errors.isArray() && errors.size() == outputs && outputs > 0,
                    "squaredErrors of the pairs differ in number");
            double[] squared = new double[outputs];
            for (int i = 0; i < outputs; i++) {
                squared[i] = notNegative(errors.get(i), "squaredErrors");
            }
            pairs.add(new PairResult(
                    whole(row, "pair"),
                    whole(row, "wrongPixels"),
                    notNegative(row.path("segmentation"), "segmentation"),
                    notNegative(row.path("pose"), "pose"),
                    squared));
        }
        int counted = whole(root, "countedOutputs");
        int pixels = whole(root, "mapPixels");
        verify(counted >= 1 && counted <= outputs, "countedOutputs " + counted + " of " + outputs);
        verify(pixels >= 1, "mapPixels " + pixels);
        for (PairResult pair : pairs) {
            verify(pair.wrongPixels() <= pixels, "pair " + pair.pair() + " has more wrong pixels than pixels");
        }
        return new PairTable(
                pairs,
                whole(root, "clipFrames"),
                new FrameSize(whole(root, "width"), whole(root, "height")),
                pixels,
                counted);
    }

    private static MeteredBytes bytes(JsonNode node, boolean exploit) {
        JsonNode archive = node.path("archive");
        return new MeteredBytes(
                archive.isNull() ? OptionalLong.empty() : OptionalLong.of(size(node, "archive")),
                text(node, "archiveSource"),
                Optional.of(node.path("archiveSha256").asString("")).filter(hash -> !hash.isEmpty()),
                files(node.path("payloadFiles")),
                files(node.path("originalFiles")),
                exploit);
    }

    private static List<CountedFile> files(JsonNode list) {
        verify(list.isArray(), "has no list of counted files");
        List<CountedFile> files = new ArrayList<>();
        for (JsonNode file : list) {
            files.add(new CountedFile(text(file, "name"), size(file, "bytes")));
        }
        return files;
    }

    private static Provenance provenance(JsonNode node) {
        JsonNode evaluators = node.path("evaluators");
        Map<String, String> versions = new LinkedHashMap<>();
        node.path("versions")
                .properties()
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue().asString("")));
        return new Provenance(
                input(node.path("original")),
                input(node.path("candidate")),
                new EvaluatorIdentity(
                        text(evaluators, "name"),
                        evaluators.path("official").asBoolean(false),
                        text(evaluators, "sha256")),
                text(node, "decoder"),
                text(node, "device"),
                whole(node, "threads"),
                text(node, "machine"),
                versions,
                node.path("cachedOriginal").asBoolean(false),
                notNegative(node.path("seconds"), "seconds"));
    }

    private static Input input(JsonNode node) {
        return new Input(text(node, "name"), text(node, "kind"), text(node, "sha256"), size(node, "bytes"));
    }

    private static String text(JsonNode node, String field) {
        verify(node.path(field).isString(), "has no text " + field);
        return node.path(field).asString();
    }

    private static int whole(JsonNode node, String field) {
        JsonNode value = node.path(field);
        verify(value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 0, "has no number " + field);
        return value.asInt();
    }

    private static long size(JsonNode node, String field) {
        JsonNode value = node.path(field);
        verify(value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0, "has no size " + field);
        return value.asLong();
    }

    private static double notNegative(JsonNode value, String field) {
        verify(
                value.isNumber() && Double.isFinite(value.asDouble()) && value.asDouble() >= 0,
                "has no number " + field);
        return value.asDouble();
    }

    private static void verify(boolean condition, String reason) {
        if (!condition) {
            throw new FormatException("json", 0, reason);
        }
    }
}
