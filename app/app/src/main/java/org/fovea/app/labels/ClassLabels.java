package org.fovea.app.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;

/**
 * Classes of the pixels of frames: a folder of PNG files of grey or a palette with at most 8 bits, each read when it is
 * needed.
 *
 * @param files by frame
 */
public record ClassLabels(String name, SortedMap<Integer, Path> files) {
    /** Pixels of this value do not count. */
    public static final int VOID = 255;

    /**
     * The classes of a frame's pixels.
     *
     * @param ids row by row, 0..255
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    public record Picture(String file, FrameSize size, int[] ids) {}

    static ClassLabels open(Path folder) throws IOException {
        List<Path> pictures;
        try (Stream<Path> all = Files.list(folder)) {
            pictures = all.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".png"))
                    .sorted()
                    .toList();
        }
        SortedMap<Integer, Path> files = new TreeMap<>();
        for (Path file : pictures) {
            OptionalInt frame = Labels.frame(file.getFileName().toString());
            if (frame.isEmpty() || files.put(frame.getAsInt(), file) != null) {
                throw wrong(
                        file,
                        "its name does not end with the number of a frame, or another file's does, too",
                        "name frames from 0, as in 000012.png");
            }
        }
        if (files.isEmpty()) {
            throw wrong(folder, "holds no PNG file", "name frames from 0, as in 000012.png");
        }
        return new ClassLabels(folder.toString(), files);
    }

    /**
     * The labels of a frame, if it has some.
     *
     * @param sizes that they may have; nothing of another size is read into memory
     * @throws FormatException where its file is no such picture, damaged, or of another size
     */
    public Optional<Picture> read(int frame, List<FrameSize> sizes) {
        Path file = files.get(frame);
        return file == null ? Optional.empty() : Optional.of(read(file, sizes));
    }

    private static Picture read(Path file, List<FrameSize> sizes) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            ImageTypeSpecifier type = reader.getImageTypes(0).next();
            if (type.getNumBands() != 1 || type.getBitsPerBand(0) > 8) {
                throw wrong(file, "a picture of colours or of 16 bits", "write class ids as 8-bit grey or a palette");
            }
            FrameSize size = sizes.stream()
                    .filter(one -> one.width() == width && one.height() == height)
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            file,
                            width + "×" + height + " pixels",
                            "write labels of " + sizes.getFirst() + " or " + sizes.getLast()));
            return new Picture(
                    file.toString(),
                    size,
                    reader.read(0).getRaster().getSamples(0, 0, width, height, 0, new int[width * height]));
        } catch (FormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // whatever a damaged picture does to the reader
            throw wrong(file, "not readable as PNG: " + e.getMessage(), "write it again");
        } finally {
            reader.dispose();
        }
    }

    private static FormatException wrong(Path file, String what, String how) {
        return new FormatException(Labels.SECTION, 0, what, how).inFile(file.toString());
    }
}
