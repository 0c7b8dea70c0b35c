package org.fovea.app.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.detection.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private static final String COCO = """
            {"info": {"year": 2020, "deep": [[1], {"a": "b"}]},
             "annotations": [
              {"id": 1, "image_id": 7, "category_id": 2, "bbox": [1, 2.5, 3, 4], "segmentation": [[1, 2]]},
              {"id": 2, "image_id": 9, "category_id": 0, "bbox": [0, 0, 5, 5], "iscrowd": 1}],
             "images": [
              {"id": 7, "file_name": "drive/000012.png", "width": 5}, {"id": 9}, {"id": 3, "file_name": "a_0013.jpg"}]}
            """;

    private static final FrameSize SIZE = new FrameSize(37, 21);

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Map<Integer, List<Box>> boxes(String text) throws IOException {
        return Labels.open(List.of(write("l", text))).boxes().orElseThrow().frames();
    }

    @Test
    void coco_annotations_are_read() throws IOException {
        Map<Integer, List<Box>> expected = Map.of(
                12, List.of(Box.label(2, 1, 2.5, 3, 4, false)),
                9, List.of(Box.label(0, 0, 0, 5, 5, true)),
                13, List.of());
        assertThat(boxes(COCO)).isEqualTo(expected);
        assertThat(boxes("\ufeff\n" + COCO)).isEqualTo(expected);
    }

    /** What is replaced, by what, and what the message must hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "image_id": 9     | "image_id": 8     | l:4: labels: no image has the id 8
            "image_id": 9,    |                   | l:4: labels: no image has the id -1
            "category_id": 2  | "category_id": -2 | l:3: labels: annotation 1 has no category_id from 0
            "category_id": 2  | "category_id": 2.5 | l:3: labels: is not readable
            "category_id": 2  | "category_id": 99999999999999999999 | l:3: labels: is not readable
            [1, 2.5, 3, 4]    | [1, 2.5, 3]       | annotation 1 has no bbox [x, y, width, height]
            [1, 2.5, 3, 4]    | [1, 2.5, 3, 4, 5] | annotation 1 has no bbox
            [1, 2.5, 3, 4]    | [1, 2.5, -3, 4]   | annotation 1 has no bbox
            [1, 2.5, 3, 4]    | [1, 2.5, 3, 1e999] | annotation 1 has no bbox
            [1, 2.5, 3, 4]    | "1"               | l:3: labels: is not readable
            "bbox": [0        | "box": [0         | annotation 2 has no bbox
            {"id": 9}         | {"id": 7}         | l:6: labels: image 2: another image has the id 7
            {"id": 9}         | {"id": 12}        | image 2: another image is of frame 12
            {"id": 9}         | null              | image 2 is no object
            {"id": 9}         | {}                | image 2 has no id
            "images"          | "pictures"        | has no images
            a_0013.jpg"}]}    | a_0013.jpg"}      | is not readable
            a_0013.jpg"}]}    | a_0013.jpg"}]} {  | something follows
            """)
    void damaged_coco_annotations_name_the_line(String was, String is, String message) {
        assertThat(COCO).contains(was);
        assertThrown(FormatException.class, () -> boxes(COCO.replace(was, is == null ? "" : is)), message);
    }

    @Test
    void a_table_is_read() throws IOException {
        Map<Integer, List<Box>> expected = Map.of(
                0, List.of(Box.label(1, 1, 2.5, 3, 4, false), Box.label(0, -1, 0, 1e1, 9, false)),
                5, List.of());
        String lines = "0,1,1,2.5,3,4\r\n\n 0 , 0, -1,0,1e1,9\n5,,,,,\n";
        assertThat(boxes("\ufeffFrame, class,x,y,width,height\n" + lines)).isEqualTo(expected);
        assertThat(boxes(lines)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0,1,1,2,3        | l:2: labels: has 5 fields; a line is frame,class
            0,1,1,2,3,4,5    | has more than 6 fields
            a,1,1,2,3,4      | 'a' is not its number
            9999999999,1,1,2,3,4 | is not its number
            0,-1,1,2,3,4     | '-1' is not its number
            0,1,1,NaN,3,4    | 'NaN' is not its number
            0,1,1,2,-3,4     | negative width or height
            0,1,1,2,,4       | '' is not its number
            """)
    void damaged_tables_name_the_line(String line, String message) {
        assertThrown(FormatException.class, () -> boxes("0,1,1,2,3,4\n" + line + "\n"), message);
    }

    @Test
    void what_a_file_is_follows_from_what_it_holds() throws IOException {
        Path csv = write("a.json", "0,1,1,2,3,4\n");
        assertThat(Labels.open(List.of())).isEqualTo(Labels.NONE);
        assertThrown(FormatException.class, () -> Labels.open(List.of(folder)), "holds no PNG file");
        write("0.png", "no picture");
        assertThat(Labels.open(List.of(csv, folder)).classes()).isPresent();
        assertThrown(IllegalArgumentException.class, () -> Labels.open(List.of(csv, csv)), "a.json: second labels");
        Path png = Files.write(folder.resolve("1.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        assertThrown(
                FormatException.class, () -> Labels.open(List.of(png)), "this is a PNG picture, not a folder of PNG");
        for (String name : List.of("a1.png", "x.png", "1403636579763555584.png")) {
            Path wrong = write(name, "");
            assertThrown(FormatException.class, () -> Labels.open(List.of(folder)), name, "the number of a frame");
            Files.delete(wrong);
        }
    }

    private Optional<ClassLabels.Picture> read(FrameSize size) throws IOException {
        return Labels.open(List.of(folder)).classes().orElseThrow().read(3, List.of(size, new FrameSize(1, 1)));
    }

    private void write(BufferedImage picture) throws IOException {
        ImageIO.write(picture, "png", folder.resolve("frame_000003.png").toFile());
    }

    private static BufferedImage picture(int bits) {
        int classes = bits == 0 ? 256 : 1 << bits;
        byte[] reds = new byte[classes];
        new Random(1).nextBytes(reds);
        byte[] others = new byte[classes];
        BufferedImage picture = bits == 0
                ? new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_BYTE_GRAY)
                : new BufferedImage(
                        SIZE.width(),
                        SIZE.height(),
                        bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
                        new IndexColorModel(bits, classes, reds, others, others));
        for (int i = 0; i < SIZE.pixels(); i++) {
            picture.getRaster().setSample(i % SIZE.width(), i / SIZE.width(), 0, i * i / 7 % classes);
        }
        return picture;
    }

    /** Grey, and palettes of 1 to 8 bits as they are written where there are few classes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8})
    void pictures_of_classes_are_read(int bits) throws IOException {
        write(picture(bits));
        ClassLabels.Picture read = read(SIZE).orElseThrow();
        assertThat(read.size()).isEqualTo(SIZE);
        for (int i = 0; i < SIZE.pixels(); i++) {
            assertThat(read.ids()[i]).isEqualTo(i * i / 7 % (bits == 0 ? 256 : 1 << bits));
        }
        assertThrown(FormatException.class, () -> read(new FrameSize(36, 21)), "37×21 pixels; write labels of 36×21");
    }

    @Test
    void pictures_of_something_else_are_refused() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_USHORT_GRAY}) {
            write(new BufferedImage(SIZE.width(), SIZE.height(), type));
            assertThrown(FormatException.class, () -> read(SIZE), "frame_000003.png", "write class ids as 8-bit grey");
        }
    }

    /** Whatever is wrong, the answer is a line that names the file, or a picture of the size that was asked for. */
    @Test
    void damaged_pictures_are_refused() throws IOException {
        write(picture(0));
        Path file = folder.resolve("frame_000003.png");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length - 12; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x51;
            Files.write(file, bad);
            try {
                assertThat(read(SIZE).orElseThrow().ids()).hasSize(SIZE.pixels());
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("frame_000003.png");
            }
        }
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        assertThrown(FormatException.class, () -> read(SIZE), "frame_000003.png", "not readable as PNG");
        byte[] huge = good.clone();
        huge[16] = 0x7f; // a width of two thousand million
        Files.write(file, huge);
        assertThrown(FormatException.class, () -> read(SIZE), "frame_000003.png");
    }

    @Test
    void what_is_corrected_is_something_else() throws IOException {
        Path boxes = write("boxes.json", COCO);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path picture = Files.writeString(classes.resolve("3.png"), "read when it is needed");
        String before = Labels.open(List.of(boxes, classes)).identity();
        assertThat(Labels.open(List.of(boxes, classes)).identity()).isEqualTo(before);
        Files.writeString(picture, "corrected");
        String corrected = Labels.open(List.of(boxes, classes)).identity();
        write("boxes.json", COCO.replace("2.5", "2.75"));
        assertThat(List.of(before, corrected))
                .doesNotHaveDuplicates()
                .doesNotContain(Labels.open(List.of(boxes, classes)).identity());
        assertThat(Labels.NONE.identity()).isEmpty();
    }
}
