package org.fovea.codec.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a section holds. The numbers are part of the format. */
public enum SectionKind {
    /** The class-mask tensor, one frame per pair. */
    MASKS(1),
    WEIGHTS(2),
    /** One pose vector per pair. */
    POSES(3),
    /** Colour edits of single tiles. */
    TILES(4),
    /** One whole-frame edit per pair. */
    ROUTER(5),
    /** A video of small pictures, two for each pair, instead of masks. */
    VIDEO(6),
    PICTURE(7),
    /** The numbers of each pair from which a network renders without masks. */
    LATENTS(9);

    private final int id;

    SectionKind(int id) {
        this.id = id;
    }

    /** 1..127, as stored. */
    public int id() {
        return id;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SectionKind> find(int id) {
        return Stream.of(values()).filter(kind -> kind.id == id).findFirst();
    }

    public static String label(int id) {
        return find(id).map(SectionKind::label).orElse("kind " + id);
    }
}
