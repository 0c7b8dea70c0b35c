package org.fovea.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Author;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which lab a command is about. */
public final class LabOption {
    @Option(
            names = "--lab",
            paramLabel = "DIR",
            description = "The lab. Default: the working directory, or the nearest folder above it with a lab.yaml.")
    private Path path;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * A program that gives a command in a lab.
     *
     * @param author of what it writes
     * @param lab that it works in, open
     */
    public record Agent(Author author, OpenLab lab) {}

    /** Of which all commands are part. */
    public interface Caller {
        /** Who gives the command, where it is no person. */
        Optional<Agent> agent();
    }

    /**
     * The folder of the lab that is meant.
     *
     * @param path null for the working directory, or the nearest folder above it that is one
     * @param how a lab is named to the command, for the hint
     */
    public static LabFolder folder(Path path, String how) {
        if (path != null) {
            if (!Files.isRegularFile(path.resolve("lab.yaml"))) {
                throw AppException.usage(
                        Files.isRegularFile(path)
                                ? path + ": is a file, and a lab is a folder; create one with fovea lab init DIR"
                                : path + ": is not a lab; create one with fovea lab init " + path);
            }
            return new LabFolder(path.toAbsolutePath().normalize());
        }
        return LabFolder.find(Path.of(""))
                .orElseThrow(() -> AppException.usage(
                        "no lab here or above; create one with fovea lab init DIR, or name one with " + how));
    }

    /** Opens its ledger; that of an agent is open already. */
    public OpenLab open() throws IOException {
        Optional<Agent> agent = ((Caller) command.root().userObject()).agent();
        return agent.isPresent() ? agent.get().lab().borrowed() : OpenLab.open(folder(path, "--lab DIR"));
    }

    /** The lab that a site is of. */
    public static final class LabArgument {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "LAB",
                description = "The lab's folder. Default: the working directory, or the nearest folder above it with a "
                        + "lab.yaml.")
        private Path path;

        public LabFolder folder() {
            return LabOption.folder(path, "its folder");
        }

        /** What a lab is called on its pages: its folder's name. */
        public static String name(LabFolder folder) {
            Path name = folder.path().getFileName();
            return name == null ? "lab" : name.toString();
        }
    }

    /** Who says something. */
    public static final class Who {
        @Option(names = "--by", paramLabel = "NAME", description = "The author. Default: your user name.")
        private String name;

        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        /** A person, or the agent that gives the command. */
        public Author author() {
            Optional<Agent> agent = ((Caller) command.root().userObject()).agent();
            if (agent.isPresent()) {
                return agent.get().author();
            }
            String user = System.getProperty("user.name", "");
            return Author.person(name != null ? name : user.isBlank() ? "somebody" : user);
        }
    }

    /** What a candidate is called, {@code --name} and {@code --tag}. */
    public static final class CandidateNames {
        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "What lists call the candidate; at most 80 characters in one line.")
        private @Nullable String name;

        @Option(
                names = "--tag",
                paramLabel = "TAG",
                description = "A word that lab results finds it by; may be repeated.",
                showDefaultValue = CommandLine.Help.Visibility.NEVER)
        private List<String> tags = List.of();

        public Optional<String> name() {
            return Optional.ofNullable(name);
        }

        public List<String> tags() {
            return tags;
        }
    }
}
