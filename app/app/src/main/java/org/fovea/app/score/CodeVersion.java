package org.fovea.app.score;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.fovea.codec.io.Sha256;

/**
 * Which code ran: a hash over what Fovea's jars hold, because a version number stays the same while one works on the
 * code.
 */
public final class CodeVersion {
    private static final int DIGITS = 16;

    private CodeVersion() {}

    /** The first digits of the hash; "classes" where the code lies in no jar. */
    public static String hash() throws IOException {
        CodeSource source = CodeVersion.class.getProtectionDomain().getCodeSource();
        Path jar;
        try {
            jar = Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return "classes";
        }
        if (!Files.isRegularFile(jar)) {
            return "classes";
        }
        MessageDigest digest = Sha256.digest();
        try (Stream<Path> files = Files.list(jar.getParent())) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().matches("fovea-.*\\.jar"))
                    .sorted()
                    .toList();
            for (Path each : jars) {
                add(each, digest);
            }
        }
        return Sha256.of(digest).substring(0, DIGITS);
    }

    /** Names and checksums of the entries; their dates would make every build another one. */
    private static void add(Path jar, MessageDigest digest) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                Stream<JarEntry> entries = file.stream()) {
            entries.filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/"))
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .forEach(entry -> digest.update(
                            (entry.getName() + " " + entry.getCrc() + "\n").getBytes(StandardCharsets.UTF_8)));
        }
    }
}
