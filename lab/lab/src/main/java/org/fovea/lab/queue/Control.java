package org.fovea.lab.queue;

import org.jdbi.v3.core.Handle;

/** Whether the lab is paused. */
final class Control {
    private Control() {}

    static boolean paused(Handle handle) {
        return handle.createQuery("SELECT paused FROM control WHERE name = ''")
                        .mapTo(Integer.class)
                        .one()
                != 0;
    }

    static void pause(Handle handle, boolean paused) {
        handle.execute("UPDATE control SET paused = ? WHERE name = ''", paused ? 1 : 0);
    }
}
