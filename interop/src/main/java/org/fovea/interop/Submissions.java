package org.fovea.interop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ZipMember;
import org.fovea.codec.archive.ZipReader;

/** Opens foreign submissions of any known layout, bare or as member of a ZIP file. */
public final class Submissions {
    /** Name of the member that published archives keep their payload in. */
    private static final String MEMBER = "p";

    private static final String ZIP = "zip";

    private Submissions() {}

    /**
     * Recognises and reads a submission. Masks are not decoded yet; weights, poses and corrections are.
     *
     * @param file content of the file; not to be changed as long as the submission is used
     * @param fileName for messages
     * @throws FormatException where the file is damaged, or no known submission
     */
    public static Submission open(byte[] file, String fileName) {
        try {
            return ZipReader.recognises(file) ? openZip(file) : new PayloadReader(file).read();
        } catch (FormatException e) {
            throw e.inFile(fileName);
        }
    }

    private static Submission openZip(byte[] file) {
        ZipReader zip = ZipReader.open(file);
        ZipMember member = payload(zip);
        Submission bare = new PayloadReader(zip.content(member)).read();
        List<SubmissionPart> inside = new ArrayList<>();
        for (ZipMember other : zip.members()) {
            String codec = other.deflated() ? "deflate" : "stored";
            if (!other.equals(member) || other.deflated()) {
                String name = other.equals(member) ? "payload" : other.name();
                inside.add(new SubmissionPart(name, codec, other.offset(), other.storedBytes(), other.bytes(), 0));
            } else {
                for (SubmissionPart part : bare.parts()) {
                    inside.add(new SubmissionPart(
                            part.name(),
                            part.codec(),
                            part.offset() + other.offset(),
                            part.codedBytes(),
                            part.rawBytes(),
                            part.symbols()));
                }
            }
        }
        return new Submission(bare.layout() + " in ZIP", bare.masks(), bare.content(), fillGaps(inside, file.length));
    }

    private static ZipMember payload(ZipReader zip) {
        List<ZipMember> members = zip.members();
        List<ZipMember> named =
                members.stream().filter(member -> member.name().equals(MEMBER)).toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        if (members.size() == 1) {
            return members.getFirst();
        }
        throw new FormatException(
                ZIP,
                0,
                "no submission is recognised: the ZIP file has " + members.size() + " members, " + named.size()
                        + " of them named p",
                "exactly one is expected");
    }

    /** What no member covers belongs to the ZIP file itself. */
    private static List<SubmissionPart> fillGaps(List<SubmissionPart> inside, int length) {
        List<SubmissionPart> sorted = new ArrayList<>(inside);
        sorted.sort(Comparator.comparingInt(SubmissionPart::offset));
        List<SubmissionPart> all = new ArrayList<>();
        int position = 0;
        for (SubmissionPart part : sorted) {
            if (part.offset() > position) {
                all.add(zip(position, part.offset()));
            }
            all.add(part);
            position = part.offset() + part.codedBytes();
        }
        if (position < length) {
            all.add(zip(position, length));
        }
        return all;
    }

    private static SubmissionPart zip(int from, int to) {
        return new SubmissionPart(ZIP, "zip", from, to - from, to - from, 0);
    }
}
