package org.fovea.fleet.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.fovea.evaluate.truth.ClassPlaces;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Starts;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.work.FleetFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which clip of a fleet begins with which, found by what each shows, and kept in {@code starts.json}: clips that are
 * added later change nothing for those that are done. An answer is forgotten where the clip looks otherwise or has
 * another profile.
 */
final class FleetStarts {
    private final FleetFolder folder;

    /** Clips with the same profile, by its hash: only these have the same renderer for certain. */
    private final Map<String, SortedMap<String, ClassPlaces>> groups = new TreeMap<>();

    private final Map<String, Known> looks = new HashMap<>();
    private final Map<String, Known> known;

    /**
     * An answer.
     *
     * @param look SHA-256 of what the clip shows
     * @param profile SHA-256 of its settings
     * @param start id of a clip, or {@link Starts#NOTHING}
     */
    record Known(String look, String profile, String start) {
        private boolean sameAs(Known other) {
            return look.equals(other.look) && profile.equals(other.profile);
        }

        private Known starting(String with) {
            return new Known(look, profile, with);
        }
    }

    /**
     * Reads what clips show.
     *
     * @param clips whose files of step look are there
     */
    FleetStarts(FleetFolder folder, List<FleetClip> clips, Recipe recipe) throws IOException {
        this.folder = folder;
        this.known = read(file());
        for (FleetClip clip : clips) {
            Path file = folder.output(Step.LOOK, clip.id()).orElseThrow();
            byte[] look = Files.readAllBytes(file);
            String profile = recipe.task(clip, Step.COMPRESS).profile().sha256();
            try {
                groups.computeIfAbsent(profile, _ -> new TreeMap<>()).put(clip.id(), ClassPlaces.read(look));
            } catch (FormatException e) {
                throw e.inFile(file.toString());
            }
            looks.put(clip.id(), new Known(Sha256.of(look), profile, Starts.NOTHING));
        }
    }

    private Path file() {
        return folder.path().resolve("starts.json");
    }

    private static Map<String, Known> read(Path file) throws IOException {
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(file), new TypeReference<Map<String, Known>>() {});
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (JacksonException e) {
            throw new FormatException("starts", 0, String.valueOf(e.getOriginalMessage()), "remove it to choose again")
                    .inFile(file.toString());
        }
    }

    /** What each clip begins with. */
    Map<String, String> chosen() throws IOException {
        Map<String, String> valid = new HashMap<>();
        looks.forEach((clip, look) -> {
            Known before = known.get(clip);
            if (before != null && before.sameAs(look)) {
                valid.put(clip, before.start());
            }
        });
        Map<String, String> all = new TreeMap<>();
        groups.values().forEach(group -> all.putAll(Starts.choose(group, valid)));
        keep(all);
        return all;
    }

    /** The same without clips whose archives did not come to be. */
    Map<String, String> settled(Map<String, String> chosen, Predicate<String> good) throws IOException {
        Map<String, String> all = new TreeMap<>();
        groups.values().forEach(group -> all.putAll(Starts.without(group, chosen, good)));
        keep(all);
        return all;
    }

    private void keep(Map<String, String> starts) throws IOException {
        Map<String, Known> all = new TreeMap<>(known);
        starts.forEach((clip, start) ->
                all.put(clip, Objects.requireNonNull(looks.get(clip)).starting(start)));
        if (!all.equals(read(file()))) {
            AtomicFile.write(file(), (Json.of(all) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
