package org.fovea.isolate;

import java.nio.file.Path;
import java.util.List;

/**
 * What works everywhere: a folder of its own and an empty environment, but nothing that keeps a program from looking
 * around.
 */
final class CleanFolder implements Isolation {
    @Override
    public String label() {
        return "a clean folder";
    }

    @Override
    public String description() {
        return "not isolated: neither bubblewrap nor unshare works here, so it could have read any file";
    }

    @Override
    public boolean hides() {
        return false;
    }

    @Override
    public List<String> command(Path stage, List<Path> shown, List<String> inner) {
        return inner;
    }
}
