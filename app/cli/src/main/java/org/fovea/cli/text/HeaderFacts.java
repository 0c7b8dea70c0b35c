package org.fovea.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.app.document.InspectDocument;
import org.fovea.app.open.ForeignSubmission;
import org.fovea.app.open.Opened;
import org.fovea.app.open.OwnArchive;
import org.fovea.app.open.PlainVideo;
import org.fovea.app.text.Text;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;

/** An archive's header in words, and of an archive of a video what makes frames of its pictures. */
public final class HeaderFacts {
    private HeaderFacts() {}

    /** @throws org.fovea.codec.FormatException where the section that says how pictures become frames is damaged */
    public static List<String> lines(Opened file) {
        ArchiveHeader header = file.header();
        List<String> lines = new ArrayList<>();
        CodedShape coded = header.coded();
        String size = coded.width() + "×" + coded.height();
        lines.add(coded(file, header, size));
        if (file instanceof OwnArchive own) {
            own.rule().ifPresent(rule -> lines.addAll(PictureFacts.lines(rule)));
        }
        Optional<PlainVideo> plain = file instanceof ForeignSubmission foreign ? foreign.video() : Optional.empty();
        if (plain.isPresent()) {
            lines.add(
                    plain.get().beside().isEmpty()
                            ? "output    " + Text.count(header.pairs(), "pair") + " of frames of " + header.frameSize()
                                    + ", enlarged by bicubic as the challenge's baseline does"
                            : "output    by its own inflate script, from the video and "
                                    + String.join(", ", plain.get().beside()));
        } else if (header.hasRenderer()) {
            List<String> names = header.rendererFamily().parameterNames();
            StringBuilder parameters = new StringBuilder();
            for (int i = 0; i < header.parameters().size(); i++) {
                parameters
                        .append(i == 0 ? "" : ", ")
                        .append(names.get(i))
                        .append(' ')
                        .append(header.parameters().get(i));
            }
            long weights =
                    header.tensors().stream().mapToLong(TensorSpec::count).sum();
            lines.add(
                    header.parameters().isEmpty() && header.isVideo()
                            ? "filter    none"
                            : "renderer  " + header.rendererFamily().name() + " (" + parameters + "), "
                                    + Text.count(weights) + " weights");
            lines.add("output    " + Text.count(header.pairs(), "pair") + " of frames of " + header.frameSize());
        }
        file.base().ifPresent(base -> lines.add("base      " + base.describe() + ", not in the archive"));
        return lines;
    }

    private static String coded(Opened file, ArchiveHeader header, String size) {
        CodedShape coded = header.coded();
        if (header.hasLatents()) {
            boolean ofFrames = header.latentRows() > coded.pairs();
            return "latents   " + Text.count(header.latentRows(), ofFrames ? "frame" : "pair") + " of "
                    + header.latentDimensions()
                    + " numbers, drawn at " + size;
        }
        return header.isVideo()
                ? "video     " + Text.count(2L * coded.pairs()) + " pictures of " + size + stream(file)
                : "masks     " + Text.count(coded.pairs(), "frame") + " of " + size + ", " + coded.classes()
                        + " classes";
    }

    private static String stream(Opened file) {
        return switch (file) {
            case OwnArchive own -> own.stream().map(format -> ", " + format).orElse("");
            case ForeignSubmission foreign ->
                foreign.video()
                        .map(video -> ", " + video.facts().codec() + ", in " + video.member())
                        .orElse("");
        };
    }

    /** What makes frames of a video's pictures, in words. */
    public static final class PictureFacts {
        private PictureFacts() {}

        /** A line each for colour, enlarging and steps. */
        public static List<String> lines(PictureRule rule) {
            InspectDocument.Picture picture = InspectDocument.Picture.of(rule);
            return List.of(
                    "colour    " + picture.matrix() + ", " + picture.range() + " range, " + picture.layout() + ", "
                            + picture.depth() + " bits",
                    "enlarged  " + enlargement(rule.enlargement()),
                    "steps     " + (rule.filters() ? "filter" : "none"));
        }

        private static String enlargement(Enlargement enlargement) {
            return switch (enlargement) {
                case BICUBIC -> "bicubic";
                case LANCZOS -> "Lanczos";
            };
        }
    }
}
