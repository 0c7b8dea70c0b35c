package org.fovea.evaluate.script;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a TorchScript file before LibTorch does, which would read damaged members as they are: the file must be a whole ZIP archive with right
 * checksums, of bounded size, and hold a program beside the weights.
 */
final class ScriptArchive {
    private static final String SECTION = "torchscript";
    private static final long MAX_BYTES = 4L << 30;
    private static final int MAX_MEMBERS = 100_000;
    private static final int BUFFER = 1 << 16;
    private static final int MAX_PROGRAM = 64 << 20;

    /** Variable with the hashes of files whose programs may do anything. */
    static final String TRUST = "FOVEA_TRUST_NETWORK";

    private ScriptArchive() {}

    /**
     * A file that was looked at.
     *
     * @param sha256 of its bytes in lower-case hexadecimal digits
     * @param trusted whether its program does what others may not, and runs because somebody said so
     */
    record Checked(String sha256, boolean trusted) {}

    /**
     * Checks a file, its program among the rest: one with operators that networks have no need of ({@link ProgramScreen}) is refused, unless the variable
     * {@value #TRUST} or {@link TrustedPrograms} holds its SHA-256.
     *
     * @throws FormatException where it is not a whole TorchScript file
     * @throws IOException where it cannot be read
     */
    static Checked verify(Path file) throws IOException {
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
            Optional<String> complaint = verifyMembers(file);
            String sha256 = Sha256.of(file);
            if (complaint.isPresent() && !trusts(System.getenv(TRUST), sha256) && !TrustedPrograms.holds(sha256)) {
                throw wrong(
                        "its program holds " + complaint.get() + ", which a network has no need of",
                        "if you trust whoever made it, set " + TRUST + "=" + sha256
                                + " (score, compress and evaluators check take --trust-network, too)");
            }
            return new Checked(sha256, complaint.isPresent());
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /** Whether a list of hashes names a file. */
    static boolean trusts(@Nullable String hashes, String sha256) {
        return hashes != null && List.of(hashes.strip().split("[\\s,]+")).contains(sha256);
    }

    /** @return what the program does that it should not, if it does */
    private static Optional<String> verifyMembers(Path file) throws IOException {
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
            for (ZipEntry member : members) {
                if (isProgram(member.getName())) {
                    Optional<String> complaint = ProgramScreen.complaint(text(zip, member));
                    if (complaint.isPresent()) {
                        return complaint;
                    }
                }
            }
            return Optional.empty();
        } catch (EOFException e) {
            throw wrong(
                    "not a whole ZIP archive (it names a place beyond its end)", "export it again with torch.jit.save");
        } catch (ZipException e) {
            throw wrong("not a whole ZIP archive (" + e.getMessage() + ")", "export it again with torch.jit.save");
        }
    }

    private static boolean isProgram(String name) {
        return name.contains("/code/") && !name.endsWith(".debug_pkl");
    }

    private static String text(ZipFile zip, ZipEntry member) throws IOException {
        try (InputStream in = zip.getInputStream(member)) {
            byte[] bytes = in.readNBytes(MAX_PROGRAM + 1);
            if (bytes.length > MAX_PROGRAM) {
                throw wrong("a program of more than " + MAX_PROGRAM + " bytes", "such networks are not read");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
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

    private static FormatException wrong(String reason) {
        return new FormatException(SECTION, 0, reason);
    }

    private static FormatException wrong(String reason, String hint) {
        return new FormatException(SECTION, 0, reason, hint);
    }
}
