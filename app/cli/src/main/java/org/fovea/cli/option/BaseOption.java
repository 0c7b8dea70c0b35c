package org.fovea.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.open.Bases;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Bases that an archive may need. */
public final class BaseOption {
    @Option(
            names = "--base",
            paramLabel = "FILE",
            showDefaultValue = Visibility.NEVER,
            description = "The base that the archive needs, if it needs one. Default: found by its hash in "
                    + "FOVEA_BASES, a folder or address.")
    private List<Path> files = new ArrayList<>();

    /** Those that were named, and those of the folder. */
    public Bases bases() {
        return Bases.of(files);
    }

    /** How many archives share a base. */
    public static final class BaseClipsOption {
        @Option(
                names = "--base-clips",
                paramLabel = "K",
                description = "Clips whose archives share the base: the score is also given with a Kth of its bytes.",
                defaultValue = "1")
        private int clips;

        public int count() {
            if (clips < 1) {
                throw AppException.usage("--base-clips " + clips + ": 1 or more clips share a base");
            }
            return clips;
        }
    }

    public List<Path> files() {
        return List.copyOf(files);
    }
}
