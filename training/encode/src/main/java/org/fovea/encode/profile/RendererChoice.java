package org.fovea.encode.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.RendererFamilies;
import org.fovea.codec.family.RendererFamily;
import org.fovea.config.SettingsReader;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;

/**
 * Which renderer a run begins with.
 *
 * @param family how it renders
 * @param parameters of the family, one for each of its names
 */
public record RendererChoice(RendererFamily family, List<Integer> parameters) {
    /** The others are only decoded. */
    private static final Set<Integer> ENCODED =
            Set.of(ColourFamily.ID, CompactFamily.ID, LatentFamily.ID, FilterFamily.ID);

    private static final int MOST = 65_535;

    /** A number that every parameter can be whose family names no other. */
    private static final int USUAL = 2;

    public RendererChoice {
        parameters = List.copyOf(parameters);
    }

    static RendererChoice read(YamlNode node) {
        YamlMap map = new YamlMap(node);
        RendererFamily family = YamlMap.choice(map.required("family"), families(), RendererFamily::name);
        List<Integer> parameters = new ArrayList<>();
        List<String> names = names(family);
        for (String name : names) {
            if (!map.has(name)) {
                OptionalInt absent = family.usual(parameters.size());
                if (absent.isPresent()
                        && names.subList(parameters.size(), names.size()).stream()
                                .anyMatch(map::has)) {
                    parameters.add(absent.getAsInt());
                    continue;
                }
                if (refused(family, parameters).isEmpty()) {
                    break; // the last ones may be left out
                }
                // Report an impossible number first: it may be why more are missing.
                check(node, family, completed(family, parameters, names.size()));
            }
            parameters.add((int) SettingsReader.whole(map.required(name), 1, MOST));
        }
        map.finish();
        check(node, family, parameters);
        return new RendererChoice(family, parameters);
    }

    /** Families that a run can begin with. */
    private static RendererFamily[] families() {
        return RendererFamilies.all().stream()
                .filter(family -> ENCODED.contains(family.id()))
                .toArray(RendererFamily[]::new);
    }

    /** Why parameters are impossible, if they are. */
    private static Optional<String> refused(RendererFamily family, List<Integer> parameters) {
        try {
            family.tensors(parameters, 2);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void check(YamlNode node, RendererFamily family, List<Integer> parameters) {
        Optional<String> reason = refused(family, parameters);
        if (reason.isPresent()) {
            throw node.wrong(reason.get(), "correct it");
        }
    }

    private static List<Integer> completed(RendererFamily family, List<Integer> parameters, int count) {
        List<Integer> all = new ArrayList<>(parameters);
        for (int i = parameters.size(); i < count; i++) {
            all.add(family.usual(i).orElse(USUAL));
        }
        return all;
    }

    Map<String, Object> document() {
        Map<String, Object> document = new TreeMap<>();
        document.put("family", family.name());
        List<String> names = names(family);
        for (int i = 0; i < parameters.size(); i++) {
            document.put(names.get(i), parameters.get(i));
        }
        return document;
    }

    /** Keys of a profile: the family's names for its parameters, without spaces. */
    private static List<String> names(RendererFamily family) {
        return family.parameterNames().stream()
                .map(name -> Pattern.compile(" (.)")
                        .matcher(name)
                        .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT)))
                .toList();
    }
}
