package org.fovea.codec.family;

import java.util.List;
import java.util.Optional;

/** All renderer families that this version knows. A new family is one class and one line here. */
public final class RendererFamilies {
    private static final List<RendererFamily> ALL = List.of(
            new QzsFamily(),
            new ColourFamily(),
            new CompactFamily(),
            new FilterFamily(),
            new HnervFamily(),
            new LatentFamily());

    private RendererFamilies() {}

    public static List<RendererFamily> all() {
        return ALL;
    }

    public static Optional<RendererFamily> find(int id) {
        return ALL.stream().filter(family -> family.id() == id).findFirst();
    }
}
