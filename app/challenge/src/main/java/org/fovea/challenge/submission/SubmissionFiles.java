package org.fovea.challenge.submission;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a submission directory. */
public final class SubmissionFiles {
    public static final String ARCHIVE = "archive.zip";

    public static final String SCRIPT = "inflate.sh";

    public static final String INFLATER = "fovea-inflater.jar";

    public static final String README = "README.md";

    public static final String LICENSE = "LICENSE";

    /** A Java for judges that have none; optional. */
    public static final String RUNTIME = "runtime";

    /** Libraries of a video decoder, for archives that hold a video; optional. */
    public static final String LIBRARIES = "lib";

    /** All of these, and what the challenge's own {@code evaluate.sh} leaves in the folder. */
    private static final Set<String> KNOWN =
            Set.of(ARCHIVE, SCRIPT, INFLATER, README, LICENSE, RUNTIME, LIBRARIES, "archive", "inflated", "report.txt");

    private SubmissionFiles() {}

    public static void write(Path folder, byte[] archiveZip) throws IOException {
        write(folder, archiveZip, List.of());
    }

    /**
     * Writes everything but the README and the runtime into an empty folder.
     *
     * @param libraries jars that inflating needs beyond the inflater: none but for archives of a video
     */
    public static void write(Path folder, byte[] archiveZip, List<Path> libraries) throws IOException {
        if (!libraries.isEmpty()) {
            Path target = Files.createDirectory(folder.resolve(LIBRARIES));
            for (Path library : libraries) {
                Files.copy(library, target.resolve(library.getFileName().toString()));
            }
        }
        Files.write(folder.resolve(ARCHIVE), archiveZip);
        copy(INFLATER, folder);
        copy(LICENSE, folder);
        Path script = copy(SCRIPT, folder);
        PosixFileAttributeView rights = Files.getFileAttributeView(script, PosixFileAttributeView.class);
        if (rights != null) {
            rights.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Path copy(String name, Path folder) throws IOException {
        Path target = folder.resolve(name);
        try (InputStream in = SubmissionFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not in this build; build with ./mvnw package");
            }
            Files.copy(in, target);
        }
        return target;
    }

    /** Whether a folder holds a submission of ours and nothing else, so that nobody misses it when it is replaced. */
    public static boolean isSubmission(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(ARCHIVE)) || !Files.isRegularFile(folder.resolve(INFLATER))) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> KNOWN.contains(file.getFileName().toString()));
        }
    }
}
