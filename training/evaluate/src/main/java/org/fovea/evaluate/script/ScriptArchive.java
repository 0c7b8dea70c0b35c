package org.fovea.evaluate.script;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a TorchScript file before LibTorch does, which would read damaged members as they are: the file must be a
 * whole ZIP archive with right checksums, of bounded size, and hold a program beside the weights.
 */
final class ScriptArchive {
    private static final String SECTION = "torchscript";
    private static final long MAX_BYTES = 4L << 30;
    private static final int MAX_MEMBERS = 100_000;
    private static final int BUFFER = 1 << 16;

    /** Variable with the hashes of files whose programs may do anything. */
    static final String TRUST = "FOVEA_TRUST_NETWORK";

    private ScriptArchive() {}

    /**
     * @return the SHA-256 of its bytes in lower-case hexadecimal digits
     * @throws FormatException where it is not a whole TorchScript file
     * @throws IOException where it cannot be read
     */
    static String verify(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw wrong("not a file", "name a TorchScript file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw wrong("larger than 4 GiB", "such networks cannot be loaded");
            }
            verifyMembers(file);
            return Sha256.of(file);
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /**
     * Refuses a program that does what a network has no need of, unless the variable {@value #TRUST} or
     * {@link TrustedPrograms} holds the file's SHA-256.
     *
     * @param complaint what it does
     */
    static void verifyTrust(String sha256, String complaint) {
        if (!trusts(System.getenv(TRUST), sha256) && !TrustedPrograms.holds(sha256)) {
            throw wrong(
                    "its program holds " + complaint + ", which a network has no need of",
                    "if you trust its author, set " + TRUST + "=" + sha256
                            + " (score, compress and evaluators check take --trust-network, too)");
        }
    }

    /** Whether a list of hashes names a file. */
    static boolean trusts(@Nullable String hashes, String sha256) {
        return hashes != null && List.of(hashes.strip().split("[\\s,]+")).contains(sha256);
    }

    private static void verifyMembers(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MAX_MEMBERS) {
                throw wrong(zip.size() + " members", "a network has fewer");
            }
            List<? extends ZipEntry> members = Collections.list(zip.entries());
            if (members.stream().map(ZipEntry::getName).distinct().count() != members.size()) {
                throw wrong("two members of one name", "export it again with torch.jit.save");
            }
            verifyKind(members.stream().map(ZipEntry::getName).toList());
            long left = MAX_BYTES;
            for (ZipEntry member : members) {
                left -= verifyMember(zip, member, left);
            }
        } catch (EOFException e) {
            throw wrong(
                    "not a whole ZIP archive (it names a place beyond its end)", "export it again with torch.jit.save");
        } catch (ZipException e) {
            throw wrong("not a whole ZIP archive (" + e.getMessage() + ")", "export it again with torch.jit.save");
        }
    }

    private static void verifyKind(List<String> names) {
        boolean data = names.stream().anyMatch(name -> name.endsWith("/data.pkl"));
        boolean code = names.stream().anyMatch(name -> name.contains("/code/"))
                && names.stream().anyMatch(name -> name.endsWith("/constants.pkl"));
        if (data && !code) {
            throw wrong(
                    "weights without a program, as torch.save writes them",
                    "export with torch.jit.trace or torch.jit.script and torch.jit.save");
        }
        if (!data) {
            throw wrong("a ZIP archive, but not of TorchScript", "export with torch.jit.save");
        }
    }

    private static long verifyMember(ZipFile zip, ZipEntry member, long most) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(member), new CRC32())) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > most) {
                    throw wrong("more than 4 GiB when unpacked", "such networks cannot be loaded");
                }
            }
            if (in.getChecksum().getValue() != member.getCrc()) {
                throw wrong(
                        "the checksum of member " + member.getName() + " differs",
                        "the file is damaged, fetch or export it again");
            }
            return total;
        } catch (java.io.EOFException e) {
            throw wrong(
                    "member " + member.getName() + " is truncated", "the file is damaged, fetch or export it again");
        }
    }

    static FormatException wrong(String reason, String hint) {
        return new FormatException(SECTION, 0, reason, hint);
    }
}
