package org.fovea.fleet.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.open.Bases;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;
import org.fovea.encode.profile.Profiles;
import org.fovea.fleet.storage.RemoteFiles;

/**
 * What a fleet's file asks for. Paths in it begin at its folder.
 *
 * @param file it was read from, absolute
 * @param clips a pattern for paths, or a table's file
 * @param evaluators that clips are encoded for
 * @param scoreEvaluators of step score
 * @param profile of clips that no rule is for
 * @param rules the first that fits a clip names its profile
 * @param steps what is done, in order
 * @param base of clips that no rule with a base is for: a file, a folder of files of which the nearest is taken, the
 *     hash of a file, {@value #NEAREST} for the usual folder, or {@value #TRAIN} for one that is trained on some of the
 *     clips; empty where they begin with random weights
 * @param results folder for all that comes of it, absolute
 * @param exactProgram whether work of another build of this program counts as not done; else only the version counts
 * @param limits of a clip
 */
public record FleetFile(
        Path file,
        String clips,
        String evaluators,
        String scoreEvaluators,
        String profile,
        List<Rule> rules,
        List<Step> steps,
        Optional<String> base,
        Path results,
        boolean exactProgram,
        Limits limits) {
    /** In place of a base's file: one is trained before the clips are encoded. */
    public static final String TRAIN = "train";

    /** In place of a base's file: of those in the usual folder the one that suits a clip best, if one does. */
    public static final String NEAREST = "nearest";

    private static final String ROOT = "fleet";

    public FleetFile {
        rules = List.copyOf(rules);
        steps = List.copyOf(steps);
    }

    /**
     * A profile for some clips.
     *
     * @param when values that columns of a clip must have
     * @param profile its name, or a file; empty where it is that of all others
     * @param base as for all others; empty where it is theirs
     */
    public record Rule(Map<String, String> when, Optional<String> profile, Optional<String> base) {
        public Rule {
            when = Map.copyOf(when);
        }

        private boolean fits(FleetClip clip) {
            return when.entrySet().stream()
                    .allMatch(each -> each.getValue().equals(clip.columns().get(each.getKey())));
        }
    }

    /**
     * Reads a file.
     *
     * @throws FormatException where it says something impossible; names file, key and line
     */
    public static FleetFile read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = FileKind.open(file)) {
            bytes = in.readNBytes(YamlText.MAX_BYTES + 1); // one more than it may have
        }
        try {
            return new Reader(file.toAbsolutePath().normalize()).read(bytes);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /**
     * Finds the clips, in alphabetical order of their ids.
     *
     * @param store of clips with an address
     */
    public List<FleetClip> findClips(RemoteFiles store) throws IOException {
        return new ClipList(folder(file), results, store).read(clips);
    }

    public String profileOf(FleetClip clip) {
        return rule(clip).flatMap(Rule::profile).orElse(profile);
    }

    /** The base that a clip is encoded with, see {@link #base}. */
    public Optional<String> baseOf(FleetClip clip) {
        return rule(clip).flatMap(Rule::base).or(() -> base);
    }

    private Optional<Rule> rule(FleetClip clip) {
        return rules.stream().filter(rule -> rule.fits(clip)).findFirst();
    }

    /** Whether a clip is encoded with the base that is trained before. */
    public boolean trainsBase(FleetClip clip) {
        return baseOf(clip).equals(Optional.of(TRAIN));
    }

    private static Path folder(Path file) {
        return file.resolveSibling("");
    }

    /** Reads the keys one after the other. */
    private static final class Reader {
        private final Path file;

        private Reader(Path file) {
            this.file = file;
        }

        private FleetFile read(byte[] bytes) {
            YamlMap map = new YamlMap(YamlText.read(bytes, ROOT, "the keys clips and results"));
            String evaluators = map.optional("evaluators")
                    .map(this::evaluators)
                    .orElseThrow(() -> map.node()
                            .wrong(
                                    "the networks that clips are encoded for are missing",
                                    "write evaluators: FILE.yaml, which fovea evaluators init makes, or "
                                            + "evaluators: bundled for synthetic drives"));
            List<Step> steps = map.optional("do").map(Reader::steps).orElse(List.of(Step.COMPRESS));
            Optional<String> base = map.optional("base").map(this::base);
            List<Rule> rules = map.optional("rules").map(this::rules).orElse(List.of());
            // A base is of one family, so that there is none to choose.
            boolean based = base.isPresent()
                    || rules.stream().anyMatch(rule -> rule.base().isPresent());
            String usual = based ? Profiles.LATENT : Profiles.STANDARD;
            FleetFile read = new FleetFile(
                    file,
                    clips(map.required("clips")),
                    evaluators,
                    map.optional("scoreEvaluators").map(this::evaluators).orElse(evaluators),
                    map.optional("profile").map(this::profile).orElse(usual),
                    rules,
                    steps,
                    base,
                    results(map.required("results")),
                    map.optional("program")
                            .map(node -> YamlMap.choice(node, new String[] {"exact", "version"}, String::toString))
                            .orElse("exact")
                            .equals("exact"),
                    map.optional("limits")
                            .map(node -> SettingsReader.read(node, Limits.USUAL))
                            .orElse(Limits.USUAL));
            map.finish();
            return read;
        }

        private static List<Step> steps(YamlNode node) {
            List<Step> steps = new ArrayList<>();
            for (YamlNode each : node.list()) {
                Step step = YamlMap.choice(each, Step.values(), Step::word);
                if (!steps.isEmpty() && step.compareTo(steps.getLast()) <= 0) {
                    throw each.wrong(
                            "'" + step.word() + "' after '" + steps.getLast().word() + "'",
                            "steps are done in this order, each once: "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(Step.values())
                                                    .map(Step::word)
                                                    .toList()));
                }
                steps.add(step);
            }
            if (steps.isEmpty() || steps.getFirst() != Step.COMPRESS) {
                throw node.wrong("no step 'compress'", "the others work on its archives; put it first");
            }
            return steps;
        }

        /** Run directories are locked, synced and moved, which object stores do not offer. */
        private Path results(YamlNode node) {
            String text = node.text("a folder");
            if (RemoteFiles.isAddress(text)) {
                throw node.wrong("'" + text + "' is an address", "results go to a folder that all machines share");
            }
            return beside(node, text);
        }

        private static String clips(YamlNode node) {
            String text = node.text("a pattern such as drives/*.mp4, or a table such as clips.csv");
            path(node, text);
            return text;
        }

        private Path beside(YamlNode node, String text) {
            return folder(file).resolve(path(node, text)).normalize();
        }

        private static Path path(YamlNode node, String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw node.wrong("'" + text + "' cannot be a path", "a path holds no NUL");
            }
        }

        private String base(YamlNode node) {
            String text = node.text("train, nearest, a FILE.base, a folder of them, or a hash");
            boolean word = text.equals(TRAIN) || text.equals(NEAREST) || Bases.isHash(text);
            return word ? text : beside(node, text).toString();
        }

        private List<Rule> rules(YamlNode node) {
            List<Rule> rules = new ArrayList<>();
            for (YamlNode each : node.list()) {
                YamlMap rule = new YamlMap(each);
                Map<String, String> when = new LinkedHashMap<>();
                rule.required("when")
                        .map("a map from columns to values")
                        .forEach((column, value) -> when.put(column, value.text("a value of column " + column)));
                Optional<String> profile = rule.optional("profile").map(this::profile);
                Optional<String> base = rule.optional("base").map(this::base);
                if (profile.isEmpty() && base.isEmpty()) {
                    throw each.wrong("a rule without profile and base changes nothing", "add one of them");
                }
                rules.add(new Rule(when, profile, base));
                rule.finish();
            }
            return rules;
        }

        private String profile(YamlNode node) {
            return named(node, node.text("a profile's name, or FILE.yaml"));
        }

        private String evaluators(YamlNode node) {
            String text = node.text("bundled, official:DIR, or FILE.yaml");
            String official = "official:";
            return text.startsWith(official)
                    ? official + beside(node, text.substring(official.length()))
                    : named(node, text);
        }

        /** Files have their suffix; everything else is a name. */
        private String named(YamlNode node, String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            return lower.endsWith(".yaml") || lower.endsWith(".yml")
                    ? beside(node, text).toString()
                    : text;
        }
    }
}
