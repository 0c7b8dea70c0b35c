package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.FileKind;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.Provenance.Input;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A score as a JSON document and back: its components are the document's keys. All numbers are in full precision: what
 * is read is what was written, bit by bit.
 *
 * @param heading what it is, and the score
 * @param extent what of the clip was looked at
 * @param averages means of what the networks lost on each pair
 * @param terms of the score, of all pairs only; the rate only where bytes are known
 * @param objective what the score is made of; left out where it is the challenge's
 * @param borders what is lost from one pair to the next, where that was asked for; no part of the score
 * @param classes what became of each class
 * @param poseErrors error of each output of the pose network, in the output's own unit
 * @param bytes what the rate is made of
 * @param accountings the score under each rule of what is charged, by name
 * @param marginalCosts what a little more of anything costs, of all pairs only
 * @param provenance who looked at what
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClassCount> classes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) double[] poseErrors,
        Bytes bytes,
        Map<String, Charged> accountings,
        Optional<MarginalCosts> marginalCosts,
        Provenance provenance,
        List<PairResult> pairs) {
    /** Of the format; a reader refuses others. */
    public static final int VERSION = 1;

    /** Value of the document's {@code format}. */
    public static final String FORMAT = "fovea score";

    private static final int MAX_PAIRS = 1 << 24;
    private static final String HOW = "make one with fovea score --json FILE";

    /**
     * What it is.
     *
     * @param format {@link #FORMAT}
     * @param version {@link #VERSION}
     * @param name what to call the score
     * @param score as the challenge's program counts it, if there is one
     * @param partial how much of the clip was looked at, where it was not all
     * @param exploit whether the archive needs files outside it; left out where it does not
     */
    public record Heading(
            String format,
            int version,
            String name,
            Optional<Double> score,
            Optional<String> partial,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean exploit) {}

    /**
     * What was looked at.
     *
     * @param scoredPairs pairs that were looked at
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

    /** Terms of a score. */
    public record Terms(
            double segmentation,
            double pose,
            Optional<Double> rate,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> further) {}

    /**
     * What the rate is made of.
     *
     * @param archive its size
     * @param archiveSource where the size comes from, for people
     * @param archiveSha256 of the archive, where it is a file
     * @param original size of the original
     * @param originalFiles that this is the sum of
     * @param payload size of files outside the archive
     * @param payloadFiles that this is the sum of
     */
    public record Bytes(
            OptionalLong archive,
            String archiveSource,
            Optional<String> archiveSha256,
            long original,
            List<CountedFile> originalFiles,
            long payload,
            List<CountedFile> payloadFiles) {
        private static Bytes of(MeteredBytes bytes) {
            return new Bytes(
                    bytes.archive(),
                    bytes.archiveSource(),
                    bytes.archiveHash(),
                    bytes.originalBytes(),
                    bytes.original(),
                    bytes.payloadBytes(),
                    bytes.payload());
        }
    }

    /**
     * A score under one rule of what is charged: bytes, these over the original's, and the term and score that follow.
     */
    public record Charged(long bytes, double rate, double rateTerm, double score) {}

    /** The document of a score. */
    public static ScoreDocument of(ScoreResult result) {
        PairTable table = result.table();
        Optional<Double> score = result.score().map(Accounting::score);
        Map<String, Charged> accountings = new LinkedHashMap<>();
        for (Accounting each : result.accountings()) {
            accountings.put(
                    each.name(),
                    new Charged(each.bytes(), each.rate(), each.terms().rate(), each.score()));
        }
        return new ScoreDocument(
                new Heading(
                        FORMAT,
                        VERSION,
                        result.provenance().scoreName(),
                        score,
                        result.partial(),
                        result.bytes().exploit()),
                Extent.of(table),
                result.averages(),
                terms(result),
                result.objective().challenge() ? Optional.empty() : Optional.of(result.objective()),
                result.borders(),
                table.classes(),
                poseErrors(result),
                Bytes.of(result.bytes()),
                accountings,
                result.marginalCosts(),
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
     * Reads a document.
     *
     * @param name of the file, for messages
     * @throws FormatException where it is no such document, or contradicts itself
     */
    public static ScoreResult read(byte[] document, String name) {
        try {
            if (!FileKind.of(document).equals(Optional.of(FileKind.TEXT))) {
                throw FileKind.refusal("json", document, "a result of fovea score", HOW);
            }
            JsonNode root = JsonMapper.shared().readTree(document);
            if (!root.isObject() || !FORMAT.equals(root.path("format").asString(""))) {
                throw new FormatException("json", 0, "is no result of fovea score", HOW);
            }
            int version = root.path("version").asInt(0);
            verify(version == VERSION, "version " + version + " is unknown to this Fovea, which reads " + VERSION);
            MeteredBytes bytes = bytes(root.path("bytes"), root.path("exploit").asBoolean(false));
            ScoreObjective objective = objective(root.path("objective"));
            PairTable table = table(root);
            verify(
                    table.pairs().getFirst().further().length
                            == objective.networks().size(),
                    "the pairs have other networks than the objective");
            return new ScoreResult(
                    table, bytes, provenance(root.path("provenance")), objective, borders(root.path("borders")));
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

    /** Reads a file; see {@link #read(byte[], String)}. */
    public static ScoreResult read(Path file) throws java.io.IOException {
        try (java.io.InputStream in = FileKind.open(file)) {
            return read(in.readAllBytes(), file.toString());
        }
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
                    squared,
                    further(row.path("further"))));
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
                counted,
                classes(root.path("classes")));
    }

    private static Optional<Borders> borders(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        JsonNode means = node.path("means");
        List<Double> others = new ArrayList<>();
        for (double mean : further(means.path("further"))) {
            others.add(mean);
        }
        return Optional.of(new Borders(
                whole(node, "count"),
                new Distortion(
                        notNegative(means.path("segmentation"), "segmentation"),
                        notNegative(means.path("pose"), "pose"),
                        others)));
    }

    private static double[] further(JsonNode list) {
        double[] further = new double[list.size()];
        for (int i = 0; i < further.length; i++) {
            further[i] = notNegative(list.get(i), "further");
        }
        return further;
    }

    private static List<ClassCount> classes(JsonNode list) {
        List<ClassCount> classes = new ArrayList<>();
        for (JsonNode one : list) {
            classes.add(new ClassCount(
                    whole(one, "id"),
                    text(one, "name"),
                    notNegative(one.path("share"), "share"),
                    size(one, "original"),
                    size(one, "candidate"),
                    size(one, "both")));
        }
        return classes;
    }

    /** Documents of the challenge's objective have none. */
    private static ScoreObjective objective(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return ScoreObjective.CHALLENGE;
        }
        List<ScoreObjective.Term> networks = new ArrayList<>();
        for (JsonNode one : node.path("networks")) {
            networks.add(term(one));
        }
        return new ScoreObjective(
                notNegative(node.path("rate"), "rate"),
                optionalTerm(node.path("segmentation")),
                optionalTerm(node.path("pose")),
                networks);
    }

    private static Optional<ScoreObjective.Term> optionalTerm(JsonNode node) {
        return node.isObject() ? Optional.of(term(node)) : Optional.empty();
    }

    private static ScoreObjective.Term term(JsonNode node) {
        return new ScoreObjective.Term(
                text(node, "name"),
                text(node, "looksAt"),
                text(node, "comparison"),
                text(node, "unit"),
                text(node, "shape"),
                notNegative(node.path("weight"), "weight"));
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
            throw new FormatException("json", 0, reason, HOW);
        }
    }
}
