package org.fovea.challenge.judge;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What works everywhere: a folder of its own and an empty environment, but nothing that keeps a program from looking around. */
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
    public List<String> command(Path stage, Optional<Path> java, List<String> inner) {
        return inner;
    }
}
