package org.fovea.encode.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.video.VideoSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * All settings of one encode; {@code docs/settings.md} explains every key. Same profile, clip, evaluators and kind of
 * machine: the same archive.
 *
 * @param renderer what is trained, where a run does not begin with an archive
 * @param stream how the clip becomes a video; there if and only if the renderer family is {@code filter}
 * @param stages in their order
 * @param pack effort for the masks of the finished archive
 * @param scoredPairs most pairs on which the score between two stages is measured; the final score is always that of
 *     all
 * @param forPairs pairs of the clip that the steps of trainings are meant for; a shorter one gets fewer, see
 *     {@link #forClip}. 0 where they hold for every clip
 * @param seed of everything that is sampled, 0..2³²−1
 */
public record Profile(
        RendererChoice renderer,
        Optional<VideoSettings> stream,
        List<StageChoice<?>> stages,
        MaskEffort pack,
        int scoredPairs,
        int forPairs,
        long seed)
        implements Plan {
    /** Largest seed: initial weights are drawn from 32 bits. */
    public static final long MAX_SEED = 0xffffffffL;

    private static final Set<String> TRAINING = Set.of("pretrain", "train");

    private static final String ROOT = "profile";
    private static final int USUALLY_SCORED = 120;
    static final int MAX_SCORED = 1_000_000;
    private static final int MAX_STAGES = 50;

    /**
     * Steps through the networks that every clip gets, where the profile has as many: about a minute on two cores. With
     * fewer a renderer has only begun to render, however short the clip.
     */
    private static final long LEAST_STEPS = 500;

    public Profile {
        stages = List.copyOf(stages);
    }

    /**
     * Reads a profile of settings; {@link Plan#parse} reads those that choose between others, too.
     *
     * @param bytes YAML in UTF-8
     * @param overrides settings that replace those of the file
     * @throws FormatException where something in it is impossible; names key and line
     */
    public static Profile parse(byte[] bytes, List<ProfileOverride> overrides) {
        YamlNode root = YamlText.read(bytes, ROOT, "the maps renderer and stages");
        for (ProfileOverride override : overrides) {
            root = override.applyTo(root);
        }
        if (TrialProfile.isOne(root)) {
            throw TrialProfile.refused(root);
        }
        return read(root);
    }

    static Profile read(YamlNode root) {
        YamlMap map = new YamlMap(root);
        RendererChoice renderer = RendererChoice.read(map.required("renderer"));
        Optional<VideoSettings> stream = map.optional("stream")
                .map(node -> SettingsReader.read(FormerSettings.leftOut("stream", node), VideoSettings.defaults()));
        if (stream.isPresent() != (renderer.family().id() == FilterFamily.ID)) {
            throw stream.isPresent()
                    ? root.wrong("stream belongs to renderer family filter", "omit one of them")
                    : root.wrong("renderer family filter needs a map stream", "add one, for example stream: {crf: 35}");
        }
        YamlNode list = map.required("stages");
        List<StageChoice<?>> stages = new ArrayList<>();
        for (YamlNode stage : list.list()) {
            stages.add(stage(stage));
        }
        if (stages.size() > MAX_STAGES) {
            throw list.wrong(stages.size() + " stages, at most " + MAX_STAGES + " are possible", "omit some");
        }
        stages = besidePoses(stages);
        MaskEffort pack = map.optional("pack")
                .map(node -> YamlMap.choice(
                        node, MaskEffort.values(), effort -> effort.name().toLowerCase(Locale.ROOT)))
                .orElse(MaskEffort.BEST);
        int scored = (int) whole(map, "scoredPairs", 1, MAX_SCORED, USUALLY_SCORED);
        int length = (int) whole(map, "forPairs", 0, MAX_SCORED, 0);
        long seed = whole(map, "seed", 0, MAX_SEED, 1);
        map.finish();
        return new Profile(renderer, stream, stages, pack, scored, length, seed);
    }

    static long whole(YamlMap map, String key, long least, long most, long usual) {
        return map.optional(key)
                .map(node -> SettingsReader.whole(node, least, most))
                .orElse(usual);
    }

    /** Every stage that fits poses again does so as the profile's poses stage does. */
    private static List<StageChoice<?>> besidePoses(List<StageChoice<?>> stages) {
        List<StageChoice<?>> beside = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            beside.add(stages.get(i).beside(poses(stages, i)));
        }
        return beside;
    }

    /** Settings of the last poses stage before a stage, else of the first one after it, else the defaults. */
    private static PosesSettings poses(List<StageChoice<?>> stages, int index) {
        Optional<PosesSettings> nearest = Optional.empty();
        for (int i = 0; i < stages.size(); i++) {
            boolean nearer = i < index || nearest.isEmpty();
            if (nearer && stages.get(i).settings() instanceof PosesSettings found) {
                nearest = Optional.of(found);
            }
        }
        return nearest.orElseGet(PosesSettings::defaults);
    }

    /** A name, or a map from the name to settings. */
    private static StageChoice<?> stage(YamlNode node) {
        if (node.isText()) {
            String name = node.text("a stage");
            YamlNode nothing = new YamlNode(node.path(), node.line(), node.offset(), "");
            return kind(node, name).choose(nothing);
        }
        Map<String, YamlNode> entries = node.map("a stage, a word or a map from it to its settings,");
        if (entries.size() != 1) {
            throw node.wrong(
                    "a map of " + entries.size() + " keys where a stage belongs",
                    "write - NAME: with its settings below, further indented");
        }
        Map.Entry<String, YamlNode> only = entries.entrySet().iterator().next();
        return kind(only.getValue(), only.getKey()).choose(only.getValue());
    }

    private static StageKind<?> kind(YamlNode node, String name) {
        return StageKind.find(name)
                .orElseThrow(() -> node.wrong(
                        "'" + YamlNode.shortened(name) + "' is not a stage",
                        "known are " + StageKind.names()
                                + (name.equals("look") ? " (every run begins by computing the ground truth)" : "")));
    }

    public Profile withSeed(long other) {
        return new Profile(renderer, stream, stages, pack, scoredPairs, forPairs, other);
    }

    /**
     * The same with some of its stages, in the profile's order.
     *
     * @throws IllegalArgumentException where one of them is not in the profile; the message is for the user
     */
    public Profile withStages(List<String> names) {
        for (String name : names) {
            if (stages.stream().noneMatch(stage -> stage.name().equals(name))) {
                throw new IllegalArgumentException("'" + name + "' is not a stage of this profile, which has "
                        + stages.stream().map(StageChoice::name).distinct().collect(Collectors.joining(", ")));
            }
        }
        List<StageChoice<?>> kept =
                stages.stream().filter(stage -> names.contains(stage.name())).toList();
        return with(kept);
    }

    /** Whether the last stage leaves all weights as codes of at most so many bits. */
    public boolean endsInCodes(int bits) {
        return stages.getLast().settings() instanceof QuantiseSettings last
                && last.formats().areCodes(bits);
    }

    /**
     * The same with fewer steps of every training; all other stages stay as they are.
     *
     * @param share of the steps, above 0, at most 1
     */
    public Profile withShareOfSteps(double share) {
        return each(stage -> stage.withShareOfSteps(share));
    }

    /**
     * The same for a clip of some pairs: a shorter one than the steps are meant for gets its share of them, down to
     * {@value #LEAST_STEPS} through the networks.
     */
    @Override
    public Profile forClip(int pairs) {
        long steps = judgedSteps();
        double share = Math.max((double) pairs / Math.max(1, forPairs), (double) LEAST_STEPS / Math.max(1, steps));
        return forPairs == 0 || share >= 1 ? this : withShareOfSteps(share).forAnyClip();
    }

    private Profile forAnyClip() {
        return new Profile(renderer, stream, stages, pack, scoredPairs, 0, seed);
    }

    /** The same where the score between two stages is measured on so many pairs at most. */
    public Profile scoredOn(int most) {
        return new Profile(renderer, stream, stages, pack, Math.min(most, scoredPairs), forPairs, seed);
    }

    /** Training steps through the networks. */
    public long judgedSteps() {
        return stages.stream()
                .flatMap(stage -> stage.training().stream())
                .mapToLong(TrainSettings::steps)
                .sum();
    }

    /**
     * The same for a renderer that begins with the weights of a base: a shorter pre-training, smaller steps, and bytes
     * count.
     */
    public Profile onBase() {
        return each(StageChoice::onBase);
    }

    /** The same without the stages whose settings are of these kinds. */
    public Profile without(Predicate<Record> settings) {
        return with(stages.stream()
                .filter(stage -> !settings.test(stage.settings()))
                .toList());
    }

    /** The same with quick searches for poses. */
    public Profile withQuickPoses() {
        return each(StageChoice::withQuickPoses);
    }

    private Profile each(UnaryOperator<StageChoice<?>> change) {
        return with(stages.stream().<StageChoice<?>>map(change).toList());
    }

    private Profile with(List<StageChoice<?>> others) {
        return new Profile(renderer, stream, others, pack, scoredPairs, forPairs, seed);
    }

    /**
     * The stages after the last one of {@code pretrain} and {@code train}: what can be run again, at another price of a
     * byte, on what that one has left.
     */
    public List<StageChoice<?>> afterTraining() {
        int from = 0;
        for (int i = 0; i < stages.size(); i++) {
            from = TRAINING.contains(stages.get(i).name()) ? i + 1 : from;
        }
        return stages.subList(from, stages.size());
    }

    /**
     * These stages alone. The training of {@code quantise} counts the weights' bytes, as {@code rate: 1} says it, where
     * it did not.
     */
    public Profile again() {
        return with(afterTraining()).each(StageChoice::priced);
    }

    /** A profile file that says all of this, defaults included: JSON, which is YAML. */
    @Override
    public String yaml() {
        Map<String, Object> file = new TreeMap<>(document());
        file.put(
                "stages",
                stages.stream()
                        .map(stage -> Map.of(stage.name(), stage.document()))
                        .toList());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> document = new TreeMap<>();
        document.put("renderer", renderer.document());
        stream.ifPresent(settings -> document.put("stream", SettingsReader.document(settings)));
        document.put(
                "stages",
                IntStream.range(0, stages.size()).mapToObj(this::stageDocument).toList());
        document.put("pack", pack.name().toLowerCase(Locale.ROOT));
        if (forPairs > 0) { // left out where there are none, so that older profiles keep their hashes
            document.put("forPairs", forPairs);
        }
        document.put("scoredPairs", scoredPairs);
        document.put("seed", seed);
        return document;
    }

    private Map<String, Object> stageDocument(int index) {
        StageChoice<?> stage = stages.get(index);
        Map<String, Object> document = new TreeMap<>(Map.of("name", stage.name(), "settings", stage.document()));
        // Only where the poses stage that was asked for is not among these stages is there something left to say.
        if (!stage.beside(poses(stages, index)).equals(stage)) {
            document.put("poses", SettingsReader.document(stage.poses()));
        }
        return document;
    }
}
