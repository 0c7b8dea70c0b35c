package org.fovea.app.inflate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.jspecify.annotations.Nullable;

/**
 * Where frames go, as it is typed: {@code -} is standard output, a name with an ending is a file, any other name or an
 * existing folder is a folder for {@code 0.raw}, {@code 0.npy} and so on.
 *
 * @param stream whether frames go to standard output; then there is neither file nor sidecar
 * @param file the file of frames, or the folder of pictures
 * @param sidecar the document beside it
 */
public record FrameTarget(boolean stream, Path file, Path sidecar, FrameFormat format) {
    /**
     * What a name means.
     *
     * @param told the format that was asked for, or null for that of the name, else {@link FrameFormat#RAW}
     * @throws AppException where name and format contradict each other, or the name's ending says nothing
     */
    public static FrameTarget of(Path name, @Nullable FrameFormat told) {
        if (Outputs.isStandardOutput(name)) {
            if (told == FrameFormat.FFV1) {
                throw AppException.usage("--format ffv1: a clip is written to a file; pipe raw or y4m");
            }
            return new FrameTarget(true, name, name, told == null ? FrameFormat.RAW : told);
        }
        String last = String.valueOf(name.getFileName());
        int dot = last.lastIndexOf('.');
        if (Files.isDirectory(name) || dot <= 0 || dot == last.length() - 1) {
            return inFolder(name, told == null ? FrameFormat.RAW : told);
        }
        String ending = last.substring(dot + 1);
        Optional<FrameFormat> said = FrameFormat.ofExtension(ending);
        if (told == null && said.isEmpty()) {
            throw AppException.usage(name + ": frames are not written as ." + ending + "; use " + endings()
                    + ", --format, or the name of a folder");
        }
        if (told != null && said.isPresent() && said.get() != told) {
            throw AppException.usage(name + ": the name says " + said.get().label() + ", --format says " + told.label()
                    + "; change one of them");
        }
        FrameFormat format = told != null ? told : said.orElseThrow();
        if (format == FrameFormat.PNG) {
            throw AppException.usage(name + ": PNG is a picture for each frame; name a folder, with --format png");
        }
        return new FrameTarget(false, name, name.resolveSibling(last.substring(0, dot) + ".json"), format);
    }

    private static FrameTarget inFolder(Path folder, FrameFormat format) {
        Path file = format == FrameFormat.PNG ? folder : folder.resolve("0." + format.extension());
        return new FrameTarget(false, file, folder.resolve("0.json"), format);
    }

    private static String endings() {
        return Arrays.stream(FrameFormat.values())
                .filter(format -> format != FrameFormat.PNG)
                .map(format -> "." + format.extension())
                .collect(Collectors.joining(", "));
    }

    /**
     * Refuses files that exist, unless {@code force}.
     *
     * @throws AppException naming the file
     */
    public void verifyFree(boolean force) {
        if (stream) {
            return;
        }
        if (format != FrameFormat.PNG) {
            Outputs.verifyFree(file, force);
        }
        Outputs.verifyFree(sidecar, force);
    }

    /** Refuses a disk without room, where the size is known before frames are drawn. */
    public void verifySpace(FrameSize size, int pairs, FrameRate rate) throws IOException {
        Optional<Long> bytes = format.bytes(size, pairs, rate);
        if (!stream && bytes.isPresent()) {
            Outputs.verifySpace(file, bytes.get());
        }
    }
}
