package org.fovea.fleet.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.open.Bases;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.profile.Profiles;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.work.ClipTask;
import org.fovea.fleet.work.ClipTask.Named;
import org.fovea.fleet.work.FleetFolder;

/**
 * Gives a clip's task at a step. Networks and profiles are opened once each, so that a mistake in the fleet's file is
 * reported before any clip is worked on.
 */
public final class Recipe {
    private final FleetFile file;
    private final String program;
    private final Identities identities;
    private final Map<String, Named> evaluators = new HashMap<>();
    private final Map<String, Named> profiles = new HashMap<>();
    private final Map<String, ClipTask.Base> bases = new HashMap<>();

    /** Tells what networks and settings are; apart, because networks take seconds to open. */
    public interface Identities {
        /** SHA-256 of the networks that a name stands for. */
        String evaluators(String name) throws IOException;

        /** SHA-256 of the settings that a name stands for. */
        String profile(String name) throws IOException;
    }

    /**
     * Of a file.
     *
     * @param program identity of the program
     */
    public Recipe(FleetFile file, String program, Identities identities) {
        this.file = file;
        this.program = program;
        this.identities = identities;
    }

    /** By opening what is named. */
    public static final Identities OPENED = new Identities() {
        @Override
        public String evaluators(String name) throws IOException {
            try (EvaluatorPair networks = EvaluatorSelection.open(name)) {
                return networks.identity().hash();
            } catch (IllegalArgumentException e) {
                throw AppException.usage("evaluators: " + e.getMessage());
            }
        }

        @Override
        public String profile(String name) throws IOException {
            try {
                return Profiles.find(name).plan().hash();
            } catch (IllegalArgumentException e) {
                throw AppException.usage("profile: " + e.getMessage());
            }
        }
    };

    public ClipTask task(FleetClip clip, Step step) throws IOException {
        return switch (step) {
            case COMPRESS ->
                new ClipTask(
                        clip, step, evaluators(file.evaluators()), profile(file.profileOf(clip)), program, base(clip));
            case SCORE -> new ClipTask(clip, step, evaluators(file.scoreEvaluators()), Named.NONE, program, base(clip));
            case REPACK, INFLATE -> new ClipTask(clip, step, Named.NONE, Named.NONE, program, base(clip));
            case MASKS -> new ClipTask(clip, step, evaluators(file.evaluators()), Named.NONE, program);
        };
    }

    /** What a clip begins with; hashed once. */
    private Optional<ClipTask.Base> base(FleetClip clip) throws IOException {
        Optional<String> base = file.baseOf(clip);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        if (!bases.containsKey(base.get())) {
            bases.put(base.get(), named(base.get()));
        }
        return Optional.of(bases.get(base.get()));
    }

    private ClipTask.Base named(String base) throws IOException {
        if (base.equals(FleetFile.NEAREST)) {
            return nearest(Bases.usual().listed());
        }
        if (Bases.isHash(base)) {
            return new ClipTask.Base(List.of(base), base);
        }
        Path path = base.equals(FleetFile.TRAIN) ? new FleetFolder(file.results()).base() : Path.of(base);
        return Files.isDirectory(path)
                ? nearest(Bases.in(path))
                : new ClipTask.Base(List.of(path.toString()), Files.exists(path) ? Sha256.of(path) : "");
    }

    private static ClipTask.Base nearest(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw AppException.usage("base: the folder of bases has none; fovea base train makes them");
        }
        List<String> names = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (Path each : files) {
            names.add(each.toAbsolutePath().toString());
            hashes.add(Sha256.of(each));
        }
        String all = hashes.stream().sorted().collect(Collectors.joining("\n"));
        return new ClipTask.Base(names, Sha256.of(all.getBytes(StandardCharsets.UTF_8)));
    }

    private Named evaluators(String name) throws IOException {
        if (!evaluators.containsKey(name)) {
            evaluators.put(name, new Named(name, identities.evaluators(name)));
        }
        return evaluators.get(name);
    }

    private Named profile(String name) throws IOException {
        if (!profiles.containsKey(name)) {
            profiles.put(name, new Named(name, identities.profile(name)));
        }
        return profiles.get(name);
    }
}
