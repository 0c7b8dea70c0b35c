package org.fovea.site.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every file of the site by its path, made when it is asked for: a folder takes all of them, a server those that a
 * browser wants.
 */
public final class Files {
    private final Map<String, Supplier<Content>> files = new LinkedHashMap<>();

    /**
     * Adds a file.
     *
     * @param path from the site's root, with {@code /}, as in {@code runs/R-0107.html}
     * @param content may be asked several times, by several threads
     * @throws IllegalArgumentException where the path is taken, or leads anywhere else
     */
    public void add(String path, Supplier<Content> content) {
        if (!path.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")) {
            throw new IllegalArgumentException("path '" + path + "' in the site");
        }
        if (files.putIfAbsent(path, content) != null) {
            throw new IllegalArgumentException("two files " + path + " in the site");
        }
    }

    /** All paths, in the order in which they were added. */
    public Set<String> paths() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** A file, or nothing where there is none of that path. */
    public Optional<Content> file(String path) {
        return Optional.ofNullable(files.get(path)).map(Supplier::get);
    }
}
