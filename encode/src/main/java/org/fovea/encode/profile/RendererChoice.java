package org.fovea.encode.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fovea.codec.family.RendererFamilies;
import org.fovea.codec.family.RendererFamily;
import org.fovea.evaluate.yaml.YamlMap;
import org.fovea.evaluate.yaml.YamlNode;

/**
 * Which renderer a run begins with.
 *
 * @param family how it draws
 * @param parameters of the family, one for each of its names
 */
public record RendererChoice(RendererFamily family, List<Integer> parameters) {
    private static final int MOST = 65_535;

    /** A number that every parameter of every family can be. */
    private static final int USUAL = 2;

    public RendererChoice {
        parameters = List.copyOf(parameters);
    }

    static RendererChoice read(YamlNode node) {
        YamlMap map = new YamlMap(node);
        RendererFamily family = YamlMap.choice(
                map.required("family"), RendererFamilies.all().toArray(RendererFamily[]::new), RendererFamily::name);
        List<Integer> parameters = new ArrayList<>();
        for (String name : names(family)) {
            if (!map.has(name) && (possible(family, parameters) || !completable(family, parameters))) {
                break; // the last ones may be left out, and what is wrong anyway is told below
            }
            parameters.add((int) SettingsReader.whole(map.required(name), 1, MOST));
        }
        map.finish();
        try {
            family.tensors(parameters, 2); // refuses what cannot be
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage() + "; correct it");
        }
        return new RendererChoice(family, parameters);
    }

    private static boolean possible(RendererFamily family, List<Integer> parameters) {
        try {
            family.tensors(parameters, 2);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether more parameters can make these possible. */
    private static boolean completable(RendererFamily family, List<Integer> parameters) {
        List<Integer> more = new ArrayList<>(parameters);
        while (more.size() < family.parameterNames().size()) {
            more.add(USUAL);
            if (possible(family, more)) {
                return true;
            }
        }
        return false;
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
        return family.parameterNames().stream().map(RendererChoice::key).toList();
    }

    private static String key(String name) {
        String[] words = name.split(" ", -1);
        return words[0]
                + java.util.Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
