package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.open.Opened;
import org.fovea.app.rd.SettingsPlan;
import org.fovea.app.rd.Sweep;
import org.fovea.app.score.Objectives;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.codec.archive.VideoContent;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.start.Fit;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea robust}: commands on the robust track. */
@Command(
        name = "robust",
        header = "Search the settings of the robust track: a video and a learned filter.",
        subcommands = RobustCommand.SweepCommand.class,
        footer = "  fovea robust sweep drive.mp4 -o sweep --evaluators cabin.yaml --vary stream.scale=0.3,0.45 "
                + "--vary stream.crf=40,50")
public final class RobustCommand extends GroupCommand {
    /** {@code fovea robust sweep}. */
    @Command(
            name = "sweep",
            header = "Try encoder settings on some pairs of a clip, then the best on all.",
            description = {
                "Encodes some pairs with every combination of the values, or with random combinations, decodes and "
                        + "scores them. The best are then measured on all pairs. No filter is trained; --filter uses "
                        + "that of an archive.",
                "DIR gets points.json, sweep.csv, sweep.json and best.yaml, a profile for fovea compress. Points in "
                        + "points.json are not measured again."
            },
            footer = {
                "  fovea robust sweep drive.mp4 -o sweep --evaluators cabin.yaml --vary stream.scale=0.3,0.45 --vary "
                        + "stream.crf=40,45,50",
                "  fovea robust sweep drive.mp4 -o sweep --evaluators cabin.yaml --vary stream.crf=36,40,44,48 --vary "
                        + "stream.filmGrain=0,8,22 --random 6 --filter a.zip"
            })
    static final class SweepCommand extends LeafCommand {
        private static final int USUAL_PAIRS = 16;

        @Parameters(paramLabel = "CLIP", description = "The original.")
        private Path original;

        @Mixin
        private final OutputOption folder =
                OutputOption.required("DIR", "Folder for points and tables: a new one, or that of an earlier sweep.");

        @Mixin
        private final EvaluatorsOption evaluators = new EvaluatorsOption();

        @Option(
                names = "--profile",
                paramLabel = "P",
                defaultValue = "standard/video",
                description = "Settings that are not varied: standard/video, fast/video, or FILE.yaml.")
        private String profile;

        @Option(
                names = "--vary",
                paramLabel = "KEY=V,V",
                required = true,
                description = "Values of a setting of the profile, for example stream.crf=40,45,50; may be repeated.")
        private List<String> varied;

        @Option(names = "--random", paramLabel = "N", description = "Only N random combinations. Default: all.")
        private Integer random;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "Seed of the random combinations.")
        private long seed;

        @Mixin
        private final PairsOption pairs = new PairsOption(
                "The pairs to try all settings on. Default: " + USUAL_PAIRS + " in the middle of the clip.");

        @Option(
                names = "--finalists",
                paramLabel = "N",
                defaultValue = "3",
                description = "How many of the best are measured on all pairs.")
        private int finalists;

        @Option(
                names = "--filter",
                paramLabel = "ARCHIVE",
                description = "Use the filter of this archive of a video. Default: no filter.")
        private Path filter;

        @Mixin
        private final JsonOption json = new JsonOption("Print the document of sweep.json in place of text.");

        @Override
        public Integer call() throws IOException, InterruptedException {
            List<List<ProfileOverride>> plan = plan();
            Profiles.Text text = text();
            Clip clip = Clip.open(original);
            ClipRange whole = ClipRange.all(clip);
            PairsOption.PairRange some = pairs.given() ? pairs.of(whole.pairs()) : middle(whole.pairs());
            Optional<VideoContent> filtering = filter == null ? Optional.empty() : Optional.of(filtering());
            Interruption.leaves(
                    "the measured points are in " + folder.path() + "; the same command continues from there");
            try (EvaluatorPair networks = evaluators.open(original, this::note)) {
                Files.createDirectories(folder.path());
                Objectives.requirePairs(networks, "fovea robust sweep");
                Objectives.requireChallengePrices(networks, "fovea robust sweep");
                Fit.masks(clip.size(), whole.pairs(), networks);
                Sweep.Inputs inputs = new Sweep.Inputs(
                        clip,
                        clip.sha256(),
                        clip.facts().bytes(),
                        new ClipRange(clip, some.first(), some.count()),
                        networks,
                        threads(),
                        filtering);
                new Sweep(reporter(), out(), inputs, text, folder.path()).run(plan, finalists, json.wanted());
            }
            return ExitCode.DONE;
        }

        private List<List<ProfileOverride>> plan() {
            if (finalists < 1 || (random != null && random < 1)) {
                throw AppException.usage("fovea robust sweep: --finalists and --random must be 1 or more");
            }
            try {
                SettingsPlan plan = SettingsPlan.of(varied);
                return random == null ? plan.all() : plan.random(random, seed);
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea robust sweep: --vary: " + e.getMessage());
            }
        }

        private Profiles.Text text() throws IOException {
            try {
                Profiles.Text text = Profiles.find(profile);
                if (text.profile().stream().isEmpty()) {
                    throw AppException.usage("fovea robust sweep: --profile " + profile
                            + " has no stream; use standard/video or a similar profile");
                }
                return text;
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea robust sweep: --profile: " + e.getMessage());
            }
        }

        private static PairsOption.PairRange middle(int all) {
            int count = Math.min(USUAL_PAIRS, all);
            int first = (all - count) / 2;
            return new PairsOption.PairRange(first, first + count - 1);
        }

        private VideoContent filtering() throws IOException {
            if (Opened.open(filter).drawable() instanceof VideoContent video
                    && video.weights().isPresent()) {
                return video;
            }
            throw AppException.badInput(filter + ": has no filter; name an archive made with profile standard/video");
        }
    }
}
