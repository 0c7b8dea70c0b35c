package org.fovea.interop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ZipMember;
import org.fovea.codec.archive.ZipReader;
import org.fovea.codec.io.FileKind;
import org.fovea.interop.payload.SubmissionPart;

/** Opens foreign submissions of any known layout, bare or as member of a ZIP file. */
public final class Submissions {
    /** Name of the member that published archives keep their payload in. */
    private static final String MEMBER = "p";

    private static final String ZIP = "zip";
    private static final int NAMED = 5;

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
        List<ZipMember> members = zip.members();
        List<ZipMember> named =
                members.stream().filter(each -> each.name().equals(MEMBER)).toList();
        List<ZipMember> videos = members.stream()
                .filter(each ->
                        FileKind.of(zip.head(each, FileKind.HEAD)).stream().anyMatch(FileKind::isVideo))
                .toList();
        if (named.size() != 1 && videos.size() == 1) {
            return ofVideo(zip, videos.getFirst(), file.length);
        }
        if (named.size() != 1 && members.size() != 1) {
            throw refusal(members, videos.size() + " videos");
        }
        ZipMember member = named.size() == 1 ? named.getFirst() : members.getFirst();
        byte[] payload = zip.content(member);
        Optional<FileKind> other = FileKind.of(payload);
        Submission bare;
        try {
            bare = new PayloadReader(payload).read();
        } catch (FormatException e) {
            // Only now: a payload may begin with any bytes.
            if (other.isPresent() || !e.isDamage()) {
                String what = other.map(FileKind::title).orElse("of no layout that Fovea knows");
                throw refusal(members, member.name() + " is " + what);
            }
            throw e;
        }
        List<SubmissionPart> inside = new ArrayList<>();
        for (ZipMember each : members) {
            if (!each.equals(member) || each.deflated()) {
                inside.add(foreign(each, each.equals(member) ? "payload" : each.name()));
            } else {
                for (SubmissionPart part : bare.parts()) {
                    inside.add(part.movedBy(each.offset()));
                }
            }
        }
        return new Submission(
                bare.layout() + " in ZIP",
                bare.masks(),
                bare.content(),
                Optional.empty(),
                fillGaps(inside, file.length));
    }

    private static Submission ofVideo(ZipReader zip, ZipMember video, int length) {
        List<SubmissionPart> parts =
                zip.members().stream().map(each -> foreign(each, each.name())).toList();
        List<String> beside = zip.members().stream()
                .map(ZipMember::name)
                .filter(name -> !name.equals(video.name()))
                .toList();
        VideoMember member = new VideoMember(video.name(), zip.content(video), beside);
        return new Submission(
                "plain video in ZIP", Optional.empty(), Optional.empty(), Optional.of(member), fillGaps(parts, length));
    }

    private static SubmissionPart foreign(ZipMember member, String name) {
        String codec = member.deflated() ? "deflate" : "stored";
        return new SubmissionPart(name, codec, member.offset(), member.storedBytes(), member.bytes(), 0);
    }

    private static FormatException refusal(List<ZipMember> members, String why) {
        String names = members.stream().limit(NAMED).map(ZipMember::name).collect(Collectors.joining(", "));
        return new FormatException(
                ZIP,
                0,
                members.isEmpty()
                        ? "the ZIP file holds nothing at all"
                        : "the ZIP file holds no frames that Fovea can make: " + names
                                + (members.size() > NAMED ? ", …" : "") + " (" + why + ")",
                "frames that its own inflate script makes are scored with"
                        + " fovea score --original CLIP --candidate 0.raw --archive X.zip");
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
