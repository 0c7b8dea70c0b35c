package org.fovea.cli.option;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Options that choose how to encode. */
public final class ProfileOptions {
    @Option(
            names = "--profile",
            paramLabel = "P",
            description = {
                "The profile: an effort (fast, standard, best), a family after it if you know which (latent, masks, "
                        + "video), as in fast/latent, or FILE.yaml. fovea profiles lists them.",
                "Default: standard, which tries latent numbers and class masks on the clip; standard/masks with "
                        + "an archive to begin with, --set or --stages; standard/latent with a base or to train one."
            })
    private @Nullable String name;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the profile, for example masks.minimumRegion=6; may be repeated.",
            showDefaultValue = Visibility.NEVER)
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Seed instead of the profile's, 0 to 4294967295.")
    private Long seed;

    @Option(
            names = "--stages",
            paramLabel = "S,S",
            split = ",",
            description = "Only these stages of the profile, in its order. Default: all.")
    private List<String> stages;

    /**
     * What was chosen. The file is read once: the text is what the profile was made of, also where the file changes
     * afterwards.
     *
     * @param plan with everything that was asked for
     * @param text of the profile as it was written, for a copy
     * @param source where it comes from, for people
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    public record Chosen(Plan plan, byte[] text, String source) {}

    /**
     * Reads the profile.
     *
     * @param archive whether there is an archive to begin with, which has a renderer, so that there is none to choose
     * @param base whether there is a base, which is of family latent
     * @throws FormatException where the file says something impossible
     * @throws AppException where an option does
     */
    public Chosen chosen(boolean archive, boolean base) throws IOException {
        Profiles.Text text = text(name != null ? name : base ? Profiles.LATENT : usual(archive));
        return new Chosen(plan(text), text.yaml(), text.source());
    }

    private static boolean setsSteps(String override) {
        return override.substring(0, Math.max(0, override.indexOf('=')))
                .toLowerCase(Locale.ROOT)
                .endsWith("steps");
    }

    private String usual(boolean archive) {
        return archive || stages != null || !overrides.isEmpty() ? Profiles.MASKS : Profiles.STANDARD;
    }

    private static Profiles.Text text(String name) throws IOException {
        try {
            return Profiles.find(name);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--profile: " + e.getMessage());
        }
    }

    private Plan plan(Profiles.Text text) {
        Plan plan = text.plan(); // errors of the file are told as such
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        if (overrides.stream().anyMatch(ProfileOptions::setsSteps)) {
            all.add("forPairs=0"); // steps that are asked for hold for every clip
        }
        if (!all.isEmpty()) {
            plan = overridden(text, all);
        }
        if (stages == null) {
            return plan;
        }
        if (!(plan instanceof Profile profile)) {
            throw AppException.usage(
                    "--stages: " + text.source() + " chooses between profiles; name one of those that it tries");
        }
        try {
            return profile.withStages(stages);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--stages: " + e.getMessage());
        }
    }

    /**
     * All overrides at once, because some settings only go together; where that is impossible, one after the other, to
     * name the one at fault.
     */
    private static Plan overridden(Profiles.Text text, List<String> all) {
        List<ProfileOverride> parsed = new ArrayList<>();
        try {
            all.forEach(override -> parsed.add(ProfileOverride.of(override)));
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--set: " + e.getMessage());
        }
        try {
            return Plan.parse(text.yaml(), parsed);
        } catch (FormatException e) {
            for (int count = 1; count <= parsed.size(); count++) {
                blame(text, parsed.subList(0, count), all.get(count - 1));
            }
            throw e;
        }
    }

    private static void blame(Profiles.Text text, List<ProfileOverride> overrides, String last) {
        try {
            Plan.parse(text.yaml(), overrides);
        } catch (FormatException e) {
            throw AppException.usage("--set " + last + ": " + e.phrase());
        }
    }
}
