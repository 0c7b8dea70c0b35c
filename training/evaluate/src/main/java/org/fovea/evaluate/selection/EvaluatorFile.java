package org.fovea.evaluate.selection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.FileKind;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.ObjectiveTerms;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.comparison.Comparison;
import org.fovea.evaluate.comparison.DifferingPixels;
import org.fovea.evaluate.detection.BoxOutput;
import org.fovea.evaluate.network.Arrangement;
import org.fovea.evaluate.network.NetworkFile;
import org.fovea.evaluate.network.NetworkFile.Format;
import org.fovea.evaluate.script.FurtherDescription;
import org.fovea.evaluate.script.PairDescription;
import org.fovea.evaluate.script.PairLayout;
import org.fovea.evaluate.script.PixelInput;
import org.fovea.evaluate.script.PoseDescription;
import org.fovea.evaluate.script.SegmentationDescription;
import org.fovea.video.colour.ColourChoice;

/**
 * The YAML file that describes an objective, networks of one's own and what their losses cost;
 * {@code docs/evaluators.md} explains every key. Everything is checked: an error names the key and the line.
 */
public final class EvaluatorFile {
    private static final String ROOT = "evaluators";
    private static final String NONE = "none";
    private static final String SIGMOID = "sigmoid";
    private static final int MAX_NETWORKS = 16;

    private final Path folder;
    private Optional<FormatException> missing = Optional.empty();

    private EvaluatorFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a file. The networks themselves are not opened.
     *
     * @throws FormatException where the file does not describe a pair; names the file, the key and the line
     * @throws IOException where it cannot be read
     */
    public static PairDescription read(Path file) throws IOException {
        return parsed(file, EvaluatorFile::pair);
    }

    /**
     * The folder of the challenge's networks, where a file asks for the challenge's own objective, {@code objective:
     * challenge}: its two networks, looks, terms and price of a byte, none of which can be said otherwise.
     *
     * @throws FormatException where the file asks for it and says more; names the file, the key and the line
     * @throws IOException where it cannot be read
     */
    public static Optional<Path> challenge(Path file) throws IOException {
        return parsed(file, EvaluatorFile::models);
    }

    private static <T> T parsed(Path file, BiFunction<EvaluatorFile, YamlNode, T> reading) throws IOException {
        byte[] bytes;
        try (InputStream in = FileKind.open(file)) {
            bytes = in.readNBytes(YamlText.MAX_BYTES + 1);
        }
        try {
            // What could be read is no root.
            EvaluatorFile folder = new EvaluatorFile(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            T read = reading.apply(folder, YamlText.read(bytes, ROOT, "the maps segmentation and pose"));
            if (folder.missing.isPresent()) {
                throw folder.missing.get();
            }
            return read;
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    private Optional<Path> models(YamlNode root) {
        YamlMap map = new YamlMap(root);
        Optional<YamlNode> objective = map.optional("objective");
        if (objective.isEmpty()) {
            return Optional.empty();
        }
        YamlMap.choice(objective.get(), new String[] {"challenge"}, word -> word);
        YamlNode node = map.required("models");
        Path models = path(node, "a folder");
        map.finish();
        return Optional.of(models);
    }

    private PairDescription pair(YamlNode root) {
        YamlMap map = new YamlMap(root);
        Optional<String> name = map.optional("name").map(node -> node.text("a name"));
        OptionalDouble rate = map.optional("rate")
                .map(node -> OptionalDouble.of(Numbers.positive(node)))
                .orElse(OptionalDouble.empty());
        boolean sequence = map.choice("frames", Frames.PAIRS) == Frames.SEQUENCE;
        ColourChoice colours = map.choice("colours", ColourChoice.TAGS);
        Optional<YamlNode> networks = map.optional("networks");
        List<FurtherDescription> further =
                networks.map(list -> further(list, sequence)).orElse(List.of());
        Optional<YamlNode> first = role(map, "segmentation", networks.isPresent());
        Optional<YamlNode> second = role(map, "pose", networks.isPresent());
        Optional<SegmentationDescription> segmentation = first.map(node -> segmentation(node, sequence));
        Optional<PoseDescription> pose = second.map(this::pose);
        ObjectiveTerms terms = new ObjectiveTerms(
                first.flatMap(node -> term(new YamlMap(node))), second.flatMap(node -> term(new YamlMap(node))), rate);
        map.finish();
        List<String> names = new ArrayList<>();
        segmentation.ifPresent(one -> names.add(base(one.network())));
        pose.ifPresent(one -> names.add(base(one.network())));
        further.forEach(one -> names.add(one.name()));
        return checked(
                root,
                () -> new PairDescription(
                        name.orElseGet(() -> String.join(" + ", names)),
                        segmentation,
                        pose,
                        further,
                        terms,
                        sequence,
                        colours));
    }

    /** A network with a role, or nothing for {@code none}; other networks make it optional. */
    private static Optional<YamlNode> role(YamlMap map, String key, boolean optional) {
        if (!map.has(key) && !optional) {
            throw map.node().wrong("the key '" + key + "' is missing", "add it, or write " + key + ": none");
        }
        return map.optional(key).filter(node -> !NONE.equals(node.value()));
    }

    /** What a network's mean distortion costs; empty where nothing is said. */
    private static Optional<ScoreTerm> term(YamlMap map) {
        Optional<YamlNode> weight = map.optional("weight");
        Optional<YamlNode> shape = map.optional("term");
        if (weight.isEmpty()) {
            shape.ifPresent(node -> {
                throw node.wrong("a term without a weight", "add weight");
            });
            return Optional.empty();
        }
        return Optional.of(new ScoreTerm(map.choice("term", ScoreTerm.Shape.LINEAR), Numbers.positive(weight.get())));
    }

    private List<FurtherDescription> further(YamlNode list, boolean sequence) {
        List<FurtherDescription> all = new ArrayList<>();
        if (list.isText()) {
            throw list.wrong("'" + YamlNode.shortened(String.valueOf(list.value())) + "' is not a list of networks");
        }
        for (YamlNode node : list.list()) {
            FurtherDescription one = furtherNetwork(node, sequence);
            if (all.stream().anyMatch(other -> other.name().equals(one.name()))) {
                throw node.wrong("two networks are named '" + one.name() + "'", "give one another name");
            }
            all.add(one);
        }
        if (all.isEmpty() || all.size() > MAX_NETWORKS) {
            throw list.wrong(all.size() + " networks, 1 to " + MAX_NETWORKS + " are supported", "correct it");
        }
        return all;
    }

    private FurtherDescription furtherNetwork(YamlNode node, boolean sequence) {
        YamlMap map = new YamlMap(node);
        NetworkFile network = network(map, false, false);
        String name =
                map.optional("name").map(text -> text.text("a name").strip()).orElseGet(() -> base(network));
        if (name.isEmpty() || name.length() > SegmentationDescription.LONGEST_NAME) {
            throw node.wrong("the name of a network has " + name.length() + " letters", "give it 1 to 60");
        }
        FurtherNetwork.View view = map.optionalOf("frame", "frames")
                .map(text -> YamlMap.choice(text, FurtherNetwork.View.values(), FurtherNetwork.View::label))
                .orElse(FurtherNetwork.View.EVERY_FRAME);
        if (view == FurtherNetwork.View.CONSECUTIVE && !sequence) {
            throw node.wrong(
                    "an archive is fitted to pairs, so there is nothing to keep from one pair to the next",
                    "write frames: pairs, or frames: sequence for the whole file");
        }
        PairLayout layout = layout(map, view.both());
        PixelInput input = InputKeys.read(map, view.frames());
        if (input.size().isEmpty()) {
            throw node.wrong(
                    "the answer of a further network must always have the same shape", "write input: WIDTHxHEIGHT");
        }
        Comparison comparison = ComparisonKeys.read(map);
        Optional<BoxOutput.Layout> boxes = boxes(map, view, comparison);
        ScoreTerm term =
                term(map).orElseThrow(() -> node.wrong("the key 'weight' is missing", "say what its mean costs"));
        map.finish();
        return new FurtherDescription(name, network, input, view, layout, comparison, term, boxes);
    }

    private static Optional<BoxOutput.Layout> boxes(YamlMap map, FurtherNetwork.View view, Comparison comparison) {
        Optional<YamlNode> node = map.optional("boxes");
        if (node.isPresent() && (view.both() || comparison instanceof DifferingPixels)) {
            throw node.get()
                    .wrong(
                            view.both()
                                    ? "boxes are of one frame, but the network gets two"
                                    : "differing-pixels keeps classes of pixels, not boxes",
                            "omit the key");
        }
        return node.map(word -> YamlMap.choice(word, BoxOutput.Layout.values(), YamlMap::word));
    }

    private static PairLayout layout(YamlMap map, boolean both) {
        map.optional("layout").filter(_ -> !both).ifPresent(node -> {
            throw node.wrong("a layout is only for networks that get both frames", "omit the key");
        });
        return map.choice("layout", PairLayout.STACKED);
    }

    private static String base(NetworkFile network) {
        return network.path().getFileName().toString().replaceFirst("\\.(pt|onnx)$", "");
    }

    private SegmentationDescription segmentation(YamlNode node, boolean sequence) {
        YamlMap map = new YamlMap(node);
        Optional<YamlNode> classesNode = map.optional("classes");
        boolean threshold = classesNode
                .filter(YamlNode::isText)
                .map(text -> SIGMOID.equals(text.value()))
                .orElse(false);
        boolean answerLast = map.choice("layout", Layout.NCHW) == Layout.NHWC;
        NetworkFile network = network(map, answerLast, threshold);
        FrameChoice frames = frames(map, sequence ? FrameChoice.BOTH : FrameChoice.SECOND);
        if (sequence && frames != FrameChoice.BOTH) {
            throw node.wrong("in a sequence the segmentation network looks at every frame", "omit the key frame");
        }
        PixelInput input = InputKeys.read(map, frames);
        List<String> names = classNames(classesNode);
        OptionalInt classes = threshold ? OptionalInt.of(2) : count(classesNode, names);
        Optional<FrameSize> size = map.optional("map").map(InputKeys::size);
        map.optional("distortion")
                .ifPresent(
                        only -> YamlMap.choice(only, new String[] {SegmentationDescription.DISTORTION}, word -> word));
        ClassKeys keys = ClassKeys.read(map, names, classes);
        term(map);
        map.finish();
        return checked(
                node, () -> new SegmentationDescription(network, input, classes, keys.names(), size, keys.rule()));
    }

    /** Names of classes, in the order of the network's answer; none where only their number is told. */
    static List<String> classNames(Optional<YamlNode> classes) {
        return classes.filter(node -> !node.isText()).map(EvaluatorFile::names).orElse(List.of());
    }

    static OptionalInt count(Optional<YamlNode> classes, List<String> names) {
        return names.isEmpty() ? whole(classes, 2, SegmentationDescription.MAX_CLASSES) : OptionalInt.of(names.size());
    }

    private static List<String> names(YamlNode node) {
        List<String> names = new ArrayList<>();
        for (YamlNode each : node.list()) {
            String name = each.text("the name of a class").strip();
            if (name.isEmpty() || name.length() > SegmentationDescription.LONGEST_NAME) {
                throw each.wrong(
                        "the name of a class has " + name.length() + " letters",
                        "give it 1 to " + SegmentationDescription.LONGEST_NAME);
            }
            if (names.contains(name)) {
                throw each.wrong("two classes are named '" + name + "'", "name each of them differently");
            }
            names.add(name);
        }
        if (names.size() < 2 || names.size() > SegmentationDescription.MAX_CLASSES) {
            throw node.wrong(
                    names.size() + " classes, 2 to " + SegmentationDescription.MAX_CLASSES + " are supported",
                    "correct it");
        }
        return names;
    }

    private PoseDescription pose(YamlNode node) {
        YamlMap map = new YamlMap(node);
        NetworkFile network = network(map, false, false);
        PixelInput input = InputKeys.read(map, frames(map, FrameChoice.BOTH));
        PairLayout layout = layout(map, input.frames() == FrameChoice.BOTH);
        OptionalInt outputs = whole(map.optional("outputs"), 1, PoseDescription.MAX_OUTPUTS);
        List<Integer> counted =
                map.optional("counted").map(c -> counted(c, outputs)).orElse(List.of());
        Optional<YamlNode> scaleNode = map.optional("output-scale");
        List<Double> scale = scaleNode.map(InputKeys::positives).orElse(List.of());
        Comparison comparison = ComparisonKeys.readForPose(map);
        term(map);
        map.finish();
        return checked(
                scaleNode.orElse(node),
                () -> new PoseDescription(network, input, layout, outputs, counted, scale, comparison));
    }

    /** {@code counted: 6} means the first six; a list names them. */
    private static List<Integer> counted(YamlNode node, OptionalInt outputs) {
        int most = outputs.orElse(PoseDescription.MAX_OUTPUTS);
        if (node.isText()) {
            return IntStream.range(0, (int) SettingsReader.whole(node, 1, most))
                    .boxed()
                    .toList();
        }
        List<Integer> indices = node.list().stream()
                .map(index -> (int) SettingsReader.whole(index, 0, most - 1))
                .toList();
        if (indices.isEmpty()) {
            throw node.wrong("no output counts", "name at least one");
        }
        for (int index : indices) {
            if (Collections.frequency(indices, index) > 1) {
                throw node.wrong("output " + index + " counts twice", "name it once");
            }
        }
        return indices;
    }

    private NetworkFile network(YamlMap map, boolean answerLast, boolean threshold) {
        Format format = map.has(Format.ONNX.key()) ? Format.ONNX : Format.TORCHSCRIPT;
        if (format == Format.ONNX && map.has(Format.TORCHSCRIPT.key())) {
            throw map.required(Format.TORCHSCRIPT.key())
                    .wrong("the network is already named by onnx", "keep one of the two");
        }
        YamlNode node = map.required(format.key());
        Path path = path(node, format == Format.ONNX ? "an ONNX file" : "a TorchScript file");
        if (missing.isEmpty() && !Files.exists(path)) {
            // Said after all that is wrong in the file itself.
            missing = Optional.of(node.wrong(
                    "'" + YamlNode.shortened(path.toString()) + "' is not there", "name a file next to this one"));
        }
        Optional<String> sha256 = sha256(map);
        Optional<YamlNode> outputNode = map.optional("output");
        boolean inputLast = map.choice("input-layout", Layout.NCHW) == Layout.NHWC;
        return new NetworkFile(
                format,
                path,
                sha256,
                outputNode.map(o -> o.text("name or number of an output")),
                new Arrangement(inputLast, answerLast, threshold));
    }

    private enum Frames {
        PAIRS,
        SEQUENCE
    }

    private enum Layout {
        NCHW,
        NHWC
    }

    private Path path(YamlNode node, String kind) {
        String name = node.text("the name of " + kind);
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw node.wrong("'" + YamlNode.shortened(name) + "' cannot be a path", "name " + kind);
        }
    }

    private static Optional<String> sha256(YamlMap map) {
        return map.optional("sha256").map(node -> {
            String text = node.text("a SHA-256");
            if (!text.matches("[0-9a-f]{64}")) {
                throw node.wrong(
                        "'" + YamlNode.shortened(text) + "' is not a SHA-256",
                        "write 64 lower-case hexadecimal digits");
            }
            return text;
        });
    }

    private static FrameChoice frames(YamlMap map, FrameChoice usual) {
        return map.optionalOf("frame", "frames")
                .map(node -> YamlMap.choice(node, FrameChoice.values(), YamlMap::word))
                .orElse(usual);
    }

    private static OptionalInt whole(Optional<YamlNode> node, int least, int most) {
        return node.stream()
                .mapToInt(found -> (int) SettingsReader.whole(found, least, most))
                .findFirst();
    }

    static <T> T checked(YamlNode node, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage(), "correct it");
        }
    }
}
