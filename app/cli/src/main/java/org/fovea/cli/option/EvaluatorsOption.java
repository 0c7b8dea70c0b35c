package org.fovea.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.script.TrustedPrograms;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --evaluators}: the two networks. */
public final class EvaluatorsOption extends WordedOption<String> {
    public EvaluatorsOption() {
        this("The networks to encode for, or to score with: FILE.yaml with your own, which fovea evaluators init "
                + "writes; official:DIR; or bundled, the default for synthetic drives only.");
    }

    /** The same under a condition. */
    public EvaluatorsOption(String description) {
        super(String.class, null, description, "--evaluators");
        option().paramLabel("E");
    }

    /**
     * bundled, official:DIR or FILE.yaml.
     *
     * @param clip that they look at
     * @throws AppException where none are named and the clip is no synthetic drive, which alone the bundled ones know
     */
    public String name(Path clip) throws IOException {
        if (value() == null
                && !Clip.open(OriginalFiles.of(clip).clip()).facts().title().equals(DriveSettings.TITLE)) {
            throw AppException.usage(
                    command() + ": " + clip + ": name the networks to encode for with --evaluators FILE.yaml; fovea"
                            + " evaluators init NETWORK writes such a file, of two lines:",
                    List.of(
                            "segmentation: { torchscript: lanes.pt, input: 512x384, rgb: 0..255 }",
                            "pose: { torchscript: motion.pt, input: 512x384, rgb: 0..255 }"));
        }
        return value() == null ? "bundled" : value();
    }

    /**
     * Opens them.
     *
     * @param clip as for {@link #name}
     * @param note takes a line where this machine needs slower kernels
     * @throws AppException where it names none
     */
    public EvaluatorPair open(Path clip, Consumer<String> note) throws IOException {
        String named = name(clip);
        try {
            return EvaluatorSelection.open(named, note);
        } catch (IllegalArgumentException e) {
            throw AppException.usage(command() + ": --evaluators: " + e.getMessage());
        }
    }

    /** {@code --trust-network}: lets a program through that networks have no need of. */
    public static final class TrustNetworkOption {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        @Option(
                names = "--trust-network",
                paramLabel = "SHA256",
                description =
                        "Allow the TorchScript file with this hash although it uses operators that networks normally "
                                + "do not need. May be repeated.")
        void trust(String sha256) {
            try {
                TrustedPrograms.trust(sha256);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--trust-network: " + e.getMessage());
            }
        }
    }
}
