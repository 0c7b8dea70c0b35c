package org.fovea.lab.queue;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What holds the lab, or one study, back. */
final class Control {
    private static final String LAB = "";

    private Control() {}

    static boolean paused(Handle handle) {
        return is(handle, "paused", LAB);
    }

    static boolean frozen(Handle handle) {
        return is(handle, "frozen", LAB);
    }

    static boolean paused(Handle handle, Optional<String> study) {
        return study.isPresent() && is(handle, "paused", study.get());
    }

    /** Why an experiment of a study is not accepted, in words, if it is not. */
    static Optional<String> frozen(Handle handle, Optional<String> study) {
        if (frozen(handle)) {
            return Optional.of("the lab is frozen");
        }
        return study.filter(key -> is(handle, "frozen", key)).map(key -> "its study is frozen");
    }

    static void pause(Handle handle, Optional<String> study, boolean paused) {
        set(handle, "paused", study, paused);
    }

    static void freeze(Handle handle, Optional<String> study, boolean frozen) {
        set(handle, "frozen", study, frozen);
    }

    static List<String> pausedStudies(Handle handle) {
        return studies(handle, "paused");
    }

    static List<String> frozenStudies(Handle handle) {
        return studies(handle, "frozen");
    }

    private static boolean is(Handle handle, String flag, String name) {
        return handle.select("SELECT " + flag + " FROM control WHERE name = ?", name)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0)
                != 0;
    }

    private static void set(Handle handle, String flag, Optional<String> study, boolean value) {
        handle.execute(
                "INSERT INTO control (name, " + flag + ") VALUES (?, ?)" + " ON CONFLICT (name) DO UPDATE SET " + flag
                        + " = excluded." + flag,
                study.orElse(LAB),
                value ? 1 : 0);
    }

    private static List<String> studies(Handle handle, String flag) {
        return handle.createQuery("SELECT name FROM control WHERE name <> '' AND " + flag + " = 1 ORDER BY name")
                .mapTo(String.class)
                .list();
    }
}
