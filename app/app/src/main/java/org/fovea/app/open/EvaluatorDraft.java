package org.fovea.app.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.network.NetworkFile;
import org.fovea.evaluate.onnx.OnnxNetwork;
import org.fovea.evaluate.script.ScriptPair;
import org.fovea.evaluate.selection.EvaluatorFile;
import org.fovea.isolate.TemporaryFolder;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the YAML file that describes networks of one's own: tries each file as a segmentation and as a pose network,
 * with the sizes, layouts and planes that networks have, until one runs. What no trial can tell is said in comments.
 */
public final class EvaluatorDraft {
    /** What networks for driving are often made for, the challenge's size first. */
    private static final List<String> SIZES = List.of(
            "512x384",
            "512x256",
            "640x352",
            "640x360",
            "640x384",
            "640x480",
            "1024x512",
            "256x256",
            "512x512",
            "224x224",
            "320x240",
            "320x192",
            "256x192",
            "256x128",
            "128x96");

    /** No network is made for it, so that one that takes it takes any. */
    private static final String ODD_SIZE = "192x160";

    private static final String PLAIN = "rgb: 0..255";
    private static final List<String> PLANES = List.of(PLAIN, "grey: 0..255", "yuv6: 0..255");
    /** What the values of pixels may be, by names for people. */
    private static final Map<String, String> RANGES = ranges();

    private static final Map<String, List<String>> LAYOUTS = Map.of(
            "segmentation",
                    List.of(
                            "",
                            ", layout: nhwc",
                            ", input-layout: nhwc",
                            ", input-layout: nhwc, layout: nhwc",
                            ", classes: sigmoid"),
            "pose",
                    List.of(
                            "",
                            ", layout: channels",
                            ", input-layout: nhwc",
                            ", layout: channels, input-layout: nhwc"));

    /** A class that has fewer pixels is not counted as seen. */
    private static final double SEEN = 0.005;

    private final Path folder;
    private final List<FramePair> pairs;
    private final boolean footage;

    private EvaluatorDraft(Path folder, CheckSamples samples, boolean footage) {
        this.folder = folder;
        this.pairs = samples.pairs();
        this.footage = footage;
    }

    private static Map<String, String> ranges() {
        Map<String, String> ranges = new LinkedHashMap<>();
        ranges.put("0..255", PLAIN);
        ranges.put("0..1", "rgb: 0..1");
        ranges.put(
                "ImageNet's mean and std",
                "rgb: { range: 0..1, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }");
        return ranges;
    }

    /**
     * A network that ran.
     *
     * @param role segmentation or pose
     * @param keys of its description, without size and planes
     * @param any whether it takes other sizes, too
     */
    private record Found(Path file, String role, String keys, String size, String planes, boolean any) {
        String text(String named, String size, String planes) {
            return role + ": { " + key(file) + ": '" + named.replace("'", "''") + "', input: " + size + ", " + planes
                    + keys + " }\n";
        }
    }

    private static String key(Path network) {
        boolean onnx = network.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
        return (onnx ? NetworkFile.Format.ONNX : NetworkFile.Format.TORCHSCRIPT).key();
    }

    /**
     * The text of the file.
     *
     * @param networks at most one for each role
     * @param target where the text will be, from where it names the networks
     * @param footage whether these are of the user's own clip, which alone tells ranges apart
     * @param done called with the number of networks that were tried
     * @throws FormatException of the first trial, where a network runs in none
     * @throws NotFiniteException where one runs, but answers in no range with numbers
     * @throws AppException where two networks have one role
     */
    public static String of(List<Path> networks, Path target, CheckSamples samples, boolean footage, IntConsumer done)
            throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        try (TemporaryFolder work = TemporaryFolder.create(parent, ".init-")) {
            EvaluatorDraft draft = new EvaluatorDraft(work.path(), samples, footage);
            Map<String, String> sections = new LinkedHashMap<>();
            sections.put("segmentation", "");
            sections.put("pose", "");
            for (Path network : networks) {
                Found found = draft.find(network);
                String named =
                        parent.relativize(network.toAbsolutePath().normalize()).toString();
                if (!sections.put(found.role(), draft.section(found, named)).isEmpty()) {
                    throw AppException.usage(network + ": is a second " + found.role()
                            + " network; name one, and describe others under networks: (docs/evaluators.md)");
                }
                done.accept(networks.indexOf(network) + 1);
            }
            return "# Drafted by fovea evaluators init from " + samples.source() + ". Read the comments, then run\n"
                    + "# fovea evaluators check " + target.getFileName() + " --clip CLIP\n"
                    + sections.entrySet().stream()
                            .map(each -> each.getValue().isEmpty() ? each.getKey() + ": none\n" : each.getValue())
                            .collect(Collectors.joining());
        }
    }

    private Found find(Path network) throws IOException {
        RuntimeException first = null;
        for (String role : List.of("segmentation", "pose")) {
            for (String keys : LAYOUTS.getOrDefault(role, List.of())) {
                for (String size : sizes(network, keys.contains("input-layout"))) {
                    for (String plain : PLANES) {
                        for (String planes : withRanges(plain)) {
                            Found tried = new Found(network, role, keys, size, planes, false);
                            try {
                                open(tried, size, planes).close();
                                return new Found(network, role, keys, size, planes, runs(tried));
                            } catch (FormatException e) {
                                first = first == null ? e : first;
                                break;
                            } catch (NotFiniteException e) { // it fits, but for the range of its values
                                first = e;
                            }
                        }
                    }
                }
            }
        }
        throw first;
    }

    private static Collection<String> withRanges(String planes) {
        return planes.equals(PLAIN) ? RANGES.values() : List.of(planes, planes.replace("255", "1"));
    }

    private boolean runs(Found tried) throws IOException {
        try {
            open(tried, ODD_SIZE, tried.planes()).close();
            return true;
        } catch (FormatException | NotFiniteException e) {
            return false;
        }
    }

    /** The size that an ONNX file declares, or what networks often have. */
    private static Set<String> sizes(Path network, boolean channelsLast) throws IOException {
        Set<String> sizes = new LinkedHashSet<>();
        if (key(network).equals(NetworkFile.Format.ONNX.key())) {
            try (OnnxNetwork onnx = OnnxNetwork.open(network, Optional.empty(), Optional.empty())) {
                long[] shape = onnx.inputShape().orElse(new long[0]);
                int rows = shape.length - (channelsLast ? 3 : 2);
                if (rows > 0 && shape[rows] > 0 && shape[rows + 1] > 0) {
                    return Set.of(shape[rows + 1] + "x" + shape[rows]);
                }
            }
        }
        sizes.addAll(SIZES);
        return sizes;
    }

    private EvaluatorPair open(Found found, String size, String planes) throws IOException {
        Path file = folder.resolve("trial.yaml");
        Files.writeString(
                file,
                found.text(found.file().toAbsolutePath().toString(), size, planes)
                        + (found.role().equals("pose") ? "segmentation" : "pose") + ": none\n");
        EvaluatorPair opened = ScriptPair.open(EvaluatorFile.read(file));
        try {
            opened.answer(pairs.getFirst());
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private String section(Found found, String named) throws IOException {
        List<String> telling = new ArrayList<>(); // with which it sees more than one class
        StringBuilder tried = new StringBuilder();
        @Nullable float[] pose = null;
        boolean same = true;
        String shape = "";
        boolean rgb = RANGES.containsValue(found.planes());
        for (Map.Entry<String, String> range : RANGES.entrySet()) {
            String planes = rgb ? range.getValue() : found.planes();
            try (EvaluatorPair opened = open(found, found.size(), planes)) {
                if (found.role().equals("pose")) {
                    float[] now = opened.pose().pose(pairs.getFirst());
                    same &= pose == null || near(pose, now);
                    pose = now;
                    shape = opened.pose().outputs() + " outputs";
                } else {
                    double[] shares = shares(opened);
                    if (Arrays.stream(shares).filter(share -> share >= SEEN).count() > 1) {
                        telling.add(planes);
                    }
                    tried.append(tried.isEmpty() ? "" : "; ")
                            .append(range.getKey())
                            .append(": ")
                            .append(shown(shares));
                    shape = opened.segmentation().classes() + " classes, map of "
                            + opened.segmentation().columns() + "×"
                            + opened.segmentation().rows();
                }
            } catch (NotFiniteException e) {
                if (planes.equals(found.planes())) {
                    throw e;
                }
                same = false;
                tried.append(tried.isEmpty() ? "" : "; ").append(range.getKey()).append(": no numbers");
            }
        }
        StringBuilder out = new StringBuilder("# ")
                .append(found.role())
                .append(": ")
                .append(shape)
                .append(found.any() ? "; takes any size: write the one that it was trained for" : "")
                .append(".\n");
        String planes = found.planes();
        if (!rgb) {
            out.append("# Not decided: the range of its values (0..255 or 0..1).\n");
        } else if (found.role().equals("pose")) {
            out.append(
                    same
                            ? "# The range of its values makes no difference.\n"
                            : "# Not decided: the range of its values (0..255, 0..1, or mean and std).\n");
        } else {
            boolean clear = footage && telling.size() == 1;
            planes = clear ? telling.getFirst() : planes;
            out.append("# Shares of classes with values of ")
                    .append(tried)
                    .append(".\n")
                    .append(
                            clear
                                    ? "# Only the range taken shows more than one class.\n"
                                    : "# Not decided: the range of its values"
                                            + (footage ? "" : "; --clip CLIP tries yours")
                                            + ".\n");
        }
        return out.append("# No trial can tell rgb from bgr, and how frames are resized (resize: antialiased).\n")
                .append(found.text(named, found.size(), planes))
                .toString();
    }

    private static boolean near(float[] one, float[] other) {
        return IntStream.range(0, one.length)
                .allMatch(i -> Math.abs(one[i] - other[i]) <= 0.01 * (Math.abs(one[i]) + 1e-3));
    }

    private double[] shares(EvaluatorPair opened) {
        double[] shares = new double[opened.segmentation().classes()];
        long all = 0;
        for (FramePair pair : pairs) {
            byte[] map = opened.segmentation().classMaps(pair);
            for (byte each : map) {
                shares[each & 0xff]++;
            }
            all += map.length;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= all;
        }
        return shares;
    }

    private static String shown(double[] shares) {
        return IntStream.range(0, shares.length)
                .filter(i -> shares[i] >= SEEN)
                .boxed()
                .sorted((a, b) -> Double.compare(shares[b], shares[a]))
                .limit(4)
                .map(i -> String.format(Locale.ROOT, "%d %.0f %%", i, 100 * shares[i]))
                .collect(Collectors.joining(", "));
    }
}
