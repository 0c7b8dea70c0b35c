package org.fovea.lab.queue;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What holds the lab, or one study, back. */
final class Control {
    private static final String LAB = "";

    private Control() {}

    static boolean paused(Handle handle) {
        return isPaused(handle, LAB);
    }

    static boolean paused(Handle handle, Optional<String> study) {
        return study.isPresent() && isPaused(handle, study.get());
    }

    static void pause(Handle handle, Optional<String> study, boolean paused) {
        handle.execute(
                "INSERT INTO control (name, paused) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET paused = excluded.paused",
                study.orElse(LAB),
                paused ? 1 : 0);
    }

    static List<String> pausedStudies(Handle handle) {
        return handle.createQuery("SELECT name FROM control WHERE name <> '' AND paused = 1 ORDER BY name")
                .mapTo(String.class)
                .list();
    }

    private static boolean isPaused(Handle handle, String name) {
        return handle.select("SELECT paused FROM control WHERE name = ?", name)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0)
                != 0;
    }
}
